#!/bin/bash
# At the first start of an empty server: the owner of the tables, and the application's role, which owns none. Names and
# passwords are those of the addresses that our own processes are given.
set -euo pipefail

part() { # part FILE user|password: of postgresql://user:password@host/name
  local rest
  rest=$(sed -E 's|^[a-z]+://([^@]*)@.*$|\1|' "$1")
  if [[ $2 == user ]]; then printf '%s' "${rest%%:*}"; else printf '%s' "${rest#*:}"; fi
}

owner=$(part /run/secrets/database_owner_url user)
application=$(part /run/secrets/database_url user)
psql -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "$POSTGRES_DB" \
  -v owner="$owner" -v owner_password="$(part /run/secrets/database_owner_url password)" \
  -v application="$application" -v application_password="$(part /run/secrets/database_url password)" \
  -v name="$POSTGRES_DB" <<'SQL'
CREATE ROLE :"owner" LOGIN NOSUPERUSER NOCREATEROLE PASSWORD :'owner_password';
CREATE ROLE :"application" LOGIN NOSUPERUSER NOCREATEROLE PASSWORD :'application_password';
ALTER DATABASE :"name" OWNER TO :"owner";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE :"name" TO :"application";
SQL

"""The application's database role owns nothing and only adds to ledgers."""

import psycopg
import pytest
from django.db import transaction

from staff import audit
from staff.ledger import append_only_tables


def test_ledgers_exist():
    assert {"staff_auditentry", "staff_auditlink", "vault_purged_key"} <= set(append_only_tables())


@pytest.mark.parametrize("order", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_the_application_cannot_change_what_was_audited(application_role, order, analyst):
    with transaction.atomic():
        audit.record(analyst, "test.done", analyst)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application_role.execute(order.format("staff_auditentry"))
    assert application_role.execute("SELECT count(*) FROM staff_auditentry").fetchone() == (1,)


def test_the_application_is_refused_on_every_ledger(application_role):
    for table in append_only_tables():
        for right in ("UPDATE", "DELETE", "TRUNCATE"):
            held = application_role.execute(
                "SELECT has_table_privilege(current_user, %s, %s)", [table, right]
            ).fetchone()
            assert held == (False,), f"{right} on {table}"


def test_the_application_adds_to_a_ledger(application_role):
    application_role.execute(
        "INSERT INTO staff_auditentry (at, actor, verb, subject, subject_id, details)"
        " VALUES (now(), 'system', 'test.done', 'x.y', '1', '{}')"
    )
    assert application_role.execute("SELECT count(*) FROM staff_auditentry").fetchone() == (1,)


def test_the_application_owns_no_table_and_makes_none(application_role):
    owned = application_role.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user").fetchone()
    assert owned == (0,)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application_role.execute("CREATE TABLE public.smuggled (id int)")


def test_the_application_cannot_put_triggers_to_sleep(application_role):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application_role.execute("SET session_replication_role = replica")

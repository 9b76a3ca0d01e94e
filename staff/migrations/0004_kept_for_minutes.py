from django.db import migrations

# The shape that django.core.cache.backends.db asks for. Unlogged: what it holds is good for minutes, and a crash that
# empties it lets a one-time code be used a second time at most within those.
TABLE = """
CREATE UNLOGGED TABLE staff_kept_for_minutes (
    cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires timestamp with time zone NOT NULL
);
CREATE INDEX staff_kept_for_minutes_expires ON staff_kept_for_minutes (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0003_checkpoints")]

    operations = [migrations.RunSQL(TABLE, "DROP TABLE staff_kept_for_minutes")]

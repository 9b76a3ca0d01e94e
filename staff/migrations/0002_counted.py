from django.db import migrations

# What all processes count for a monitor (config/metrics/counted.py). Unlogged: it is worth neither a sync nor a place
# in a backup, and a crash that empties it looks like a restart.
COUNTED = """
CREATE UNLOGGED TABLE IF NOT EXISTS staff_counted (
    name text NOT NULL, labels text NOT NULL, value double precision NOT NULL, PRIMARY KEY (name, labels)
);
"""


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_squashed_0005_rota")]
    operations = [migrations.RunSQL(COUNTED, "DROP TABLE IF EXISTS staff_counted")]

import django.contrib.postgres.fields
from django.db import migrations, models

UNLOGGED = ("hotline_network_key", "hotline_budget_count", "hotline_used_proof")
# TRUNCATE gives the file back at once, where DELETE would leave the key readable in it until a vacuum. The application
# owns no table, so the owner lends it this one act, and only once the day of the key is over.
FORGET = """
CREATE FUNCTION hotline_forget_networks() RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM hotline_network_key WHERE day < (now() AT TIME ZONE 'UTC')::date) THEN
        RETURN false;
    END IF;
    TRUNCATE hotline_network_key, hotline_budget_count;
    RETURN true;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("hotline", "0004_retention")]

    operations = [
        migrations.CreateModel(
            name="BudgetCount",
            fields=[
                (
                    "mark",
                    models.BinaryField(
                        help_text="Keyed hash of budget, span of time and network.", primary_key=True, serialize=False
                    ),
                ),
                ("spent", models.BigIntegerField()),
                ("until", models.DateTimeField(db_index=True)),
            ],
            options={"db_table": "hotline_budget_count"},
        ),
        migrations.CreateModel(
            name="NetworkKey",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("random", models.BinaryField(help_text="32 bytes.")),
            ],
            options={"db_table": "hotline_network_key"},
        ),
        migrations.CreateModel(
            name="UsedProof",
            fields=[
                ("mark", models.BinaryField(primary_key=True, serialize=False)),
                ("until", models.DateTimeField(db_index=True, help_text="When the proof expires by itself.")),
            ],
            options={"db_table": "hotline_used_proof"},
        ),
        migrations.AddField(
            model_name="tip",
            name="suspicions",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("honeypot", "Filled the field that people do not see"),
                        ("too_fast_with_links", "Came at once and is full of links"),
                        ("repeated_words", "The same words came many times"),
                        ("alike", "Nearly the same words came many times"),
                        ("over_budget", "Its network sends very many"),
                        ("chat_over_budget", "Its chat sends very many"),
                        ("chat_flood", "Came in a flood of new chats"),
                        ("officer", "Set aside by an officer"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                size=None,
            ),
        ),
        *(
            migrations.RunSQL(f"ALTER TABLE {table} SET UNLOGGED", f"ALTER TABLE {table} SET LOGGED")
            for table in UNLOGGED
        ),
        migrations.RunSQL(FORGET, "DROP FUNCTION hotline_forget_networks()"),
    ]

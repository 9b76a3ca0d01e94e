import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import vault.text


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_proceedings"), ("hotline", "0015_claims")]
    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("source", "Protects a source"),
                            ("other_case", "Belongs to another case"),
                            ("privilege", "Legally privileged"),
                            ("irrelevant", "Not relevant"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="packet",
            name="envelope",
            field=models.CharField(
                choices=[
                    ("none", "Not encrypted: handed over on our own page"),
                    ("key", "To the recipient's public key (age)"),
                    ("phrase", "By a pass phrase that we make"),
                ],
                default="none",
                max_length=6,
                verbose_name="encryption",
            ),
        ),
        migrations.AddField(
            model_name="packet",
            name="mosaic",
            field=models.CharField(
                blank=True,
                help_text="The approver's sentence: what the facts tell together.",
                max_length=300,
                verbose_name="could the subject work out who told us?",
            ),
        ),
        migrations.AddField(
            model_name="packet",
            name="phrase",
            field=vault.text.EncryptedText(blank=True, default=b"", help_text="The pass phrase, until it was shown."),
        ),
        migrations.AddField(
            model_name="packet",
            name="recipient_keys",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=80),
                blank=True,
                default=list,
                size=None,
                verbose_name="public keys of the recipient",
            ),
        ),
        migrations.AddField(
            model_name="packet",
            name="stamp",
            field=models.BinaryField(help_text="The authority's answer, DER (RFC 3161).", null=True),
        ),
        migrations.AddField(
            model_name="packet",
            name="stamp_due_at",
            field=models.DateTimeField(help_text="When the authority is asked next.", null=True),
        ),
        migrations.AddField(
            model_name="packet",
            name="stamp_state",
            field=models.CharField(
                choices=[
                    ("none", "No authority is named"),
                    ("wanted", "Waits for the authority"),
                    ("stamped", "Stamped"),
                ],
                default="none",
                max_length=8,
                verbose_name="time stamp",
            ),
        ),
        migrations.AddField(
            model_name="packet",
            name="stamp_tries",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="packet",
            name="stamped_at",
            field=models.DateTimeField(
                blank=True, help_text="By the authority's clock.", null=True, verbose_name="stamped"
            ),
        ),
        migrations.AddField(
            model_name="packet",
            name="tag_manifest",
            field=models.TextField(
                blank=True, help_text="What is stamped: tagmanifest-sha256.txt as it stands in the bag."
            ),
        ),
        migrations.AddIndex(
            model_name="packet",
            index=models.Index(
                condition=models.Q(("stamp_state", "wanted")), fields=["stamp_due_at"], name="packet_to_stamp"
            ),
        ),
        migrations.AddConstraint(
            model_name="packet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("envelope__in", ("none", "phrase")), ("recipient_keys", [])),
                    models.Q(("envelope", "key"), models.Q(("recipient_keys", []), _negated=True)),
                    _connector="OR",
                ),
                name="packet_to_a_key_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="packet",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stamp", None), ("stamp_state__in", ("none", "wanted"))),
                    models.Q(("stamp__isnull", False), ("stamp_state", "stamped")),
                    _connector="OR",
                ),
                name="stamped_packet_has_its_stamp",
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="exhibit",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.exhibit"
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="packet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="absences", to="cases.packet"
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="report",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="hotline.report",
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.UniqueConstraint(fields=("packet", "exhibit"), name="one_reason_for_an_absent_exhibit"),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.UniqueConstraint(fields=("packet", "report"), name="one_reason_for_an_absent_report"),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("exhibit", None), ("report__isnull", False)),
                    models.Q(("exhibit__isnull", False), ("report", None)),
                    _connector="OR",
                ),
                name="absence_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", ("source", "other_case", "privilege", "irrelevant"))),
                name="absence_has_a_known_reason",
            ),
        ),
    ]

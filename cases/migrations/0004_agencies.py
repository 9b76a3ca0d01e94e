import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_listings"),
        ("reference", "0002_directory"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReferralDigest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("sent", "Sent"), ("failed", "Failed")],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField(default=django.utils.timezone.now)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=60)),
                ("day", models.DateField()),
                (
                    "references",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20), help_text="At most so many are named.", size=None
                    ),
                ),
                ("total", models.PositiveIntegerField(help_text="How many there are, named or not.")),
            ],
        ),
        migrations.CreateModel(
            name="ReferralMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("sent", "Sent"), ("failed", "Failed")],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("not_before", models.DateTimeField(default=django.utils.timezone.now)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=60)),
                (
                    "holds",
                    models.CharField(
                        choices=[("link", "The link"), ("brief", "The request itself, and the link")], max_length=5
                    ),
                ),
                (
                    "sealed",
                    models.BinaryField(help_text="Encrypted to the contact's key: nobody here opens it.", null=True),
                ),
            ],
        ),
        migrations.AddField(
            model_name="referral",
            name="escalates",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="escalated_to",
                to="cases.referral",
                verbose_name="second route of",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="is_incomplete",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Too few points, and a life in danger.",
                verbose_name="sent incomplete",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="suggested",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(),
                blank=True,
                db_default=[],
                default=list,
                help_text="The scores that the case itself suggested, beside the officer's own.",
                size=None,
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("status", "sent")), fields=["answer_due_at"], name="referral_answer_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_incomplete", False), ("urgency", "life"), _connector="OR"),
                name="incomplete_for_a_life_only",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("escalates", None), models.Q(("escalates", models.F("id")), _negated=True), _connector="OR"
                ),
                name="referral_escalates_another",
            ),
        ),
        migrations.AddField(
            model_name="referraldigest",
            name="officer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="referralmail",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="referralmail",
            name="contact",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="reference.agencycontact"
            ),
        ),
        migrations.AddField(
            model_name="referralmail",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="mails", to="cases.referral"
            ),
        ),
        migrations.AddIndex(
            model_name="referraldigest",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["not_before"], name="referral_digest_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="referraldigest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("failure", ""), ("sent_at", None), ("state", "waiting")),
                    models.Q(("failure", ""), ("sent_at__isnull", False), ("state", "sent")),
                    models.Q(("sent_at", None), ("state", "failed"), models.Q(("failure", ""), _negated=True)),
                    _connector="OR",
                ),
                name="referral_digest_is_settled",
            ),
        ),
        migrations.AddConstraint(
            model_name="referraldigest",
            constraint=models.UniqueConstraint(fields=("officer", "day"), name="one_digest_a_day"),
        ),
        migrations.AddConstraint(
            model_name="referraldigest",
            constraint=models.CheckConstraint(condition=models.Q(("total__gt", 0)), name="digest_names_something"),
        ),
        migrations.AddIndex(
            model_name="referralmail",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["not_before"], name="referral_mail_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="referralmail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("failure", ""), ("sent_at", None), ("state", "waiting")),
                    models.Q(("failure", ""), ("sent_at__isnull", False), ("state", "sent")),
                    models.Q(("sent_at", None), ("state", "failed"), models.Q(("failure", ""), _negated=True)),
                    _connector="OR",
                ),
                name="referral_mail_is_settled",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralmail",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "waiting"), ("sealed", None), _connector="OR"),
                name="settled_mail_is_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralmail",
            constraint=models.CheckConstraint(
                condition=models.Q(("holds__in", ("link", "brief"))), name="referral_mail_holds"
            ),
        ),
        migrations.CreateModel(
            name="ReferralLapse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("late", "No acknowledgement in time"), ("idle", "No action within 30 days")],
                        max_length=4,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lapses", to="cases.referral"
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
                "constraints": [
                    models.UniqueConstraint(fields=("referral", "kind"), name="lapsed_once"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ("late", "idle"))), name="referral_lapse_known"
                    ),
                ],
            },
        ),
    ]

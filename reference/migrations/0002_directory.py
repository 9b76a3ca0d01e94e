import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _was_verified(apps, editor):
    """Contacts that were verified before it was kept how."""
    # By the connection that migrates, the owner's: another would wait for its locks for ever.
    contacts = apps.get_model("reference", "AgencyContact").objects.using(editor.connection.alias)
    contacts.filter(verified=True, verified_how="").update(verified_how="earlier")


class Migration(migrations.Migration):
    dependencies = [
        ("reference", "0001_squashed_0002_protected_areas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgencyRisk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("note", models.TextField(verbose_name="risk of corruption")),
                ("noted_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="agency",
            name="language",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="The one its officers read.",
                max_length=10,
                verbose_name="language",
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="lawful_basis",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="The law or agreement by which we may tell it.",
                verbose_name="lawful basis",
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="offence_classes",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(
                    choices=[
                        ("killing", "Killing or trapping"),
                        ("live", "Live animal sold or kept"),
                        ("parts", "Parts or products"),
                        ("online", "Online offer"),
                        ("transport", "Transport or smuggling"),
                        ("restaurant", "Restaurant, market or medicine"),
                        ("breeding", "Farm or breeding"),
                        ("fishing", "Fishing or marine"),
                        ("timber", "Timber or plants"),
                        ("cruelty", "Poisoning or cruelty"),
                        ("official", "Official involved"),
                        ("other", "Other"),
                    ]
                ),
                blank=True,
                db_default=[],
                default=list,
                help_text="None chosen: every offence.",
                size=None,
                verbose_name="offences",
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="parent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="units",
                to="reference.agency",
                verbose_name="part of",
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="second_route",
            field=models.ForeignKey(
                blank=True,
                help_text="Whom to ask where this one does not answer.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="second_route_of",
                to="reference.agency",
                verbose_name="second route",
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="taxon_groups",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.TextField(
                    choices=[
                        ("elephants", "Elephants"),
                        ("rhinos", "Rhinos"),
                        ("pangolins", "Pangolins"),
                        ("cats", "Cats"),
                        ("bears", "Bears"),
                        ("primates", "Primates"),
                        ("birds", "Birds"),
                        ("turtles", "Turtles and tortoises"),
                        ("crocodiles", "Crocodiles"),
                        ("snakes", "Snakes"),
                        ("lizards", "Lizards"),
                        ("amphibians", "Amphibians"),
                        ("fish", "Fish"),
                        ("marine mammals", "Marine mammals"),
                        ("invertebrates", "Invertebrates"),
                        ("ungulates", "Ungulates"),
                        ("otters", "Otters"),
                        ("civets", "Civets"),
                        ("carnivores", "Other carnivores"),
                        ("rodents", "Rodents"),
                        ("bats", "Bats"),
                        ("timber", "Timber"),
                        ("plants", "Other plants"),
                        ("other", "Another species"),
                    ]
                ),
                blank=True,
                db_default=[],
                default=list,
                help_text="None chosen: every species.",
                size=None,
                verbose_name="groups of species",
            ),
        ),
        migrations.AddField(
            model_name="agencycontact",
            name="is_second_route",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Asked where the agency does not answer, and no other agency is named for it.",
                verbose_name="second route",
            ),
        ),
        migrations.AddField(
            model_name="agencycontact",
            name="key",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="Of age (age1…) or OpenPGP (-----BEGIN PGP PUBLIC KEY BLOCK-----).",
                verbose_name="public key",
            ),
        ),
        migrations.AddField(
            model_name="agencycontact",
            name="key_expires_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="key expires"),
        ),
        migrations.AddField(
            model_name="agencycontact",
            name="key_kind",
            field=models.CharField(
                blank=True,
                choices=[("age", "age"), ("openpgp", "OpenPGP")],
                db_default="",
                default="",
                max_length=7,
                verbose_name="kind of key",
            ),
        ),
        migrations.AddField(
            model_name="agencycontact",
            name="key_mark",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="OpenPGP's; of age the key itself.",
                max_length=130,
                verbose_name="fingerprint",
            ),
        ),
        migrations.AddField(
            model_name="agencycontact",
            name="verified_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="verified at"),
        ),
        migrations.AddField(
            model_name="agencycontact",
            name="verified_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="verified by",
            ),
        ),
        migrations.AddField(
            model_name="agencycontact",
            name="verified_how",
            field=models.CharField(
                blank=True,
                choices=[
                    ("called", "Called back at a published number"),
                    ("met", "Met in person"),
                    ("letter", "Official letter"),
                    ("known", "Vouched for by a verified contact"),
                    ("earlier", "Before this was kept"),
                ],
                db_default="",
                default="",
                max_length=8,
                verbose_name="how verified",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "offence_classes__contained_by",
                        [
                            "killing",
                            "live",
                            "parts",
                            "online",
                            "transport",
                            "restaurant",
                            "breeding",
                            "fishing",
                            "timber",
                            "cruelty",
                            "official",
                            "other",
                        ],
                    )
                ),
                name="agency_offences_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "taxon_groups__contained_by",
                        [
                            "elephants",
                            "rhinos",
                            "pangolins",
                            "cats",
                            "bears",
                            "primates",
                            "birds",
                            "turtles",
                            "crocodiles",
                            "snakes",
                            "lizards",
                            "amphibians",
                            "fish",
                            "marine mammals",
                            "invertebrates",
                            "ungulates",
                            "otters",
                            "civets",
                            "carnivores",
                            "rodents",
                            "bats",
                            "timber",
                            "plants",
                            "other",
                        ],
                    )
                ),
                name="agency_groups_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent", None), models.Q(("parent", models.F("id")), _negated=True), _connector="OR"
                ),
                name="agency_is_not_its_own_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("second_route", None), models.Q(("second_route", models.F("id")), _negated=True), _connector="OR"
                ),
                name="second_route_is_another_agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="agencycontact",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_second_route", True)), fields=("agency",), name="one_second_route_each"
            ),
        ),
        migrations.RunPython(_was_verified, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="agencycontact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verified", False), ("verified_at", None), ("verified_by", None), ("verified_how", "")),
                    models.Q(("verified", True), ("verified_how", "earlier")),
                    models.Q(
                        ("verified", True),
                        ("verified_at__isnull", False),
                        ("verified_by__isnull", False),
                        ("verified_how__in", ("called", "met", "letter", "known")),
                    ),
                    _connector="OR",
                ),
                name="verified_contact_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="agencycontact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("key", ""), ("key_expires_at", None), ("key_kind", ""), ("key_mark", "")),
                    models.Q(
                        ("key_kind__in", ("age", "openpgp")),
                        models.Q(("key", ""), _negated=True),
                        models.Q(("key_mark", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="contact_key_is_whole",
            ),
        ),
        migrations.AddField(
            model_name="agencyrisk",
            name="agency",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="risk", to="reference.agency"
            ),
        ),
        migrations.AddField(
            model_name="agencyrisk",
            name="noted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="agencyrisk",
            constraint=models.CheckConstraint(
                condition=models.Q(("note", ""), _negated=True), name="agency_risk_says_something"
            ),
        ),
    ]

import uuid

import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0006_exhibits"),
        ("hotline", "0015_claims"),
        ("intel", "0001_initial"),
        ("reference", "0002_protected_areas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE ref_sez", "DROP SEQUENCE ref_sez"),
        migrations.CreateModel(
            name="Seizure",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                ("seized_on", models.DateField(verbose_name="date of seizure")),
                (
                    "date_precision",
                    models.CharField(
                        choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
                        default="day",
                        max_length=5,
                        verbose_name="precision of date",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        help_text="ISO 3166-1 alpha-2, XX unknown, ZZ high seas.", max_length=2, verbose_name="country"
                    ),
                ),
                (
                    "setting",
                    models.CharField(
                        choices=[
                            ("airport", "Airport"),
                            ("seaport", "Sea port"),
                            ("border", "Land border"),
                            ("road", "Road"),
                            ("post", "Post or courier centre"),
                            ("market", "Market or shop"),
                            ("restaurant", "Restaurant"),
                            ("farm", "Farm or breeding place"),
                            ("store", "Warehouse or workshop"),
                            ("home", "Home"),
                            ("wild", "Forest or other wild place"),
                            ("sea", "At sea"),
                            ("other", "Other"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="kind of place",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                (
                    "agency_words",
                    models.CharField(blank=True, max_length=200, verbose_name="detecting agency in words"),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason for seizure")),
                (
                    "transport",
                    models.CharField(
                        choices=[
                            ("air_passenger", "Air passenger"),
                            ("air_cargo", "Air cargo"),
                            ("sea_container", "Sea container"),
                            ("vessel", "Other vessel"),
                            ("rail", "Rail"),
                            ("road", "Road"),
                            ("post", "Post"),
                            ("courier", "Courier"),
                            ("foot", "On foot"),
                            ("online", "Online only"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        max_length=14,
                        verbose_name="mode of transport",
                    ),
                ),
                (
                    "detection",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("intelligence", "Intelligence"),
                            ("tip", "Tip"),
                            ("targeting", "Targeting"),
                            ("routine", "Routine check"),
                            ("random", "Random check"),
                            ("xray", "X-ray"),
                            ("dog", "Dog"),
                            ("online", "Online monitoring"),
                            ("investigation", "Investigation"),
                            ("other", "Other"),
                        ],
                        max_length=14,
                        verbose_name="method of detection",
                    ),
                ),
                ("concealment", models.CharField(blank=True, max_length=300, verbose_name="method of concealment")),
                (
                    "value",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=18, null=True, verbose_name="estimated value"
                    ),
                ),
                (
                    "currency",
                    models.CharField(blank=True, help_text="ISO 4217, as VND.", max_length=3, verbose_name="currency"),
                ),
                ("valued_on", models.DateField(blank=True, null=True, verbose_name="value as of")),
                (
                    "value_method",
                    models.CharField(
                        blank=True,
                        choices=[("market", "Market price"), ("official", "Official value"), ("estimate", "Estimate")],
                        max_length=8,
                        verbose_name="valued by",
                    ),
                ),
                ("valued_by", models.CharField(blank=True, max_length=120, verbose_name="who valued it")),
                (
                    "law",
                    models.CharField(blank=True, max_length=300, verbose_name="law under which charges were brought"),
                ),
                ("sanction", models.CharField(blank=True, max_length=300, verbose_name="sanction")),
                (
                    "disposal",
                    models.CharField(
                        choices=[
                            ("stored", "Stored"),
                            ("destroyed", "Destroyed"),
                            ("returned", "Returned to origin"),
                            ("rescue", "Rescue centre"),
                            ("zoo", "Zoo"),
                            ("released", "Released"),
                            ("court", "Court exhibit"),
                            ("sold", "Sold"),
                            ("pending", "Pending"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        max_length=9,
                        verbose_name="disposal of specimens",
                    ),
                ),
                ("additional", models.TextField(blank=True, verbose_name="additional information")),
                (
                    "proof",
                    models.CharField(
                        choices=[
                            ("document", "Official document"),
                            ("court", "Court record"),
                            ("message", "Message from the agency"),
                            ("call", "Note of a call"),
                            ("press", "Press"),
                            ("observed", "Own observation"),
                            ("unverified", "Unverified"),
                        ],
                        default="unverified",
                        max_length=12,
                        verbose_name="proof",
                    ),
                ),
                (
                    "told_by",
                    models.CharField(
                        blank=True, help_text="Stays on the desk.", max_length=200, verbose_name="who told us"
                    ),
                ),
                (
                    "attribution",
                    models.CharField(
                        choices=[
                            ("sole", "This referral alone"),
                            ("lead", "This referral led"),
                            ("contributed", "This referral contributed"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        max_length=12,
                        verbose_name="how far our part",
                    ),
                ),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="entered")),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="reference.agency",
                        verbose_name="detecting agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seizures",
                        to="cases.case",
                        verbose_name="case",
                    ),
                ),
                (
                    "exhibits",
                    models.ManyToManyField(
                        blank=True, related_name="seizures", to="cases.exhibit", verbose_name="exhibits"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "reports",
                    models.ManyToManyField(
                        blank=True, related_name="seizures", to="hotline.report", verbose_name="reports"
                    ),
                ),
            ],
            options={
                "verbose_name": "seizure",
                "verbose_name_plural": "seizures",
            },
        ),
        migrations.CreateModel(
            name="SeizedPerson",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("poacher", "poacher"),
                            ("collector", "collector"),
                            ("processor", "processor"),
                            ("storage", "storage keeper"),
                            ("transporter", "transporter"),
                            ("courier", "courier"),
                            ("broker", "broker"),
                            ("exporter", "exporter"),
                            ("importer", "importer"),
                            ("wholesaler", "wholesaler"),
                            ("retailer", "retailer"),
                            ("online_seller", "online seller"),
                            ("buyer", "buyer"),
                            ("financier", "financier"),
                            ("documents", "document fixer"),
                            ("official", "corrupt official"),
                            ("recruiter", "recruiter"),
                            ("leader", "leader"),
                            ("victim", "victim"),
                            ("witness", "witness"),
                            ("unknown", "role unknown"),
                        ],
                        default="unknown",
                        max_length=14,
                        verbose_name="reported as",
                    ),
                ),
                ("nationality", models.CharField(blank=True, max_length=2, verbose_name="nationality")),
                (
                    "arrested",
                    models.CharField(
                        choices=[
                            ("yes", "Arrested"),
                            ("no", "Not arrested"),
                            ("unknown", "Not known whether arrested"),
                        ],
                        default="unknown",
                        max_length=7,
                        verbose_name="arrested",
                    ),
                ),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seizures",
                        to="intel.entity",
                        verbose_name="who",
                    ),
                ),
                (
                    "seizure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="persons",
                        to="cases.seizure",
                        verbose_name="seizure",
                    ),
                ),
            ],
            options={
                "verbose_name": "person of a seizure",
                "verbose_name_plural": "persons of a seizure",
                "ordering": ["entered_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="RouteStop",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("origin", "Origin"),
                            ("export", "Export"),
                            ("transit", "Transit"),
                            ("import", "Import"),
                            ("destination", "Destination"),
                        ],
                        max_length=11,
                        verbose_name="role",
                    ),
                ),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="place")),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("air_passenger", "Air passenger"),
                            ("air_cargo", "Air cargo"),
                            ("sea_container", "Sea container"),
                            ("vessel", "Other vessel"),
                            ("rail", "Rail"),
                            ("road", "Road"),
                            ("post", "Post"),
                            ("courier", "Courier"),
                            ("foot", "On foot"),
                            ("online", "Online only"),
                            ("unknown", "Unknown"),
                        ],
                        max_length=14,
                        verbose_name="mode of transport",
                    ),
                ),
                (
                    "seizure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="route", to="cases.seizure"
                    ),
                ),
            ],
            options={
                "ordering": ["seizure", "position"],
            },
        ),
        migrations.CreateModel(
            name="AnimalGroup",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField(default=1, verbose_name="number")),
                (
                    "marks",
                    models.CharField(blank=True, help_text="Rings, chips, tags.", max_length=300, verbose_name="marks"),
                ),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("in_situ", "Alive in situ"),
                            ("rescued", "Rescued"),
                            ("rehabilitation", "In rehabilitation"),
                            ("released", "Released"),
                            ("repatriated", "Repatriated"),
                            ("permanent", "Permanent care"),
                            ("euthanised", "Euthanised"),
                            ("died", "Died"),
                            ("unknown", "Unknown"),
                        ],
                        default="rescued",
                        max_length=14,
                        verbose_name="what became of them",
                    ),
                ),
                ("centre", models.CharField(blank=True, max_length=160, verbose_name="rescue centre")),
                (
                    "site",
                    models.CharField(
                        blank=True, help_text="Leaves in no packet.", max_length=200, verbose_name="exact site"
                    ),
                ),
                ("released_on", models.DateField(blank=True, null=True, verbose_name="released on")),
                (
                    "release_place",
                    models.CharField(
                        blank=True,
                        help_text="Province or reserve, never the spot.",
                        max_length=120,
                        verbose_name="released where, coarsely",
                    ),
                ),
                ("seen_on", models.DateField(verbose_name="last seen to")),
                ("recheck_due", models.DateField(blank=True, null=True, verbose_name="recheck due")),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "exhibit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="animals",
                        to="cases.exhibit",
                    ),
                ),
                (
                    "parted_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parted",
                        to="cases.animalgroup",
                    ),
                ),
                (
                    "taxon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.taxon",
                        verbose_name="taxon",
                    ),
                ),
                (
                    "seizure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="animals",
                        to="cases.seizure",
                        verbose_name="seizure",
                    ),
                ),
            ],
            options={
                "verbose_name": "live animals",
                "verbose_name_plural": "live animals",
            },
        ),
        migrations.CreateModel(
            name="SpecimenLine",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("appendix", models.CharField(blank=True, max_length=20, verbose_name="appendix at the date")),
                (
                    "appendix_note",
                    models.CharField(blank=True, help_text="What to check about the appendix.", max_length=200),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="quantity as reported"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=8, verbose_name="unit as reported")),
                ("factor", models.DecimalField(blank=True, decimal_places=12, max_digits=18, null=True)),
                (
                    "normalised",
                    models.DecimalField(
                        blank=True, decimal_places=15, max_digits=30, null=True, verbose_name="quantity"
                    ),
                ),
                ("normalised_unit", models.CharField(blank=True, max_length=3, verbose_name="unit")),
                (
                    "condition",
                    models.CharField(
                        choices=[
                            ("alive", "Alive"),
                            ("dead", "Dead"),
                            ("part", "Part or product"),
                            ("unknown", "Unknown"),
                        ],
                        default="unknown",
                        max_length=7,
                        verbose_name="alive or dead",
                    ),
                ),
                (
                    "marks",
                    models.CharField(blank=True, help_text="Rings, chips, tags.", max_length=300, verbose_name="marks"),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("W", "W · Taken from the wild"),
                            ("R", "R · Ranched"),
                            ("D", "D · Appendix I, bred or propagated commercially"),
                            ("A", "A · Plants artificially propagated"),
                            ("C", "C · Bred in captivity"),
                            ("F", "F · Born in captivity"),
                            ("U", "U · Unknown"),
                            ("I", "I · Confiscated or seized"),
                            ("O", "O · Pre-Convention"),
                            ("X", "X · Introduced from the sea"),
                            ("Y", "Y · Plants of assisted production"),
                        ],
                        max_length=1,
                        verbose_name="source code",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("T", "T · Commercial"),
                            ("Z", "Z · Zoo"),
                            ("G", "G · Botanical garden"),
                            ("Q", "Q · Circus or travelling exhibition"),
                            ("S", "S · Scientific"),
                            ("H", "H · Hunting trophy"),
                            ("P", "P · Personal"),
                            ("M", "M · Medical"),
                            ("E", "E · Educational"),
                            ("N", "N · Reintroduction to the wild"),
                            ("B", "B · Breeding or propagation"),
                            ("L", "L · Law enforcement or forensic"),
                        ],
                        max_length=1,
                        verbose_name="purpose code",
                    ),
                ),
                ("origin", models.CharField(blank=True, max_length=2, verbose_name="country of origin")),
                ("identified_by", models.CharField(blank=True, max_length=120, verbose_name="identified by")),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("specimen", "The specimen, by its looks"),
                            ("picture", "Pictures"),
                            ("laboratory", "Laboratory"),
                            ("papers", "Labels or papers"),
                            ("statement", "What somebody said"),
                        ],
                        max_length=10,
                        verbose_name="identified from",
                    ),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            ("certain", "Certain"),
                            ("probable", "Probable"),
                            ("possible", "Possible"),
                            ("unknown", "Not judged"),
                        ],
                        default="unknown",
                        max_length=8,
                        verbose_name="certainty",
                    ),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "seizure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="cases.seizure"
                    ),
                ),
                (
                    "taxon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.taxon",
                        verbose_name="taxon",
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reference.tradeterm",
                        verbose_name="description of specimen",
                    ),
                ),
            ],
            options={
                "verbose_name": "specimen line",
                "verbose_name_plural": "specimen lines",
                "ordering": ["added_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="AnimalState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seen_on", models.DateField()),
                (
                    "fate",
                    models.CharField(
                        choices=[
                            ("in_situ", "Alive in situ"),
                            ("rescued", "Rescued"),
                            ("rehabilitation", "In rehabilitation"),
                            ("released", "Released"),
                            ("repatriated", "Repatriated"),
                            ("permanent", "Permanent care"),
                            ("euthanised", "Euthanised"),
                            ("died", "Died"),
                            ("unknown", "Unknown"),
                        ],
                        max_length=14,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("health", models.CharField(blank=True, max_length=500)),
                ("centre", models.CharField(blank=True, max_length=160)),
                ("release_place", models.CharField(blank=True, max_length=120)),
                ("days", models.PositiveSmallIntegerField(null=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="states", to="cases.animalgroup"
                    ),
                ),
            ],
            options={
                "ordering": ["seen_on", "pk"],
                "abstract": False,
                "indexes": [models.Index(fields=["group", "seen_on"], name="animal_history")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="animalstate",
            trigger=pgtrigger.compiler.Trigger(
                name="no_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="4ca9ad041d11e83cc963a3fa602e8f7478dd2ed8",
                    operation="UPDATE",
                    pgid="pgtrigger_no_update_7b36b",
                    table="cases_animalstate",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="animalstate",
            trigger=pgtrigger.compiler.Trigger(
                name="no_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8650b7a64fd30960fb237d6bf5c26b5d75f9833b",
                    operation="DELETE",
                    pgid="pgtrigger_no_delete_ffc41",
                    table="cases_animalstate",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="animalstate",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                    hash="009b6791a2e1984734ac87aa82ea3991f0bda43c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_4599b",
                    table="cases_animalstate",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="seizure",
            index=models.Index(fields=["-seized_on", "id"], name="seizure_list"),
        ),
        migrations.AddIndex(
            model_name="seizure",
            index=models.Index(fields=["country", "seized_on"], name="seizure_of_a_year"),
        ),
        migrations.AddConstraint(
            model_name="seizure",
            constraint=models.CheckConstraint(
                condition=models.Q(("country__regex", "^[A-Z]{2}$")), name="seizure_country_is_a_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="seizure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("currency", ""), ("value", None)),
                    models.Q(("currency__regex", "^[A-Z]{3}$"), ("value__gte", 0)),
                    _connector="OR",
                ),
                name="seizure_value_has_its_currency",
            ),
        ),
        migrations.AddConstraint(
            model_name="seizedperson",
            constraint=models.UniqueConstraint(fields=("seizure", "entity"), name="one_row_a_person_of_a_seizure"),
        ),
        migrations.AddConstraint(
            model_name="seizedperson",
            constraint=models.CheckConstraint(
                condition=models.Q(("nationality", ""), ("nationality__regex", "^[A-Z]{2}$"), _connector="OR"),
                name="person_nationality_is_a_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="routestop",
            constraint=models.UniqueConstraint(fields=("seizure", "position"), name="one_stop_a_place_in_line"),
        ),
        migrations.AddConstraint(
            model_name="routestop",
            constraint=models.CheckConstraint(
                condition=models.Q(("country__regex", "^[A-Z]{2}$")), name="stop_country_is_a_code"
            ),
        ),
        migrations.AddIndex(
            model_name="animalgroup",
            index=models.Index(fields=["recheck_due", "id"], name="animal_recheck"),
        ),
        migrations.AddConstraint(
            model_name="animalgroup",
            constraint=models.UniqueConstraint(fields=("seizure", "position"), name="one_animal_group_a_number"),
        ),
        migrations.AddConstraint(
            model_name="animalgroup",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__gte", 1)), name="animal_group_has_an_animal"
            ),
        ),
        migrations.AddConstraint(
            model_name="specimenline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("quantity", None), ("unit", "")),
                    models.Q(("quantity__gte", 0), models.Q(("unit", ""), _negated=True)),
                    _connector="OR",
                ),
                name="specimen_quantity_has_its_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="specimenline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("factor", None), ("normalised", None), ("normalised_unit", "")),
                    models.Q(
                        (
                            "normalised",
                            django.db.models.expressions.CombinedExpression(
                                models.F("quantity"), "*", models.F("factor")
                            ),
                        ),
                        models.Q(("normalised_unit", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="specimen_is_counted_by_its_factor",
            ),
        ),
        migrations.AddConstraint(
            model_name="specimenline",
            constraint=models.CheckConstraint(
                condition=models.Q(("origin", ""), ("origin__regex", "^[A-Z]{2}$"), _connector="OR"),
                name="specimen_origin_is_a_code",
            ),
        ),
    ]

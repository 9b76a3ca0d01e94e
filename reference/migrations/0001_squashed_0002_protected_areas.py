import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    # Databases made before the migrations were drawn together stand at these.
    replaces = [
        ("reference", "0001_initial"),
        ("reference", "0002_protected_areas"),
    ]

    initial = True

    dependencies = []

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField(unique=True, verbose_name="name")),
                ("date", models.DateField(null=True, verbose_name="date")),
                (
                    "digest",
                    models.CharField(
                        help_text="SHA-256 over the files and the form they are loaded into, hex.", max_length=64
                    ),
                ),
                (
                    "rows",
                    models.JSONField(default=dict, help_text="Rows in each file, by file name.", verbose_name="rows"),
                ),
                ("loaded_at", models.DateTimeField(verbose_name="loaded at")),
            ],
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("origin", models.TextField(blank=True, db_default="", editable=False, verbose_name="file")),
                ("retired", models.BooleanField(db_default=False, default=False, verbose_name="retired")),
                ("code", models.CharField(max_length=10, unique=True, verbose_name="code")),
                ("name", models.TextField(verbose_name="name")),
            ],
            options={
                "verbose_name": "unit",
                "verbose_name_plural": "units",
            },
        ),
        migrations.CreateModel(
            name="Agency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("origin", models.TextField(blank=True, db_default="", editable=False, verbose_name="file")),
                ("retired", models.BooleanField(db_default=False, default=False, verbose_name="retired")),
                (
                    "country",
                    models.CharField(
                        help_text="ISO 3166 code, INTL for an international body", max_length=4, verbose_name="country"
                    ),
                ),
                (
                    "province",
                    models.TextField(blank=True, help_text="empty: the whole country", verbose_name="province"),
                ),
                ("name", models.TextField(verbose_name="name")),
                ("local_name", models.TextField(blank=True, verbose_name="local name")),
                ("kind", models.TextField(blank=True, verbose_name="kind")),
                ("mandate", models.TextField(blank=True, verbose_name="mandate")),
                (
                    "tags",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), blank=True, default=list, size=None, verbose_name="tags"
                    ),
                ),
                ("status", models.TextField(blank=True, verbose_name="status")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("verified", models.BooleanField(db_default=False, default=False, verbose_name="verified")),
                (
                    "is_own",
                    models.BooleanField(
                        db_default=False, default=False, editable=False, verbose_name="kept by this desk"
                    ),
                ),
                ("normalised", models.TextField(editable=False)),
            ],
            options={
                "verbose_name": "agency",
                "verbose_name_plural": "agencies",
                "indexes": [django.contrib.postgres.indexes.GinIndex(fields=["tags"], name="agency_tags")],
                "constraints": [
                    models.UniqueConstraint(fields=("country", "province", "name"), name="one_agency_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="Offence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("origin", models.TextField(blank=True, db_default="", editable=False, verbose_name="file")),
                ("retired", models.BooleanField(db_default=False, default=False, verbose_name="retired")),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="code")),
                ("name", models.TextField(verbose_name="name")),
                ("definition", models.TextField(blank=True, verbose_name="definition")),
                (
                    "tip_class",
                    models.CharField(
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
                        ],
                        max_length=20,
                        verbose_name="class in tips",
                    ),
                ),
            ],
            options={
                "verbose_name": "offence",
                "verbose_name_plural": "offences",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "tip_class__in",
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
                        name="offence_has_a_tip_class",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("origin", models.TextField(blank=True, db_default="", editable=False, verbose_name="file")),
                ("retired", models.BooleanField(db_default=False, default=False, verbose_name="retired")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("country", "country"),
                            ("province", "province"),
                            ("district", "district"),
                            ("town", "town"),
                            ("airport", "airport"),
                            ("port", "port"),
                            ("border", "border post"),
                            ("market", "market"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("code", models.TextField(unique=True, verbose_name="code")),
                ("name", models.TextField(verbose_name="name")),
                ("country", models.CharField(max_length=2, verbose_name="country")),
                ("admin_code", models.CharField(blank=True, max_length=20, verbose_name="area code")),
                ("lat", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("lon", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                ("population", models.IntegerField(blank=True, null=True, verbose_name="population")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inside",
                        to="reference.place",
                        verbose_name="within",
                    ),
                ),
            ],
            options={
                "verbose_name": "place",
                "verbose_name_plural": "places",
                "indexes": [models.Index(fields=["country", "kind", "name"], name="reference_p_country_cce8ca_idx")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat__isnull", True), ("lon__isnull", True)),
                            models.Q(("lat__range", (-90, 90)), ("lon__range", (-180, 180))),
                            _connector="OR",
                        ),
                        name="place_is_on_the_globe",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlaceName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("origin", models.TextField(blank=True, db_default="", editable=False, verbose_name="file")),
                (
                    "lang",
                    models.CharField(
                        blank=True,
                        help_text="ISO 639-1, with script where it matters; '' unknown.",
                        max_length=20,
                        verbose_name="language",
                    ),
                ),
                ("normalised", models.TextField(editable=False)),
                ("name", models.TextField(verbose_name="name")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="names", to="reference.place"
                    ),
                ),
            ],
            options={
                "verbose_name": "name of a place",
                "verbose_name_plural": "names of places",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["normalised"], name="placename_trigram", opclasses=["gin_trgm_ops"]
                    ),
                    models.Index(fields=["normalised"], name="placename_prefix", opclasses=["text_pattern_ops"]),
                ],
                "constraints": [models.UniqueConstraint(fields=("place", "lang", "name"), name="one_place_name_each")],
            },
        ),
        migrations.CreateModel(
            name="Taxon",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("origin", models.TextField(blank=True, db_default="", editable=False, verbose_name="file")),
                ("retired", models.BooleanField(db_default=False, default=False, verbose_name="retired")),
                ("scientific_name", models.TextField(unique=True, verbose_name="scientific name")),
                (
                    "rank",
                    models.CharField(
                        choices=[
                            ("kingdom", "kingdom"),
                            ("phylum", "phylum"),
                            ("class", "class"),
                            ("order", "order"),
                            ("family", "family"),
                            ("subfamily", "subfamily"),
                            ("genus", "genus"),
                            ("species", "species"),
                            ("subspecies", "subspecies"),
                            ("variety", "variety"),
                            ("group", "informal group"),
                        ],
                        max_length=10,
                        verbose_name="rank",
                    ),
                ),
                ("kingdom", models.TextField(blank=True, verbose_name="kingdom")),
                ("phylum", models.TextField(blank=True, verbose_name="phylum")),
                ("class_name", models.TextField(blank=True, verbose_name="class")),
                ("order", models.TextField(blank=True, verbose_name="order")),
                ("family", models.TextField(blank=True, verbose_name="family")),
                ("genus", models.TextField(blank=True, verbose_name="genus")),
                ("author", models.TextField(blank=True, verbose_name="author")),
                ("appendix", models.CharField(blank=True, max_length=20, verbose_name="appendix at this rank")),
                ("members_appendix", models.CharField(blank=True, max_length=20, verbose_name="appendices of members")),
                ("annotation", models.TextField(blank=True, verbose_name="annotation")),
                ("status_note", models.TextField(blank=True, verbose_name="note")),
                ("changed_on", models.DateField(blank=True, null=True, verbose_name="listed or changed on")),
                ("basis", models.TextField(blank=True, verbose_name="basis")),
                ("cites_taxon_id", models.IntegerField(blank=True, null=True, verbose_name="CITES taxon id")),
                ("english", models.TextField(blank=True, verbose_name="English name")),
                ("group", models.TextField(blank=True, verbose_name="group")),
                (
                    "tier",
                    models.SmallIntegerField(
                        blank=True,
                        help_text="1 is watched first; empty: not on the list",
                        null=True,
                        verbose_name="priority tier",
                    ),
                ),
            ],
            options={
                "verbose_name": "taxon",
                "verbose_name_plural": "taxa",
                "indexes": [
                    models.Index(fields=["group", "tier"], name="reference_t_group_b3455b_idx"),
                    models.Index(fields=["tier", "scientific_name"], name="taxon_by_tier"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scientific_name", ""), _negated=True), name="taxon_has_a_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TaxonName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("origin", models.TextField(blank=True, db_default="", editable=False, verbose_name="file")),
                (
                    "lang",
                    models.CharField(
                        blank=True,
                        help_text="ISO 639-1, with script where it matters; '' unknown.",
                        max_length=20,
                        verbose_name="language",
                    ),
                ),
                ("normalised", models.TextField(editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("scientific", "scientific"), ("synonym", "synonym"), ("vernacular", "vernacular")],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.TextField(verbose_name="name")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                ("verified", models.BooleanField(db_default=True, default=True, verbose_name="verified")),
                (
                    "taxon",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="names", to="reference.taxon"
                    ),
                ),
            ],
            options={
                "verbose_name": "name of a taxon",
                "verbose_name_plural": "names of taxa",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["normalised"], name="taxonname_trigram", opclasses=["gin_trgm_ops"]
                    ),
                    models.Index(fields=["normalised"], name="taxonname_prefix", opclasses=["text_pattern_ops"]),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("taxon", "kind", "lang", "name"), name="one_taxon_name_each")
                ],
            },
        ),
        migrations.CreateModel(
            name="TradeTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("origin", models.TextField(blank=True, db_default="", editable=False, verbose_name="file")),
                ("retired", models.BooleanField(db_default=False, default=False, verbose_name="retired")),
                ("scheme", models.CharField(max_length=20, verbose_name="list")),
                ("code", models.CharField(max_length=20, verbose_name="code")),
                ("name", models.TextField(verbose_name="name")),
                ("preferred_unit", models.TextField(blank=True, verbose_name="preferred unit")),
                ("alternative_unit", models.TextField(blank=True, verbose_name="alternative unit")),
                ("explanation", models.TextField(blank=True, verbose_name="explanation")),
                ("source", models.TextField(blank=True, verbose_name="source")),
            ],
            options={
                "verbose_name": "trade term",
                "verbose_name_plural": "trade terms",
                "constraints": [models.UniqueConstraint(fields=("scheme", "code"), name="one_code_each")],
            },
        ),
        migrations.CreateModel(
            name="TermWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("origin", models.TextField(blank=True, db_default="", editable=False, verbose_name="file")),
                (
                    "lang",
                    models.CharField(
                        blank=True,
                        help_text="ISO 639-1, with script where it matters; '' unknown.",
                        max_length=20,
                        verbose_name="language",
                    ),
                ),
                ("normalised", models.TextField(editable=False)),
                ("word", models.TextField(verbose_name="word")),
                (
                    "code",
                    models.CharField(
                        help_text="CITES term code, or OTHER where none fits", max_length=20, verbose_name="code"
                    ),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("slang", models.BooleanField(default=False, verbose_name="slang")),
                ("confidence", models.CharField(max_length=1, verbose_name="confidence")),
                ("species_hint", models.TextField(blank=True, verbose_name="points to taxon")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "term",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words",
                        to="reference.tradeterm",
                    ),
                ),
            ],
            options={
                "verbose_name": "word for a term",
                "verbose_name_plural": "words for terms",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["normalised"], name="termword_trigram", opclasses=["gin_trgm_ops"]
                    ),
                    models.Index(fields=["normalised"], name="termword_prefix", opclasses=["text_pattern_ops"]),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("word", "lang", "code", "kind", "species_hint"), name="one_term_word_each"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnitWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("origin", models.TextField(blank=True, db_default="", editable=False, verbose_name="file")),
                ("lang", models.CharField(max_length=20, verbose_name="language")),
                ("word", models.TextField(verbose_name="word")),
                ("normalised", models.TextField(editable=False)),
                (
                    "factor",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=14, null=True, verbose_name="factor"),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="words", to="reference.unit"
                    ),
                ),
            ],
            options={
                "verbose_name": "word for a unit",
                "verbose_name_plural": "words for units",
                "constraints": [models.UniqueConstraint(fields=("lang", "word"), name="one_unit_word_each")],
            },
        ),
        migrations.CreateModel(
            name="AgencyContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField(blank=True, verbose_name="person or desk")),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "e-mail"), ("phone", "telephone"), ("portal", "portal")],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                ("address", models.TextField(verbose_name="address")),
                ("verified", models.BooleanField(default=False, verbose_name="verified")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="reference.agency"
                    ),
                ),
            ],
            options={
                "verbose_name": "agency contact",
                "verbose_name_plural": "agency contacts",
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "channel", "address"), name="one_contact_each"),
                    models.CheckConstraint(
                        condition=models.Q(("address", ""), _negated=True), name="contact_has_an_address"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProtectedArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "other_names",
                    models.TextField(
                        blank=True,
                        help_text="One a line: in local script, short forms, names people use.",
                        max_length=2000,
                        verbose_name="other names",
                    ),
                ),
                (
                    "country",
                    models.CharField(
                        help_text="ISO 3166 code, as KH",
                        max_length=2,
                        validators=[django.core.validators.RegexValidator("^[A-Z]{2}$")],
                        verbose_name="country",
                    ),
                ),
                (
                    "lat",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-90),
                            django.core.validators.MaxValueValidator(90),
                        ],
                        verbose_name="latitude",
                    ),
                ),
                (
                    "lon",
                    models.FloatField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(-180),
                            django.core.validators.MaxValueValidator(180),
                        ],
                        verbose_name="longitude",
                    ),
                ),
                ("retired", models.BooleanField(default=False, verbose_name="no longer read")),
                ("changed_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "verbose_name": "protected area",
                "verbose_name_plural": "protected areas",
                "constraints": [
                    models.UniqueConstraint(fields=("country", "name"), name="one_protected_area_each"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lat__isnull", True), ("lon__isnull", True)),
                            models.Q(("lat__range", (-90, 90)), ("lon__range", (-180, 180))),
                            _connector="OR",
                        ),
                        name="protected_area_is_on_the_globe",
                    ),
                ],
            },
        ),
    ]

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import hotline.models.turn
import vault.text
from staff.creating import CreateModels

REFERENCES = ("ref_prg", "ref_par")
# True for a day at most: in no backup, and emptied by a crash.
UNLOGGED = (
    "hotline_network_key", "hotline_budget_count", "hotline_used_proof", "hotline_presence", "hotline_sent_form",
)  # fmt: skip
# Whatever destroys a key takes its marks along, and none can be written for a key that is gone.
HOLD_TO_KEY = """
ALTER TABLE "vault"."{table}" ADD CONSTRAINT "{table}_key"
    FOREIGN KEY ("key_id") REFERENCES "vault"."data_key" ("id") ON DELETE CASCADE
"""
LET_GO = 'ALTER TABLE "vault"."{table}" DROP CONSTRAINT "{table}_key"'
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
# Tips of a country are told in its languages: without knowing it the planner goes through a whole line in vain.
TOGETHER = """
    CREATE STATISTICS tip_country_language (mcv) ON country, language FROM hotline_tip;
    ALTER STATISTICS tip_country_language SET STATISTICS 1000;
"""


class Migration(migrations.Migration):
    # Databases made before the migrations were drawn together stand at these.
    replaces = [
        ("hotline", "0001_initial"),
        ("hotline", "0002_media"),
        ("hotline", "0003_search"),
        ("hotline", "0004_retention"),
        ("hotline", "0005_abuse"),
        ("hotline", "0006_partners"),
        ("hotline", "0007_readings"),
        ("hotline", "0008_photos"),
        ("hotline", "0009_facts"),
        ("hotline", "0010_queue"),
        ("hotline", "0011_clocks"),
        ("hotline", "0012_asking"),
        ("hotline", "0013_bulk"),
        ("hotline", "0014_editor"),
        ("hotline", "0015_claims"),
    ]

    initial = True

    dependencies = [
        ("reference", "0001_squashed_0002_protected_areas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("vault", "0001_squashed_0003_purging"),
    ]

    operations = [
        *(migrations.RunSQL(f"CREATE SEQUENCE {name}", f"DROP SEQUENCE {name}") for name in REFERENCES),
        CreateModels(
            migrations.CreateModel(
                name="SavedView",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=60, verbose_name="name")),
                    ("query", models.CharField(help_text="The queue's query string.", max_length=500)),
                    ("is_shared", models.BooleanField(default=False, verbose_name="shared")),
                    (
                        "officer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="saved_views",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [models.UniqueConstraint(fields=("officer", "name"), name="one_view_of_a_name")],
                },
            ),
            migrations.CreateModel(
                name="Tip",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                    ("key_id", models.UUIDField()),
                    ("source_id", models.UUIDField(db_index=True, help_text="The vault's opaque id of the source.")),
                    (
                        "channel",
                        models.CharField(
                            choices=[
                                ("web", "Web form"),
                                ("telegram", "Telegram"),
                                ("console", "Console"),
                                ("api", "Partner"),
                                ("phone", "Telephone"),
                            ],
                            max_length=10,
                            verbose_name="channel",
                        ),
                    ),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("received", "Received"),
                                ("quarantined", "Quarantined"),
                                ("in_triage", "Being read"),
                                ("needs_info", "Source was asked"),
                                ("promoted", "Report written"),
                                ("merged", "Merged"),
                                ("dismissed", "Dismissed"),
                                ("withdrawn", "Withdrawn"),
                            ],
                            default="received",
                            max_length=12,
                            verbose_name="status",
                        ),
                    ),
                    ("received_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="received")),
                    ("due_at", models.DateTimeField(null=True, verbose_name="first look due")),
                    ("language", models.CharField(blank=True, max_length=10, verbose_name="language")),
                    (
                        "urgency",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("now", "It is happening now"),
                                ("day", "In the next 24 hours"),
                                ("ongoing", "It goes on regularly"),
                                ("past", "It is over"),
                                ("unknown", "I don't know"),
                            ],
                            max_length=10,
                            verbose_name="urgency",
                        ),
                    ),
                    (
                        "offences",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("killing", "Killing or trapping"),
                                    ("live", "Live animal sold or kept"),
                                    ("parts", "Parts or products"),
                                    ("online", "Online offer"),
                                    ("transport", "Transport or smuggling"),
                                    ("restaurant", "Restaurant, market or medicine"),
                                    ("breeding", "Farm or breeding"),
                                    ("fishing", "Fishing or sea life"),
                                    ("timber", "Timber or plants"),
                                    ("cruelty", "Poisoning or cruelty"),
                                    ("official", "An official is involved"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                            ),
                            blank=True,
                            default=list,
                            size=None,
                        ),
                    ),
                    ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                    ("priority", models.PositiveSmallIntegerField(default=0, verbose_name="priority")),
                    ("files", models.PositiveSmallIntegerField(default=0, verbose_name="files")),
                    ("is_unfinished", models.BooleanField(default=False, verbose_name="unfinished")),
                    ("claimed_at", models.DateTimeField(blank=True, null=True)),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "dismiss_reason",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("spam", "Spam"),
                                ("out_of_scope", "Out of scope"),
                                ("insufficient", "Too little to act on"),
                            ],
                            max_length=14,
                        ),
                    ),
                    ("narrative", vault.text.EncryptedText(blank=True, default=b"")),
                    ("answers", vault.text.EncryptedText(blank=True, default=b"")),
                    (
                        "note",
                        vault.text.EncryptedText(
                            blank=True, default=b"", help_text="The officer's note on the decision."
                        ),
                    ),
                    (
                        "words_mark",
                        models.BinaryField(
                            help_text="HMAC of the normalised narrative: finds the same words again.", null=True
                        ),
                    ),
                    (
                        "form_mark",
                        models.BinaryField(
                            help_text="HMAC of the form token or draft: one tip each.", null=True, unique=True
                        ),
                    ),
                    (
                        "assignee",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="claimed_tips",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "merged_into",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="merged",
                            to="hotline.tip",
                        ),
                    ),
                    (
                        "unmarked_since",
                        models.DateTimeField(
                            default=django.utils.timezone.now,
                            help_text="Since when its words wait to be made findable; None: they are.",
                            null=True,
                        ),
                    ),
                    ("purged_at", models.DateTimeField(blank=True, help_text="When its key was destroyed.", null=True)),
                    (
                        "suspicions",
                        django.contrib.postgres.fields.ArrayField(
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
                    (
                        "taxon_group",
                        models.CharField(
                            blank=True,
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
                            ],
                            help_text="Of the most protected taxon that was read; empty where none was.",
                            max_length=20,
                            verbose_name="species",
                        ),
                    ),
                    (
                        "is_alike",
                        models.BooleanField(
                            help_text="Another tip tells of the same; None: a worker has not looked yet.",
                            null=True,
                            verbose_name="duplicate suspected",
                        ),
                    ),
                    (
                        "turn",
                        models.GeneratedField(
                            db_persist=True,
                            expression=hotline.models.turn.Turn(),
                            output_field=models.BigIntegerField(),
                        ),
                    ),
                    (
                        "late_told_at",
                        models.DateTimeField(
                            help_text="When supervisors were told of its missed first look.", null=True
                        ),
                    ),
                    (
                        "silent_told_at",
                        models.DateTimeField(help_text="When they were told that its source heard nothing.", null=True),
                    ),
                ],
                options={
                    "verbose_name": "tip",
                    "verbose_name_plural": "tips",
                    "indexes": [
                        models.Index(fields=["words_mark"], name="tip_words"),
                        models.Index(condition=models.Q(("decided_at", None)), fields=["due_at"], name="tip_due"),
                        models.Index(
                            condition=models.Q(("unmarked_since__isnull", False)),
                            fields=["unmarked_since"],
                            name="tip_unmarked",
                        ),
                        models.Index(condition=models.Q(("purged_at", None)), fields=["source_id"], name="tip_living"),
                        models.Index(
                            condition=models.Q(("purged_at__isnull", False)), fields=["purged_at"], name="tip_purged"
                        ),
                        models.Index(
                            fields=["status", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line",
                        ),
                        models.Index(
                            fields=["status", "channel", "turn"],
                            include=(
                                "id",
                                "language",
                                "country",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_channel",
                        ),
                        models.Index(
                            fields=["status", "language", "turn"],
                            include=(
                                "id",
                                "channel",
                                "country",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_language",
                        ),
                        models.Index(
                            fields=["status", "country", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_country",
                        ),
                        models.Index(
                            fields=["status", "urgency", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_urgency",
                        ),
                        models.Index(
                            fields=["status", "taxon_group", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "urgency",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_taxon_group",
                        ),
                        models.Index(
                            fields=["status", "assignee", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "urgency",
                                "taxon_group",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_assignee",
                        ),
                        models.Index(
                            condition=models.Q(("files__gt", 0)),
                            fields=["status", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_files",
                        ),
                        models.Index(
                            condition=models.Q(("is_alike", True)),
                            fields=["status", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_alike",
                        ),
                        models.Index(
                            condition=models.Q(("offences__contains", ["killing"])),
                            fields=["status", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_of_killing",
                        ),
                        models.Index(
                            condition=models.Q(("offences__contains", ["live"])),
                            fields=["status", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_of_live",
                        ),
                        models.Index(
                            condition=models.Q(("offences__contains", ["parts"])),
                            fields=["status", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_of_parts",
                        ),
                        models.Index(
                            condition=models.Q(("offences__contains", ["online"])),
                            fields=["status", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_of_online",
                        ),
                        models.Index(
                            condition=models.Q(("offences__contains", ["transport"])),
                            fields=["status", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_of_transport",
                        ),
                        models.Index(
                            condition=models.Q(("offences__contains", ["restaurant"])),
                            fields=["status", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_of_restaurant",
                        ),
                        models.Index(
                            condition=models.Q(("offences__contains", ["breeding"])),
                            fields=["status", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_of_breeding",
                        ),
                        models.Index(
                            condition=models.Q(("offences__contains", ["fishing"])),
                            fields=["status", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_of_fishing",
                        ),
                        models.Index(
                            condition=models.Q(("offences__contains", ["timber"])),
                            fields=["status", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_of_timber",
                        ),
                        models.Index(
                            condition=models.Q(("offences__contains", ["cruelty"])),
                            fields=["status", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_of_cruelty",
                        ),
                        models.Index(
                            condition=models.Q(("offences__contains", ["official"])),
                            fields=["status", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_of_official",
                        ),
                        models.Index(
                            condition=models.Q(("offences__contains", ["other"])),
                            fields=["status", "turn"],
                            include=(
                                "id",
                                "channel",
                                "language",
                                "country",
                                "urgency",
                                "taxon_group",
                                "assignee",
                                "files",
                                "is_alike",
                                "due_at",
                            ),
                            name="tip_line_of_other",
                        ),
                        models.Index(
                            condition=models.Q(
                                ("is_alike", None), ("status__in", ["received", "in_triage", "needs_info"])
                            ),
                            fields=["received_at"],
                            name="tip_not_compared",
                        ),
                        models.Index(
                            condition=models.Q(("late_told_at", None), ("status", "received")),
                            fields=["due_at"],
                            name="tip_late",
                        ),
                        models.Index(
                            condition=models.Q(("decided_at", None), ("silent_told_at", None)),
                            fields=["received_at"],
                            name="tip_silent",
                        ),
                        models.Index(
                            condition=models.Q(("status__in", ["received", "in_triage", "needs_info"])),
                            fields=["received_at"],
                            name="tip_arrived",
                        ),
                        models.Index(
                            condition=models.Q(("assignee__isnull", False), ("status", "in_triage")),
                            fields=["claimed_at"],
                            name="tip_claimed",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "status__in",
                                    (
                                        "received",
                                        "quarantined",
                                        "in_triage",
                                        "needs_info",
                                        "promoted",
                                        "merged",
                                        "dismissed",
                                        "withdrawn",
                                    ),
                                )
                            ),
                            name="tip_status_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("status", "merged"), _negated=True),
                                ("merged_into__isnull", False),
                                _connector="OR",
                            ),
                            name="merged_tip_says_where",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Receipt",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("mark", models.BinaryField(unique=True)),
                    (
                        "confirmed_at",
                        models.DateTimeField(help_text="When the source typed its last two groups.", null=True),
                    ),
                    (
                        "tip",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="receipts", to="hotline.tip"
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="Message",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    (
                        "direction",
                        models.CharField(
                            choices=[("from_source", "From the source"), ("to_source", "To the source")], max_length=12
                        ),
                    ),
                    ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("body", vault.text.EncryptedText(blank=True, default=b"")),
                    (
                        "delivery",
                        models.CharField(
                            choices=[
                                ("waiting", "Waiting"),
                                ("taken", "On its way"),
                                ("delivered", "Delivered"),
                                ("unreachable", "Source unreachable"),
                            ],
                            default="waiting",
                            max_length=12,
                        ),
                    ),
                    (
                        "read_at",
                        models.DateTimeField(blank=True, help_text="Seen by the source, or by an officer.", null=True),
                    ),
                    (
                        "origin_mark",
                        models.BinaryField(
                            help_text="HMAC of the message's origin: a repeat is no new row.", null=True, unique=True
                        ),
                    ),
                    (
                        "author",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "replaces",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="edits",
                            to="hotline.message",
                        ),
                    ),
                    (
                        "tip",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="hotline.tip"
                        ),
                    ),
                    (
                        "answer_to",
                        models.OneToOneField(
                            blank=True,
                            help_text="The ready question that a source answered by its button: once.",
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="answer",
                            to="hotline.message",
                        ),
                    ),
                    (
                        "made",
                        vault.text.EncryptedText(
                            blank=True,
                            default=b"",
                            help_text="How it was made: `asking.Made`, or the code of the answer that was tapped.",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["tip", "at"], name="hotline_mes_tip_id_3b89ab_idx"),
                        models.Index(
                            condition=models.Q(("delivery", "waiting"), ("direction", "to_source")),
                            fields=["at"],
                            name="message_waiting",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Draft",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("key_id", models.UUIDField()),
                    ("source_id", models.UUIDField(db_index=True, null=True)),
                    (
                        "channel",
                        models.CharField(
                            choices=[
                                ("web", "Web form"),
                                ("telegram", "Telegram"),
                                ("console", "Console"),
                                ("api", "Partner"),
                                ("phone", "Telephone"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("language", models.CharField(blank=True, max_length=10)),
                    (
                        "status",
                        models.CharField(
                            choices=[("open", "Open"), ("filed", "Filed"), ("cancelled", "Cancelled")],
                            default="open",
                            max_length=10,
                        ),
                    ),
                    (
                        "interview",
                        vault.text.EncryptedText(
                            blank=True,
                            default=b"",
                            help_text="JSON: the story so far and where the conversation stands.",
                        ),
                    ),
                    ("started_at", models.DateTimeField(auto_now_add=True)),
                    ("touched_at", models.DateTimeField(auto_now=True)),
                    (
                        "tip",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="drafts",
                            to="hotline.tip",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(condition=models.Q(("status", "open")), fields=["touched_at"], name="draft_open")
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("source_id__isnull", False), ("status", "open")),
                            fields=("source_id",),
                            name="one_open_draft",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Attachment",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("key_id", models.UUIDField()),
                    ("file_id", models.UUIDField(help_text="The vault's id of the sealed original.", null=True)),
                    ("copy_id", models.UUIDField(help_text="The vault's id of the scrubbed copy.", null=True)),
                    ("name", vault.text.EncryptedText(blank=True, default=b"")),
                    (
                        "origin",
                        vault.text.EncryptedText(
                            blank=True,
                            default=b"",
                            help_text="Where a file can still be fetched: JSON of the channel's own ids.",
                        ),
                    ),
                    (
                        "origin_mark",
                        models.BinaryField(
                            help_text="HMAC of the channel's unique file id in this tip.", null=True, unique=True
                        ),
                    ),
                    (
                        "bytes_mark",
                        models.BinaryField(
                            db_index=True, help_text="HMAC of the SHA-256: finds the same file again.", null=True
                        ),
                    ),
                    (
                        "media_type",
                        models.CharField(
                            blank=True, help_text="Found from the content, never from the name.", max_length=100
                        ),
                    ),
                    ("size", models.BigIntegerField(default=0)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("offered", "Offered, not received"),
                                ("waiting", "Copy is being made"),
                                ("copied", "Copy ready"),
                                ("no_copy", "No copy can be made"),
                            ],
                            default="waiting",
                            max_length=10,
                        ),
                    ),
                    ("reason", models.CharField(blank=True, help_text="Code of why there is no copy.", max_length=30)),
                    ("tries", models.PositiveSmallIntegerField(default=0)),
                    ("next_try_at", models.DateTimeField(blank=True, null=True)),
                    ("received_at", models.DateTimeField(auto_now_add=True)),
                    (
                        "draft",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="attachments",
                            to="hotline.draft",
                        ),
                    ),
                    (
                        "message",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="attachments",
                            to="hotline.message",
                        ),
                    ),
                    (
                        "tip",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="attachments",
                            to="hotline.tip",
                        ),
                    ),
                    (
                        "metadata",
                        vault.text.EncryptedText(
                            blank=True,
                            default=b"",
                            help_text="What the original told of maker, time and place: for `hotline.read_metadata`.",
                        ),
                    ),
                    (
                        "poster_id",
                        models.UUIDField(help_text="The vault's id of a still picture of a film.", null=True),
                    ),
                    (
                        "remarks",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=30),
                            blank=True,
                            default=list,
                            help_text="Codes for the officer.",
                            size=None,
                        ),
                    ),
                    (
                        "scan",
                        models.CharField(
                            choices=[
                                ("waiting", "Not scanned yet"),
                                ("clean", "No virus found"),
                                ("infected", "Virus found"),
                                ("not_scanned", "Not scanned: no scanner is set up"),
                                ("too_large", "Not scanned: too large for the scanner"),
                                ("failed", "Not scanned: the scanner did not answer"),
                            ],
                            default="waiting",
                            max_length=12,
                        ),
                    ),
                    (
                        "scan_name",
                        models.CharField(
                            blank=True, help_text="The signature that a virus was known by.", max_length=80
                        ),
                    ),
                    ("scan_tries", models.PositiveSmallIntegerField(default=0)),
                    (
                        "look_at",
                        models.DateTimeField(
                            blank=True,
                            help_text="When its picture is to be hashed, to be known again; None: nothing waits.",
                            null=True,
                        ),
                    ),
                    ("look_tries", models.PositiveSmallIntegerField(default=0)),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state", "waiting")), fields=["received_at"], name="attachment_waiting"
                        ),
                        models.Index(
                            condition=models.Q(("state", "offered")), fields=["next_try_at"], name="attachment_offered"
                        ),
                        models.Index(
                            condition=models.Q(("look_at__isnull", False)), fields=["look_at"], name="attachment_unseen"
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("tip__isnull", False), ("draft__isnull", False), _connector="OR"),
                            name="attachment_belongs",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state__in", ("waiting", "copied")), _negated=True),
                                ("file_id__isnull", False),
                                _connector="OR",
                            ),
                            name="attachment_has_its_original",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("scan__in", ("waiting", "clean", "infected", "not_scanned", "too_large", "failed"))
                            ),
                            name="attachment_scan_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("scan", "infected"), _negated=True),
                                ("copy_id__isnull", True),
                                _connector="OR",
                            ),
                            name="attachment_infected_uncopied",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="UploadTicket",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("mark", models.BinaryField(unique=True)),
                    ("expires_at", models.DateTimeField(db_index=True)),
                    ("used_at", models.DateTimeField(null=True)),
                    (
                        "draft",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="upload_tickets",
                            to="hotline.draft",
                        ),
                    ),
                    (
                        "offered",
                        models.ForeignKey(
                            help_text="The file that the chat offered.",
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            to="hotline.attachment",
                        ),
                    ),
                    (
                        "tip",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="upload_tickets",
                            to="hotline.tip",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("draft__isnull", True), ("tip__isnull", False)),
                                models.Q(("draft__isnull", False), ("tip__isnull", True)),
                                _connector="OR",
                            ),
                            name="upload_ticket_has_one_owner",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="TipMarks",
                fields=[
                    (
                        "tip",
                        models.OneToOneField(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="marks",
                            serialize=False,
                            to="hotline.tip",
                        ),
                    ),
                    (
                        "key_id",
                        models.UUIDField(
                            db_index=True, help_text="The tip's data key; the database holds it to one that exists."
                        ),
                    ),
                    (
                        "words",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.BigIntegerField(),
                            help_text="Marks for searching, sorted: their order tells nothing.",
                            size=None,
                        ),
                    ),
                    (
                        "bands",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.BigIntegerField(),
                            help_text="Marks for likeness: what may be nearly the same shares one.",
                            size=None,
                        ),
                    ),
                    (
                        "signature",
                        models.BinaryField(help_text="What likeness is estimated from; empty for a few words."),
                    ),
                    (
                        "facts",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.BigIntegerField(),
                            db_default=[],
                            default=list,
                            help_text="Marks of identifiers, of animals at a place in time, of passages: who tells of the same shares one.",
                            size=None,
                        ),
                    ),
                ],
                options={
                    "db_table": '"vault"."tip_marks"',
                    "indexes": [
                        django.contrib.postgres.indexes.GinIndex(
                            fastupdate=False, fields=["words"], name="tip_marks_words"
                        ),
                        django.contrib.postgres.indexes.GinIndex(
                            fastupdate=False, fields=["bands"], name="tip_marks_bands"
                        ),
                        django.contrib.postgres.indexes.GinIndex(
                            fastupdate=False, fields=["facts"], name="tip_marks_facts"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PurgeCertificate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("reference", models.CharField(max_length=20, unique=True, verbose_name="certificate")),
                    (
                        "rule",
                        models.CharField(
                            choices=[
                                ("withdrawn", "Withdrawn by its source"),
                                ("spam", "Dismissed as spam"),
                                ("closed", "Dismissed otherwise"),
                                ("unactioned", "Nobody acted on it"),
                                ("quarantined", "Quarantined and untouched"),
                                ("reviewed", "Its report's review has passed"),
                                ("merged", "The tip it was merged into is gone"),
                            ],
                            max_length=12,
                            verbose_name="by which rule",
                        ),
                    ),
                    ("issued_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="when")),
                    ("subject_mark", models.BinaryField(help_text="HMAC of the tip's id.", unique=True)),
                    ("keys_destroyed", models.PositiveIntegerField(verbose_name="keys destroyed")),
                    ("texts_cleared", models.PositiveIntegerField(verbose_name="texts cleared")),
                    ("files_removed", models.PositiveIntegerField(verbose_name="files removed")),
                    ("contacts_removed", models.PositiveIntegerField(verbose_name="contacts removed")),
                    (
                        "ledger_span",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.BigIntegerField(),
                            help_text="Numbers of its entries in the purge ledger.",
                            size=None,
                        ),
                    ),
                    ("ledger_hash", models.CharField(help_text="SHA-256 over those entries.", max_length=64)),
                    ("public_key", models.CharField(help_text="Ed25519, hex.", max_length=64)),
                    ("signature", models.CharField(help_text="Ed25519 over all of the above, hex.", max_length=128)),
                ],
                options={
                    "verbose_name": "purge certificate",
                    "verbose_name_plural": "purge certificates",
                    "abstract": False,
                    "indexes": [models.Index(fields=["-issued_at", "id"], name="certificate_list")],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="no_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                hash="272049093f5e3dc3fb9b5d34a51be5b2384bd379",
                                operation="UPDATE",
                                pgid="pgtrigger_no_update_2f52d",
                                table="hotline_purgecertificate",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="no_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                hash="86ad6b93ec071803fcc1ff8166e7c2f872d0c827",
                                operation="DELETE",
                                pgid="pgtrigger_no_delete_b519a",
                                table="hotline_purgecertificate",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="no_truncate",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                hash="411a815787c8a019967514edf3da765e1862f9b6",
                                level="STATEMENT",
                                operation="TRUNCATE",
                                pgid="pgtrigger_no_truncate_30f1b",
                                table="hotline_purgecertificate",
                                when="BEFORE",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="BudgetCount",
                fields=[
                    (
                        "mark",
                        models.BinaryField(
                            help_text="Keyed hash of budget, span of time and network.",
                            primary_key=True,
                            serialize=False,
                        ),
                    ),
                    ("spent", models.BigIntegerField()),
                    ("until", models.DateTimeField(db_index=True)),
                ],
                options={
                    "db_table": "hotline_budget_count",
                },
            ),
            migrations.CreateModel(
                name="NetworkKey",
                fields=[
                    ("day", models.DateField(primary_key=True, serialize=False)),
                    ("random", models.BinaryField(help_text="32 bytes.")),
                ],
                options={
                    "db_table": "hotline_network_key",
                },
            ),
            migrations.CreateModel(
                name="UsedProof",
                fields=[
                    ("mark", models.BinaryField(primary_key=True, serialize=False)),
                    ("until", models.DateTimeField(db_index=True, help_text="When the proof expires by itself.")),
                ],
                options={
                    "db_table": "hotline_used_proof",
                },
            ),
            migrations.CreateModel(
                name="Partner",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                    ("key_id", models.UUIDField()),
                    ("name", vault.text.EncryptedText(blank=True, default=b"")),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("public", "Public"),
                                ("community", "Community"),
                                ("journalist", "Journalist"),
                                ("partner", "Partner"),
                                ("officer", "Officer"),
                                ("camera", "Camera"),
                                ("platform", "Platform"),
                            ],
                            max_length=12,
                            verbose_name="kind of source",
                        ),
                    ),
                    ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                    (
                        "source_id",
                        models.UUIDField(help_text="The vault's opaque id of the partner as a source.", unique=True),
                    ),
                    ("is_active", models.BooleanField(default=True, verbose_name="may send")),
                    ("registered_on", models.DateField(auto_now_add=True, verbose_name="registered")),
                ],
                options={
                    "verbose_name": "partner",
                    "verbose_name_plural": "partners",
                },
            ),
            migrations.CreateModel(
                name="PartnerCall",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "route",
                        models.CharField(choices=[("tips", "Tips"), ("attachments", "Attachments")], max_length=12),
                    ),
                    (
                        "mark",
                        models.BinaryField(help_text="HMAC of partner, route, tip and Idempotency-Key.", unique=True),
                    ),
                    (
                        "body_mark",
                        models.BinaryField(
                            help_text="HMAC of what was sent: another body under the same key is refused."
                        ),
                    ),
                    (
                        "message",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="hotline.message",
                        ),
                    ),
                    (
                        "partner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="hotline.partner"
                        ),
                    ),
                    (
                        "tip",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="partner_calls", to="hotline.tip"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("route", "tips")), fields=("tip",), name="one_partner_brought_a_tip"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PartnerKey",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("prefix", models.CharField(max_length=12, unique=True, verbose_name="begins with")),
                    ("mark", models.BinaryField(unique=True)),
                    (
                        "scopes",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("tips:write", "Send tips and files"),
                                    ("tips:read", "See how its own tips stand"),
                                ],
                                max_length=30,
                            ),
                            size=None,
                            verbose_name="may",
                        ),
                    ),
                    ("created_on", models.DateField(auto_now_add=True, verbose_name="made")),
                    ("expires_on", models.DateField(help_text="Last day on which it opens, UTC.", verbose_name="ends")),
                    ("revoked_on", models.DateField(blank=True, null=True, verbose_name="revoked")),
                    (
                        "last_used_on",
                        models.DateField(blank=True, help_text="A day, no time.", null=True, verbose_name="last used"),
                    ),
                    (
                        "minute",
                        models.BigIntegerField(default=0, help_text="Whole minutes since 1970 of the latest call."),
                    ),
                    ("calls", models.PositiveIntegerField(default=0, help_text="Calls in that minute.")),
                    (
                        "partner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="keys", to="hotline.partner"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("scopes", []), _negated=True), name="partner_key_may_something"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="TipReading",
                fields=[
                    (
                        "tip",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="reading",
                            serialize=False,
                            to="hotline.tip",
                        ),
                    ),
                    (
                        "found",
                        vault.text.EncryptedText(
                            blank=True, default=b"", help_text="What was read, as `reading.kept` tells it."
                        ),
                    ),
                    ("version", models.CharField(help_text="Of the index it was read with.", max_length=24)),
                    ("read_at", models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    "db_table": "hotline_tip_reading",
                    "indexes": [models.Index(fields=["version"], name="tip_reading_version")],
                },
            ),
            migrations.CreateModel(
                name="SuggestionJudgement",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("taxon", "Species"),
                                ("term", "Specimen"),
                                ("quantity", "Quantity"),
                                ("price", "Price"),
                                ("place", "Place"),
                                ("identifier", "Identifier"),
                                ("state", "State"),
                                ("language", "Language"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("language", models.CharField(help_text="That the tip was read in.", max_length=10)),
                    (
                        "mark",
                        models.BinaryField(help_text="HMAC of tip, kind and value as read: one judgement of each."),
                    ),
                    ("read", vault.text.EncryptedText(blank=True, default=b"", help_text="The value as it was read.")),
                    (
                        "corrected",
                        vault.text.EncryptedText(
                            blank=True, default=b"", help_text="The value that the officer gave instead."
                        ),
                    ),
                    (
                        "verdict",
                        models.CharField(
                            choices=[("accepted", "Accepted"), ("corrected", "Corrected"), ("rejected", "Rejected")],
                            max_length=10,
                        ),
                    ),
                    ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    (
                        "tip",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="judgements", to="hotline.tip"
                        ),
                    ),
                ],
                options={
                    "db_table": "hotline_suggestion_judgement",
                    "constraints": [
                        models.UniqueConstraint(fields=("tip", "mark"), name="one_judgement_of_a_suggestion"),
                        models.CheckConstraint(
                            condition=models.Q(("verdict__in", ("accepted", "corrected", "rejected"))),
                            name="judgement_verdict_known",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PictureMarks",
                fields=[
                    (
                        "attachment",
                        models.OneToOneField(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="picture_marks",
                            serialize=False,
                            to="hotline.attachment",
                        ),
                    ),
                    (
                        "key_id",
                        models.UUIDField(
                            db_index=True, help_text="The tip's data key; the database holds it to one that exists."
                        ),
                    ),
                    (
                        "bands",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.BigIntegerField(),
                            help_text="Keyed marks of pieces of its looks; like ones share one.",
                            size=None,
                        ),
                    ),
                    (
                        "looks",
                        models.BinaryField(help_text="Its looks (`hotline.media.looks`), sealed under a purpose key."),
                    ),
                ],
                options={
                    "db_table": '"vault"."picture_marks"',
                    "indexes": [
                        django.contrib.postgres.indexes.GinIndex(
                            fastupdate=False, fields=["bands"], name="picture_marks_bands"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="DutyCall",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("urgent", "Urgent tip"),
                                ("late", "First look overdue"),
                                ("silent", "Feedback overdue"),
                                ("open", "Still overdue"),
                            ],
                            max_length=6,
                        ),
                    ),
                    (
                        "way",
                        models.CharField(
                            choices=[("mail", "E-mail"), ("group", "Telegram group of staff")], max_length=5
                        ),
                    ),
                    (
                        "references",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=20),
                            help_text="What it is about; at most so many are named.",
                            size=None,
                        ),
                    ),
                    ("total", models.PositiveIntegerField(default=1, help_text="How many there are, named or not.")),
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
                    ("failure", models.CharField(blank=True, help_text="Code of why it failed.", max_length=60)),
                    (
                        "officer",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="duty_calls",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "tip",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="duty_calls",
                            to="hotline.tip",
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state", "waiting")), fields=["not_before"], name="duty_call_waiting"
                        ),
                        models.Index(fields=["kind", "made_at"], name="duty_call_made"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("tip__isnull", False)),
                            fields=("tip", "kind", "way", "officer"),
                            name="called_once",
                            nulls_distinct=False,
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Translation",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("target", models.CharField(help_text="The desk's language that it is in.", max_length=10)),
                    (
                        "made",
                        vault.text.EncryptedText(
                            blank=True,
                            default=b"",
                            help_text='{"words", "pair"}: the pair of languages as the service named it.',
                        ),
                    ),
                    ("at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    (
                        "message",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="translations",
                            to="hotline.message",
                        ),
                    ),
                    (
                        "tip",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="translations", to="hotline.tip"
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("tip", "message", "target"), name="translated_once", nulls_distinct=False
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Tag",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=40, unique=True, verbose_name="tag")),
                    ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
            ),
            migrations.CreateModel(
                name="BulkRun",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    (
                        "act",
                        models.CharField(
                            choices=[
                                ("spam", "Dismiss as spam"),
                                ("merge", "Merge into one"),
                                ("assign", "Assign"),
                                ("tag", "Tag"),
                                ("untag", "Take the tag off"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("language", models.CharField(help_text="In which refusals are told.", max_length=10)),
                    ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ("ended_at", models.DateTimeField(null=True)),
                    (
                        "assignee",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "into",
                        models.ForeignKey(
                            help_text="Merged into this.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="hotline.tip",
                        ),
                    ),
                    (
                        "officer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="bulk_runs",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "tag",
                        models.ForeignKey(
                            null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="hotline.tag"
                        ),
                    ),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("ended_at", None)), fields=["started_at"], name="bulk_run_waiting"
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("act__in", ("spam", "merge", "assign", "tag", "untag"))),
                            name="bulk_act_known",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="TipTag",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "tag",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="tips", to="hotline.tag"
                        ),
                    ),
                    (
                        "tip",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="tags", to="hotline.tip"
                        ),
                    ),
                ],
                options={
                    "constraints": [models.UniqueConstraint(fields=("tag", "tip"), name="one_tag_of_a_kind")],
                },
            ),
            migrations.CreateModel(
                name="BulkStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[("waiting", "Waiting"), ("done", "Done"), ("failed", "Not done")],
                            default="waiting",
                            max_length=7,
                        ),
                    ),
                    (
                        "why",
                        models.CharField(
                            blank=True, help_text="The refusal, as the officer is told it.", max_length=300
                        ),
                    ),
                    (
                        "run",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="hotline.bulkrun"
                        ),
                    ),
                    (
                        "tip",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to="hotline.tip"
                        ),
                    ),
                ],
                options={
                    "indexes": [models.Index(fields=["run", "state"], name="bulk_step_state")],
                    "constraints": [
                        models.UniqueConstraint(fields=("run", "tip"), name="one_step_of_a_tip"),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ("waiting", "done", "failed"))), name="bulk_state_known"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReportDraft",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "said",
                        vault.text.EncryptedText(
                            blank=True,
                            default=b"",
                            help_text="The fields of the form by name, each a list of what stands in it.",
                        ),
                    ),
                    ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                    (
                        "officer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "tip",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="report_drafts", to="hotline.tip"
                        ),
                    ),
                ],
                options={
                    "db_table": "hotline_report_draft",
                    "constraints": [
                        models.UniqueConstraint(fields=("tip", "officer"), name="one_report_draft_of_a_tip")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Presence",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("until", models.DateTimeField(db_index=True)),
                    (
                        "officer",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="presences",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "tip",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="presences",
                            to="hotline.tip",
                        ),
                    ),
                ],
                options={
                    "db_table": "hotline_presence",
                    "constraints": [models.UniqueConstraint(fields=("tip", "officer"), name="one_presence_each")],
                },
            ),
            migrations.CreateModel(
                name="SentForm",
                fields=[
                    (
                        "once",
                        models.UUIDField(help_text="Random, made with the form.", primary_key=True, serialize=False),
                    ),
                    ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                    (
                        "officer",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="sent_forms",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "db_table": "hotline_sent_form",
                },
            ),
            migrations.CreateModel(
                name="Report",
                fields=[
                    ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ("reference", models.CharField(max_length=20, unique=True, verbose_name="reference")),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("draft", "Draft"),
                                ("graded", "Graded"),
                                ("checked", "Second-checked"),
                                ("released", "Released"),
                                ("withdrawn", "Withdrawn"),
                            ],
                            default="draft",
                            max_length=10,
                            verbose_name="status",
                        ),
                    ),
                    ("title", models.CharField(max_length=160, verbose_name="title")),
                    (
                        "text",
                        models.TextField(
                            help_text="Write afresh: no word of the source, nothing that points to them.",
                            verbose_name="sanitised text",
                        ),
                    ),
                    (
                        "offences",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(
                                choices=[
                                    ("killing", "Killing or trapping"),
                                    ("live", "Live animal sold or kept"),
                                    ("parts", "Parts or products"),
                                    ("online", "Online offer"),
                                    ("transport", "Transport or smuggling"),
                                    ("restaurant", "Restaurant, market or medicine"),
                                    ("breeding", "Farm or breeding"),
                                    ("fishing", "Fishing or sea life"),
                                    ("timber", "Timber or plants"),
                                    ("cruelty", "Poisoning or cruelty"),
                                    ("official", "An official is involved"),
                                    ("other", "Something else"),
                                ],
                                max_length=12,
                            ),
                            size=None,
                            verbose_name="offences",
                        ),
                    ),
                    ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                    ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                    ("lat", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                    ("lon", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                    (
                        "place_precision",
                        models.CharField(
                            choices=[
                                ("exact", "Exactly there"),
                                ("near", "Near there"),
                                ("region", "Somewhere in that region"),
                            ],
                            default="region",
                            max_length=8,
                            verbose_name="precision of place",
                        ),
                    ),
                    ("happened_on", models.DateField(blank=True, null=True, verbose_name="date")),
                    (
                        "date_precision",
                        models.CharField(
                            choices=[("day", "Day"), ("month", "Month"), ("year", "Year"), ("unknown", "Unknown")],
                            default="unknown",
                            max_length=8,
                            verbose_name="precision of date",
                        ),
                    ),
                    (
                        "reliability",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("A", "A · Completely reliable"),
                                ("B", "B · Usually reliable"),
                                ("C", "C · Fairly reliable"),
                                ("D", "D · Not usually reliable"),
                                ("E", "E · Unreliable"),
                                ("F", "F · Cannot be judged"),
                            ],
                            max_length=1,
                            verbose_name="source reliability",
                        ),
                    ),
                    (
                        "credibility",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("1", "1 · Confirmed by other sources"),
                                ("2", "2 · Probably true"),
                                ("3", "3 · Possibly true"),
                                ("4", "4 · Doubtful"),
                                ("5", "5 · Improbable"),
                                ("6", "6 · Truth cannot be judged"),
                            ],
                            max_length=1,
                            verbose_name="credibility",
                        ),
                    ),
                    (
                        "knowledge",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("witnessed", "Seen by the source"),
                                ("direct", "Known directly to the source"),
                                ("corroborated", "Known indirectly, corroborated"),
                                ("indirect", "Known indirectly"),
                                ("unknown", "Not known how"),
                                ("false", "Suspected false"),
                            ],
                            max_length=12,
                            verbose_name="knowledge basis",
                        ),
                    ),
                    (
                        "handling",
                        models.CharField(
                            choices=[
                                ("TLP:RED", "TLP:RED · named recipients only"),
                                ("TLP:AMBER+STRICT", "TLP:AMBER+STRICT · this organisation only"),
                                ("TLP:AMBER", "TLP:AMBER · organisation and clients who need to know"),
                                ("TLP:GREEN", "TLP:GREEN · community"),
                                ("TLP:CLEAR", "TLP:CLEAR · no limit"),
                            ],
                            default="TLP:AMBER",
                            max_length=16,
                            verbose_name="handling",
                        ),
                    ),
                    ("written_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="written")),
                    ("released_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "passed_on_at",
                        models.DateTimeField(blank=True, help_text="When an agency was first told of it.", null=True),
                    ),
                    (
                        "compartments",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.UUIDField(),
                            blank=True,
                            default=list,
                            help_text="Cases that use it, by opaque id.",
                            size=None,
                        ),
                    ),
                    (
                        "author",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reports_written",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="written by",
                        ),
                    ),
                    (
                        "checker",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reports_checked",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "tips",
                        models.ManyToManyField(related_name="reports", through="hotline.ReportTip", to="hotline.tip"),
                    ),
                    ("review_by", models.DateField(blank=True, null=True, verbose_name="review by")),
                    ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="withdrawn")),
                    (
                        "withdrawn_why",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("wrong", "It turned out to be wrong"),
                                ("planted", "It seems planted, or made up"),
                                ("exposes", "It could lead to its source"),
                                ("double", "Another report tells the same"),
                                ("other", "Another reason"),
                            ],
                            max_length=8,
                            verbose_name="why withdrawn",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "report",
                    "verbose_name_plural": "reports",
                    "indexes": [
                        models.Index(fields=["-written_at", "id"], name="hotline_rep_written_cc1e24_idx"),
                        models.Index(fields=["status", "-written_at"], name="hotline_rep_status_026e4a_idx"),
                        models.Index(fields=["review_by"], name="hotline_rep_review__59434a_idx"),
                        models.Index(
                            condition=models.Q(("withdrawn_at__isnull", False)),
                            fields=["withdrawn_at"],
                            name="report_withdrawn",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("status__in", ("draft", "withdrawn")),
                                models.Q(
                                    models.Q(("reliability", ""), _negated=True),
                                    models.Q(("credibility", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="report_past_draft_is_graded",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("status", "withdrawn"),
                                    ("withdrawn_at__isnull", False),
                                    models.Q(("withdrawn_why", ""), _negated=True),
                                ),
                                models.Q(
                                    models.Q(("status", "withdrawn"), _negated=True),
                                    ("withdrawn_at", None),
                                    ("withdrawn_why", ""),
                                ),
                                _connector="OR",
                            ),
                            name="withdrawn_report_says_why",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="GradeEntry",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "reliability",
                        models.CharField(
                            choices=[
                                ("A", "A · Completely reliable"),
                                ("B", "B · Usually reliable"),
                                ("C", "C · Fairly reliable"),
                                ("D", "D · Not usually reliable"),
                                ("E", "E · Unreliable"),
                                ("F", "F · Cannot be judged"),
                            ],
                            max_length=1,
                        ),
                    ),
                    (
                        "credibility",
                        models.CharField(
                            choices=[
                                ("1", "1 · Confirmed by other sources"),
                                ("2", "2 · Probably true"),
                                ("3", "3 · Possibly true"),
                                ("4", "4 · Doubtful"),
                                ("5", "5 · Improbable"),
                                ("6", "6 · Truth cannot be judged"),
                            ],
                            max_length=1,
                        ),
                    ),
                    (
                        "knowledge",
                        models.CharField(
                            choices=[
                                ("witnessed", "Seen by the source"),
                                ("direct", "Known directly to the source"),
                                ("corroborated", "Known indirectly, corroborated"),
                                ("indirect", "Known indirectly"),
                                ("unknown", "Not known how"),
                                ("false", "Suspected false"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("at", models.DateTimeField(auto_now_add=True)),
                    ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    (
                        "report",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="grades", to="hotline.report"
                        ),
                    ),
                    (
                        "reason",
                        models.CharField(
                            blank=True, help_text="Of a later grade: never empty.", max_length=300, verbose_name="why"
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="no_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                hash="5edd2b3afe1a737c980992e821caf1cbb667c8eb",
                                operation="UPDATE",
                                pgid="pgtrigger_no_update_9c473",
                                table="hotline_gradeentry",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="no_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                hash="d0c03133cf7c9637b341199b0333f5f8ed12315d",
                                operation="DELETE",
                                pgid="pgtrigger_no_delete_0c79b",
                                table="hotline_gradeentry",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="no_truncate",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                hash="4457610b37d5b08da9f920303082f7905a245a0d",
                                level="STATEMENT",
                                operation="TRUNCATE",
                                pgid="pgtrigger_no_truncate_8846d",
                                table="hotline_gradeentry",
                                when="BEFORE",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SpeciesLine",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "term",
                        models.CharField(
                            blank=True, help_text="CITES term code", max_length=3, verbose_name="specimen"
                        ),
                    ),
                    (
                        "quantity",
                        models.DecimalField(
                            blank=True, decimal_places=3, max_digits=14, null=True, verbose_name="quantity"
                        ),
                    ),
                    ("unit", models.CharField(blank=True, max_length=8, verbose_name="unit")),
                    (
                        "report",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="species", to="hotline.report"
                        ),
                    ),
                    ("taxon", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="reference.taxon")),
                ],
            ),
            migrations.CreateModel(
                name="ReportTip",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("report", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="hotline.report")),
                    ("tip", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="hotline.tip")),
                ],
                options={
                    "constraints": [models.UniqueConstraint(fields=("report", "tip"), name="report_cites_tip_once")],
                },
            ),
            migrations.CreateModel(
                name="CheckEntry",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                    ("at", models.DateTimeField(auto_now_add=True)),
                    ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    (
                        "report",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="hotline.report"
                        ),
                    ),
                ],
                options={
                    "db_table": "hotline_check_entry",
                    "abstract": False,
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="no_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                                hash="05d138efb781280172eb79b70e0f454d2f7665ac",
                                operation="UPDATE",
                                pgid="pgtrigger_no_update_a645f",
                                table="hotline_check_entry",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="no_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                                hash="eba85309abc658775254dfc400c46ffa06c2d1e2",
                                operation="DELETE",
                                pgid="pgtrigger_no_delete_40622",
                                table="hotline_check_entry",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="no_truncate",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
                                hash="0ec0d287dbb953b737f277c05d74fa9b31022983",
                                level="STATEMENT",
                                operation="TRUNCATE",
                                pgid="pgtrigger_no_truncate_2c156",
                                table="hotline_check_entry",
                                when="BEFORE",
                            ),
                        ),
                    ],
                },
            ),
        ),
        *(
            migrations.RunSQL(HOLD_TO_KEY.format(table=table), LET_GO.format(table=table))
            for table in ("tip_marks", "picture_marks")
        ),
        *(
            migrations.RunSQL(f"ALTER TABLE {table} SET UNLOGGED", f"ALTER TABLE {table} SET LOGGED")
            for table in UNLOGGED
        ),
        migrations.RunSQL(FORGET, "DROP FUNCTION hotline_forget_networks()"),
        migrations.RunSQL(TOGETHER, "DROP STATISTICS tip_country_language"),
    ]

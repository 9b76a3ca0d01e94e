"""What of a case's rows goes with its purge, and what stays and why: every text column of casework and of products."""

from dataclasses import dataclass
from typing import Any

from cases import models as rows
from cases.models.evidence import PURGED
from intel.models import (
    Citation,
    Dissemination,
    Figure,
    KeyJudgement,
    Product,
    ProductFeedback,
    ReviewNote,
    Section,
    Version,
)


@dataclass(frozen=True)
class Words:
    """Columns of a table that a purge empties.

    Args:
        owner: the way from a row to its case, or to its product. must_say: those of the columns that the database wants
            filled where they were; a dash takes the place of what stood there.
    """

    model: Any
    owner: str
    columns: tuple[str, ...]
    must_say: tuple[str, ...] = ()


# The case itself comes first: that it is purged is what lets the database empty the rest.
EMPTIED: tuple[Words, ...] = (
    Words(rows.Case, "pk", ("title", "summary", "objectives", "law_and_jurisdiction", "risk")),
    Words(rows.CaseReport, "case", ("reason",)),
    Words(rows.CaseNote, "case", ("text",)),
    Words(rows.CaseLink, "near", ("why",)),
    Words(rows.CaseLink, "far", ("why",)),
    Words(rows.CaseRisk, "case", ("sentence",)),
    Words(rows.ChecklistPoint, "case", ("text", "note")),
    Words(rows.Question, "case", ("text", "answer"), must_say=("answer",)),
    Words(rows.Hypothesis, "case", ("text", "conclusion"), must_say=("conclusion",)),
    Words(rows.Bearing, "hypothesis__case", ("note",)),
    Words(rows.TimelineItem, "case", ("text", "place")),
    Words(rows.TimelineVersion, "item__case", ("text", "place")),
    Words(rows.Task, "case", ("title",)),
    Words(rows.WorkEntry, "task__case", ("text",)),
    Words(rows.Review, "case", ("words",)),
    Words(rows.Hold, "case", ("reason", "lifted_why")),
    # Without its media type nothing tries to draw a file that is gone.
    Words(rows.Exhibit, "case", PURGED),
    Words(rows.ExhibitCorrection, "exhibit__case", ("changes", "reason", "salt")),
    Words(rows.WithheldWording, "correction__exhibit__case", ("why",)),
    Words(rows.ExhibitFile, "exhibit__case", ("name", "metadata", "scan_name")),
    Words(rows.Statement, "exhibit__case", ("by_service_number", "language", "translator")),
    Words(rows.Capture, "exhibit__case", ("url", "platform", "account_id", "handle")),
    Words(rows.HandOver, "exhibit__case", ("place", "purpose")),
    Words(
        rows.Disposal, "exhibit__case", ("order_number", "to_who", "place", "how"), must_say=("order_number",)
    ),
    Words(rows.LabRequest, "case", ("laboratory", "address", "method_wanted", "return_instructions", "contact")),
    Words(
        rows.LabQuestion, "request__case", ("question", "result", "result_by", "result_method"),
        must_say=("result_by",),
    ),
    Words(
        rows.Seizure, "case",
        ("place", "agency_words", "reason", "concealment", "valued_by", "law", "sanction", "additional", "told_by"),
    ),
    Words(rows.RouteStop, "seizure__case", ("place",)),
    Words(rows.SpecimenLine, "seizure__case", ("marks", "identified_by")),
    Words(rows.AnimalGroup, "seizure__case", ("marks", "centre", "site", "release_place")),
    Words(rows.AnimalState, "group__seizure__case", ("health", "centre", "release_place")),
    Words(rows.Listing, "case", ("url", "url_key", "platform_words", "title", "summary", "place", "settled_why")),
    Words(rows.PlatformReport, "listing__case", ("text", "ticket", "answer_words")),
    Words(rows.ListingLook, "listing__case", ("note",)),
    Words(rows.Reappearance, "earlier__case", ("note",)),
    Words(rows.Reappearance, "later__case", ("note",)),
    Words(rows.Proceeding, "case", ("number",)),
    Words(rows.ProceedingEvent, "proceeding__case", ("words",)),
    Words(rows.Sentence, "proceeding__case", ("term", "confiscation", "other")),
    Words(rows.Outcome, "case", ("text", "place")),
    Words(
        rows.Packet, "case", ("ask", "deadline_why", "cleared_identifiers", "mosaic", "phrase", "failure")
    ),
    # Without its marks no link, code or visit of the agency opens anything.
    Words(
        rows.Referral, "case", ("ask", "background", "facts", "token_mark", "code_mark", "session_mark"),
    ),
    Words(rows.ReferralEvent, "referral__case", ("text",)),
    Words(rows.ReferralFeedback, "referral__case", ("text",)),
    Words(rows.OutcomeFile, "outcome__case", ("name", "metadata", "scan_name")),
    # A joint operation's name may speak of each of its cases.
    Words(rows.JointOperation, "members__referral__case", ("name",)),
    Words(rows.JointEntry, "about__referral__case", ("text",)),
    Words(rows.ReferralMail, "referral__case", ("sealed",)),
)  # fmt: skip
# Of intelligence products (cases/products/purging.py); the product comes first for the same reason.
EMPTIED_OF_PRODUCTS: tuple[Words, ...] = (
    Words(Product, "pk", ("mosaic", "withdrawn_why"), must_say=("mosaic", "withdrawn_why")),
    Words(Version, "product", ("title", "recipient", "cleared_identifiers")),
    Words(Section, "version__product", ("text",)),
    Words(KeyJudgement, "version__product", ("text",)),
    Words(Figure, "version__product", ("content",)),
    Words(ReviewNote, "version__product", ("text",)),
    Words(Dissemination, "product", ("person", "purpose")),
    Words(ProductFeedback, "copy__product", ("comment",)),
)

# What stays, by the reason. Columns with a list of choices and our own references are codes and not named here.
HASHED = "The custody ledger: its hashes are over these words, and whoever checks the chain needs them."
PROOF = "A hash, mark, key or signature: it proves, and says nothing."
CODE = "A code of a list, checked when it was entered."
DECISION = "By what provision and before which body it was decided: it names no person."
COUNT = "The unit of a count: without it no figure of a past year could be told."
KEY = "It falls with the data key, in the same transaction."
HOUSE = "Written by the house itself, not typed by anybody."
CITED = "Which reports it rested on, by number and grade: whoever may not see one of them sees no product of it."
COPIES = "Where a copy went, by its mark: whoever has one can be told, and one that turns up is known."
WRITERS = "Who wrote it and in which language, by ids and codes."
NO_CASE = "Not of a case."
KEPT: dict[str, tuple[tuple[Any, tuple[str, ...]], ...]] = {
    HASHED: (
        (rows.Exhibit, ("holder", "seal_number", "store_place")),
        (
            rows.CustodyEvent,
            ("from_who", "to_who", "place", "purpose", "seal_before", "seal_after", "released_by", "received_by"),
        ),
    ),
    PROOF: (
        (rows.Exhibit, ("sha256", "blake2b")),
        (rows.CustodyEvent, ("sha256_before", "sha256_after", "prev_hash", "entry_hash")),
        (rows.Packet, ("approved_digest", "watermark", "recipient_keys", "sha256", "seal", "tag_manifest", "stamp")),
        (rows.Certificate, ("subject_mark", "ledger_span", "ledger_hash", "public_key", "signature")),
    ),
    CODE: (
        (rows.Case, ("jurisdiction", "offences")),
        (rows.TemplateUse, ("entry",)),
        (rows.Exhibit, ("acquired_zone",)),
        (rows.ExhibitFile, ("media_type", "reason", "remarks")),
        (rows.OutcomeFile, ("media_type", "reason", "remarks")),
        (rows.WithheldWording, ("column", "profiles")),
        (rows.TimelineItem, ("zone", "country")),
        (rows.TimelineVersion, ("zone", "country", "reports", "exhibits")),
        (rows.Seizure, ("country", "currency")),
        (rows.RouteStop, ("country",)),
        (rows.SpecimenLine, ("unit", "normalised_unit", "origin", "appendix")),
        (rows.SeizedPerson, ("nationality",)),
        (rows.Listing, ("currency", "unit")),
        (rows.Proceeding, ("country",)),
        (rows.ProceedingEvent, ("code",)),
        (rows.Charge, ("offences",)),
        (rows.Sentence, ("currency",)),
        (rows.Outcome, ("country",)),
        (rows.Referral, ("scores", "suggested")),
    ),
    DECISION: (
        (rows.Proceeding, ("body",)),
        (rows.Charge, ("law", "section")),
        (rows.Sentence, ("rate_source",)),
    ),
    COUNT: ((rows.Outcome, ("unit",)),),
    KEY: ((rows.ExhibitMarks, ("bands", "looks")),),
    HOUSE: (
        (rows.SpecimenLine, ("appendix_note",)),
        (rows.ReferralMail, ("failure",)),
        (rows.ReferralDigest, ("references", "failure")),
    ),
    CITED: ((Citation, ("grade",)), (KeyJudgement, ("rests_on",))),
    COPIES: ((Dissemination, ("organisation", "watermark")),),
    WRITERS: ((Product, ("writers",)), (Version, ("language",))),
    NO_CASE: (
        (rows.Shelf, ("store", "name", "note")),
        (rows.Platform, ("name", "key", "mail", "form_url", "rule", "note")),
        (rows.Cost, ("currency", "what")),
        (rows.PublicFigure, ("key", "part")),
    ),
}

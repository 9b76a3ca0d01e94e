"""Writing a product: a draft, its wording, its key judgements, and a further version of what was sent back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline.models import Report
from hotline.models.report import Handling
from intel.estimates import Confidence, Likelihood
from intel.models import Citation, Figure, Heading, KeyJudgement, Product, ProductType, Section, Version
from intel.models.version import MAX_JUDGEMENT, MAX_RECIPIENT, MAX_TITLE
from intel.products import handling
from intel.products.moving import DRAFT, Status, locked, require_product
from intel.products.types import LONGEST, RULES
from staff import access, audit
from staff.models import Officer
from staff.references import next_reference
from staff.refusals import Invalid, NotAllowed, WrongStatus

# What a product may be written in: the languages of the house, and Arabic, which sets from the right.
LANGUAGES: dict[str, str] = {**dict(settings.LANGUAGES), "ar": "العربية"}
MAX_SECTION = 20_000  # characters
MAX_JUDGEMENTS = 12


@dataclass(frozen=True)
class Estimate:
    """A key judgement. likelihood, confidence: codes of `intel.estimates`, "" while drafting. rests_on: references."""

    text: str
    likelihood: str = ""
    confidence: str = ""
    rests_on: Sequence[str] = ()


@dataclass(frozen=True)
class Wording:
    """What a version says. sections: text by the code of its heading. reports: released ones that the writer sees.

    expires_on None: as long as its type is valid. own_handling: a label that only makes it stricter.
    """

    title: str
    recipient: str = ""
    language: str = "en"
    own_handling: str = Handling.CLEAR
    expires_on: date | None = None
    cleared_identifiers: Sequence[str] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    judgements: Sequence[Estimate] = ()
    reports: Sequence[Report] = ()


@dataclass(frozen=True)
class Drawn:
    """A figure drawn up: a `FigureKind`, and its content as JSON."""

    kind: str
    content: Any


@transaction.atomic
def draft(
    type_: str, wording: Wording, *, by: Officer, case_id: UUID | None = None, figures: Sequence[Drawn] = ()
) -> Product:
    """A new product, its first version unsealed. The caller has checked that `by` may act in the case.

    Raises: NotAllowed, also for a report that the officer does not see; Invalid with a sentence per field.
    """
    access.require(by, DRAFT)
    if type_ not in ProductType.values:
        raise Invalid(_("Choose what it is to be."), type=_("Choose what it is to be."))
    product_id = uuid4()
    version = Version(product_id=product_id, number=1, written_by=by)
    _keep(version, type_, wording, case_id=case_id, by=by)
    _draw(version, type_, figures)
    product = Product.objects.create(
        id=product_id, reference=next_reference("PRD"), type=type_, made_in=case_id, current=version, author=by,
        writers=[by.pk],
    )  # fmt: skip
    audit.record(by, "product.drafted", product, type=type_, reports=[str(each.pk) for each in wording.reports])
    return product


@transaction.atomic
def write(product: Product, wording: Wording, *, edit: int, by: Officer, shown: Sequence[str] | None = None) -> Version:
    """Write the current version anew, while it is a draft.

    Args:
        edit: `edits` of the version that the officer began from.
        shown: kinds of its figures that go into the product; None leaves them as they are.
    Raises: NotAllowed; WrongStatus once it is sealed, or where a colleague wrote meanwhile; Invalid.
    """
    require_product(product, DRAFT, by=by)
    fresh = locked(product)
    version = _open(fresh)
    if version.edits != edit:
        who = version.written_by
        raise WrongStatus(
            _("%(who)s wrote in it meanwhile. What you typed is kept here: compare, then keep again.") % {"who": who}
        )
    _keep(version, fresh.type, wording, case_id=fresh.made_in, by=by)
    if shown is not None:
        for figure in version.figures.all():
            Figure.objects.filter(pk=figure.pk).update(is_shown=figure.kind in shown)
    _note_writer(fresh, by)
    audit.record(by, "product.written", fresh, version=version.number, edit=version.edits)
    return version


@transaction.atomic
def redraw(product: Product, figures: Sequence[Drawn], *, by: Officer) -> Version:
    """Put figures as they are drawn now in the place of those that stand in the draft."""
    require_product(product, DRAFT, by=by)
    fresh = locked(product)
    version = _open(fresh)
    version.figures.all().delete()
    _draw(version, fresh.type, figures)
    Version.objects.filter(pk=version.pk).update(edits=version.edits + 1, written_by=by)
    _note_writer(fresh, by)
    audit.record(by, "product.redrawn", fresh, version=version.number)
    return version


def further_version(fresh: Product, *, by: Officer) -> Version:
    """A copy of the sealed version, to be written on; `fresh` is locked, in the caller's transaction."""
    old = fresh.current
    new = Version.objects.get(pk=old.pk)
    new.pk, new.number, new.sealed_at, new.edits, new.written_by = uuid4(), old.number + 1, None, 0, by
    new.written_at = timezone.now()
    new._state.adding = True
    new.save()
    _copy_parts(old, new)
    fresh.current = new
    fresh.save(update_fields=["current"])
    return new


def copy_of(old: Version, product_id: UUID, *, expires_on: date, by: Officer) -> Version:
    """The same as the first version of another product, in the caller's transaction."""
    new = Version.objects.get(pk=old.pk)
    new.pk, new.product_id, new.number, new.sealed_at, new.edits = uuid4(), product_id, 1, None, 0
    new.written_by, new.written_at, new.expires_on = by, timezone.now(), expires_on
    new._state.adding = True
    new.save()
    _copy_parts(old, new)
    return new


def _copy_parts(old: Version, new: Version) -> None:
    parts: list[Any] = [Section, Citation, KeyJudgement, Figure]
    for model in parts:
        rows = list(model.objects.filter(version=old))
        for row in rows:
            row.pk, row.version, row._state.adding = None, new, True
        model.objects.bulk_create(rows)


def _open(fresh: Product) -> Version:
    version = (
        Version.objects.select_for_update(no_key=True, of=("self",))
        .select_related("written_by")
        .get(pk=fresh.current_id)
    )
    if fresh.status != Status.DRAFT or version.is_sealed:
        now = Status(fresh.status).label
        raise WrongStatus(_("This product is now '%(now)s': it is not written in.") % {"now": now})
    return version


def _note_writer(fresh: Product, by: Officer) -> None:
    if by.pk not in fresh.writers:
        fresh.writers = [*fresh.writers, by.pk]
        fresh.save(update_fields=["writers"])


def _keep(version: Version, type_: str, wording: Wording, *, case_id: UUID | None, by: Officer) -> None:
    _check(wording)
    reports = _citable(wording.reports, case_id, by=by)
    labels = [wording.own_handling, *(report.handling for report in reports)]
    version.title, version.recipient = wording.title.strip(), wording.recipient.strip()
    version.language, version.own_handling = wording.language, wording.own_handling
    version.handling = handling.strictest(labels)
    version.expires_on = wording.expires_on or timezone.localdate() + RULES[type_].life
    version.cleared_identifiers = [each.strip() for each in wording.cleared_identifiers if each.strip()]
    is_new = version._state.adding
    version.edits, version.written_by, version.written_at = version.edits + (not is_new), by, timezone.now()
    version.save()
    for part in (version.sections, version.citations, version.judgements):
        part.all().delete()  # type: ignore[attr-defined]  # three managers of three models
    _write_parts(version, wording, reports)


def _write_parts(version: Version, wording: Wording, reports: list[Report]) -> None:
    Section.objects.bulk_create(
        Section(version=version, heading=heading, text=text.strip())
        for heading, text in wording.sections.items()
        if text.strip()
    )
    Citation.objects.bulk_create(
        Citation(version=version, report=report, grade=report.grade, handling=report.handling) for report in reports
    )
    cited = {report.reference for report in reports}
    KeyJudgement.objects.bulk_create(
        KeyJudgement(
            version=version, position=position, text=each.text.strip(), likelihood=each.likelihood,
            confidence=each.confidence, rests_on=[one for one in each.rests_on if one in cited],
        )
        for position, each in enumerate(wording.judgements, start=1)
    )  # fmt: skip


def _draw(version: Version, type_: str, figures: Sequence[Drawn]) -> None:
    allowed = RULES[type_].figures
    Figure.objects.bulk_create(
        Figure(version=version, kind=each.kind, content=each.content) for each in figures if each.kind in allowed
    )


def _check(wording: Wording) -> None:
    today, wrong = timezone.localdate(), {}
    if not wording.title.strip() or len(wording.title) > MAX_TITLE:
        wrong["title"] = _("Give it a title of up to 160 characters.")
    if len(wording.recipient) > MAX_RECIPIENT:
        wrong["recipient"] = _("At most 200 characters.")
    if wording.language not in LANGUAGES:
        wrong["language"] = _("Choose one of the languages of this house.")
    if wording.own_handling not in Handling.values:
        wrong["own_handling"] = _("Choose a handling label.")
    if wording.expires_on and not today <= wording.expires_on <= today + LONGEST:
        wrong["expires_on"] = _("Choose a day from today on, within two years.")
    for heading, text in wording.sections.items():
        if heading not in Heading.values or len(text) > MAX_SECTION:
            wrong[heading] = _("At most 20,000 characters.")
    if sentence := _of_judgements(wording.judgements):
        wrong["judgements"] = sentence
    if wrong:
        raise Invalid(_("It was not kept. Nothing you wrote is lost."), **wrong)


def _of_judgements(judgements: Sequence[Estimate]) -> str:
    if len(judgements) > MAX_JUDGEMENTS:
        return _("At most twelve key judgements.")
    for each in judgements:
        if not each.text.strip() or len(each.text) > MAX_JUDGEMENT:
            return _("A key judgement has up to 500 characters.")
        if each.likelihood not in ("", *Likelihood.values) or each.confidence not in ("", *Confidence.values):
            return _("Choose likelihood and confidence from the scale.")
    return ""


def _citable(reports: Sequence[Report], case_id: UUID | None, *, by: Officer) -> list[Report]:
    """Read again, by reference. Raises: NotAllowed for one the officer does not see; Invalid for one not released."""
    wanted = {report.pk for report in reports}
    found = list(Report.objects.visible_to(by).filter(pk__in=wanted).order_by("reference"))
    if len(found) < len(wanted):
        raise NotAllowed(_("You do not see one of these reports."))
    for report in found:
        if report.status != Report.Status.RELEASED:
            sentence = _("%(report)s is not released: only released reports are cited.") % {"report": report.reference}
            raise Invalid(sentence, reports=sentence)
        if case_id and case_id not in report.compartments:
            sentence = _("%(report)s is not in this case.") % {"report": report.reference}
            raise Invalid(sentence, reports=sentence)
    return found

"""Species recognised in a tip's picture: sent on an officer's word, kept sealed, accepted or declined by an officer."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from hotline import copies, recognising, triage
from hotline.models import Attachment, Recognition, Tip
from hotline.recognising import NotRecognised, Recognised
from reference import search
from reference.models import Taxon
from staff import access, audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus
from vault import text
from vault.keys import VaultClosed
from vault.models import StoredFile

RIGHT, JUDGE = "hotline.read_tip", "hotline.judge_reading"
Verdict = Recognition.Verdict


@dataclass(frozen=True)
class Shown:
    """A recognition in clear.

    Args:
        candidates: {"name", "score", "rank", "taxon"} each; `taxon`: the scientific name in the reference, "" where
            nothing there is called so.
        accepted: the name that an officer accepted, "" where none was.
    """

    service: str
    candidates: list[dict[str, Any]] = field(default_factory=list)
    verdict: str = ""
    accepted: str = ""
    judged_by: str = ""


def recognise(attachment: Attachment, *, faces_looked_for: bool, by: Officer) -> Recognition:
    """Have species in a tip's picture recognised, and keep the answer sealed beside it; a former one is replaced.

    The scrubbed copy is sent, under no name. That it leaves the house is on record before it does, whatever comes of
    it.

    Args:
        faces_looked_for: the officer says that no face in it could lead to anybody.
    Raises: NotAllowed; Invalid; NotRecognised; WrongStatus where the tip was shredded.
    """
    access.require(by, RIGHT)
    tip = attachment.tip
    if tip is None or tip.is_shredded:
        raise WrongStatus(_("Nothing of this tip can be read any more."))
    if not faces_looked_for:
        sentence = _("Look at the picture first: a face in it would leave the house too.")
        raise Invalid(sentence, faces=sentence)
    if not recognising.is_on():
        raise NotRecognised(_("No recognition service is set up."))
    picture, media_type = _picture(attachment)
    _note(tip, attachment, by)
    return _keep(tip, attachment, recognising.recognise(picture, media_type), by)


def _picture(attachment: Attachment) -> tuple[bytes, str]:
    """The scrubbed copy; of a film its still."""
    file_id = attachment.poster_id or attachment.copy_id
    stored = StoredFile.objects.filter(pk=file_id).first() if file_id else None
    if stored is None or stored.size > recognising.MAX_SENT:
        raise NotRecognised(_("Only pictures of up to 20 MB can be recognised."))
    try:
        copy = copies.read(stored)
        if not copy.is_picture:
            raise NotRecognised(_("Only pictures of up to 20 MB can be recognised."))
        return b"".join(copy.chunks), copy.media_type
    except (VaultClosed, FileNotFoundError) as gone:
        raise NotRecognised(_("The copy of this picture cannot be opened.")) from gone


@transaction.atomic
def _note(tip: Tip, attachment: Attachment, by: Officer) -> None:
    audit.record(by, "tip.sent_to_recogniser", tip, attachment=str(attachment.pk))


@transaction.atomic
def _keep(tip: Tip, attachment: Attachment, answer: Recognised, by: Officer) -> Recognition:
    fresh = triage.locked_with_words(tip)
    Recognition.objects.filter(attachment=attachment).delete()
    row = Recognition(tip=fresh, attachment=attachment, by=by)
    known = _known([one.name for one in answer.candidates])
    candidates = [asdict(one) | {"taxon": known.get(one.name, "")} for one in answer.candidates]
    text.write(row, made={"service": answer.service, "candidates": candidates}, accepted="")
    row.save(force_insert=True)
    audit.record(by, "tip.recognised", fresh, recognition=str(row.pk))
    return row


def _known(names: list[str]) -> dict[str, str]:
    """Scientific names of the reference by the names of a service, synonyms included."""
    rows = Taxon.objects.filter(scientific_name__in=names, retired=False)
    found = {name: name for name in rows.values_list("scientific_name", flat=True)}
    for name in names:
        if name not in found:
            exact = {each.thing.scientific_name for each in search.taxa_named(name, 3) if each.how == "exact"}
            if len(exact) == 1:
                found[name] = exact.pop()
    return found


@transaction.atomic
def accept(attachment: Attachment, taxon: str, *, by: Officer) -> Recognition:
    """Say that the picture shows this taxon: a report from the tip starts with it.

    Args:
        taxon: a scientific name of the reference among the candidates.
    Raises: NotAllowed; Invalid; WrongStatus.
    """
    row = _locked(attachment, by)
    if taxon not in [one["taxon"] for one in text.read(row, "made")["candidates"] if one["taxon"]]:
        raise Invalid(_("This was recognised anew meanwhile: look at it again."))
    return _judge(row, Verdict.ACCEPTED, taxon, by)


@transaction.atomic
def decline(attachment: Attachment, *, by: Officer) -> Recognition:
    """Say that none of it is right. Raises: NotAllowed; Invalid; WrongStatus."""
    return _judge(_locked(attachment, by), Verdict.DECLINED, "", by)


def _locked(attachment: Attachment, by: Officer) -> Recognition:
    access.require(by, JUDGE)
    if attachment.tip is not None:
        triage.locked_with_words(attachment.tip)
    row = Recognition.objects.select_related("tip").filter(attachment=attachment).first()
    if row is None:
        raise Invalid(_("This was recognised anew meanwhile: look at it again."))
    return row


def _judge(row: Recognition, verdict: Verdict, taxon: str, by: Officer) -> Recognition:
    row.verdict, row.judged_by, row.judged_at = verdict, by, timezone.now()
    text.write(row, accepted=taxon)
    row.save(update_fields=["verdict", "accepted", "judged_by", "judged_at"])
    audit.record(by, f"tip.recognition_{verdict}", row.tip, recognition=str(row.pk))
    return row


def shown(row: Recognition, *, key: bytes) -> Shown:
    """`key`: the tip's data key."""
    made = text.read(row, "made", key=key) or {"service": "", "candidates": []}
    accepted: str = text.read(row, "accepted", key=key)
    return Shown(made["service"], made["candidates"], row.verdict, accepted, str(row.judged_by or ""))


def accepted(tip: Tip) -> list[str]:
    """The scientific names that officers accepted of a tip's pictures."""
    rows = Recognition.objects.select_related("tip").filter(tip=tip, verdict=Verdict.ACCEPTED).order_by("judged_at")
    return list(dict.fromkeys(text.read(row, "accepted") for row in rows))

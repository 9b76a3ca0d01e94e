"""What a packet says of proceedings and outcomes, in the case report of those who prosecute and judge.

How far our part went in an outcome, what an agency told us, and words of our own stay out: no getter reads them.
"""

from collections.abc import Callable, Mapping
from typing import Any

from cases import verdicts
from cases.models import Charge, Outcome, Packet, Proceeding, ProceedingEvent, Sentence
from cases.packets.fields import pick
from cases.packets.profiles import Profile

PRESUMED = "Not final: whoever is accused is presumed innocent."
PENDING = "An appeal is pending: nothing decided here is final, and whoever is accused is presumed innocent."
FINAL = "The decision is final."
ON_RECORD = (ProceedingEvent.Kind.STAGE, ProceedingEvent.Kind.APPEAL, ProceedingEvent.Kind.APPEAL_DECIDED)


def _standing(proceeding: Proceeding) -> str:
    if proceeding.is_final:
        return FINAL
    return PENDING if proceeding.stage == Proceeding.Stage.APPEALED else PRESUMED


def _record(proceeding: Proceeding) -> list[dict[str, str]]:
    rows = proceeding.events.filter(kind__in=ON_RECORD)
    return [{"at": f"{each.on:%Y-%m-%d}", "what": _said(each)} for each in rows]


def _said(event: ProceedingEvent) -> str:
    is_stage = event.kind == ProceedingEvent.Kind.STAGE
    return str(event.code_shown) if is_stage else f"{event.get_kind_display()}: {event.code_shown}"


def _money(sentence: Sentence) -> str:
    if sentence.fine is None:
        return ""
    said = f"{sentence.fine.normalize():f} {sentence.currency}"
    dollars = f"US$ {sentence.fine_usd} at {sentence.rate:f}, {sentence.rate_source}" if sentence.fine_usd else ""
    return f"{said} ({dollars})" if dollars else said


def _term(sentence: Sentence) -> str:
    return f"{sentence.term}{', suspended' if sentence.is_suspended else ''}" if sentence.term_days else ""


PROCEEDING: Mapping[str, Callable[[Proceeding], Any]] = {
    "reference": lambda proceeding: proceeding.reference,
    "body": lambda proceeding: proceeding.body,
    "number": lambda proceeding: proceeding.number,
    "country": lambda proceeding: proceeding.country,
    "stage": lambda proceeding: str(proceeding.get_stage_display()),
    "standing": _standing,
    "hearing": lambda proceeding: f"{proceeding.next_hearing or ''}",
    "record": _record,
}
CHARGE: Mapping[str, Callable[[Charge], Any]] = {
    "accused": lambda charge: charge.accused.shown_name,
    "provision": lambda charge: charge.provision,
    "offences": lambda charge: ", ".join(map(str, charge.offence_names)),
    "verdict": lambda charge: str(charge.get_verdict_display()),
    "decided": lambda charge: f"{charge.verdict_on or ''}",
}
SENTENCE: Mapping[str, Callable[[Sentence], Any]] = {
    "accused": lambda sentence: sentence.accused.shown_name,
    "at": lambda sentence: f"{sentence.on:%Y-%m-%d}",
    "term": _term,
    "fine": _money,
    "confiscated": lambda sentence: sentence.confiscation,
    "other": lambda sentence: sentence.other,
}
OUTCOME: Mapping[str, Callable[[Outcome], Any]] = {
    "at": lambda outcome: f"{outcome.date:%Y-%m-%d}",
    "kind": lambda outcome: str(outcome.get_kind_display()),
    "quantity": lambda outcome: f"{outcome.quantity.normalize():f} {outcome.unit}" if outcome.quantity else "",
    "place": lambda outcome: ", ".join(filter(None, (outcome.place, outcome.country))),
    "proof": lambda outcome: str(outcome.proceeding or outcome.exhibit or outcome.get_proof_display()),
}


def said(packet: Packet, profile: Profile) -> dict[str, Any]:
    """`proceedings` and `outcomes` of the packet's case, as far as the profile names their fields."""
    return {"proceedings": _proceedings(packet, profile), "outcomes": _outcomes(packet, profile)}


def _proceedings(packet: Packet, profile: Profile) -> list[dict[str, Any]]:
    if not profile.proceeding:
        return []
    return [
        pick(PROCEEDING, profile.proceeding, proceeding)
        | {
            "charges": [pick(CHARGE, profile.charge, each) for each in proceeding.charges.select_related("accused")],
            "sentences": [pick(SENTENCE, profile.sentence, each) for each in verdicts.standing_sentences(proceeding)],
        }
        for proceeding in packet.case.proceedings.order_by("opened_at", "reference")
    ]


def _outcomes(packet: Packet, profile: Profile) -> list[dict[str, Any]]:
    """Those that stand and that we know ourselves: what an agency told us is its own to pass on."""
    if not profile.outcome:
        return []
    ours = Outcome.objects.standing().filter(case=packet.case, by_agency=None).select_related("proceeding", "exhibit")
    return [pick(OUTCOME, profile.outcome, each) for each in ours.order_by("date", "reported_at")]

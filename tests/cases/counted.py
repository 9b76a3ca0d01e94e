"""Random rows that figures count: laid in bulk, for figures do not ask how a row came about."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from cases.models import (
    AnimalGroup,
    Case,
    CaseReport,
    Charge,
    Cost,
    Listing,
    Outcome,
    OutcomePerson,
    Proceeding,
    ProceedingEvent,
    Referral,
    ReferralEvent,
    Seizure,
    Sentence,
    SpecimenLine,
)  # fmt: skip
from cases.models.trade_codes import Fate
from hotline.models import Report, ReportTip, SpeciesLine, Tip
from hotline.models.tip import Channel
from intel.models import Entity
from staff import compartments
from tests.cases.making import make_agency
from tests.cases.seized import make_term
from tests.make import make_taxon

GROUPS, LANDS = ("pangolins", "turtles"), ("VN", "KE")


def day(dice):
    return date(2026, 1, 1) + timedelta(days=dice.randrange(200))


def moment(dice):
    return datetime.combine(day(dice), datetime.min.time(), UTC) + timedelta(hours=dice.randrange(24))


def lay(lead, *, seed=0, cases=12, each=4):
    """Cases with everything that is counted; every third case is one that `lead` leads but nobody else works in.

    Returns: the cases.
    """
    dice = random.Random(seed)  # rows of a test, no secret
    taxa = [make_taxon("Manis javanica", "Sunda pangolin"), make_taxon()]
    for taxon, group, tier in zip(taxa, GROUPS, (1, None), strict=True):
        type(taxon).objects.filter(pk=taxon.pk).update(group=group, tier=tier)
    term, agency = make_term(), make_agency()
    found = []
    for number in range(cases):
        case = Case.objects.create(reference=f"CASE-X-{seed}-{number}", title="Market", lead=lead, opened_by=lead)
        compartments.admit(lead, case.pk, by=lead)
        if dice.random() < 0.3:
            Case.objects.filter(pk=case.pk).update(status="closed", ending="disrupted", closed_at=moment(dice))
        found.append(case)
        for at in range(each):
            name = f"{seed}-{number}-{at}"
            _hotline(dice, case, lead, taxa, name)
            _referral(dice, case, lead, agency, name)
            _court(dice, case, lead, name)
            _goods(dice, case, lead, taxa, term, name)
    Cost.objects.bulk_create(
        Cost(since=(since := day(dice)), until=since + timedelta(days=dice.randrange(40)), entered_by=lead,
             amount=Decimal(dice.randrange(1, 900)), currency=dice.choice(("USD", "VND")), what="Fuel")
        for _each in range(cases)
    )  # fmt: skip
    return found


def _hotline(dice, case, lead, taxa, name):
    tip = Tip.objects.create(
        reference=f"TIP-X-{name}", key_id=uuid4(), source_id=uuid4(), channel=dice.choice(Channel.values),
        status=dice.choice(("received", "promoted", "dismissed")), received_at=moment(dice), decided_at=moment(dice),
        country=dice.choice(LANDS), taxon_group=dice.choice(GROUPS), is_alike=False, unmarked_since=None,
    )  # fmt: skip
    checked = dice.random() < 0.5
    report = Report.objects.create(
        reference=f"REP-X-{name}", status="checked" if checked else "graded", title="Scales", text="Scales on offer.",
        offences=[], country=dice.choice(LANDS), reliability="B", credibility="2", knowledge="direct", author=lead,
        written_at=moment(dice), compartments=[case.pk],
    )  # fmt: skip
    ReportTip.objects.create(report=report, tip=tip)
    SpeciesLine.objects.create(report=report, taxon=dice.choice(taxa))
    CaseReport.objects.create(case=case, report=report, added_by=lead)


def _referral(dice, case, lead, agency, name):
    declined = dice.random() < 0.3
    referral = Referral.objects.create(
        reference=f"REF-X-{name}", case=case, agency=agency, ask="Look", drafted_by=lead,
        status="declined" if declined else "sent", decline_reason=dice.choice(("area", "known")) if declined else "",
    )  # fmt: skip
    at = moment(dice)
    kinds = ["sent", *dice.sample(("acknowledged", "accepted", "first_action", "outcome", "sent"), dice.randrange(4))]
    for kind in kinds + (["declined"] if declined else []):
        ReferralEvent.objects.create(referral=referral, kind=kind, at=at)
        at += timedelta(hours=dice.randrange(1, 400))


def _court(dice, case, lead, name):
    people = [_entity(case, lead, "Person", f"{name}-{each}") for each in range(2)]
    for kind in ("inspection", "rescue", "arrest", "arrest", "fine", "conviction"):
        outcome = Outcome.objects.create(
            case=case, kind=kind, date=(when := day(dice)), counted_in=when.year, by_officer=lead,
            quantity=dice.randrange(2, 5), unit=dice.choice(("USD", "VND")) if kind == "fine" else "persons",
            attribution=dice.choice(Outcome.Attribution.values), proof=dice.choice(Outcome.Proof.values),
        )  # fmt: skip
        if kind in ("arrest", "conviction"):
            for person in dice.sample(people, dice.randrange(3)):
                OutcomePerson.objects.create(outcome=outcome, person=person, kind=kind)
    ended = dice.random() < 0.6
    proceeding = Proceeding.objects.create(
        reference=f"PRO-X-{name}", case=case, body="Court", country="VN", stage="final" if ended else "trial",
        opened_by=lead,
    )  # fmt: skip
    Proceeding.objects.filter(pk=proceeding.pk).update(opened_at=moment(dice))
    if ended:
        ProceedingEvent.objects.create(proceeding=proceeding, kind="stage", code="final", on=day(dice), entered_by=lead)
    for person in people:
        Charge.objects.create(proceeding=proceeding, accused=person, law="Penal Code", verdict_on=day(dice),
                              verdict=dice.choice(("convicted", "acquitted")))  # fmt: skip
        for _again in range(dice.randrange(3)):
            Sentence.objects.create(proceeding=proceeding, accused=person, on=day(dice), entered_by=lead,
                                    term_days=dice.randrange(400), is_suspended=dice.random() < 0.4)  # fmt: skip


def _quantity(dice):
    """So many kilograms, pieces, or boxes that nothing turns into either."""
    number, unit = Decimal(dice.randrange(1, 90)), dice.choice(("kg", "no", "box", ""))
    if unit == "":
        return {}
    measured = {"factor": 1, "normalised": number, "normalised_unit": unit} if unit != "box" else {}
    return {"quantity": number, "unit": unit, **measured}


def _entity(case, lead, schema, name):
    return Entity.objects.create(
        reference=f"ENT-{schema[0]}-{name}", schema=schema, name=name, key=name, recorded_in=case.pk,
        compartments=[case.pk], review_by=date(2030, 1, 1), recorded_by=lead,
    )  # fmt: skip


def _goods(dice, case, lead, taxa, term, name):
    seizure = Seizure.objects.create(
        reference=f"SEZ-X-{name}", case=case, seized_on=day(dice), country=dice.choice(LANDS), recorded_by=lead,
        attribution=dice.choice(Outcome.Attribution.values),
    )  # fmt: skip
    for position in (1, 2):
        SpecimenLine.objects.create(seizure=seizure, taxon=dice.choice(taxa), term=term, added_by=lead,
                                    **_quantity(dice))  # fmt: skip
        AnimalGroup.objects.create(
            seizure=seizure,
            position=position,
            taxon=dice.choice(taxa),
            seen_on=day(dice),
            number=dice.randrange(1, 9),
            fate=dice.choice(Fate.values),
            entered_by=lead,
        )
    reported = dice.choice((None, day(dice)))
    removed = reported and dice.choice((None, reported + timedelta(days=dice.randrange(1, 30))))
    Listing.objects.create(
        reference=f"LST-X-{name}", case=case, url=f"https://x.test/{name}", url_key=uuid4().hex, title="Scales",
        entity=_entity(case, lead, "Listing", name), taxon=dice.choice(taxa),
        first_seen=day(dice), seen_on=day(dice), reported_on=reported, removed_on=removed,
        reappeared_on=removed and dice.choice((None, removed + timedelta(days=3))), followed_by=lead, recorded_by=lead,
    )  # fmt: skip

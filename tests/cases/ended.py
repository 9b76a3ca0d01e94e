"""A case in which every table that a purge empties has a row, archived, its retention over, and nothing in the way."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.utils import timezone

WORD = "Zoraquel"  # stands in every column that is to be emptied


def case_of_a_person(by: Any) -> Any:
    """A case with one person and one file, not ended yet."""
    from tests.cases.making import make_case, make_exhibit
    from tests.intel.making import make_entity

    case = make_case(by, summary="Le Van Sau sells turtles")
    make_entity(case, by, "Le Van Sau")
    make_exhibit(case, by)
    return case


def end(case: Any, by: Any) -> Any:
    """Closed, archived, and its review passed."""
    from cases import casework
    from cases.models import Case

    casework.close(case, "insufficient", by=by)
    casework.move(case, "archived", by=by)
    Case.objects.filter(pk=case.pk).update(review_by=timezone.localdate() - timedelta(days=1))
    return Case.objects.get(pk=case.pk)


def full_case(by: Any, keeper: Any) -> Any:
    """`by` leads it; `keeper` sets and lifts a hold, and gives an exhibit away. It is open still."""
    from cases import casework, corrections, laboratory, legal_holds, links, statements, timeline, withholding, worklist
    from cases.acquiring import Acquired
    from cases.models import (
        AnimalState,
        Bearing,
        Capture,
        CaseRisk,
        ChecklistPoint,
        Disposal,
        Exhibit,
        HandOver,
        Hypothesis,
        Question,
        Review,
    )  # fmt: skip
    from intel import identity
    from tests.cases import court, making, seized
    from tests.intel.making import make_entity

    now, today = timezone.now(), timezone.localdate()
    case, other = making.make_case(by), making.make_case(by)
    casework.note(case, "a note", by=by)
    links.link(case, other, "linked", by=by)
    links.link(making.make_case(by), case, "linked", by=by)
    CaseRisk.objects.create(case=case, kind="source", level="low", sentence="why", assessed_by=by)
    ChecklistPoint.objects.create(case=case, text="point", note="note")
    Question.objects.create(case=case, text="who", state="answered", answer="he", asked_by=by)
    hypothesis = Hypothesis.objects.create(
        case=case, text="they", state="held", conclusion="so", likelihood="even", confidence="low", put_by=by
    )
    Bearing.objects.create(hypothesis=hypothesis, report=case.reports.get(), says="for", note="n", weighed_by=by)
    entry = timeline.add(case, timeline.Moment("seen", now, place="there"), by=by)
    timeline.reword(entry, timeline.Moment("seen again", now), by=by)
    worklist.log(worklist.set_task(case, "Ring", by=by), worklist.Work("rang"), by=by)
    Review.objects.create(case=case, until=today, words="still", by=by)
    legal_holds.lift(legal_holds.hold_case(case, "order", by=keeper), "over", by=keeper)
    exhibit = making.make_exhibit(case, by)
    from cases import exhibits

    brought = exhibits.upload(case, making.arrived(), Acquired("A file", how="Brought"), by=by)
    said = replace(corrections.as_it_stands(brought), description="Le Van Sau's file")
    row = corrections.correct(brought, said, reason="Le Van Sau said so", by=by)
    withholding.ask(withholding.Wording(row, "reason"), ["duty"], "It names him", by=by)
    statements.take(case, statements.Words("Khmer", "O-000012"), Acquired("said", how="Told"), by=by)
    Capture.objects.create(exhibit=brought, url="https://x.example/", platform="p", account_id="1", handle="h")
    HandOver.objects.create(
        exhibit=exhibit, giver=by, receiver=keeper, place="p", purpose="q", state=HandOver.State.REFUSED
    )
    Disposal.objects.create(
        exhibit=exhibit, to="destroyed", order_number="12", to_who="w", place="p", how="h", proposed_by=by,
        state="refused", decided_by=by,
    )  # fmt: skip
    request = laboratory.ask(case, laboratory.Wanted("Lab", "Desk", "Return it"), {exhibit: "Which?"}, by=by)
    laboratory.answer(request.questions.get(), laboratory.Finding(by="Dr B", on=today, text="a turtle"), by=by)
    seizure = seized.make_seizure(case, by)
    seized.lay(seizure, by, ("origin", "KH", "Koh Kong"), ("destination", "VN", "Hanoi"))
    seized.make_line(seizure, by)
    group = seized.make_animals(seizure, by, site="a shed")
    AnimalState.objects.create(group=group, seen_on=today, fate="rescued", number=1, health="ill", by=by)
    seized.name_person(seizure, by, "Le Van Sau", report=case.reports.get())
    _listings(case, other, by)
    proceeding, charges = court.convicted(case, by)
    court.fined(proceeding, charges[0].accused, by)
    _outcome(case, by)
    making.make_packet(case, by)
    referral = making.send_referral(case, by).referral
    referral.events.create(kind="answered", text="words")
    referral.mails.create(holds="link", by=by, sealed=b"words")
    _by_the_portal(referral, by)
    _product(case, by)
    seventh = make_entity(case, by, "Le Van Bay", phone="+84 912 345 678")
    identity.judge(seventh, make_entity(case, by, "Le Van Tam"), "not_same", "Le Van Bay is older", by=by)
    assert Exhibit.objects.filter(case=case).count() >= 3
    settle(case)
    return case


def _by_the_portal(referral: Any, by: Any) -> None:
    """The agency proved an outcome and said what it made of us; the referral goes with another."""
    from cases.agency_desk import answers, told
    from cases.joint import entries, forming
    from cases.models import Referral
    from cases.outcomes import Result
    from tests.cases import making, proving

    told.feed_back(referral, told.Opinion("yes", "no", 3, "Come sooner"))
    answers.report_outcome(referral, Result("rescue", timezone.localdate(), text="told"), [proving.paper()])
    joint = forming.form("Both banks", [Referral.objects.get(pk=referral.pk)], lead=by, by=by)
    other = forming.add(joint, making.send_referral(making.make_case(by), by).referral, by=by)
    entries.write(joint.members.exclude(pk=other.pk).get(), "We go on Monday", [other], by=by)


def _product(case: Any, by: Any) -> None:
    """Given out to a colleague, who answered; a reviewer said something; withdrawn since."""
    from cases.products import handing_out
    from intel.models import KeyJudgement, Product, ReviewNote, Section, Version
    from intel.products import moving
    from tests.cases import making, producing

    product = producing.make_approved(case, by)
    copy = producing.give_out(product, person="Major B")
    handing_out.feed_back(copy, handing_out.Answer("yes", comment="We went there"), by=by)
    ReviewNote.objects.create(version=copy.version, text="Which stall?", by=by)
    moving.withdraw(Product.objects.get(pk=product.pk), "He was somebody else", by=making.colleague("supervisor"))
    assert min(model.objects.count() for model in (Version, Section, KeyJudgement)) > 0


def _listings(case: Any, other: Any, by: Any) -> None:
    """One of the case, that is another's before and another's after."""
    from cases.models import Reappearance
    from tests.cases import listed

    here, there = listed.make_reported(case, by, account="le_van_sau"), listed.make_listing(other, by)
    listed.see(here, by, "there", note="still there")
    for earlier, later in ((here, there), (there, here)):
        Reappearance.objects.create(
            earlier=earlier, later=later, because="photo", on=timezone.localdate(), note="the same", by=by
        )


def _outcome(case: Any, by: Any) -> None:
    from cases import outcomes

    outcomes.enter(case, outcomes.Result("rescue", timezone.localdate(), text="they", place="there"), by=by)


def settle(case: Any) -> None:
    """Nothing is left that would stand in the way of a purge."""
    from cases.models import AnimalGroup, ExhibitFile, OutcomeFile

    case.tasks.update(state="done", ended_at=timezone.now())
    case.referrals.update(status="closed")
    case.proceedings.update(stage="final", next_hearing=None)
    AnimalGroup.objects.filter(seizure__case=case).update(recheck_due=None)
    ExhibitFile.objects.filter(exhibit__case=case).update(state="no_copy")
    OutcomeFile.objects.filter(outcome__case=case).update(state="no_copy")


def plant(case: Any) -> None:
    """Write `WORD` into every column that the table of the purge names, whatever triggers and constraints say."""
    from cases.products import purging
    from cases.purge_table import EMPTIED, EMPTIED_OF_PRODUCTS

    products = list(purging.of_case(case).values_list("pk", flat=True))
    tables = [*((words, [case.pk]) for words in EMPTIED), *((words, products) for words in EMPTIED_OF_PRODUCTS)]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            for words, of in tables:
                rows = words.model._base_manager.filter(**{f"{words.owner}__in": of})
                planted = {column: _planted(words.model._meta.get_field(column)) for column in words.columns}
                assert rows.update(**planted), f"the case has no {words.model.__name__}"
        finally:
            cursor.execute("SET session_replication_role = origin")


def _planted(field: Any) -> Any:
    if isinstance(field, ArrayField):
        return [WORD]
    if isinstance(field, models.JSONField):
        return [{"text": WORD}]
    return WORD.encode() if isinstance(field, models.BinaryField) else WORD[: field.max_length]


def found(*words: str) -> list[str]:
    """`table: count` of every table of casework and intelligence in which one of the words stands, in any column."""
    from django.apps import apps

    told = []
    forms = [form for word in words for form in (f"%{word}%", f"%{word.encode().hex()}%")]
    with connection.cursor() as cursor:
        for app in ("cases", "intel"):
            for model in apps.get_app_config(app).get_models(include_auto_created=True):
                if model._meta.proxy:
                    continue
                table = connection.ops.quote_name(model._meta.db_table)
                cursor.execute(f"SELECT count(*) FROM {table} AS t WHERE (t.*)::text ILIKE ANY(%s)", [forms])
                if count := cursor.fetchone()[0]:
                    told.append(f"{model._meta.db_table}: {count}")
    return told

"""Products: drafted from a case, sealed, looked through by others, given out, and never telling of a source."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from cases import casework, hypotheses, questions
from cases.hypotheses import Conclusion
from cases.packets import gate
from cases.packets.secrets import Secrets, runs
from cases.products import drafting, handing_out, releasing
from cases.products.content import Told
from cases.products.handing_out import Answer
from hotline import reporting
from hotline.models import Report
from hotline.reporting import Grade
from intel.models import Citation, Figure, KeyJudgement, Product, ReviewNote, Section, Version
from intel.products import moving, reviewing, writing
from intel.products.writing import Estimate
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import MOSAIC, colleague, make_agency, make_case, make_released
from tests.cases.producing import give_out, make_approved, make_product, make_reviewed, whole
from tests.intel.making import make_entity, make_link
from tests.make import make_tip
from tests.people import make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(analyst):
    return make_case(analyst, make_released(country="VN", place="Hanoi"))


# --- Drafting -----------------------------------------------------------------------------------------------------
def test_a_draft_holds_what_the_case_knows(analyst):
    report = make_released(text="Live turtles are offered at two stalls.", country="VN")
    case = make_case(analyst, report)
    questions.ask(case, "Who drives the lorry?", by=analyst)
    held = hypotheses.put(case, "The stalls share one supplier", by=analyst)
    hypotheses.weigh(report, {held: "for"}, by=analyst)
    hypotheses.conclude(held, Conclusion("held", "One supplier.", "likely", "moderate"), by=analyst)
    product = drafting.from_case(case, "information", "", by=analyst)
    written = dict(product.current.sections.values_list("heading", "text"))
    assert product.current.title == case.title
    assert f"VN: Live turtles are offered at two stalls. ({report.reference}, B2)" in written["facts"]
    assert written["gaps"] == "Who drives the lorry?"
    judgement = product.current.judgements.get()
    assert (judgement.text, judgement.likelihood, judgement.rests_on) == (
        "The stalls share one supplier", "likely", [report.reference],
    )  # fmt: skip


def test_figures_count_the_cited_reports_alone(analyst):
    reports = [make_released(country="VN", happened_on=timezone.localdate(), date_precision="month") for _n in "ab"]
    product = drafting.from_case(make_case(analyst, *reports), "trend", "", by=analyst)
    months = product.current.figures.get(kind="months").content["rows"]
    assert [(row["number"], row["reports"]) for row in months] == [(2, sorted(each.reference for each in reports))]


def test_a_report_that_another_case_keeps_from_the_writer_is_in_no_draft(analyst, case):
    secret = make_released(country="LA")
    casework.add_report(case, secret, by=analyst)
    other = make_case(colleague("investigator"), secret)
    casework.deny(other, analyst, by=colleague("investigator"))
    product = drafting.from_case(case, "trend", "", by=analyst)
    assert secret.pk not in product.current.citations.values_list("report", flat=True)
    assert secret.reference not in str(list(product.current.figures.values_list("content", flat=True)))


def test_the_network_shows_what_cited_reports_tell_and_no_victim(analyst):
    cited, other = make_released(), make_released()
    case = make_case(analyst, cited, other)
    seller = make_entity(case, analyst, "Tran Van Minh", report=cited)
    victim = make_entity(case, analyst, "Le Thi Hoa", report=cited)
    untold = make_entity(case, analyst, "Nguyen Van Nam", report=other)
    make_link(victim, seller, analyst, "Contact", role="victim", report=cited)
    make_link(seller, untold, analyst, "Associate", report=other)
    reporting.withdraw(other, by=colleague("supervisor"), reason="wrong")
    drawn = drafting.from_case(case, "network", "", by=analyst).current.figures.get(kind="network").content
    assert ([node["name"] for node in drawn["nodes"]], drawn["ties"]) == (["Tran Van Minh"], [])


def test_only_released_reports_are_cited(analyst, case):
    held_back = reporting.grade(case.reports.get(), Grade("C", "3", "direct", "Told anew"), by=colleague("analyst"))
    with pytest.raises(Invalid, match="released"):
        drafting.from_reports([held_back], "alert", "Now", by=analyst)
    assert not Product.objects.exists()


def test_who_is_no_member_drafts_nothing(case):
    with pytest.raises(NotAllowed):
        drafting.from_case(case, "alert", "", by=colleague("investigator"))


def test_two_who_write_at_once_are_told_and_nothing_is_overwritten(analyst, case):
    product = make_product(case, analyst)
    with pytest.raises(WrongStatus, match="meanwhile"):
        writing.write(product, whole(product, analyst, title="Mine"), edit=0, by=analyst)
    assert Product.objects.get(pk=product.pk).current.title == "Turtles to the north"


def test_the_label_is_the_strictest_of_the_cited_reports(analyst):
    case = make_case(analyst, make_released(handling="TLP:GREEN"), make_released(handling="TLP:AMBER+STRICT"))
    product = make_product(case, analyst)
    assert product.current.handling == "TLP:AMBER+STRICT"
    reports = [each for each in drafting.cited(product.current, analyst) if each.handling == "TLP:GREEN"]
    version = writing.write(product, whole(product, analyst, reports=reports), edit=1, by=analyst)
    assert version.handling == "TLP:GREEN"
    stricter = whole(product, analyst, reports=reports, own_handling="TLP:AMBER")
    assert writing.write(product, stricter, edit=2, by=analyst).handling == "TLP:AMBER"


# --- To review ------------------------------------------------------------------------------------------------------
def test_what_is_missing_is_named_and_nothing_is_sealed(analyst, case):
    product = drafting.from_case(case, "subject", "", by=analyst)
    with pytest.raises(Invalid) as refused:
        releasing.send_to_review(product, by=analyst)
    assert {"ask", "activity", "risks", "action", "recipient", "judgements"} <= set(refused.value.fields)
    assert "What the subject does" in str(refused.value)
    product.refresh_from_db()
    assert (product.status, product.current.sealed_at) == ("draft", None)


@pytest.mark.parametrize(
    "wrong", [Estimate("Guess"), Estimate("Guess", "likely"), Estimate("Guess", "likely", "low", ["RPT-2000-000001"])]
)
def test_a_judgement_needs_likelihood_confidence_and_a_cited_report(analyst, case, wrong):
    product = make_product(case, analyst, judgements=[wrong])
    with pytest.raises(Invalid) as refused:
        releasing.send_to_review(product, by=analyst)
    assert set(refused.value.fields) == {"judgements"}


@pytest.fixture
def sealed(analyst, case):
    return releasing.send_to_review(make_product(case, analyst), by=analyst).current


def test_the_database_lets_nobody_change_a_sealed_version(sealed):
    changes = [
        lambda: Section.objects.create(version=sealed, heading="outlook", text="Added"),
        lambda: Version.objects.filter(pk=sealed.pk).update(title="Other", sealed_at=None),
        lambda: Version.objects.filter(pk=sealed.pk)._raw_delete("default"),
    ]
    for model in (Section, Citation, KeyJudgement, Figure):
        rows = model.objects.filter(version=sealed)
        assert rows
        changes += [lambda rows=rows: rows.update(version=sealed), rows.delete]
    for change in changes:
        with pytest.raises(DatabaseError, match="sealed version"), transaction.atomic():
            change()


def test_sent_back_it_is_written_on_in_a_further_version(analyst, case, sealed):
    product = sealed.product
    reviewing.comment(product, "Which stall?", heading="facts", by=colleague("supervisor"))
    back = reviewing.send_back(product, "Say which stall.", by=colleague("supervisor"))
    assert (back.status, back.current.number, back.current.sealed_at) == ("draft", 2, None)
    assert back.current.sections.count() == sealed.sections.count()
    assert list(ReviewNote.objects.values_list("version", "heading")) == [(sealed.pk, "facts"), (sealed.pk, "")]
    assert "Which stall" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


# --- Four eyes --------------------------------------------------------------------------------------------------------
def test_whoever_wrote_in_it_takes_no_step_of_another(analyst, case):
    both = make_officer("both", "analyst", "supervisor")
    product = make_product(case, analyst)
    writing.write(product, whole(product, both), edit=1, by=both)
    product = releasing.send_to_review(product, by=analyst)
    with pytest.raises(NotAllowed):
        reviewing.pass_review(product, by=both)
    product = reviewing.pass_review(product, by=colleague("supervisor"))
    with pytest.raises(NotAllowed):
        releasing.clear(product, mosaic=MOSAIC, by=both)
    product = releasing.clear(product, mosaic=MOSAIC, by=colleague("supervisor"))
    with pytest.raises(NotAllowed):
        releasing.approve(product, by=both)
    approved = releasing.approve(product, by=colleague("supervisor"))
    with pytest.raises(NotAllowed):
        handing_out.disseminate(approved, handing_out.Recipient("own", "Mine"), by=both)


@pytest.mark.parametrize("step", ["reviewed_by", "cleared_by", "approved_by"])
def test_the_database_knows_that_authors_pass_nothing(case, analyst, step):
    product = make_product(case, analyst)
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.filter(pk=product.pk).update(**{step: analyst})


def test_the_database_knows_that_no_step_is_skipped(case, analyst):
    product = make_product(case, analyst)
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.filter(pk=product.pk).update(status="approved", approved_by=colleague("supervisor"))


def test_an_analyst_reviews_and_neither_keeps_the_gate_nor_approves(analyst, case):
    peer = colleague("analyst")
    casework.admit(case, peer, by=analyst)
    product = releasing.send_to_review(make_product(case, analyst), by=analyst)
    product = reviewing.pass_review(product, by=peer)
    for step in (lambda: releasing.clear(product, mosaic=MOSAIC, by=peer), lambda: releasing.approve(product, by=peer)):
        with pytest.raises(NotAllowed):
            step()
    assert Product.objects.get().status == "at_gate"


# --- The gate ---------------------------------------------------------------------------------------------------------
WORDS = "my cousin keeps seven langurs behind the blue water tank near our well"
PLANTS = ["My cousin keeps SEVEN langurs behind it", "Call +84 912 345 678", "He writes as @langur_seller", "11.562108"]
FIELDS = ["title", "recipient", "section", "judgement"]
SAID_AS = {"title": "Title", "recipient": "For", "section": "What we do not know", "judgement": "Key judgements"}


@pytest.fixture
def told(analyst):
    """A case on what a source told in words of their own."""
    report = make_released(make_tip(WORDS, pin="11.562108,104.916032"), text="Primates are kept.", country="KH")
    return make_case(analyst, report, title="Langurs", summary="")


def _with(plant, field, product, by):
    if field == "section":
        sections = dict(whole(product, by).sections) | {"gaps": plant}
        return whole(product, by, sections=sections)
    if field == "judgement":
        cited = [each.reference for each in drafting.cited(product.current, by)]
        return whole(product, by, judgements=[Estimate(plant, "likely", "low", cited)])
    return whole(product, by, **{field: plant})


def test_the_gate_stops_a_source_in_every_field_and_does_not_repeat_it(analyst, told):
    product = drafting.from_case(told, "information", "Langurs", by=analyst)
    # Each plant in a field of its own: every field and every plant is tried, in four rounds instead of sixteen.
    for edit, (field, plant) in enumerate(zip(FIELDS, PLANTS, strict=True)):
        writing.write(product, _with(plant, field, product, analyst), edit=edit, by=analyst)
        found = releasing.findings(Product.objects.select_related("current").get())
        with pytest.raises(Invalid) as refused, transaction.atomic():
            releasing.send_to_review(Product.objects.get(), by=analyst)
        assert [each.where for each in found] == [SAID_AS[field]]
        assert "must not leave" in str(refused.value)
        assert plant not in str(refused.value)
    assert Product.objects.get().status == "draft"


@pytest.mark.parametrize("plant", PLANTS)
def test_every_field_is_looked_through_for_every_plant(plant):
    """Of content alone: what a version says all reaches the gate, under the name of its field."""
    head = {"title": plant, "recipient": plant}
    drawn = {"title": "Who is linked to whom", "said": [[plant]]}
    said = Told(head, [("gaps", "Gaps", plant)], [{"text": plant}], [], [drawn], []).said()
    secrets = Secrets(exact={("a position that a source gave", "11.562108")}, runs=runs(WORDS))
    found = {each.where for each in gate.scan(said, secrets)}
    assert found == {"Title", "For", "Gaps", "Key judgements", "Who is linked to whom"}


def test_what_a_source_says_later_stops_it_at_the_gate_and_at_approval(analyst, told):
    from hotline import correspondence

    product = make_reviewed(told, analyst, title="Tonight the monkeys go out by the river")
    correspondence.add_from_source(told.reports.get().tips.get(), "tonight the monkeys go out by the river ferry")
    with pytest.raises(Invalid, match="six words"):
        releasing.clear(product, mosaic=MOSAIC, by=colleague("supervisor"))
    assert Product.objects.get().status == "at_gate"


def test_a_suspects_number_passes_once_it_is_cleared(analyst, case):
    said = {"title": "The seller answers at +84 912 345 678", "cleared_identifiers": ["+84912345678"]}
    assert releasing.send_to_review(make_product(case, analyst, **said), by=analyst).status == "in_review"


def test_the_gate_needs_its_keepers_word(analyst, case):
    product = make_reviewed(case, analyst)
    with pytest.raises(Invalid) as refused:
        releasing.clear(product, mosaic=" ", by=colleague("supervisor"))
    assert set(refused.value.fields) == {"mosaic"}


@pytest.mark.parametrize("change", ["withdrawn", "graded", "label"])
def test_a_report_that_changed_stops_every_further_step(analyst, case, change):
    product, report = make_reviewed(case, analyst), case.reports.get()
    if change == "withdrawn":
        reporting.withdraw(report, by=colleague("supervisor"), reason="wrong")
    elif change == "graded":
        reporting.grade(report, Grade("D", "4", "direct", "Told anew"), by=colleague("analyst"))
    else:
        Report.objects.filter(pk=report.pk).update(handling="TLP:RED")
    with pytest.raises(Invalid, match=report.reference):
        releasing.clear(product, mosaic=MOSAIC, by=colleague("supervisor"))


# --- Giving out -------------------------------------------------------------------------------------------------------
def test_each_recipient_gets_a_copy_with_a_mark_of_its_own(analyst, case):
    product = make_approved(case, analyst)
    agency = make_agency()
    first = give_out(product, audience="agency", agency=agency, person="Duty desk")
    second = give_out(product)
    product.refresh_from_db()
    assert product.status == "disseminated"
    assert first.watermark != second.watermark
    assert (first.recipient, first.version) == (f"{agency.name} · Duty desk", product.current)
    assert case.reports.get().passed_on_at is not None
    told = list(AuditEntry.objects.filter(verb="product.given_out").values_list("details", flat=True))
    assert [each["copy"] for each in told] == [str(first.pk), str(second.pk)]


def test_a_label_keeps_a_copy_in_the_house(analyst):
    case = make_case(analyst, make_released(handling="TLP:AMBER+STRICT"))
    product = make_approved(case, analyst)
    with pytest.raises(Invalid, match="STRICT") as refused:
        give_out(product, audience="agency", agency=make_agency())
    assert set(refused.value.fields) == {"audience"}
    assert Product.objects.get().status == "approved"


def test_a_recipients_answer_is_kept_beside_their_copy(analyst, case):
    copy = give_out(make_approved(case, analyst))
    handing_out.feed_back(copy, Answer("yes", "yes", "They searched the stall."), by=analyst)
    row = copy.feedback.get()
    assert (row.useful, row.acted, row.comment) == ("yes", "yes", "They searched the stall.")
    with pytest.raises(Invalid) as refused:
        handing_out.feed_back(copy, Answer("very"), by=analyst)
    assert set(refused.value.fields) == {"useful"}


def test_a_revision_supersedes_once_it_is_given_out_itself(analyst, case):
    old = make_approved(case, analyst)
    give_out(old)
    new = reviewing.revise(old, by=analyst)
    with pytest.raises(WrongStatus, match="already"):
        reviewing.revise(old, by=analyst)
    assert (new.current.number, new.current.sections.count()) == (1, old.current.sections.count())
    releasing.send_to_review(new, by=analyst)
    reviewing.pass_review(new, by=colleague("supervisor"))
    releasing.clear(new, mosaic=MOSAIC, by=colleague("supervisor"))
    releasing.approve(new, by=colleague("supervisor"))
    old.refresh_from_db()
    assert old.status == "disseminated"
    give_out(new)
    old.refresh_from_db()
    assert (old.status, old.superseded_by) == ("superseded", new)


def test_its_last_day_passes_once(analyst, case):
    product = make_approved(case, analyst)
    tomorrow = product.current.expires_on + timedelta(days=1)
    assert moving.expire(product.current.expires_on) == []
    assert moving.expire(tomorrow) == [product.pk]
    assert moving.expire(tomorrow) == []
    assert AuditEntry.objects.get(verb="product.expired").actor == "system"


def test_what_is_approved_its_writer_does_not_withdraw(analyst, case):
    product = make_approved(case, analyst)
    with pytest.raises(NotAllowed):
        moving.withdraw(product, "Wrong", by=analyst)
    assert moving.withdraw(product, "Wrong stall", by=colleague("supervisor")).status == "withdrawn"


# --- Who sees it ------------------------------------------------------------------------------------------------------
ROLES = {"analyst": False, "investigator": False, "supervisor": True, "custodian": False, "intake": False,
         "handler": False, "administrator": False, "auditor": False}  # fmt: skip


def test_a_product_is_seen_by_who_may_read_its_case_and_all_its_reports(analyst, case):
    product = make_product(case, analyst)
    for role, sees in ROLES.items():
        assert Product.objects.visible_to(colleague(role)).exists() == sees, role
    assert Product.objects.visible_to(analyst).get() == product
    other = make_case(colleague("investigator"), case.reports.get())
    casework.deny(other, analyst, by=colleague("investigator"))
    assert not Product.objects.visible_to(analyst).exists()


def test_a_product_of_no_case_is_seen_but_by_whom_a_report_is_kept_from(analyst):
    report = make_released()
    product = drafting.from_reports([report], "alert", "Now", by=analyst)
    investigator = colleague("investigator")
    assert Product.objects.visible_to(investigator).get() == product
    case = make_case(analyst, report)
    casework.deny(case, investigator, by=analyst)
    assert not Product.objects.visible_to(investigator).exists()
    assert not Product.objects.visible_to(colleague("custodian")).exists()


def test_broken_glass_lets_read_and_nothing_more(analyst, case):
    from cases import glass

    product, reader = make_product(case, analyst), colleague("investigator")
    assert colleague("supervisor") != colleague("administrator")  # two who are told of it
    glass.enter(case.reference, "life", "A life is in danger and nobody answers", by=reader)
    assert Product.objects.visible_to(reader).get() == product
    assert not Product.objects.worked_by(reader).exists()
    with pytest.raises(NotAllowed):
        handing_out.take(product, product.current, "pdf", by=reader)

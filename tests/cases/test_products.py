"""Products: drafted from a case, sealed, looked through by others, given out, and never telling of a source."""

import pytest
from django.utils import timezone

from cases import casework, hypotheses, questions
from cases.hypotheses import Conclusion
from cases.products import drafting, handing_out
from hotline import reporting
from hotline.reporting import Grade
from intel.models import Product
from intel.products import writing
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import colleague, make_case, make_released
from tests.cases.producing import make_product, whole
from tests.intel.making import make_entity, make_link

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

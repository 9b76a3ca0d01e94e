from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from hotline import reporting, triage
from hotline.models import GradeEntry, Report, Tip
from hotline.reporting import Grade, Specimen
from staff import compartments
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.make import make_account, make_report, make_taxon, make_tip

pytestmark = pytest.mark.django_db
Status = Report.Status
GRADE = Grade("C", "3", "indirect", "A second source denies it")


@pytest.fixture
def reached(analyst, supervisor):
    """`reached(status)`: a report in that status, by the verbs that lead there."""

    def reach(status: str) -> Report:
        report = make_report(analyst, grade="" if status == Status.DRAFT else "B2")
        if status in (Status.CHECKED, Status.RELEASED):
            report = reporting.check(report, by=supervisor)
        if status == Status.RELEASED:
            report = reporting.release(report, by=supervisor)
        if status == Status.WITHDRAWN:
            report = reporting.withdraw(report, by=supervisor, reason="wrong")
        assert report.status == status
        return report

    return reach


@pytest.mark.parametrize("day", ["0202-05-01", "1969-12-31", "2999-01-01"])
def test_a_report_tells_of_no_day_that_cannot_have_been(analyst, day):
    with pytest.raises(Invalid) as refused:
        make_report(analyst, happened_on=date.fromisoformat(day), date_precision="day")
    assert "1970" in refused.value.fields["happened_on"]


STEPS = {
    Status.GRADED: lambda report, by: reporting.grade(report, GRADE, by=by),
    Status.CHECKED: lambda report, by: reporting.check(report, by=by),
    Status.RELEASED: lambda report, by: reporting.release(report, by=by),
    Status.WITHDRAWN: lambda report, by: reporting.withdraw(report, by=by, reason="wrong"),
}


@pytest.mark.parametrize("was", Status.values)
@pytest.mark.parametrize("to", STEPS)
def test_a_report_goes_only_where_the_table_leads(reached, supervisor, was, to):
    report = reached(was)
    if to in reporting.NEXT[was]:
        assert STEPS[to](report, supervisor).status == to
        return
    before = Report.objects.filter(pk=report.pk).values().get()
    with pytest.raises(WrongStatus):
        STEPS[to](report, supervisor)
    assert Report.objects.filter(pk=report.pk).values().get() == before
    assert GradeEntry.objects.filter(report=report).count() == (0 if was == Status.DRAFT else 1)


@pytest.mark.parametrize("to", STEPS)
def test_an_outsider_changes_no_report(reached, outsider, to):
    was = next(status for status in Status.values if to in reporting.NEXT[status])
    report = reached(was)
    with pytest.raises(NotAllowed):
        STEPS[to](report, outsider)
    assert Report.objects.get(pk=report.pk).status == was


def test_nobody_checks_their_own_report(supervisor):
    report = make_report(supervisor)
    with pytest.raises(NotAllowed, match="second person"):
        reporting.check(report, by=supervisor)
    assert Report.objects.get(pk=report.pk).status == Status.GRADED


def test_every_grade_is_kept_and_a_new_one_asks_for_a_new_check(reached, analyst):
    report = reached(Status.RELEASED)
    again = reporting.grade(report, GRADE, by=analyst)
    assert (again.status, again.grade, again.checker) == (Status.GRADED, "C3", None)
    assert list(report.grades.order_by("pk").values_list("reliability", "credibility")) == [("B", "2"), ("C", "3")]


@pytest.mark.parametrize("grade", [Grade("", "2"), Grade("G", "2"), Grade("A", "7"), Grade("A", "1", "heard")])
def test_a_grade_outside_the_scale_is_refused(analyst, grade):
    report = make_report(analyst, grade="")
    with pytest.raises(Invalid):
        reporting.grade(report, grade, by=analyst)
    assert not GradeEntry.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": " "}, "title"), ({"text": ""}, "text"), ({"offences": []}, "offences"),
        ({"offences": ["x"]}, "offences"),
        ({"handling": "TLP:PINK"}, "handling"), ({"lat": 1.0}, "lat"),
    ],
)  # fmt: skip
def test_an_account_that_is_not_complete_is_refused_field_by_field(analyst, wrong, field):
    tip = make_tip()
    with pytest.raises(Invalid) as refused:
        reporting.promote([tip], make_account(**wrong), by=analyst)
    assert field in refused.value.fields
    assert Tip.objects.get(pk=tip.pk).status == Tip.Status.RECEIVED
    assert not Report.objects.exists()


def test_where_one_of_several_tips_was_decided_otherwise_nothing_is_written(analyst, supervisor):
    first, second = make_tip(), make_tip()
    triage.dismiss(second, by=supervisor, reason="spam")
    with pytest.raises(WrongStatus):
        make_report(analyst, first, second)
    assert Tip.objects.get(pk=first.pk).status == Tip.Status.RECEIVED
    assert not Report.objects.exists()


def test_a_tip_can_be_cited_by_a_second_report(analyst):
    tip = make_tip()
    first, second = make_report(analyst, tip), make_report(analyst, tip)
    assert set(tip.reports.all()) == {first, second}


def test_species_are_kept_as_told(analyst):
    report = make_report(analyst, species=[Specimen(make_taxon(), "LIV", 12, "no.")])
    assert [(line.taxon.scientific_name, line.term, line.quantity, line.unit) for line in report.species.all()] == [
        ("Cuora galbinifrons", "LIV", 12, "no.")
    ]


def test_a_report_past_draft_without_a_grade_is_refused_by_the_database(analyst):
    report = make_report(analyst, grade="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(status=Status.GRADED)


def test_a_compartment_that_denies_an_officer_hides_its_reports(analyst, investigator, supervisor):
    import uuid

    report, case = make_report(analyst), uuid.uuid4()
    Report.objects.filter(pk=report.pk).update(compartments=[case])
    assert report in Report.objects.visible_to(investigator)
    compartments.deny(investigator, case, by=supervisor)
    assert report not in Report.objects.visible_to(investigator)
    assert report in Report.objects.visible_to(analyst)


def test_the_ledger_names_the_tips_and_no_word_of_the_report(analyst):
    tip = make_tip()
    make_report(analyst, tip, title="A most peculiar title")
    entry = AuditEntry.objects.get(verb="report.written")
    assert entry.details == {"tips": [str(tip.pk)]}
    assert "peculiar" not in str(list(AuditEntry.objects.values_list("details", flat=True)))


# --- at the desk --------------------------------------------------------------------------------------------------
def page(report: Report, step: str = "change") -> str:
    return f"/desk/hotline/report/{report.pk}/{step}/"


# button: (who lacks the right though they see the page, status before, what is posted, status after)
BUTTONS = {
    "check": ("analyst", Status.GRADED, {}, Status.CHECKED),
    "release": ("analyst", Status.CHECKED, {"handling": "TLP:GREEN"}, Status.RELEASED),
    "withdraw": ("analyst", Status.RELEASED, {"reason": "planted"}, Status.WITHDRAWN),
    "grade": (
        "investigator", Status.DRAFT, {"reliability": "C", "credibility": "3", "knowledge": "indirect"}, Status.GRADED,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BUTTONS)
def test_a_button_of_a_report_is_for_those_with_its_right(client, sign_in, reached, supervisor, request, name):
    lacks, was, said, after = BUTTONS[name]
    report = reached(was)
    assert client.post(page(report, name), said).url.startswith("/desk/login/")
    sign_in(client, request.getfixturevalue(lacks))
    assert page(report, name) not in client.get(page(report)).content.decode()
    assert client.post(page(report, name), said).status_code == 403
    assert Report.objects.get(pk=report.pk).status == was
    client.logout()
    sign_in(client, supervisor)
    assert page(report, name) in client.get(page(report)).content.decode()
    assert client.post(page(report, name), said).status_code == 302
    assert Report.objects.get(pk=report.pk).status == after


def test_the_author_who_checks_is_told_why_not(client, sign_in, supervisor):
    report = make_report(supervisor)
    response = sign_in(client, supervisor).post(page(report, "check"))
    assert response.status_code == 403
    assert "A second person must approve this" in response.content.decode()


def test_the_page_of_a_report_shows_grades_and_opens_a_case_for_those_who_may(
    client, sign_in, reached, investigator, intake_officer
):
    report = reached(Status.GRADED)
    shown = sign_in(client, investigator).get(page(report)).content.decode()
    assert f"/desk/cases/open/?report={report.pk}" in shown
    assert "B · Usually reliable" in shown
    client.logout()
    assert sign_in(client, intake_officer).get(page(report)).status_code == 403


def test_an_investigator_sees_no_tip_behind_a_report(client, sign_in, analyst, investigator):
    tip = make_tip("The words of the source")
    shown = sign_in(client, investigator).get(page(make_report(analyst, tip))).content.decode()
    assert tip.reference not in shown
    assert "The words of the source" not in shown


def test_fifty_reports_cost_no_more_queries_than_one(client, sign_in, analyst, django_assert_max_num_queries):
    for _ in range(50):
        make_report(analyst)
    sign_in(client, analyst)
    with django_assert_max_num_queries(12):
        assert client.get("/desk/hotline/report/").status_code == 200


def test_a_grade_is_changed_with_a_reason_only(reached, analyst):
    report = reached(Status.RELEASED)
    with pytest.raises(Invalid) as refused:
        reporting.grade(report, Grade("C", "3", "indirect", " "), by=analyst)
    assert "reason" in refused.value.fields
    assert Report.objects.get(pk=report.pk).status == Status.RELEASED
    assert reporting.grade(report, GRADE, by=analyst).grades.last().reason == GRADE.reason


def test_a_first_grade_needs_no_reason(reached, analyst):
    assert reporting.grade(reached(Status.DRAFT), Grade("F", "6"), by=analyst).grade == "F6"


def test_a_check_keeps_its_note_and_who_checked(reached, supervisor):
    report = reached(Status.GRADED)
    with pytest.raises(Invalid):
        reporting.check(report, by=supervisor, note="x" * 501)
    reporting.check(report, by=supervisor, note="Read against both tips")
    assert list(report.checks.values_list("by", "note")) == [(supervisor.pk, "Read against both tips")]


def test_a_check_is_never_changed_or_removed(reached):
    entry = reached(Status.CHECKED).checks.get()
    for change in (lambda: type(entry).objects.update(note="x"), lambda: type(entry).objects.all().delete()):
        with pytest.raises(ProgrammingError), transaction.atomic():
            change()


def test_a_report_leaves_with_the_label_that_its_second_person_chose(reached, supervisor):
    report = reached(Status.CHECKED)
    with pytest.raises(Invalid):
        reporting.release(report, by=supervisor, handling="TLP:PINK")
    assert reporting.release(report, by=supervisor, handling="TLP:RED").handling == "TLP:RED"
    assert AuditEntry.objects.get(verb="report.relabelled").details == {"was": "TLP:AMBER", "now": "TLP:RED"}


def test_a_withdrawal_says_when_and_why(reached, supervisor):
    report = reached(Status.RELEASED)
    with pytest.raises(Invalid):
        reporting.withdraw(report, by=supervisor, reason="")
    gone = reporting.withdraw(report, by=supervisor, reason="planted")
    assert (gone.status, gone.withdrawn_why) == (Status.WITHDRAWN, "planted")
    assert gone.withdrawn_at
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(withdrawn_why="")


def test_the_page_tells_who_graded_and_checked_when_and_why(client, sign_in, reached, analyst, supervisor):
    report = reported = reached(Status.GRADED)
    reporting.check(report, by=supervisor, note="Compared with the photograph")
    reporting.grade(reported, GRADE, by=analyst)
    shown = sign_in(client, supervisor).get(page(report))
    steps = [(step.what, str(step.by), step.before, step.code, step.why) for step in shown.context["told"]]
    assert steps == [
        ("graded anew", str(analyst), "B2", "C3", GRADE.reason),
        ("second-checked", str(supervisor), "", "", "Compared with the photograph"),
        ("graded", str(analyst), "", "B2", ""),
    ]
    assert "<s>B2</s> → C3" in shown.content.decode()
    assert (shown.context["derived"].europol, shown.context["derived"].by_hand) == ("B4", True)


def test_each_colour_is_explained_where_a_report_is_released(client, sign_in, reached, supervisor):
    shown = sign_in(client, supervisor).get(page(reached(Status.CHECKED))).content.decode()
    for word in ("Red:", "Amber, strict:", "Amber:", "Green:", "Clear:"):
        assert word in shown


def test_a_grade_that_is_refused_at_the_desk_keeps_what_was_typed(client, sign_in, reached, analyst):
    report = reached(Status.GRADED)
    said = {"reliability": "A", "credibility": "1", "knowledge": "witnessed", "reason": ""}
    response = sign_in(client, analyst).post(page(report, "grade"), said)
    assert response.status_code == 422
    assert response.context["refused"].form["reliability"].value() == "A"
    assert Report.objects.get(pk=report.pk).grade == "B2"

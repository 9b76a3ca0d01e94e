"""Breaking glass: at once, for an hour, to read; told to others, refused to whom the case denies."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases import casework, custody, glass
from cases.models import Case, Exhibit
from cases.packets import release
from staff import break_glass
from staff.models import AuditEntry, BrokenGlass, GlassNotice
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import colleague, make_case, make_exhibit, make_packet, make_referral
from tests.people import make_officer

pytestmark = pytest.mark.django_db
PAGE = "/desk/cases/glass/"
WHY = "A lorry crosses at dawn and nobody answers"


@pytest.fixture
def lead():
    return colleague("investigator")


@pytest.fixture
def case(lead):
    return make_case(lead)


@pytest.fixture(autouse=True)
def reviewers(supervisor, auditor):
    return [supervisor, auditor]


def broken(case, by, reason="life", words=WHY):
    return glass.enter(case.reference, reason, words, by=by)[1]


def reads(client, case) -> bool:
    return client.get(f"/desk/cases/case/{case.pk}/change/").status_code == 200


def test_a_case_that_was_404_is_read_at_once(client, sign_in, investigator, case):
    sign_in(client, investigator)
    assert not reads(client, case)
    said = {"reference": case.reference, "reason": "life", "words": WHY}
    assert client.post(PAGE, said).url == f"/desk/cases/case/{case.pk}/change/"
    assert reads(client, case)
    assert "through broken glass" in client.get(f"/desk/cases/case/{case.pk}/change/").content.decode()


def test_it_ends_by_itself_after_an_hour(client, sign_in, investigator, case):
    row = broken(case, investigator)
    assert row.until - row.since == timedelta(hours=1)
    sign_in(client, investigator)
    assert reads(client, case)
    BrokenGlass.objects.update(
        since=timezone.now() - timedelta(minutes=61), until=timezone.now() - timedelta(minutes=1)
    )
    assert not reads(client, case)


def test_it_opens_no_other_case(investigator, case, lead):
    other = make_case(lead)
    broken(case, investigator)
    assert list(Case.objects.visible_to(investigator)) == [case]
    assert other not in Case.objects.visible_to(investigator)


def test_a_denial_wins_and_the_attempt_is_on_record(investigator, case, lead):
    casework.deny(case, investigator, by=lead)
    with pytest.raises(NotAllowed):
        broken(case, investigator)
    assert not BrokenGlass.objects.exists()
    assert AuditEntry.objects.get(verb="officer.glass_refused").actor == f"officer:{investigator.pk}"


def test_a_denial_that_comes_later_ends_it(investigator, case, lead):
    broken(case, investigator)
    casework.deny(case, investigator, by=lead)
    assert not Case.objects.visible_to(investigator).exists()


def test_no_such_case_and_a_denial_sound_alike(investigator, case, lead):
    casework.deny(case, investigator, by=lead)
    said = []
    for reference in (case.reference, "CAS-2026-999999"):
        with pytest.raises(NotAllowed) as refusal:
            glass.enter(reference, "life", WHY, by=investigator)
        said.append(str(refusal.value))
    assert said[0] == said[1]


WRITES = {
    "note": lambda case, by: casework.note(case, "seen", by=by),
    "describe": lambda case, by: casework.describe(case, casework.Brief("Other"), by=by),
    "admit": lambda case, by: casework.admit(case, by, by=by),
    "close": lambda case, by: casework.close(case, "unfounded", by=by),
    "refer": lambda case, by: make_referral(case, by),
    "draft a packet": lambda case, by: release.draft_packet(case, release.Order("duty"), by=by),
    "check an exhibit": lambda case, by: custody.check(Exhibit.objects.filter(case=case).first(), by=by),
}


def test_it_lets_read_and_nothing_more(investigator, case, lead):
    make_exhibit(case, lead)
    broken(case, investigator)
    before = AuditEntry.objects.count()
    for step in WRITES.values():
        with pytest.raises(NotAllowed):
            step(case, investigator)
    assert AuditEntry.objects.count() == before


def test_no_packet_is_taken_out_through_it(case, lead, auditor):
    packet = make_packet(case, lead, "ngo")
    reader = make_officer("reader", "investigator")
    packet.drafted_by = reader
    packet.save(update_fields=["drafted_by"])
    broken(case, reader)
    with pytest.raises(NotAllowed):
        release.download(packet, by=reader)
    assert not AuditEntry.objects.filter(verb="packet.downloaded").exists()


def test_no_button_stands_on_a_page_seen_through_it(client, sign_in, investigator, case, lead):
    exhibit = make_exhibit(case, lead)
    broken(case, investigator)
    sign_in(client, investigator)
    for row in (case, exhibit):
        page = client.get(f"/desk/cases/{row._meta.model_name}/{row.pk}/change/")
        assert page.context["offers"] == {}


def test_each_page_read_through_it_is_on_record(client, sign_in, investigator, case, lead):
    exhibit = make_exhibit(case, lead)
    row = broken(case, investigator)
    sign_in(client, investigator)
    for each in (case, exhibit):
        client.get(f"/desk/cases/{each._meta.model_name}/{each.pk}/change/")
    seen = AuditEntry.objects.filter(verb="glass.read_through").order_by("pk")
    assert [entry.subject_id for entry in seen] == [str(case.pk), str(exhibit.pk)]
    assert all(entry.details == {"glass": row.pk} for entry in seen)


def test_a_members_reading_is_not(client, sign_in, case, lead):
    sign_in(client, lead)
    assert reads(client, case)
    assert not AuditEntry.objects.filter(verb="glass.read_through").exists()


# --- Told to two ------------------------------------------------------------------------------------------------
def test_supervisors_and_auditors_find_it_on_their_desk(client, sign_in, investigator, case, supervisor, auditor):
    broken(case, investigator)
    for who in (supervisor, auditor):
        client.logout()
        sign_in(client, who)
        assert WHY in client.get("/desk/glass/").content.decode()
        assert "Broken glass" in client.get("/desk/").content.decode()


def test_the_words_are_not_on_the_audit_and_the_reason_is(investigator, case):
    row = broken(case, investigator)
    entry = AuditEntry.objects.get(verb="glass.broken", subject_id=str(row.pk))
    assert entry.details["reason"] == "life"
    assert entry.details["told"] == list(GlassNotice.objects.order_by("officer").values_list("officer", flat=True))
    assert WHY not in str(entry.details)


def test_where_two_cannot_be_told_it_does_not_break(investigator, case, auditor):
    from staff.models import Officer

    Officer.objects.exclude(pk__in=[investigator.pk, auditor.pk]).update(is_active=False)
    with pytest.raises(Invalid):
        broken(case, investigator)
    assert not BrokenGlass.objects.exists()


def test_an_administrator_is_told_where_others_are_too_few(investigator, case, auditor, administrator):
    from staff.models import Officer

    told = {auditor.pk, administrator.pk}
    Officer.objects.exclude(pk__in=[investigator.pk, *told]).update(is_active=False)
    broken(case, investigator)
    assert set(GlassNotice.objects.values_list("officer", flat=True)) == told


def test_whom_the_case_denies_is_not_told(investigator, case, supervisor, lead):
    casework.deny(case, supervisor, by=lead)
    broken(case, investigator)
    assert not GlassNotice.objects.filter(officer=supervisor).exists()


def test_a_notice_waits_until_its_reader_says_what_they_found(client, sign_in, investigator, case, supervisor):
    broken(case, investigator)
    notice = GlassNotice.objects.get(officer=supervisor)
    sign_in(client, supervisor).post(f"/desk/glass/{notice.pk}/", {"finding": "questioned"})
    notice.refresh_from_db()
    assert notice.finding == "questioned"
    assert break_glass.waiting_for(supervisor) == []
    assert AuditEntry.objects.get(verb="glass.reviewed").details == {"finding": "questioned"}
    with pytest.raises(WrongStatus):
        break_glass.review(notice, "justified", by=supervisor)


def test_nobody_reviews_anothers_notice(client, sign_in, investigator, case, supervisor):
    broken(case, investigator)
    notice = GlassNotice.objects.get(officer=supervisor)
    assert sign_in(client, investigator).post(f"/desk/glass/{notice.pk}/", {"finding": "justified"}).status_code == 404
    with pytest.raises(NotAllowed):
        break_glass.review(notice, "justified", by=investigator)


# --- Who may ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("reason", "words"), [("", WHY), ("curiosity", WHY), ("life", "because"), ("life", "x" * 301)])
def test_without_a_reason_it_does_not_break(reason, words, investigator, case):
    with pytest.raises(Invalid):
        broken(case, investigator, reason, words)
    assert not BrokenGlass.objects.exists()


def test_a_role_without_the_right_breaks_nothing(client, sign_in, case):
    officer = make_officer("someone", "intake", "auditor", "supervisor")
    said = {"reference": case.reference, "reason": "life", "words": WHY}
    assert sign_in(client, officer).post(PAGE, said).status_code == 403
    with pytest.raises(NotAllowed):
        break_glass.enter(case.pk, "life", WHY, by=officer)
    assert not BrokenGlass.objects.exists()


def test_what_was_typed_stays_where_it_is_refused(client, sign_in, investigator, case):
    answer = sign_in(client, investigator).post(PAGE, {"reference": case.reference, "reason": "life", "words": "short"})
    assert answer.status_code == 422
    assert f'value="{case.reference}"' in answer.content.decode()

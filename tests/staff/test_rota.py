"""The duty rota, its rules and its page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from staff import rota
from staff.models import AuditEntry, Shift
from staff.refusals import Invalid, NotAllowed

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def now():
    return timezone.now()


def test_whoever_has_the_shift_is_called_and_without_one_the_supervisors(supervisor, analyst, now):
    assert rota.on_duty() == [supervisor]
    rota.enter(analyst, now - HOUR, now + HOUR, by=supervisor)
    assert rota.on_duty() == [analyst]
    assert rota.on_duty(now + 2 * HOUR) == [supervisor]


def test_an_officer_who_left_is_not_called(supervisor, analyst, now):
    rota.enter(analyst, now - HOUR, now + HOUR, by=supervisor)
    type(analyst).objects.filter(pk=analyst.pk).update(is_active=False)
    assert rota.on_duty() == [supervisor]


def test_only_those_who_read_the_queue_are_offered(analyst, investigator, supervisor):
    type(analyst).objects.filter(pk=supervisor.pk).update(is_active=False)
    assert list(rota.may_serve()) == [analyst]


def test_the_same_hours_are_entered_for_several_weeks(supervisor, analyst, now):
    shifts = rota.enter(analyst, now, now + HOUR, by=supervisor, weeks=3)
    assert [shift.starts_at - now for shift in shifts] == [timedelta(weeks=week) for week in range(3)]
    assert AuditEntry.objects.filter(verb="shift.entered").count() == 3


@pytest.mark.parametrize(
    ("start", "end", "weeks"), [(2, 1, 1), (1, 1, 1), (0, 24 * 8, 1), (-3, -1, 1), (0, 1, 0), (0, 1, 53)]
)
def test_a_shift_that_makes_no_sense_is_refused(supervisor, analyst, now, start, end, weeks):
    with pytest.raises(Invalid):
        rota.enter(analyst, now + start * HOUR, now + end * HOUR, by=supervisor, weeks=weeks)
    assert not Shift.objects.exists()


def test_two_shifts_of_one_officer_do_not_meet(supervisor, analyst, now):
    rota.enter(analyst, now, now + 2 * HOUR, by=supervisor)
    with pytest.raises(Invalid, match="already"):
        rota.enter(analyst, now + HOUR, now + 3 * HOUR, by=supervisor)


def test_only_those_who_keep_the_rota_enter_and_strike(supervisor, analyst, auditor, now):
    (shift,) = rota.enter(analyst, now, now + HOUR, by=supervisor)
    with pytest.raises(NotAllowed):
        rota.enter(analyst, now + HOUR, now + 2 * HOUR, by=analyst)
    with pytest.raises(NotAllowed):
        rota.strike(shift, by=analyst)
    with pytest.raises(Invalid):
        rota.enter(auditor, now, now + HOUR, by=supervisor)


def test_a_supervisor_enters_a_shift_at_the_desk_and_strikes_it(client, supervisor, analyst, sign_in, now):
    sign_in(client, supervisor)
    said = {"officer": analyst.pk, "starts_at": f"{now:%Y-%m-%dT%H:%M}", "ends_at": f"{now + HOUR:%Y-%m-%dT%H:%M}"}
    assert client.post("/desk/staff/shift/enter/", said | {"weeks": "2"}).status_code == 302
    page = client.get("/desk/staff/shift/").content.decode()
    assert str(analyst) in page
    assert "Without an e-mail address" in page
    shift = Shift.objects.earliest("starts_at")
    assert client.post(f"/desk/staff/shift/{shift.pk}/strike/").status_code == 302
    assert Shift.objects.count() == 1


def test_a_refused_shift_keeps_what_was_typed_and_says_why(client, supervisor, analyst, sign_in, now):
    sign_in(client, supervisor)
    said = {"officer": analyst.pk, "starts_at": "2031-05-01T10:00", "ends_at": "2031-05-01T09:00", "weeks": "1"}
    answer = client.post("/desk/staff/shift/enter/", said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "ends before it starts" in page
    assert 'value="2031-05-01T09:00"' in page

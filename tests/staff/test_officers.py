"""The officers' list: verbs and buttons."""

import pytest

from staff import officers
from staff.models import AuditEntry, Officer
from staff.refusals import Invalid, NotAllowed
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
STEPS = {
    "deactivate": lambda officer, by: officers.deactivate(officer, by=by),
    "reactivate": lambda officer, by: officers.reactivate(officer, by=by),
    "take_off": lambda officer, by: officers.take_off_second_factor(officer, by=by),
    "password": lambda officer, by: officers.give_password(officer, "another long phrase", by=by),
    "roles": lambda officer, by: officers.give_roles(officer, ["analyst"], by=by),
}


@pytest.mark.parametrize("step", STEPS)
def test_only_an_administrator_changes_officers(step, analyst, supervisor):
    with pytest.raises(NotAllowed):
        STEPS[step](analyst, supervisor)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("step", STEPS)
def test_no_administrator_does_it_to_themselves(step, administrator):
    with pytest.raises(Invalid):
        STEPS[step](administrator, administrator)
    assert not AuditEntry.objects.exists()


def test_enrolling_gives_roles_and_is_on_record(administrator):
    officer = officers.enrol("mai", "a phrase of twelve", ["analyst"], by=administrator)
    assert officer.check_password("a phrase of twelve")
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.subject_id, entry.details) == (
        "officer.enrolled",
        str(officer.pk),
        {"roles": ["analyst"]},
    )


@pytest.mark.parametrize(
    ("name", "password", "roles"),
    [
        ("mai", "short", ["analyst"]),
        ("mai", "a phrase of twelve", ["king"]),
        ("mai", "a phrase of twelve", ["handler", "supervisor", "administrator"]),
        ("administrator", "a phrase of twelve", ["analyst"]),
        ("", "a phrase of twelve", ["analyst"]),
    ],
)
def test_what_cannot_be_enrolled_is_refused_and_nobody_is_made(administrator, name, password, roles):
    with pytest.raises(Invalid):
        officers.enrol(name, password, roles, by=administrator)
    assert Officer.objects.count() == 1


def test_the_three_rights_never_meet_in_one_person(administrator, analyst):
    with pytest.raises(Invalid):
        officers.give_roles(analyst, ["handler", "supervisor", "administrator"], by=administrator)
    analyst.refresh_from_db()
    assert analyst.roles == ["analyst"]


# button: what is posted, and what is true after it.
BUTTONS = {
    "roles": ({"roles": ["custodian"]}, lambda officer: officer.roles == ["custodian"]),
    "password": ({"password": "another long phrase"}, lambda officer: officer.check_password("another long phrase")),
    "factor": ({}, lambda officer: AuditEntry.objects.filter(verb="officer.second_factor_taken_off").exists()),
    "deactivate": ({}, lambda officer: not officer.is_active),
}


@pytest.mark.parametrize("name", BUTTONS)
def test_a_button_is_for_the_administrator_alone(client, sign_in, administrator, supervisor, analyst, name):
    said, is_done = BUTTONS[name]
    address = f"/desk/staff/officer/{analyst.pk}/{name}/"
    assert client.post(address, said).url.startswith("/desk/login/")
    assert sign_in(client, supervisor).post(address, said).status_code == 403
    client.logout()
    assert not is_done(Officer.objects.get(pk=analyst.pk))
    assert sign_in(client, administrator).post(address, said).status_code == 302
    assert is_done(Officer.objects.get(pk=analyst.pk))


def test_a_weak_password_is_refused_beside_its_field_and_not_shown_again(client, sign_in, administrator, analyst):
    response = sign_in(client, administrator).post(
        f"/desk/staff/officer/{analyst.pk}/password/", {"password": "qwertz"}
    )
    assert response.status_code == 422
    assert "qwertz" not in response.content.decode()
    assert Officer.objects.get(pk=analyst.pk).check_password(PASSWORD)


def test_an_officer_is_enrolled_at_the_desk(client, sign_in, administrator, auditor):
    said = {"username": "mai", "full_name": "Mai", "password": "a phrase of twelve", "roles": ["intake"]}
    assert sign_in(client, auditor).post("/desk/staff/officer/enrol/", said).status_code == 403
    client.logout()
    sign_in(client, administrator).post("/desk/staff/officer/enrol/", said)
    assert Officer.objects.get(username="mai").roles == ["intake"]
    assert client.post("/desk/staff/officer/enrol/", said).status_code == 422


def test_no_officers_page_shows_a_password(client, sign_in, administrator, analyst):
    shown = sign_in(client, administrator).get(f"/desk/staff/officer/{analyst.pk}/change/").content.decode()
    assert "argon2" not in shown
    assert client.post(f"/desk/staff/officer/{analyst.pk}/change/", {"username": "x"}).status_code == 403

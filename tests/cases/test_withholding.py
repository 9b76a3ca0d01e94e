"""cases/withholding.py: an earlier wording that some packets do not tell, by two people; its hash stays."""

import pytest
from django.db import IntegrityError, transaction

from cases import withholding
from cases.models import WithheldWording
from cases.packets import assembly, release
from cases.withholding import State, Wording
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.correcting import brought, correct
from tests.cases.making import colleague, make_case, make_exhibit, make_thing, past_the_triggers

NAME = "Photograph of Le Van Sau's stall"


@pytest.fixture
def case(db, investigator):
    return make_case(investigator)


@pytest.fixture
def wording(case, investigator):
    """A name that stood in a description by mistake: entered by one correction, taken out by the next."""
    thing = make_thing(case, investigator)
    correct(thing, investigator, description=NAME)
    thing.refresh_from_db()
    return Wording(correct(thing, investigator, description="A cage"), "description")


def _ask(wording, by, **given):
    said = {"profiles": ["duty", "investigator"], "why": "It named a person by mistake.", **given}
    return withholding.ask(wording, said["profiles"], said["why"], by=by)


def _told(case, by, profile):
    content = assembly.content(release.draft_packet(case, release.Order(profile), by=by))
    return content.parts["corrections"], str(content.said())


def test_two_people_withhold_a_wording_from_the_profiles_they_name(case, wording, investigator):
    with pytest.raises(NotAllowed):
        withholding.withhold(_ask(wording, investigator), by=investigator)
    row = WithheldWording.objects.get()
    withholding.withhold(row, by=colleague("supervisor"))
    rows, said = _told(case, investigator, "duty")
    assert NAME not in said
    assert [(each["was"], each["now"]) for each in rows] == [
        ("A cage", "withheld: It named a person by mistake."), ("withheld: It named a person by mistake.", "A cage"),
    ]  # fmt: skip
    assert NAME in _told(case, investigator, "court")[1]


def test_the_record_and_the_line_on_the_chain_stay(case, wording, investigator):
    from cases import wordings

    withholding.withhold(_ask(wording, investigator), by=colleague("supervisor"))
    exhibit = wording.correction.exhibit
    exhibit.refresh_from_db()
    assert wordings.entered(exhibit)[1] is None
    assert NAME not in str(list(AuditEntry.objects.values("details")))
    assert all(each["custody_event"] for each in _told(case, investigator, "duty")[0])


def test_a_wording_that_only_waits_or_was_refused_is_told(case, wording, investigator):
    row = _ask(wording, investigator)
    assert NAME in _told(case, investigator, "duty")[1]
    withholding.refuse(row, by=colleague("supervisor"))
    assert NAME in _told(case, investigator, "duty")[1]


def test_what_is_told_again_is_told(case, wording, investigator):
    row = withholding.withhold(_ask(wording, investigator), by=colleague("supervisor"))
    withholding.tell_again(row, by=colleague("supervisor"))
    assert NAME in _told(case, investigator, "duty")[1]
    assert _ask(wording, investigator).state == State.ASKED


def test_a_copy_says_no_more_than_its_original(case, investigator):
    photo = make_exhibit(case, investigator)
    correct(photo, investigator, description=NAME)
    photo.refresh_from_db()
    row = correct(photo, investigator, description="A stall", reason="Le Van Sau is not in it")
    for column in ("description", "reason"):
        withholding.withhold(_ask(Wording(row, column), investigator), by=colleague("supervisor"))
    rows, said = _told(case, investigator, "duty")
    assert "Le Van Sau" not in said
    assert {each["reference"] for each in rows} == {photo.derived.get().reference}


def test_withholding_changes_what_was_approved(case, wording, investigator):
    packet = release.draft_packet(case, release.Order("duty"), by=investigator)
    before = assembly.content(packet).digest()
    withholding.withhold(_ask(wording, investigator), by=colleague("supervisor"))
    assert assembly.content(packet).digest() != before


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"profiles": []}, "profiles"),
        ({"profiles": ["everybody"]}, "profiles"),
        ({"why": " "}, "why"),
        ({"why": f"{NAME.upper()} was wrong"}, "why"),
    ],
)
def test_what_cannot_stand_is_refused(wording, investigator, given, field):
    with pytest.raises(Invalid) as refused:
        _ask(wording, investigator, **given)
    assert field in refused.value.fields
    assert not WithheldWording.objects.exists()


def test_what_an_older_chain_repeats_cannot_be_withheld(case, investigator):
    exhibit = brought(case, investigator)
    past_the_triggers("UPDATE cases_custodyevent SET purpose = %s WHERE kind = 'receive'", exhibit.description)
    row = correct(exhibit, investigator, description="A shop")
    with pytest.raises(Invalid, match="not complete") as refused:
        _ask(Wording(row, "description"), investigator)
    assert "do not enclose" in refused.value.fields["wording"]


@pytest.mark.parametrize("column", ["from_who", "place"])
def test_what_a_line_of_custody_says_cannot_be_withheld(case, wording, investigator, column):
    past_the_triggers(f"UPDATE cases_custodyevent SET {column} = %s WHERE kind = 'receive'", f"By {NAME}, at a stall")
    with pytest.raises(Invalid) as refused:
        _ask(wording, investigator)
    assert "do not enclose" in refused.value.fields["wording"]


def test_what_a_record_says_today_cannot_be_withheld(wording, investigator):
    exhibit = wording.correction.exhibit
    exhibit.refresh_from_db()
    correct(exhibit, investigator, description=f"{NAME}, again")
    with pytest.raises(Invalid) as refused:
        _ask(wording, investigator)
    assert "correct it first" in refused.value.fields["wording"]


def test_a_wording_is_asked_for_once_and_only_by_who_keeps_evidence(wording, investigator, outsider, analyst):
    for stranger in (outsider, analyst, colleague("investigator")):
        with pytest.raises(NotAllowed):
            _ask(wording, stranger)
    _ask(wording, investigator)
    with pytest.raises(WrongStatus):
        _ask(wording, investigator)


@pytest.mark.parametrize(("now", "to"), [(now, to) for now in withholding.NEXT for to in withholding.NEXT])
def test_every_step_that_next_lacks_is_refused(now, to, wording, investigator):
    if to in withholding.NEXT[now]:
        return
    row = _ask(wording, investigator)
    by = None if now == "asked" else colleague("supervisor")
    WithheldWording.objects.filter(pk=row.pk).update(state=now, decided_by=by)
    with pytest.raises(WrongStatus):
        withholding._move(row, to, by=colleague("supervisor"))


def test_the_database_wants_two_people(wording, investigator):
    row = _ask(wording, investigator)
    with pytest.raises(IntegrityError, match="withheld_by_two_people"), transaction.atomic():
        WithheldWording.objects.filter(pk=row.pk).update(state="withheld", decided_by=investigator)


def test_one_asks_on_the_page_and_another_decides(client, sign_in, wording, investigator):
    address = f"/desk/cases/exhibit/{wording.correction.exhibit_id}/"
    sign_in(client, investigator)
    posted = {"wording": "2.description", "profiles": ["duty"], "why": "It named a person by mistake."}
    assert client.post(f"{address}withhold/", posted).status_code == 302
    assert client.post(f"{address}withhold_agreed/").status_code == 403
    sign_in(client, colleague("supervisor"))
    assert "A second person decides." in client.get(f"{address}change/").content.decode()
    assert client.post(f"{address}withhold_agreed/", {"withheld": "0"}).status_code == 409  # another one was shown
    waits = WithheldWording.objects.get(state=State.ASKED)
    assert client.post(f"{address}withhold_agreed/", {"withheld": waits.pk}).status_code == 302
    page = client.get(f"{address}change/").content.decode()
    assert "is withheld from: Duty officer: act now." in page
    assert WithheldWording.objects.get().state == "withheld"

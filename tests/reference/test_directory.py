"""The agency directory: verification, keys, units, and the note that only some read."""

import pyrage
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from reference import directory, risks
from reference.models import Agency, AgencyContact, AgencyRisk
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed

pytestmark = pytest.mark.django_db
NOTE = "The second deputy is said to warn the traders"


@pytest.fixture
def agency():
    return Agency.objects.create(country="VN", name="Ranger post", normalised="ranger post")


def _contact(agency, supervisor, **given):
    told = {"channel": "email", "address": "duty@example.org", "verified": True, "verified_how": "called", **given}
    return directory.keep_contact(AgencyContact(agency=agency, **told), by=supervisor)


def _key() -> str:
    return str(pyrage.x25519.Identity.generate().to_public())


def test_a_verified_contact_says_who_when_and_how(agency, supervisor):
    contact = _contact(agency, supervisor)
    assert (contact.verified_by, contact.verified_how) == (supervisor, "called")
    assert contact.verified_at is not None


def test_verified_without_how_is_refused(agency, supervisor):
    with pytest.raises(Invalid) as refused:
        _contact(agency, supervisor, verified_how="")
    assert "verified_how" in refused.value.fields
    assert not AgencyContact.objects.exists()


@pytest.mark.parametrize("change", [{"address": "other@example.org"}, {"key": "another"}])
def test_a_changed_address_or_key_is_verified_anew(agency, supervisor, change):
    contact = _contact(agency, supervisor, key=_key())
    for name, value in change.items():
        setattr(contact, name, _key() if value == "another" else value)
    kept = directory.keep_contact(contact, by=supervisor)
    kept.refresh_from_db()
    assert (kept.verified, kept.verified_how, kept.verified_by, kept.verified_at) == (False, "", None, None)


def test_the_database_refuses_a_contact_verified_by_nobody(agency):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyContact.objects.create(
            agency=agency, channel="email", address="a@example.org", verified=True, verified_how="called"
        )


def test_the_database_refuses_a_key_without_its_kind(agency):
    with pytest.raises(IntegrityError), transaction.atomic():
        AgencyContact.objects.create(agency=agency, channel="email", address="a@example.org", key="age1x")


def test_a_key_of_a_telephone_is_refused(agency, supervisor):
    with pytest.raises(Invalid, match="belongs to an e-mail"):
        _contact(agency, supervisor, channel="phone", address="+84 1", key=_key())


def test_a_unit_is_never_above_itself(agency, supervisor):
    above = Agency.objects.create(country="VN", name="Department", normalised="department", parent=agency)
    agency.parent = above
    with pytest.raises(Invalid) as refused:
        directory.keep_agency(agency, by=supervisor)
    assert "parent" in refused.value.fields


def test_a_language_that_nobody_here_speaks_is_refused(agency, supervisor):
    agency.language = "tlh"
    with pytest.raises(Invalid):
        directory.keep_agency(agency, by=supervisor)


def test_the_page_refuses_a_bad_key_with_its_sentence(agency, supervisor, client, sign_in):
    counts = {"TOTAL_FORMS": "1", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    told = {"0-channel": "email", "0-address": "a@example.org", "0-key": "AGE-SECRET-KEY-1"}
    posted = {f"contacts-{name}": value for name, value in (counts | told).items()}
    posted |= {"name": agency.name, "country": "VN", "province": "", "tags": ""}
    page = sign_in(client, supervisor).post(reverse("admin:reference_agency_change", args=[agency.pk]), posted)
    assert "This is a secret key" in page.content.decode()
    assert not AgencyContact.objects.exists()


# --- The note on corruption -------------------------------------------------------------------------------------
def test_the_note_is_kept_and_read_on_record_without_a_word_of_it(agency, supervisor):
    risks.note(agency, NOTE, by=supervisor)
    assert risks.read(agency, by=supervisor).note == NOTE
    entries = AuditEntry.objects.filter(verb__startswith="agency_risk.")
    assert sorted(entries.values_list("verb", flat=True)) == ["agency_risk.noted", "agency_risk.read"]
    assert NOTE not in str(list(AuditEntry.objects.values()))


def test_nobody_else_reads_or_writes_it(agency, supervisor, analyst, investigator, outsider):
    risks.note(agency, NOTE, by=supervisor)
    for officer in (analyst, investigator, outsider):
        with pytest.raises(NotAllowed):
            risks.read(agency, by=officer)
        with pytest.raises(NotAllowed):
            risks.note(agency, "", by=officer)
    assert AgencyRisk.objects.get().note == NOTE


def test_an_emptied_note_is_gone(agency, supervisor):
    risks.note(agency, NOTE, by=supervisor)
    risks.note(agency, " ", by=supervisor)
    assert not AgencyRisk.objects.exists()


def test_a_note_that_is_too_long_is_refused_and_stays_typed(agency, supervisor, client, sign_in):
    page = sign_in(client, supervisor).post(
        reverse("admin:reference_agency_risk", args=[agency.pk]), {"note": "x" * 2001}
    )
    assert page.status_code == 422
    assert "x" * 2001 in page.content.decode()

"""Encrypted mail to agencies: what it holds, to whom it goes, and what never does."""

import smtplib
from datetime import UTC, timedelta
from email import message_from_bytes
from email.utils import parsedate_to_datetime

import pyrage
import pysequoia
import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from pysequoia import Tsk

from cases import agency_keys, mail_posting, referral_clocks, referral_mail, referrals
from cases.models import Referral, ReferralMail
from reference import directory
from reference.models import AgencyContact
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import colleague, make_agency, make_case, make_referral

pytestmark = pytest.mark.django_db
AGE = pyrage.x25519.Identity.generate()
TSK = Tsk.generate("Duty <duty@example.org>")
KEYS = {"age": str(AGE.to_public()), "openpgp": str(TSK.extract_certificate())}


@pytest.fixture(autouse=True)
def _mail_on(settings):
    settings.EMAIL_URL = "smtp://mail.example.org"


@pytest.fixture
def approved(investigator):
    referral = make_referral(make_case(investigator), investigator)
    referrals.check(referral, [2] * 12, by=investigator)
    return referrals.approve(referral, by=colleague("supervisor"))


def _contact(kind: str = "age", **given) -> AgencyContact:
    told = {"channel": "email", "address": "duty@example.org", "verified": True, "verified_how": "called", **given}
    row = AgencyContact(agency=make_agency(), key=KEYS[kind], **told)
    return directory.keep_contact(row, by=colleague("supervisor"))


def _opened(kind: str) -> str:
    """What the agency reads of the one mail that went out."""
    whole = message_from_bytes(mail.outbox[-1].message().as_bytes())
    if kind == "age":
        (attached,) = [part for part in whole.walk() if part.get_filename()]
        return pyrage.decrypt(attached.get_payload(decode=True), [AGE]).decode()
    assert (whole.get_content_type(), whole.get_param("protocol")) == (
        "multipart/encrypted", "application/pgp-encrypted",
    )  # fmt: skip
    version, sealed = whole.get_payload()
    assert version.get_content_type() == "application/pgp-encrypted"
    clear = bytes(pysequoia.decrypt(sealed.get_payload().encode(), decryptor=TSK.decryptor()).bytes)
    return message_from_bytes(clear).get_payload(decode=True).decode()


@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize("holds", ["link", "brief"])
def test_the_agency_opens_the_mail_with_its_key_and_finds_a_link_that_works(approved, investigator, kind, holds):
    sent = referral_mail.send(approved, _contact(kind), holds, by=investigator)
    assert mail_posting.send() == 1
    read = _opened(kind)
    token = read.split("/agency/")[1].split("/")[0]
    assert agency_keys.find(token).pk == approved.pk
    assert (approved.ask in read) is (holds == "brief")
    assert sent.link == ""


@pytest.mark.parametrize("kind", KEYS)
def test_the_mail_in_clear_says_the_reference_and_never_link_code_or_ask(approved, investigator, kind):
    sent = referral_mail.send(approved, _contact(kind), "brief", by=investigator)
    mail_posting.send()
    whole = mail.outbox[0].message().as_bytes().decode()
    assert mail.outbox[0].subject == approved.reference
    assert not any(word in whole for word in ("/agency/", sent.code, approved.ask, approved.case.reference))
    assert sent.code not in _opened(kind)


def test_only_the_ciphertext_waits_and_goes_with_the_sending(approved, investigator):
    referral_mail.send(approved, _contact(), "link", by=investigator)
    assert bytes(ReferralMail.objects.get().sealed).startswith(b"age-encryption.org/v1")
    mail_posting.send()
    row = ReferralMail.objects.get()
    assert (row.state, row.sealed) == ("sent", None)
    assert row.sent_at is not None


def test_a_server_that_fails_is_tried_again_later_and_given_up_after_eight(approved, investigator, monkeypatch):
    referral_mail.send(approved, _contact(), "link", by=investigator)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", _down)
    now = timezone.now()
    for hour in range(8):
        assert mail_posting.send(now + timedelta(hours=2 * hour)) == 0
    row = ReferralMail.objects.get()
    assert (row.state, row.failure, row.tries, row.sealed) == ("failed", "SMTPServerDisconnected", 8, None)


def test_an_address_of_several_lines_is_given_up_at_once_and_holds_up_no_other(approved, investigator):
    referral_mail.send(approved, _contact(), "link", by=investigator)
    row = ReferralMail.objects.select_related("contact").get()
    AgencyContact.objects.filter(pk=row.contact_id).update(address="duty@customs.example\nBcc: all@else.example")
    assert mail_posting.send(timezone.now()) == 0
    row.refresh_from_db()
    assert (row.state, row.sealed, mail.outbox) == ("failed", None, [])


def _down(*given):
    raise smtplib.SMTPServerDisconnected


def test_a_mail_is_not_tried_twice_at_once(approved, investigator, monkeypatch):
    referral_mail.send(approved, _contact(), "link", by=investigator)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", _down)
    now = timezone.now()
    mail_posting.send(now)
    mail_posting.send(now + timedelta(seconds=5))
    assert ReferralMail.objects.get().tries == 1


@pytest.mark.parametrize("change", [{"verified": False}, {"channel": "phone", "address": "+84"}, {"agency": "other"}])
def test_nobody_is_written_to_but_verified_contacts_of_the_agency_with_a_key(approved, investigator, change):
    contact = _contact()
    columns = {"agency": make_agency("Another")} if "agency" in change else change
    if "verified" in change:
        columns = {"verified": False, "verified_how": "", "verified_by": None, "verified_at": None}
    AgencyContact.objects.filter(pk=contact.pk).update(**columns)
    with pytest.raises(Invalid):
        referral_mail.send(approved, contact, "link", by=investigator)
    assert Referral.objects.get(pk=approved.pk).status == "approved"
    assert not ReferralMail.objects.exists()


def test_a_key_that_expired_since_is_not_written_to(approved):
    contact = _contact("openpgp")
    AgencyContact.objects.filter(pk=contact.pk).update(key_expires_at=timezone.now() - timedelta(days=1))
    assert not referral_mail.contacts_of(approved.agency)


def test_without_a_mail_server_the_way_is_not_offered(approved, investigator, settings, client, sign_in):
    _contact()
    desk, page = sign_in(client, investigator), reverse("admin:cases_referral_change", args=[approved.pk])
    assert "mail" in desk.get(page).context["offers"]
    settings.EMAIL_URL = ""
    assert "mail" not in desk.get(page).context["offers"]
    with pytest.raises(Invalid):
        referral_mail.send(approved, AgencyContact.objects.get(), "link", by=investigator)


def test_a_referral_that_nobody_approved_is_not_mailed(investigator):
    referral = make_referral(make_case(investigator), investigator)
    with pytest.raises(WrongStatus):
        referral_mail.send(referral, _contact(), "link", by=investigator)


def test_an_officer_outside_the_case_mails_nothing(approved, analyst):
    with pytest.raises(NotAllowed):
        referral_mail.send(approved, _contact(), "link", by=analyst)
    assert not ReferralMail.objects.exists()


def test_a_contact_that_changed_before_the_mail_went_gets_none(approved, investigator):
    contact = _contact()
    referral_mail.send(approved, contact, "link", by=investigator)
    contact.address = "other@example.org"
    directory.keep_contact(contact, by=colleague("supervisor"))
    assert mail_posting.send() == 0
    assert (ReferralMail.objects.get().failure, mail.outbox) == ("contact_changed", [])


def test_a_revoked_link_is_not_mailed(approved, investigator):
    referral_mail.send(approved, _contact(), "link", by=investigator)
    referrals.revoke(approved, by=investigator)
    assert mail_posting.send() == 0
    assert ReferralMail.objects.get().failure == "link_ended"


def test_a_link_mailed_anew_ends_the_earlier_one(approved, investigator):
    contact = _contact()
    referral_mail.send(approved, contact, "link", by=investigator)
    mail_posting.send()
    first = _opened("age").split("/agency/")[1].split("/")[0]
    referral_mail.send_again(approved, contact, "link", by=investigator)
    mail_posting.send()
    second = _opened("age").split("/agency/")[1].split("/")[0]
    assert agency_keys.find(first) is None
    assert agency_keys.find(second).pk == approved.pk


def test_the_page_shows_the_code_once_and_no_link(approved, investigator, client, sign_in):
    contact, desk = _contact(), sign_in(client, investigator)
    address = reverse("admin:cases_referral_verb_mail", args=[approved.pk])
    page = desk.post(address, {"contact": contact.pk, "holds": "link"}).content.decode()
    assert 'id="agency-code"' in page
    assert 'id="agency-link"' not in page
    assert 'data-mail="waiting"' in page


def test_the_agency_reads_its_own_language(approved, investigator):
    agency = make_agency()
    agency.language = "vi"
    agency.save()
    referral_mail.send(approved, _contact(), "brief", by=investigator)
    mail_posting.send()
    assert approved.ask in _opened("age")


# --- A key that changed while a mail waited -----------------------------------------------------------------------
OTHER_AGE = pyrage.x25519.Identity.generate()


def _rekeyed(contact: AgencyContact, key: str) -> AgencyContact:
    """Another key, verified anew as a directory's officer would: first what changed, then how it was verified."""
    contact.key = key
    directory.keep_contact(contact, by=colleague("supervisor"))
    contact.verified, contact.verified_how = True, "met"
    return directory.keep_contact(contact, by=colleague("supervisor"))


def test_a_mail_that_waits_goes_to_the_key_that_was_verified_since_with_a_link_that_works(approved, investigator):
    contact = _contact()
    sent = referral_mail.send(approved, contact, "brief", by=investigator)
    before = Referral.objects.get(pk=approved.pk)
    _rekeyed(contact, str(OTHER_AGE.to_public()))
    assert mail_posting.send() == 1
    (attached,) = [part for part in mail.outbox[-1].message().walk() if part.get_filename()]
    read = pyrage.decrypt(attached.get_payload(decode=True), [OTHER_AGE]).decode()
    found = agency_keys.find(read.split("/agency/")[1].split("/")[0])
    assert found.pk == approved.pk
    assert bytes(found.token_mark) != bytes(before.token_mark)
    assert agency_keys.try_code(found, sent.code)
    assert AuditEntry.objects.filter(verb="referral.mail_sealed_anew").count() == 1


def test_a_mail_whose_contact_did_not_change_keeps_its_link(approved, investigator):
    referral_mail.send(approved, _contact(), "link", by=investigator)
    before = Referral.objects.get(pk=approved.pk).token_mark
    mail_posting.send()
    assert bytes(Referral.objects.get(pk=approved.pk).token_mark) == bytes(before)


def test_a_key_that_is_of_no_use_stops_the_mail_and_says_so(approved, investigator):
    contact = _contact()
    referral_mail.send(approved, contact, "link", by=investigator)
    _rekeyed(contact, str(OTHER_AGE.to_public()))
    AgencyContact.objects.filter(pk=contact.pk).update(key="age1broken")
    assert mail_posting.send() == 0
    row = ReferralMail.objects.get()
    assert (row.failure, row.sealed) == ("key_changed", None)
    assert "another key" in str(row.why)


@pytest.mark.parametrize("kind", KEYS)
def test_a_mail_has_a_date_and_an_id_of_its_own(approved, investigator, kind):
    referral_mail.send(approved, _contact(kind), "link", by=investigator)
    mail_posting.send()
    whole = message_from_bytes(mail.outbox[0].message().as_bytes())
    assert parsedate_to_datetime(whole["Date"]).replace(tzinfo=UTC) <= timezone.now()
    assert whole["Message-ID"].startswith("<")


@pytest.mark.parametrize("again", [False, True])
def test_the_link_opens_in_the_agencys_language(approved, investigator, again):
    agency = make_agency()
    agency.language = "vi"
    agency.save()
    referral_mail.send(approved, _contact(), "link", by=investigator)
    if again:
        referral_mail.send_again(approved, AgencyContact.objects.get(), "link", by=investigator)
    mail_posting.send()
    assert "/?lang=vi" in _opened("age")


# --- A mail that did not go ---------------------------------------------------------------------------------------
def _failed(approved, investigator) -> ReferralMail:
    contact = _contact()
    referral_mail.send(approved, contact, "link", by=investigator)
    AgencyContact.objects.filter(pk=contact.pk).update(
        verified=False, verified_how="", verified_by=None, verified_at=None
    )
    assert mail_posting.send() == 0
    return ReferralMail.objects.get()


def test_a_mail_that_did_not_go_is_in_the_officers_list_and_among_what_the_case_waits_for(
    approved, investigator, client, sign_in
):
    _failed(approved, investigator)
    desk = sign_in(client, investigator)
    for clock in ("unsent", "waiting"):
        page = desk.get(reverse("admin:cases_referral_changelist"), {"clock": clock}).content.decode()
        assert approved.reference in page
    case = desk.get(reverse("admin:cases_case_change", args=[approved.case_id])).content.decode()
    assert "its mail did not go" in case
    said = desk.get(reverse("admin:cases_referral_change", args=[approved.pk])).content.decode()
    assert "verify it, and mail a new link" in said
    assert "contact_changed" not in said


def test_a_newer_mail_or_an_answer_takes_it_off_the_list(approved, investigator):
    failed = _failed(approved, investigator)
    assert referral_clocks.unsent_of([Referral.objects.get(pk=approved.pk)]) == {approved.pk}
    ReferralMail.objects.create(referral=approved, contact=None, holds="link", sealed=b"x", by=investigator)
    assert referral_clocks.unsent_of([Referral.objects.get(pk=approved.pk)]) == set()
    assert failed.state == "failed"

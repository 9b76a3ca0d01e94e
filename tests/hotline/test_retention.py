"""hotline/retention.py and hotline/purging.py: each class of the timetable at its edge, holds, certificates, kills."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from hotline import certificates, correspondence, purging, retention, shredding, triage, upload_tickets
from hotline.models import Draft, Message, PurgeCertificate, Tip
from hotline.models.certificate import Rule
from staff import holds
from staff.models import AuditEntry
from staff.refusals import Refused, WrongStatus
from tests.make import make_attachment, make_report, make_tip
from vault import identity
from vault.models import DataKey, PurgedKey, SealedContact, SourceAddress, StoredFile

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _own_checkpoints(settings, tmp_path):
    settings.CHECKPOINTS = str(tmp_path / "checkpoints")


def _aged(tip, **columns):
    """The tip as if its times were others."""
    Tip.objects.filter(pk=tip.pk).update(**columns)
    tip.refresh_from_db()
    return tip


def _dismissed(analyst, reason, days):
    then = timezone.now() - timedelta(days=days)
    tip = triage.dismiss(make_tip(), by=analyst, reason=reason)
    return _aged(tip, received_at=then, decided_at=then)


def _spam(analyst, days=8):
    return _dismissed(analyst, "spam", days)


def _is_gone(tip):
    return not DataKey.objects.filter(pk=tip.key_id).exists()


CLASSES = {
    Rule.SPAM: (7, lambda analyst, days: _spam(analyst, days)),
    Rule.CLOSED: (90, lambda analyst, days: _dismissed(analyst, "insufficient", days)),
    Rule.UNACTIONED: (90, lambda analyst, days: _aged(make_tip(), received_at=timezone.now() - days * DAY)),
    Rule.QUARANTINED: (
        90, lambda analyst, days: _aged(make_tip(is_suspect=True), received_at=timezone.now() - days * DAY),
    ),
    Rule.REVIEWED: (90, lambda analyst, days: _promoted(analyst, days)),
    Rule.MERGED: (90, lambda analyst, days: _merged(analyst, days)),
}  # fmt: skip


def _promoted(analyst, days):
    tip = make_tip()
    report = make_report(analyst, tip)
    report.review_by = timezone.localdate() - days * DAY
    report.save(update_fields=["review_by"])
    return _aged(tip, received_at=timezone.now() - 900 * DAY, decided_at=timezone.now() - 900 * DAY)


def _merged(analyst, days):
    then = timezone.now() - days * DAY
    target = make_tip()
    tip = _aged(triage.merge(make_tip(), target, by=analyst), received_at=then, decided_at=then)
    correspondence.withdraw(target)
    return tip


def test_every_rule_of_the_timetable_is_tested_at_its_edge():
    assert set(CLASSES) == set(retention.TIMETABLE)


@pytest.mark.parametrize("rule", CLASSES)
def test_a_day_before_its_time_a_tip_stays(rule, analyst):
    days, make = CLASSES[rule]
    tip = make(analyst, days - 1)
    purging.run()
    assert not _is_gone(tip)


@pytest.mark.parametrize("rule", CLASSES)
def test_a_day_after_its_time_a_tip_goes(rule, analyst):
    days, make = CLASSES[rule]
    tip = make(analyst, days + 1)
    assert purging.run()[rule].tips == [tip.reference]
    was = tip.status
    tip.refresh_from_db()
    assert _is_gone(tip)
    assert (tip.status, bytes(tip.narrative), tip.words_mark) == (was, b"", None)
    assert certificates.of(tip).rule == rule


def test_a_word_of_the_source_starts_the_time_anew(analyst):
    tip = _dismissed(analyst, "insufficient", 120)
    correspondence.add_from_source(tip, "One thing more")
    purging.run()
    assert not _is_gone(tip)


def test_a_report_of_a_later_review_keeps_the_tip(analyst):
    tip = _promoted(analyst, 400)
    make_report(analyst, tip)
    purging.run()
    assert not _is_gone(tip)


def test_a_merged_tip_stays_as_long_as_the_one_it_leads_to(analyst):
    then = timezone.now() - 300 * DAY
    tip = _aged(triage.merge(make_tip(), make_tip(), by=analyst), received_at=then, decided_at=then)
    purging.run()
    assert not _is_gone(tip)


def test_days_come_from_the_settings(analyst, settings):
    settings.RETENTION_SPAM_DAYS = 30
    tip = _spam(analyst, 8)
    purging.run()
    assert not _is_gone(tip)


def test_a_purge_leaves_no_word_file_link_or_way_to_the_source(analyst):
    source = identity.source_at("telegram", "1:4711")
    tip = make_tip("Words that must go", source_id=source.pk, contact="me@example.org")
    message = correspondence.add_from_source(tip, "More")
    attachment = make_attachment(tip, copy=b"copy")
    token = upload_tickets.issue(tip)
    tip = _aged(triage.dismiss(tip, by=analyst, reason="spam", note="a note"), decided_at=timezone.now() - 8 * DAY)
    _aged(tip, received_at=timezone.now() - 8 * DAY)
    purging.run()
    message.refresh_from_db()
    attachment.refresh_from_db()
    assert bytes(message.body) == bytes(attachment.name) == b""
    assert not StoredFile.objects.filter(key_id=tip.key_id).exists()
    with pytest.raises(WrongStatus):
        upload_tickets.find(token)
    assert not SealedContact.objects.exists()
    assert not SourceAddress.objects.exists()
    assert not DataKey.objects.filter(pk__in=[tip.key_id, source.key_id]).exists()


def test_a_source_with_another_living_tip_keeps_the_way_back(analyst):
    source = identity.source_at("telegram", "1:4712")
    make_tip(source_id=source.pk, contact="me@example.org")
    tip = triage.dismiss(make_tip(source_id=source.pk), by=analyst, reason="spam")
    _aged(tip, received_at=timezone.now() - 8 * DAY, decided_at=timezone.now() - 8 * DAY)
    purging.run()
    assert _is_gone(tip)
    assert identity.address_of(source.pk) == "1:4712"
    assert identity.has_contact(source.pk)


@pytest.mark.parametrize("held", ["tip", "report", "attachment"])
def test_a_legal_hold_keeps_a_tip_and_is_counted(held, analyst):
    tip = _promoted(analyst, 400)
    subject = {"tip": tip, "report": tip.reports.first(), "attachment": make_attachment(tip)}[held]
    holds.hold([subject.pk], analyst_case := Draft().pk)
    tally = purging.run()[Rule.REVIEWED]
    assert (tally.tips, tally.held) == ([], 1)
    assert not _is_gone(tip)
    holds.let_go(analyst_case)
    assert purging.run()[Rule.REVIEWED].tips == [tip.reference]


def test_a_hold_that_came_after_the_list_was_made_is_seen(analyst):
    tip = _spam(analyst)
    holds.hold([tip.pk], tip.pk)
    assert not purging.purge(tip.pk, Rule.SPAM)
    assert not _is_gone(tip)


def test_a_dry_run_says_what_would_go_and_changes_nothing(analyst):
    tip, held = _spam(analyst), _spam(analyst)
    holds.hold([held.pk], held.pk)
    entries, out = AuditEntry.objects.count(), StringIO()
    call_command("purge", "--dry-run", stdout=out)
    assert "spam: 1 would be purged, 1 held" in out.getvalue()
    assert tip.reference in out.getvalue()
    assert not _is_gone(tip)
    assert (PurgedKey.objects.count(), PurgeCertificate.objects.count()) == (0, 0)
    assert AuditEntry.objects.count() == entries


def test_a_run_takes_no_more_than_its_limit_and_the_next_goes_on(analyst):
    tips = [_spam(analyst) for _ in range(3)]
    call_command("purge", "--limit", "2", stdout=StringIO())
    assert sum(map(_is_gone, tips)) == 2
    call_command("purge", "--limit", "2", stdout=StringIO())
    assert sum(map(_is_gone, tips)) == 3


def test_purging_twice_changes_nothing_more(analyst):
    _spam(analyst)
    purging.run()
    entries = AuditEntry.objects.count()
    assert all(not tally.tips for tally in purging.run().values())
    assert AuditEntry.objects.count() == entries
    assert PurgeCertificate.objects.count() == 1


@pytest.mark.parametrize("step", ["clear", "attachments.shred", "keys.destroy", "certificates.issue"])
def test_what_breaks_in_the_middle_of_a_purge_leaves_the_tip_whole_and_the_next_run_purges_it(
    step, analyst, monkeypatch
):
    broken, other = _spam(analyst, 9), _spam(analyst, 8)
    place, _, name = step.rpartition(".")
    owner = getattr(shredding, place) if place else shredding
    real = getattr(owner, name)

    def dies_once(*given, **more):
        monkeypatch.setattr(owner, name, real)
        raise RuntimeError

    monkeypatch.setattr(owner, name, dies_once)
    tally = purging.run()[Rule.SPAM]
    assert (tally.failed, tally.tips) == ([broken.reference], [other.reference])
    assert triage.read(broken, by=analyst).startswith("They sell turtles")
    assert purging.run()[Rule.SPAM].tips == [broken.reference]


def test_a_purge_is_on_the_audit_with_codes_only(analyst):
    tip = _spam(analyst)
    purging.run()
    entry = AuditEntry.objects.get(verb="tip.purged")
    assert (entry.actor, entry.subject_id) == ("system", str(tip.pk))
    assert entry.details == {"rule": "spam", "certificate": certificates.of(tip).reference}


@pytest.mark.parametrize("act", ["add", "ask", "reopen", "merge"])
def test_a_purged_tip_takes_nothing_more(act, analyst):
    tip = _spam(analyst)
    purging.run()
    doing = {
        "add": lambda: correspondence.add_from_source(tip, "late"),
        "ask": lambda: correspondence.ask(tip, "who?", by=analyst),
        "reopen": lambda: triage.reopen(tip, by=analyst),
        "merge": lambda: triage.merge(make_tip(), tip, by=analyst),
    }
    with pytest.raises(Refused):
        doing[act]()
    assert not Message.objects.filter(tip=tip).exists()


# --- certificates ------------------------------------------------------------------------------------------------
@pytest.fixture
def certificate(analyst):
    tip = _spam(analyst)
    make_attachment(tip, copy=b"copy")
    purging.run()
    return certificates.of(tip)


def test_a_certificate_holds_and_names_no_tip(certificate):
    assert certificates.holds(certificate)
    assert (certificate.texts_cleared, certificate.files_removed, certificate.keys_destroyed) == (2, 2, 2)
    told = str(certificates.signed_facts(certificate))
    tip = Tip.objects.get()
    assert str(tip.pk) not in told
    assert tip.reference not in told


@pytest.mark.parametrize("column", ["reference", "rule", "ledger_hash", "public_key", "signature"])
def test_one_changed_sign_of_a_certificate_is_found(column, certificate):
    value = getattr(certificate, column)
    setattr(certificate, column, value[:-1] + ("0" if value[-1] != "0" else "1"))
    assert not certificates.holds(certificate)


@pytest.mark.parametrize("column", certificates.COUNTS)
def test_one_changed_count_of_a_certificate_is_found(column, certificate):
    setattr(certificate, column, getattr(certificate, column) + 1)
    assert not certificates.holds(certificate)


def test_a_certificate_fails_where_the_purge_ledger_was_changed(certificate):
    certificate.ledger_span = [number + 1000 for number in certificate.ledger_span]
    assert not certificates.holds(certificate)


def test_a_withdrawal_gets_its_certificate():
    tip = make_tip()
    correspondence.withdraw(tip)
    found = certificates.of(tip)
    assert found.rule == Rule.WITHDRAWN
    assert certificates.holds(found)


# --- review dates ------------------------------------------------------------------------------------------------
def test_a_new_report_is_looked_at_again_within_a_year(analyst):
    assert make_report(analyst).review_by == timezone.localdate() + 365 * DAY

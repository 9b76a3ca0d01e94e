"""cases/case_purging.py, emptying.py, purge_table.py, purge_obstacles.py: the end of an archived case."""

from io import StringIO

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.management import CommandError, call_command
from django.db import models

from cases import (
    case_purging,
    casework,
    certificates,
    custody,
    emptying,
    exhibits,
    legal_holds,
    purge_table,
    rechecks,
)
from cases.models import Case, CasePurge, CustodyEvent, Exhibit
from cases.packets import release
from intel.models import (
    Entity,
    Fact,
    Import,
    Judgement,
    Link,
    Mention,
    NetworkAnalysis,
    NetworkView,
    Product,
    Suggestion,
)
from intel.products import moving
from staff import audit
from staff.models import AuditEntry
from staff.refusals import NotAllowed, WrongStatus
from tests.cases.ended import WORD, case_of_a_person, end, found, full_case, plant
from tests.cases.making import (
    colleague,
    make_case,
    make_packet,
)
from tests.cases.producing import make_product
from tests.intel.making import make_entity
from tests.staff.test_audit import behind_the_triggers
from vault import keys, purging
from vault.models import PurgedKey, StoredFile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_checkpoints")]


@pytest.fixture
def case(investigator):
    return case_of_a_person(investigator)


def _purge(case, supervisor):
    """Asked for by the lead, carried out by a supervisor."""
    case_purging.ask(case, by=case.lead)
    return case_purging.purge(case, by=supervisor)


def _verify() -> str:
    out = StringIO()
    call_command("verify_evidence", stdout=out)
    return out.getvalue()


# --- The promise ------------------------------------------------------------------------------------------------
def _columns(model):
    """Text columns that are no list of choices and no reference of ours."""
    texts = (models.CharField, models.TextField, models.JSONField, models.BinaryField, ArrayField)
    named = [field for field in model._meta.concrete_fields if isinstance(field, texts) and not field.choices]
    return {(model, field.name) for field in named if field.name != "reference"}


def test_every_text_column_of_casework_and_of_products_is_emptied_or_stays_for_a_reason():
    in_cases = {model for model in apps.get_app_config("cases").get_models() if not model._meta.proxy}
    there = {each for model in in_cases for each in _columns(model)}
    tables = (*purge_table.EMPTIED, *purge_table.EMPTIED_OF_PRODUCTS)
    emptied = {(words.model, column) for words in tables for column in words.columns}
    kept = {(model, column) for tables in purge_table.KEPT.values() for model, columns in tables for column in columns}
    of_products = {model for model, _column in emptied | kept} - in_cases
    assert there | {each for model in of_products for each in _columns(model)} == emptied | kept
    assert not emptied & kept


def test_every_text_column_of_intelligence_goes_with_its_row_or_is_emptied():
    tables = (*purge_table.EMPTIED, *purge_table.EMPTIED_OF_PRODUCTS)
    models_ = {words.model for words in tables} | {model for rows in purge_table.KEPT.values() for model, _c in rows}
    there = {each for model in apps.get_app_config("intel").get_models() for each in _columns(model)}
    # What files of others offered goes as rows: `intel.exchange.importing.forget`.
    there = {each for each in there if each[0] not in (Import, Suggestion)}
    emptied = {(Entity, name) for name in ("name", "key", "taken_out_why", "compartments")} | {(Judgement, "reason")}
    emptied |= {(NetworkView, "name")}
    of_ids = {(NetworkView, "query"), (NetworkAnalysis, "through"), (NetworkAnalysis, "result")}
    assert {each for each in there if each[0] not in (Fact, Link, Mention, *models_)} == emptied | of_ids


def test_no_word_of_a_purged_case_is_left_in_any_table_and_no_file_opens(investigator, supervisor):
    case = end(full_case(investigator, supervisor), investigator)
    plant(case)
    stored = [
        str(pk) for pk in StoredFile.objects.filter(key_id__in=emptying.key_ids(case)).values_list("pk", flat=True)
    ]
    assert len(stored) >= 4
    told = case_purging.preview(case)[0]
    certificate = _purge(case, supervisor)
    assert found(WORD, "Le Van", "912345678") == []
    assert not StoredFile.objects.filter(pk__in=stored).exists()
    assert keys.data_keys_found(set(emptying.key_ids(case))) == {}
    assert certificates.is_good(certificate)
    assert (told.texts, told.names, told.files) == (
        certificate.texts_cleared, certificate.names_cleared, certificate.files_removed
    )  # fmt: skip


def test_references_custody_hashes_and_counts_stay_and_verify(case, investigator, supervisor):
    before = list(CustodyEvent.objects.order_by("pk").values())
    exhibit = Exhibit.objects.filter(case=case).first()
    certificate = _purge(end(case, investigator), supervisor)
    assert list(CustodyEvent.objects.order_by("pk").values()) == before
    after = Exhibit.objects.get(pk=exhibit.pk)
    assert (after.reference, after.sha256, after.description) == (exhibit.reference, exhibit.sha256, "")
    assert f"0 files hold\n{case.reference} purged, {certificate.reference}\n" in _verify()
    audit.link_entries()
    assert audit.verify().first_break is None
    assert "Le Van" not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(
    "forged",
    [
        "UPDATE vault_purged_key SET reason = 'other' WHERE reason = 'case'",
        "UPDATE cases_certificate SET files_removed = 0",
        "INSERT INTO vault.data_key SELECT key_id, '', 'test' FROM cases_exhibit WHERE key_id IS NOT NULL LIMIT 1",
    ],
)
def test_a_case_that_only_says_it_was_purged_is_found(forged, case, investigator, supervisor):
    _purge(end(case, investigator), supervisor)
    behind_the_triggers(forged)
    with pytest.raises(CommandError, match=case.reference):
        _verify()


# --- Who, and when ----------------------------------------------------------------------------------------------
def test_a_purge_takes_two_people(case, investigator, supervisor, analyst):
    ended = end(case, investigator)
    casework.admit(make_case(investigator), analyst, by=investigator)
    with pytest.raises(WrongStatus):
        case_purging.purge(ended, by=supervisor)
    with pytest.raises(NotAllowed):
        case_purging.ask(ended, by=analyst)
    case_purging.ask(ended, by=supervisor)
    for nobody in (supervisor, investigator):
        with pytest.raises(NotAllowed):
            case_purging.purge(ended, by=nobody)
    assert found("Le Van Sau")
    case_purging.purge(ended, by=colleague("supervisor"))
    assert found("Le Van Sau") == []
    assert ended.purges.get().state == CasePurge.State.CARRIED_OUT


def test_a_member_who_does_not_lead_cannot_ask(case, investigator, analyst):
    casework.admit(case, analyst, by=investigator)
    with pytest.raises(NotAllowed):
        case_purging.ask(end(case, investigator), by=analyst)
    assert not CasePurge.objects.exists()


def test_what_was_refused_can_be_asked_anew(case, investigator, supervisor):
    ended = end(case, investigator)
    case_purging.ask(ended, by=investigator)
    with pytest.raises(WrongStatus):
        case_purging.ask(ended, by=supervisor)
    case_purging.refuse(ended, by=supervisor)
    with pytest.raises(WrongStatus):
        case_purging.purge(ended, by=supervisor)
    assert _purge(ended, supervisor)


def test_asking_ends_where_the_case_was_taken_up_again(case, investigator, supervisor):
    ended = end(case, investigator)
    case_purging.ask(ended, by=investigator)
    casework.reopen(ended, "a new witness", by=investigator)
    with pytest.raises(WrongStatus):
        case_purging.purge(end(ended, investigator), by=supervisor)
    assert found("Le Van Sau")


@pytest.mark.parametrize(("now", "to"), [(now, to) for now in case_purging.NEXT for to in case_purging.NEXT])
def test_every_step_that_next_lacks_is_refused(now, to):
    row = CasePurge(state=now)
    if to not in case_purging.NEXT[now]:
        with pytest.raises(WrongStatus):
            case_purging._move(row, to, by=None)
        assert row.state == now


def test_who_another_case_needs_stays(case, investigator, supervisor):
    shared, other = make_entity(case, investigator, "Tran Thi Hoa"), make_case(investigator)
    Entity.objects.filter(pk=shared.pk).update(compartments=[case.pk, other.pk])
    ended = end(case, investigator)
    assert case_purging.preview(ended)[0].kept == 1
    _purge(ended, supervisor)
    shared.refresh_from_db()
    assert (shared.name, Fact.objects.filter(entity=shared).exists()) == ("Tran Thi Hoa", True)
    assert found("Le Van Sau") == []
    _purge(end(other, investigator), supervisor)
    assert found("Tran Thi Hoa") == []


# --- Afterwards -------------------------------------------------------------------------------------------------
def test_nothing_is_added_to_a_purged_case(case, investigator, supervisor):
    ended = end(case, investigator)
    _purge(ended, supervisor)
    for act in (
        lambda: casework.note(ended, "Le Van Sau again", by=investigator),
        lambda: casework.reopen(ended, "Le Van Sau again", by=investigator),
        lambda: legal_holds.hold_case(ended, "Le Van Sau again", by=supervisor),
    ):
        with pytest.raises(WrongStatus):
            act()
    assert found("Le Van Sau") == []


def test_packet_and_exhibit_say_what_became_of_their_file(case, investigator, supervisor, custodian):
    packet, exhibit = make_packet(case, investigator), Exhibit.objects.filter(case=case, parent=None).first()
    certificate = _purge(end(case, investigator), supervisor)
    for act in (
        lambda: release.download(packet, by=investigator),
        lambda: exhibits.open_original(exhibit, "trial", by=custodian),
        lambda: custody.check(exhibit, by=investigator),
    ):
        with pytest.raises(WrongStatus, match=certificate.reference):
            act()


def test_the_night_looks_at_no_purged_file(case, investigator, supervisor):
    _purge(end(case, investigator), supervisor)
    Exhibit.objects.update(checked_at=None, check_held=None)
    rechecks.run()
    assert not Exhibit.objects.filter(check_held=False).exists()
    assert not CustodyEvent.objects.filter(kind="check").exists()


def test_the_tip_keeps_its_own_file(case, investigator, supervisor):
    from hotline.models import Attachment
    from vault import files

    _purge(end(case, investigator), supervisor)
    attachment = Attachment.objects.get()
    assert b"".join(files.read(StoredFile.objects.get(pk=str(attachment.file_id))))


def test_a_case_purged_since_the_backup_is_purged_again(case, investigator, supervisor):
    ended = end(case, investigator)
    _purge(ended, supervisor)
    purging.export()
    behind_the_triggers("DELETE FROM vault_purged_key", "DELETE FROM cases_casepurge", "DELETE FROM cases_certificate")
    Case.objects.filter(pk=case.pk).update(purged_at=None)
    Case.objects.filter(pk=case.pk).update(summary="Le Van Sau sells turtles", title="Le Van Sau")
    purging.look_again()
    out = StringIO()
    call_command("replay_purges", stdout=out)
    assert "1 cases" in out.getvalue()
    assert found("Le Van Sau") == []
    assert f"{case.reference} purged\n" in _verify()
    assert purging.are_replayed()
    call_command("replay_purges", stdout=out)
    assert PurgedKey.objects.filter(reason="case").count() == 1


def test_a_product_that_was_emptied_since_the_backup_is_emptied_again(case, investigator, supervisor):
    product = moving.withdraw(make_product(case, investigator, title="Le Van Sau"), "a namesake", by=investigator)
    _purge(end(case, investigator), supervisor)
    purging.export()
    behind_the_triggers("UPDATE intel_product SET purged_at = NULL", "UPDATE intel_version SET title = 'Le Van Sau'")
    with pytest.raises(CommandError, match="a product of it is not"):
        _verify()
    behind_the_triggers("DELETE FROM vault_purged_key")
    purging.look_again()
    call_command("replay_purges", stdout=StringIO())
    assert found("Le Van Sau") == []
    assert Product.objects.get(pk=product.pk).purged_at
    assert f"{case.reference} purged" in _verify()

import os
import threading
from base64 import b64encode

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from hotline import receipts
from tests.make import make_attachment, make_tip
from vault import files, identity, keys, text
from vault.keys import VaultClosed
from vault.models import DataKey, PurgedKey, PurposeKey, Source, SourceAddress, StoredFile

pytestmark = pytest.mark.django_db


def fresh_vault_key(name: str) -> str:
    return f"{name}:{b64encode(os.urandom(32)).decode()}"


def test_what_is_sealed_opens_at_its_own_place_with_its_own_key_alone():
    key = os.urandom(32)
    sealed = keys.seal(key, b"words", "tip.narrative:1")
    assert keys.unseal(key, sealed, "tip.narrative:1") == b"words"
    for other in ((key, sealed, "tip.narrative:2"), (os.urandom(32), sealed, "tip.narrative:1")):
        with pytest.raises(VaultClosed):
            keys.unseal(*other)


@pytest.mark.parametrize("at", [0, 11, 12, -1])
def test_one_changed_byte_does_not_open(at):
    key = os.urandom(32)
    sealed = bytearray(keys.seal(key, b"words", "place"))
    sealed[at] ^= 1
    with pytest.raises(VaultClosed):
        keys.unseal(key, bytes(sealed), "place")


def test_the_same_words_never_look_the_same():
    key = os.urandom(32)
    assert keys.seal(key, b"words", "place") != keys.seal(key, b"words", "place")


def test_a_value_moved_to_another_row_or_column_does_not_open():
    first, second = make_tip("One"), make_tip("Two")
    second.narrative, second.key_id = first.narrative, first.key_id
    with pytest.raises(VaultClosed):
        text.read(second, "narrative")
    first.note = first.narrative
    with pytest.raises(VaultClosed):
        text.read(first, "note")


def test_many_rows_are_read_with_one_query_for_their_keys(django_assert_num_queries):
    tips = [make_tip(f"Tip {number}") for number in range(5)]
    keys.destroy(tips[0].key_id, reason="test")
    with django_assert_num_queries(1):
        read = text.read_many(tips, "narrative")
    assert read[tips[0].pk] is None
    assert [read[tip.pk] for tip in tips[1:]] == ["Tip 1", "Tip 2", "Tip 3", "Tip 4"]


def test_rotation_re_wraps_every_key_and_loses_nothing(settings, capsys):
    tip = make_tip("Words that must survive")
    attachment = make_attachment(tip, b"a file")
    code = receipts.issue_another(tip)
    source = identity.source_at("telegram", "4711")
    old, new = settings.VAULT_KEYS, fresh_vault_key("next")
    settings.VAULT_KEYS = f"{new},{old}"
    call_command("rotate_vault_key")
    assert set(DataKey.objects.values_list("wrapped_by", flat=True)) == {"next"}
    assert set(PurposeKey.objects.values_list("wrapped_by", flat=True)) == {"next"}
    settings.VAULT_KEYS = new
    assert text.read(tip, "narrative") == "Words that must survive"
    assert b"".join(files.read(StoredFile.objects.get(pk=attachment.file_id))) == b"a file"
    assert receipts.find(code).tip == tip
    assert identity.address_of(source.pk) == "4711"
    settings.VAULT_KEYS = old
    with pytest.raises(VaultClosed, match="next"):
        text.read(tip, "narrative")


@pytest.mark.parametrize("spec", ["", "name", "name:dG9vIHNob3J0"])
def test_a_key_ring_that_cannot_seal_is_refused_at_once(settings, spec):
    settings.VAULT_KEYS = spec
    with pytest.raises(VaultClosed):
        keys.create()


def test_a_destroyed_key_is_gone_once_and_stands_in_the_purge_ledger():
    key_id = keys.create()
    keys.destroy(key_id, reason="test")
    keys.destroy(key_id, reason="again")
    with pytest.raises(VaultClosed):
        keys.data_key(key_id)
    assert [(row.key_id, row.reason) for row in PurgedKey.objects.all()] == [(key_id, "test")]


@pytest.mark.parametrize("change", ["UPDATE vault_purged_key SET reason = 'x'", "DELETE FROM vault_purged_key"])
def test_the_purge_ledger_is_append_only(change):
    keys.destroy(keys.create(), reason="test")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert PurgedKey.objects.get().reason == "test"


def test_marks_differ_by_purpose_and_repeat_within_one():
    assert keys.mark("receipt", "1") == keys.mark("receipt", b"1") != keys.mark("words", "1")


def test_one_address_is_one_source_found_without_storing_it():
    source = identity.source_at("telegram", "4711")
    assert identity.source_at("telegram", "4711") == source
    assert identity.source_at("console", "4711") != source
    row = SourceAddress.objects.get(source=source)
    assert b"4711" not in bytes(row.sealed) + bytes(row.mark)
    assert identity.find_source("telegram", "4712") is None


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_meet_a_new_address_at_once_make_one_source():
    identity.source_at("telegram", "first")  # the purpose key is there, as in a running house
    start, met, errors = threading.Barrier(2), [], []

    def meet():
        start.wait()
        try:
            met.append(identity.source_at("telegram", "4711").pk)
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=meet) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert len(set(met)) == 1
    assert Source.objects.count() == SourceAddress.objects.count() == 2


def test_contact_opens_with_the_handlers_private_key_alone(settings):
    from base64 import b64decode

    from nacl.public import PrivateKey, SealedBox

    from vault.models import SealedContact

    source = identity.create_source()
    assert identity.seal_contact(source.pk, "+84 912 345 678") == 1
    sealed = bytes(SealedContact.objects.get().sealed)
    assert b"912" not in sealed
    private = PrivateKey(b64decode(os.environ["TEST_HANDLER_PRIVATE_KEY"]))
    assert SealedBox(private).decrypt(sealed) == b"+84 912 345 678"
    settings.HANDLER_PUBLIC_KEYS = ""
    with pytest.raises(VaultClosed):
        identity.seal_contact(source.pk, "lost otherwise")

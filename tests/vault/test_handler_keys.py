"""tests vault/handler, vault/handlers.py, vault/resealing.py and their pages: making, proving, changing keys."""

import io
import json
import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from nacl.public import PrivateKey

from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from staff.roles import Role
from tests.ground import ROOT
from tests.people import signed_in
from tests.vault.boxes import NAME, WORDS, approved, line, make_contact, officer_of, private_key, take_up
from vault import handlers, identity, keys, resealing, reveals
from vault.handler import keyfile
from vault.handler.__main__ import main
from vault.handler.keyfile import KeyFileError
from vault.models import HandlerKey, RevealRequest, SealedContact

PHRASE = "seven quiet herons walk home"
QUICK = {"ops": 1, "memory": 8192}
FINGERPRINT = "47988 83209 11950 92338 72103 67958"
PAGES = ("/desk/vault/keys/", "/desk/vault/my-key/")


@pytest.fixture
def handler(db):
    return officer_of(Role.HANDLER)


@pytest.fixture
def supervisor(db):
    return officer_of(Role.SUPERVISOR)


# --- The key file ---------------------------------------------------------------------------------------------------
def test_a_key_file_opens_with_its_pass_phrase_and_says_nothing_of_either():
    file = keyfile.make("huda", PHRASE, **QUICK)
    private = keyfile.unlock(keyfile.read(file.text()), PHRASE)
    assert keyfile.base64(bytes(private.public_key)) == file.public
    assert keyfile.base64(bytes(private)) not in file.text()
    assert PHRASE not in file.text()


def test_a_wrong_pass_phrase_is_said():
    with pytest.raises(KeyFileError, match="pass phrase is wrong"):
        keyfile.unlock(keyfile.make("huda", PHRASE, **QUICK), PHRASE + "s")


def test_one_phrase_typed_on_two_keyboards_is_one_phrase():
    file = keyfile.make("huda", "se\u0301curite\u0301 du re\u0301seau", **QUICK)
    assert keyfile.unlock(file, "s\u00e9curit\u00e9 du r\u00e9seau")


def test_a_key_file_whose_public_key_was_swapped_is_refused():
    mine, other = (keyfile.make("huda", PHRASE, **QUICK) for _each in range(2))
    swapped = keyfile.read(mine.text().replace(mine.public, other.public))
    with pytest.raises(KeyFileError, match="somebody changed it"):
        keyfile.unlock(swapped, PHRASE)


@pytest.mark.parametrize(
    "change", [{"memory": 2**34}, {"ops": 10**6}, {"hornbill": "other"}, {"name": "<b>"}, {"kdf": "x"}]
)
def test_a_key_file_that_asks_for_something_else_is_not_worked_on(change):
    said = json.loads(keyfile.make("huda", PHRASE, **QUICK).text()) | change
    with pytest.raises(KeyFileError):
        keyfile.read(json.dumps(said))


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"hornbill": 1}'])
def test_what_is_no_key_file_is_said(text):
    with pytest.raises(KeyFileError):
        keyfile.read(text)


@pytest.mark.parametrize(("name", "phrase"), [("", PHRASE), ("a:b", PHRASE), ("a,b", PHRASE), ("huda", "short")])
def test_a_name_or_phrase_that_will_not_do_is_refused(name, phrase):
    with pytest.raises(KeyFileError):
        keyfile.make(name, phrase, **QUICK)


def test_a_fingerprint_is_thirty_digits_in_groups_of_five():
    # The same key and digits stand in the browser's test: both sides must read the same aloud.
    assert keyfile.spoken(keyfile.fingerprint(bytes(range(32)))) == FINGERPRINT
    assert keyfile.fingerprint(bytes(32)) != keyfile.fingerprint(bytes(range(32)))


@pytest.mark.parametrize("spec", ["huda:short", "huda:!!!", "huda", "a:{key},a:{key}"])
def test_a_public_key_that_cannot_be_used_is_named(settings, spec):
    settings.HANDLER_PUBLIC_KEYS = spec.format(key=keyfile.base64(bytes(range(32))))
    with pytest.raises(keys.VaultClosed, match=r"HANDLER_PUBLIC_KEYS: .*'(huda|a)'"):
        identity.handler_keys()


def test_a_process_does_not_start_with_a_key_that_would_stop_a_source():
    started = subprocess.run(
        [sys.executable, "-c", "import config.settings"], cwd=ROOT, capture_output=True, text=True, check=False,
        env={**os.environ, "HANDLER_PUBLIC_KEYS": "huda:short"},
    )  # fmt: skip
    assert started.returncode != 0
    assert "HANDLER_PUBLIC_KEYS: The public key of 'huda'" in started.stderr


# --- The command line -------------------------------------------------------------------------------------------------
def test_the_command_line_makes_a_key_and_opens_a_box_without_server_or_django(tmp_path):
    (tmp_path / "phrase").write_text(PHRASE)
    words = ["--pass-phrase-file", str(tmp_path / "phrase")]
    run = [sys.executable, "-X", "importtime", "-m", "vault.handler"]
    made = subprocess.run(
        [*run, "make-key", "--name", "huda", "--out", str(tmp_path / "k"), *words],
        cwd=ROOT, env={}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "django" not in made.stderr
    spec = made.stdout.split("HANDLER_PUBLIC_KEYS:")[1].split()[0]
    box = keyfile.base64(keyfile.seal(keyfile.public_keys(spec)["huda"], WORDS))
    opened = subprocess.run(
        [*run, "open", "--key", str(tmp_path / "k"), *words],
        cwd=ROOT, env={}, input=box, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert opened.stdout.strip() == WORDS
    assert (tmp_path / "k").stat().st_mode & 0o777 == 0o600


@pytest.fixture
def key_on_disk(tmp_path):
    """The suite's handler key in a file, as arguments of the command line."""
    (tmp_path / "key.json").write_text(keyfile.protect(private_key(), NAME, PHRASE, **QUICK).text())
    (tmp_path / "phrase").write_text(PHRASE)
    return ["--key", str(tmp_path / "key.json"), "--pass-phrase-file", str(tmp_path / "phrase")]


def _typed(monkeypatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_the_proof_command_gives_out_proofs_and_no_contact(handler, key_on_disk, monkeypatch, capsys):
    _typed(monkeypatch, handlers.proof_box(handler, handlers.present()[0]))
    assert main(["prove", *key_on_disk]) == 0
    assert capsys.readouterr().out.startswith("hornbill-proof-")
    _typed(monkeypatch, keyfile.base64(keyfile.seal(handlers.present()[0].raw, WORDS)))
    assert main(["prove", *key_on_disk]) == 1
    said = capsys.readouterr()
    assert "912" not in said.out + said.err


def test_a_key_is_put_under_another_phrase_by_the_command_line(key_on_disk, tmp_path, capsys):
    (tmp_path / "phrase").write_text(f"{PHRASE}\nanother seven quiet herons\n")
    assert main(["new-pass-phrase", *key_on_disk, "--out", str(tmp_path / "new")]) == 0
    again = keyfile.unlock(keyfile.read((tmp_path / "new").read_text()), "another seven quiet herons")
    assert bytes(again) == bytes(private_key())


def test_a_key_file_that_is_there_is_never_written_over(tmp_path, capsys):
    (tmp_path / "k").write_text("mine")
    (tmp_path / "phrase").write_text(PHRASE)
    words = ["--pass-phrase-file", str(tmp_path / "phrase")]
    assert main(["make-key", "--name", "huda", "--out", str(tmp_path / "k"), *words]) == 1
    assert (tmp_path / "k").read_text() == "mine"


# --- Taking up a key --------------------------------------------------------------------------------------------------
def test_a_handler_takes_up_a_key_by_opening_its_proof(handler):
    key = take_up(handler)
    assert (key.name, key.fingerprint) == (NAME, handlers.present()[0].fingerprint)
    entry = AuditEntry.objects.get(verb="handlerkey.taken_up")
    assert entry.details == {"name": NAME, "fingerprint": key.fingerprint}
    assert take_up(handler) == key


def test_a_proof_holds_for_one_officer_one_key_and_two_days(handler, settings, monkeypatch):
    settings.HANDLER_PUBLIC_KEYS += f",{line('other', PrivateKey.generate())}"
    mine, other = handlers.present()
    word = keyfile.open_box(private_key(), keyfile.unbase64(handlers.proof_box(handler, mine)))
    with pytest.raises(Invalid):
        handlers.take_up(other.name, word, by=handler)
    with pytest.raises(Invalid):
        handlers.take_up(mine.name, word, by=officer_of(Role.HANDLER, "second"))
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(handlers.timezone, "now", lambda: later)
    with pytest.raises(Invalid):
        handlers.take_up(mine.name, word, by=handler)
    assert not HandlerKey.objects.exists()


@pytest.mark.parametrize("role", [role for role in ("", *Role.values) if role != Role.HANDLER])
def test_nobody_but_a_handler_takes_up_a_key(db, role):
    with pytest.raises(NotAllowed):
        take_up(officer_of(role))


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_sent_to_sign_in(client, db, address):
    for answer in (client.get(address), client.post(address)):
        assert answer.url.startswith("/desk/login/")


@pytest.mark.parametrize("role", ["", *Role.values])
def test_keys_are_shown_to_handlers_and_supervisors_and_a_key_is_made_by_handlers(client, db, role):
    signed_in(client, officer_of(role))
    seen = [client.get(address).status_code for address in PAGES]
    assert seen == {Role.HANDLER: [200, 200], Role.SUPERVISOR: [200, 403]}.get(role, [403, 403])  # type: ignore[call-overload]


def test_a_key_is_taken_up_from_the_page_without_javascript(client, handler):
    signed_in(client, handler)
    box = re.search(
        r"<textarea[^>]*readonly[^>]*>([^<]+)</textarea>", client.get("/desk/vault/my-key/").content.decode()
    )
    assert box
    word = keyfile.open_box(private_key(), keyfile.unbase64(box[1]))
    assert client.post("/desk/vault/my-key/", {"name": NAME, "word": "hornbill-proof-0"}).status_code == 422
    assert client.post("/desk/vault/my-key/", {"name": NAME, "word": word}).status_code == 302
    assert HandlerKey.objects.get().officer == handler


def test_no_field_of_a_key_file_or_pass_phrase_has_a_name_that_would_send_it(client, handler):
    asked = approved(handler)
    signed_in(client, handler)
    pages = [client.get("/desk/vault/my-key/"), client.post(f"/desk/vault/revealrequest/{asked.pk}/open/")]
    for page in pages:
        fields = BeautifulSoup(page.content, "html.parser").select("input[type=file], input[type=password]")
        assert len(fields) >= 2
        assert [field for field in fields if field.get("name")] == []


# --- Sealing to the present keys --------------------------------------------------------------------------------------
@pytest.fixture
def newcomer(handler, settings) -> PrivateKey:
    """The private key of a second handler, whose public key was set after three contacts were given."""
    for words in ("one", "two", "three"):
        make_contact(words)
    take_up(handler)
    private = PrivateKey.generate()
    settings.HANDLER_PUBLIC_KEYS += f",{line('newcomer', private)}"
    return private


def resealing_approved(handler) -> RevealRequest:
    asked = reveals.ask_to_reseal(by=handler, reason="joined")
    return reveals.approve(asked, by=officer_of(Role.SUPERVISOR, "second"))


def sealed_anew(batch: resealing.Batch) -> dict:
    """What the handler's side makes of a batch."""
    found = {}
    for box in batch.boxes:
        clear = keyfile.open_box(private_key(), keyfile.unbase64(box.sealed))
        found[box.giving] = {key.name: keyfile.seal(key.raw, clear) for key in batch.keys}
    return found


def reseal_all(handler) -> RevealRequest:
    request, key = resealing_approved(handler), HandlerKey.objects.get(officer=handler)
    batch = resealing.hand_out(request, key, by=handler)
    resealing.take_in(request, key, sealed_anew(batch), by=handler)
    request.refresh_from_db()
    return request


def test_boxes_are_sealed_to_a_newcomer_by_a_handler_and_nothing_is_lost(handler, newcomer):
    assert resealing.lacking().count() == 3
    assert reseal_all(handler).status == RevealRequest.Status.RELEASED
    assert resealing.lacking().count() == 0
    for private, name in ((newcomer, "newcomer"), (private_key(), NAME)):
        boxes = SealedContact.objects.filter(handler=name)
        assert sorted(keyfile.open_box(private, bytes(box.sealed)) for box in boxes) == ["one", "three", "two"]


def test_sealing_anew_keeps_the_day_on_which_a_contact_was_given(handler, newcomer):
    SealedContact.objects.update(given_at=timezone.now() - timedelta(days=400))
    reseal_all(handler)
    assert all(box.given_at < timezone.now() - timedelta(days=399) for box in SealedContact.objects.all())


def test_boxes_go_out_in_batches(handler, newcomer, monkeypatch):
    monkeypatch.setattr(resealing, "BATCH", 2)
    request, key = resealing_approved(handler), HandlerKey.objects.get(officer=handler)
    sizes = []
    while resealing.lacking().exists():
        batch = resealing.hand_out(request, key, by=handler)
        sizes.append(len(batch.boxes))
        resealing.take_in(request, key, sealed_anew(batch), by=handler)
    assert sizes == [2, 1]


def test_every_batch_is_on_the_ledger_before_it_goes_out_and_when_it_returns(handler, newcomer):
    reseal_all(handler)
    verbs = AuditEntry.objects.filter(verb__startswith="contact.").order_by("pk")
    assert [entry.verb for entry in verbs] == ["contact.released", "contact.resealed"]
    sources = {str(pk) for pk in SealedContact.objects.values_list("source_id", flat=True)}
    assert all(set(entry.details["sources"]) == sources for entry in verbs)


def test_no_boxes_go_out_before_a_second_person_agreed(handler, newcomer):
    asked = reveals.ask_to_reseal(by=handler, reason="joined")
    with pytest.raises(WrongStatus, match="not decided"):
        resealing.hand_out(asked, HandlerKey.objects.get(), by=handler)


def test_an_approval_to_open_one_contact_hands_out_no_others(handler, newcomer):
    with pytest.raises(WrongStatus, match="something else"):
        resealing.hand_out(approved(handler), HandlerKey.objects.get(), by=handler)
    with pytest.raises(WrongStatus, match="something else"):
        reveals.release(resealing_approved(handler), by=handler)


@pytest.mark.parametrize("spoil", ["length", "missing", "stranger", "foreign", "nothing"])
def test_boxes_that_cannot_be_right_are_refused(handler, newcomer, spoil):
    request, key = resealing_approved(handler), HandlerKey.objects.get()
    sealed = sealed_anew(resealing.hand_out(request, key, by=handler))
    first = next(iter(sealed))
    if spoil == "length":
        sealed[first]["newcomer"] += b"x"
    elif spoil == "missing":
        del sealed[first]["newcomer"]
    elif spoil == "stranger":
        sealed[first]["stranger"] = sealed[first]["newcomer"]
    elif spoil == "foreign":
        sealed[request.pk] = sealed.pop(first)
    else:
        sealed = {}
    with pytest.raises(Invalid):
        resealing.take_in(request, key, sealed, by=handler)
    assert SealedContact.objects.count() == 3


def test_boxes_of_a_handler_who_left_are_dropped_once_every_other_has_theirs(handler, newcomer, supervisor, settings):
    with_both = settings.HANDLER_PUBLIC_KEYS
    old = with_both.partition(",")[0]
    request = resealing_approved(handler)
    settings.HANDLER_PUBLIC_KEYS = with_both.removeprefix(f"{old},")
    with pytest.raises(WrongStatus, match="3 contacts lack a box"):
        resealing.drop_departed(request, by=supervisor)
    key = HandlerKey.objects.get()
    resealing.take_in(request, key, sealed_anew(resealing.hand_out(request, key, by=handler)), by=handler)
    assert resealing.drop_departed(request, by=supervisor) == 3
    assert set(SealedContact.objects.values_list("handler", flat=True)) == {"newcomer"}
    assert AuditEntry.objects.get(verb="contact.dropped").details == {"names": [NAME], "boxes": 3}


def test_whoever_sealed_anew_does_not_drop_the_old_boxes(handler, newcomer):
    with pytest.raises(NotAllowed):
        resealing.drop_departed(reseal_all(handler), by=handler)


def test_a_batch_goes_through_the_pages_and_the_command_line(
    client, handler, newcomer, key_on_disk, monkeypatch, capsys, settings
):
    request, key = resealing_approved(handler), HandlerKey.objects.get()
    signed_in(client, handler)
    place = f"/desk/vault/revealrequest/{request.pk}"
    page = BeautifulSoup(client.post(f"{place}/reseal/", {"key": key.pk}).content, "html.parser")
    bundle = page.select_one("script#bundle")
    assert bundle
    _typed(monkeypatch, bundle.text)
    assert main(["reseal", *key_on_disk, "--to", settings.HANDLER_PUBLIC_KEYS]) == 0
    answer = client.post(f"{place}/returned/", {"key": key.pk, "sealed": capsys.readouterr().out})
    assert answer.url == f"{place}/change/"
    assert resealing.lacking().count() == 0
    assert client.post(f"{place}/returned/", {"key": key.pk, "sealed": "{}"}).status_code == 409


@pytest.mark.parametrize("said", ["", "not json", "[]", '{"x": {}}', '{"%s": {"newcomer": "!"}}'])
def test_what_no_key_file_gives_back_is_answered_with_a_sentence(client, handler, newcomer, said):
    request, key = resealing_approved(handler), HandlerKey.objects.get()
    sealed = said.replace("%s", str(SealedContact.objects.first().giving))  # type: ignore[union-attr]
    place = f"/desk/vault/revealrequest/{request.pk}/returned/"
    assert signed_in(client, handler).post(place, {"key": key.pk, "sealed": sealed}).status_code == 422


@pytest.mark.parametrize("role", ["", *Role.values])
def test_boxes_for_sealing_anew_go_to_their_asker_alone(client, handler, newcomer, role):
    request, key = resealing_approved(handler), HandlerKey.objects.get()
    other = officer_of(role, "somebody") if role == Role.HANDLER else officer_of(role)
    signed_in(client, other)
    for step in ("reseal", "returned"):
        answer = client.post(f"/desk/vault/revealrequest/{request.pk}/{step}/", {"key": key.pk, "sealed": "{}"})
        assert answer.status_code in (403, 404)
    assert not AuditEntry.objects.filter(verb="contact.released").exists()


def test_a_handler_asks_to_seal_anew_from_the_page_of_keys(client, handler):
    answer = signed_in(client, handler).post("/desk/vault/keys/", {"reason": "left", "why": ""})
    asked = RevealRequest.objects.get()
    assert answer.url == f"/desk/vault/revealrequest/{asked.pk}/change/"
    assert (asked.kind, asked.source_id, asked.reason) == ("reseal", None, "left")


def test_a_supervisor_cannot_ask_to_seal_anew(client, supervisor):
    assert signed_in(client, supervisor).post("/desk/vault/keys/", {"reason": "left"}).status_code == 403
    assert not RevealRequest.objects.exists()

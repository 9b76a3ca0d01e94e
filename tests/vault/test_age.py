"""What goes out encrypted is opened by the programs that recipients have."""

import os
import shutil
import subprocess

import pyrage
import pytest

from vault import age, phrases

SIZES = [0, 1, age.CHUNK - 1, age.CHUNK, age.CHUNK + 1, 3 * age.CHUNK]


def _in_pieces(content: bytes) -> list[bytes]:
    return [content[:100], content[100 : age.CHUNK + 7], content[age.CHUNK + 7 :]]


@pytest.mark.parametrize("size", SIZES)
def test_each_recipient_and_nobody_else_opens_it(size):
    mine, second, stranger = (pyrage.x25519.Identity.generate() for _ in range(3))
    content = os.urandom(size)
    stanzas = age.to_keys([str(mine.to_public()), str(second.to_public())])
    sealed = b"".join(age.seal(_in_pieces(content), stanzas))
    assert pyrage.decrypt(sealed, [mine]) == pyrage.decrypt(sealed, [second]) == content
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [stranger])


def test_the_phrase_opens_it_and_another_does_not():
    phrase, content = phrases.new_phrase(), os.urandom(age.CHUNK + 5)
    sealed = b"".join(age.seal([content], age.by_phrase(phrase)))
    assert pyrage.passphrase.decrypt(sealed, phrase) == content
    with pytest.raises(pyrage.DecryptError):
        pyrage.passphrase.decrypt(sealed, phrases.new_phrase())


def test_one_changed_bit_or_a_lost_end_does_not_open():
    mine = pyrage.x25519.Identity.generate()
    sealed = b"".join(age.seal([os.urandom(age.CHUNK * 2)], age.to_keys([str(mine.to_public())])))
    for place in (len(sealed) - 1, len(sealed) // 2, 30, 120):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(pyrage.DecryptError):
            pyrage.decrypt(bytes(changed), [mine])
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed[: -age.CHUNK - 16], [mine])


@pytest.mark.parametrize("wrong", ["", "age1", "ssh-ed25519 AAAA", "someone@example.org", "AGE-SECRET-KEY-1QQ"])
def test_what_is_no_public_key_is_refused(wrong):
    with pytest.raises(age.NoSuchKey):
        age.to_keys([wrong])


def test_a_key_with_one_wrong_letter_is_refused():
    key = str(pyrage.x25519.Identity.generate().to_public())
    with pytest.raises(age.NoSuchKey):
        age.to_keys([key[:-1] + ("q" if key[-1] != "q" else "p")])


def test_phrases_are_never_the_same_and_have_no_signs_that_look_alike():
    made = {phrases.new_phrase() for _ in range(100)}
    assert len(made) == 100
    assert not set("01oilsaeuy5") & set("".join(made))


@pytest.mark.skipif(not shutil.which("age"), reason="Debian's age is not installed here")
def test_debians_age_opens_it(tmp_path):
    mine, content = pyrage.x25519.Identity.generate(), os.urandom(age.CHUNK + 9)
    (tmp_path / "key").write_text(f"{mine}\n")
    (tmp_path / "sealed").write_bytes(b"".join(age.seal([content], age.to_keys([str(mine.to_public())]))))
    opened = subprocess.run(["age", "-d", "-i", "key", "sealed"], cwd=tmp_path, check=True, capture_output=True)
    assert opened.stdout == content

"""Public keys of contacts: checked when they are entered."""

from datetime import UTC, datetime, timedelta

import pyrage
import pysequoia
import pytest
from pysequoia import Tsk

from reference import contact_keys
from staff.refusals import Invalid

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def tsk():
    return Tsk.generate("Duty <duty@example.org>")


@pytest.fixture(scope="module")
def cert(tsk):
    return str(tsk.extract_certificate())


def _parsed(text: str):
    return pysequoia.Cert.from_bytes(text.encode())


def test_an_age_key_is_kept_as_it_is():
    key = str(pyrage.x25519.Identity.generate().to_public())
    read = contact_keys.read(f"  {key}\n")
    assert (read.kind, read.text, read.mark, read.expires_at) == ("age", key, key, None)


def test_an_openpgp_certificate_is_kept_with_its_fingerprint(cert):
    read = contact_keys.read(cert)
    assert (read.kind, read.mark) == ("openpgp", _parsed(cert).fingerprint.upper())
    assert "PRIVATE" not in read.text


def test_what_is_encrypted_to_a_certificate_is_opened_with_its_secret_key_alone(tsk, cert):
    sealed = contact_keys.encrypt(contact_keys.read(cert), "Chợ Đồng Xuân".encode())
    assert b"BEGIN PGP MESSAGE" in sealed
    assert bytes(pysequoia.decrypt(sealed, decryptor=tsk.decryptor()).bytes).decode() == "Chợ Đồng Xuân"
    with pytest.raises(RuntimeError):
        pysequoia.decrypt(sealed, decryptor=Tsk.generate("Else <else@example.org>").decryptor())


def test_an_expired_certificate_is_refused(tsk):
    cert = _parsed(str(tsk.extract_certificate()))
    soon = str(cert.set_expiration(certifier=tsk.certifier(), expiration=NOW + timedelta(days=2)))
    assert contact_keys.read(soon, NOW).expires_at is not None
    with pytest.raises(Invalid, match="expired"):
        contact_keys.read(soon, NOW + timedelta(days=3))


def test_a_revoked_certificate_is_refused(tsk):
    cert = _parsed(str(tsk.extract_certificate()))
    revoked = pysequoia.Cert.from_bytes(bytes(cert.merge(_with(cert, cert.revoke(certifier=tsk.certifier())))))
    with pytest.raises(Invalid, match="revoked"):
        contact_keys.read(str(revoked))


def _with(cert, revocation):
    return pysequoia.Cert.from_bytes(bytes(cert) + bytes(revocation))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("age1qqqq", "not a whole age key"),
        ("AGE-SECRET-KEY-1QQQQ", "secret key"),
        ("-----BEGIN PGP PRIVATE KEY BLOCK-----", "secret key"),
        ("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nxx\n-----END PGP PUBLIC KEY BLOCK-----", "cannot be read"),
        ("hello", "Paste a public key"),
        ("\0", "Paste a public key"),
        ("age1" + "q" * 60_000, "too long"),
    ],
)
def test_what_is_no_public_key_is_refused_with_a_sentence(typed, said):
    with pytest.raises(Invalid, match=said) as refused:
        contact_keys.read(typed)
    assert refused.value.fields["key"]


def test_a_certificate_that_cannot_encrypt_is_refused(cert, monkeypatch):
    def unable(*given, **named):
        raise RuntimeError("no suitable key")

    monkeypatch.setattr(pysequoia, "encrypt", unable)
    with pytest.raises(Invalid, match="cannot encrypt"):
        contact_keys.read(cert)

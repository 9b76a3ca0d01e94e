"""Checking a time stamp offline: is it over this packet's tag manifest, and did the named authority sign it?"""

from collections.abc import Sequence

from cryptography import x509
from rfc3161_client import VerificationError, VerifierBuilder

from cases.packets.stamping import NotStamped, read


class BadStamp(ValueError):
    """Why a stamp does not hold."""


def check(answer: bytes, manifest_sha256: bytes, authority: bytes | None = None) -> str:
    """One sentence on a stamp that holds.

    Args:
        answer: the `.tsr` file, DER.
        manifest_sha256: 32 bytes, of `tagmanifest-sha256.txt`.
        authority: PEM certificates that the reader trusts; None checks no signature.
    Raises: BadStamp.
    """
    try:
        found = read(answer)
    except NotStamped as wrong:
        raise BadStamp(str(wrong)) from wrong
    if found.tst_info.message_imprint.message != manifest_sha256:
        raise BadStamp("it stamps something else than this packet's tag manifest")
    when = f"{found.tst_info.gen_time:%Y-%m-%d %H:%M:%S} UTC"
    if authority is None:
        return f"stamped {when} by an authority whose signature was not checked"
    try:
        _verifier(x509.load_pem_x509_certificates(authority)).verify(found, manifest_sha256)
    except (VerificationError, ValueError) as wrong:
        raise BadStamp("the authority named did not sign it") from wrong
    return f"stamped {when} by the authority named"


def _verifier(trusted: Sequence[x509.Certificate]):  # type: ignore[no-untyped-def]  # the library's type is abstract
    builder = VerifierBuilder()
    for each in trusted:
        is_root = each.subject == each.issuer
        builder = builder.add_root_certificate(each) if is_root else builder.add_intermediate_certificate(each)
    return builder.build()

"""The plain words that go with a packet: how to check it without us."""

from collections.abc import Sequence

from cases.packets import chain, layout

_TEXT = """HOW TO CHECK PACKET {reference}

You need no program of ours. Do the steps in order; stop and tell us at the first that fails.

0. Was it encrypted, {reference}.zip.age? Then first (the program is age or rage, https://age-encryption.org)
   age -d -i YOUR_KEY_FILE -o {reference}.zip {reference}.zip.age       (with a pass phrase: leave out -i)

1. Unpack
   Linux, macOS:   unzip {reference}.zip && cd {reference}
   Windows:        right-click the file, Extract All, open the folder {reference}

2. Compare every file with the list of hashes
   Linux:          sha256sum -c manifest-sha256.txt
   macOS:          shasum -a 256 -c manifest-sha256.txt
   Windows:        certutil -hashfile FILE SHA256      (compare with the line of manifest-sha256.txt)
   Each line must end in OK. Then the same with tagmanifest-sha256.txt, which covers the list itself.

3. Or let the Library of Congress's program do both (Python; pip install bagit)
   bagit.py --validate .

4. Compare the seal, if you were given one apart from this packet
   sha256sum tagmanifest-sha256.txt
   The result must be the value in our covering message. If a time stamp of an authority came beside this packet
   ({reference}.tsr, and the certificates in it as {reference}.pem), it is an RFC 3161 stamp over
   tagmanifest-sha256.txt; AUTHORITY.pem is the authority's own root, from the authority:
   openssl ts -verify -data tagmanifest-sha256.txt -in {reference}.tsr -CAfile AUTHORITY.pem -untrusted {reference}.pem

5. Check the chain of custody
   data/{custody} has one line for each event of each exhibit. Each line carries the hash of the line before it
   of the same exhibit (prev_hash; 64 zeros for the first) and its own (entry_hash). A line's entry_hash is the
   SHA-256 of these columns, written as UTF-8 JSON with the names in alphabetical order, no spaces, every value as text:
   {columns}
   A cell that starts with an apostrophe before = + - @ was given it against spreadsheet formulas: leave it out.
   The last sha256_after of an exhibit must be the hash of its file in data/{exhibits} or data/{statements}

6. With our program at hand, all of it at once: manage.py verify_packet {reference}.zip

WHAT EACH FILE IS (all below data/)
{files}
"""


def verify_text(reference: str, names: Sequence[str]) -> bytes:
    """Write `11_verify.txt` for one packet.

    Args:
        reference: PKT-YYYY-NNNNNN.
        names: payload files of the packet as `layout` names them; `11_verify.txt` itself is added if absent.
    Returns: UTF-8 text.
    """
    listed = sorted({*names, layout.VERIFY})
    return _TEXT.format(
        reference=reference,
        custody=layout.CUSTODY_CSV,
        exhibits=layout.EXHIBITS,
        statements=layout.STATEMENTS,
        columns=", ".join(sorted(chain.HASHED)),
        files="\n".join(f"  {name}\n      {layout.meaning(name)}" for name in listed),
    ).encode()

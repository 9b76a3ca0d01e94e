"""`python -m vault.handler`: the command line of a source handler, on a machine of their own."""

import argparse
import json
import os
import re
import sys
from getpass import getpass
from pathlib import Path

from vault.handler import keyfile
from vault.handler.keyfile import KeyFile, KeyFileError

# The desk proves a key by such a word in a box. Nothing else is printed by `prove`: it must not open a contact.
PROOF = re.compile(r"hornbill-proof-[0-9a-f]{64}")


def main(words: list[str] | None = None) -> int:
    asked = _parser().parse_args(words)
    try:
        asked.act(asked)
    except (KeyFileError, OSError) as reason:
        print(reason, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m vault.handler", description=__doc__)
    acts = parser.add_subparsers(required=True)

    def act(name: str, does: object, about: str) -> argparse.ArgumentParser:
        found = acts.add_parser(name, help=about, description=about)
        found.set_defaults(act=does)
        return found

    made = act("make-key", make_key, "Make a key file, and print the public line for the operator.")
    made.add_argument("--name", required=True, help="letters, digits, dots, dashes: huda-2026")
    made.add_argument("--out", required=True, type=Path, help="a file that is not there yet")
    shown = act("show", show, "Print public line and fingerprint of a key file.")
    compared = act("fingerprint", print_fingerprints, "Print the fingerprints of public lines (name:base64,…).")
    compared.add_argument("lines", nargs="+")
    opened = act("open", open_boxes, "Read boxes in base64 from standard input, one a line, and print their content.")
    proven = act("prove", prove, "Read the desk's proof box from standard input and print the word in it.")
    again = act("reseal", reseal, "Read the desk's bundle from standard input and print its boxes sealed anew.")
    again.add_argument("--to", required=True, help="name:base64,… : every key to seal to, compared by voice")
    other = act("new-pass-phrase", new_pass_phrase, "Put the same key under another pass phrase, in a new file.")
    other.add_argument("--out", required=True, type=Path)
    for one in (shown, opened, proven, again, other):
        one.add_argument("--key", required=True, type=Path, help="the key file")
    for one in (made, opened, proven, again, other):
        one.add_argument(
            "--pass-phrase-file", type=Path, help="its first line (a new one: its last); else the terminal is asked"
        )
    return parser


def _pass_phrase(asked: argparse.Namespace) -> str:
    if asked.pass_phrase_file:
        return next(iter(asked.pass_phrase_file.read_text(encoding="utf-8").splitlines()), "")
    return getpass("Pass phrase: ")


def _new_pass_phrase(asked: argparse.Namespace) -> str:
    """The last line of the file, or what is typed twice."""
    if asked.pass_phrase_file:
        return next(reversed(asked.pass_phrase_file.read_text(encoding="utf-8").splitlines()), "")
    first = getpass("New pass phrase: ")
    if getpass("Once more: ") != first:
        raise KeyFileError("The two are not the same.")
    return first


def _write(path: Path, file: KeyFile) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(file.text())


def _unlocked(asked: argparse.Namespace) -> keyfile.PrivateKey:
    return keyfile.unlock(keyfile.read(asked.key.read_text(encoding="utf-8")), _pass_phrase(asked))


def _say(file: KeyFile) -> None:
    print(f"For HANDLER_PUBLIC_KEYS:  {keyfile.public_line(file)}")
    print(f"Fingerprint:              {keyfile.spoken(keyfile.fingerprint(keyfile.unbase64(file.public)))}")


def make_key(asked: argparse.Namespace) -> None:
    if asked.out.exists():
        raise KeyFileError(f"{asked.out} is there already: a key is never written over.")
    file = keyfile.make(asked.name, _new_pass_phrase(asked))
    _write(asked.out, file)
    _say(file)


def show(asked: argparse.Namespace) -> None:
    _say(keyfile.read(asked.key.read_text(encoding="utf-8")))


def print_fingerprints(asked: argparse.Namespace) -> None:
    for name, key in keyfile.public_keys(",".join(asked.lines)).items():
        print(f"{keyfile.spoken(keyfile.fingerprint(key))}  {name}")


def open_boxes(asked: argparse.Namespace) -> None:
    private = _unlocked(asked)
    for line in sys.stdin.read().split():
        print(keyfile.open_box(private, keyfile.unbase64(line)))


def prove(asked: argparse.Namespace) -> None:
    word = keyfile.open_box(_unlocked(asked), keyfile.unbase64("".join(sys.stdin.read().split())))
    if not PROOF.fullmatch(word):
        raise KeyFileError("This box holds something else than a proof. Do not type its content anywhere; say so.")
    print(word)


def reseal(asked: argparse.Namespace) -> None:
    keys, private = keyfile.public_keys(asked.to), _unlocked(asked)
    boxes = json.load(sys.stdin)["boxes"]
    sealed = {}
    for giving, box in boxes.items():
        clear = keyfile.open_box(private, keyfile.unbase64(box))
        sealed[giving] = {name: keyfile.base64(keyfile.seal(key, clear)) for name, key in keys.items()}
    print(json.dumps(sealed))


def new_pass_phrase(asked: argparse.Namespace) -> None:
    file = keyfile.read(asked.key.read_text(encoding="utf-8"))
    private = keyfile.unlock(file, _pass_phrase(asked))
    _write(asked.out, keyfile.protect(private, file.name, _new_pass_phrase(asked)))


if __name__ == "__main__":
    raise SystemExit(main())

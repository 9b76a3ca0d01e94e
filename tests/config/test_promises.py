"""docs/threat_model.md: a promise names the tests that hold it, and they are there."""

import re

from tests.ground import ROOT

SAID = (ROOT / "docs/threat_model.md").read_text(encoding="utf-8")


def test_every_promise_names_a_test_that_is_there():
    promises = re.search(r"## Promises and their tests\n.*?\n\n(\|.*?)\n\n", SAID, re.DOTALL)
    assert promises
    rows = promises[1].splitlines()[2:]
    assert len(rows) >= 14
    for row in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)`", row)
        assert named, row
        for path in named:
            assert "def test_" in (ROOT / path).read_text(encoding="utf-8"), path


def test_every_single_test_that_is_named_is_there():
    suite = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    for name in re.findall(r"`(test_\w+)`", SAID):
        assert f"def {name}(" in suite, name

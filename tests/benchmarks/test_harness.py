"""The figures' harness runs through, on a database, a broker and processes of its own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
JOBS = (
    "web report, 8 clients: complete", "web report, 8 clients: POST alone", "webhook, one process: update stored",
    "stepped, one process", "burst of 20 camera alerts", "attachment, 2 MiB", "queue, first page of ", "one tip opened",
    "case opened among 3, 1 client", "case opened among 300, 8 clients", "case report of a packet, PDF, of 20 reports",
    "product, PDF, of 100 reports", "product, DOCX, of 100 reports",
    "search among ", "near-duplicate of a tip among ", "made findable", "tips told again",
    "network of ", "candidates of a new person among ", "photo shown again among ", "photos cropped, known again",
    "form page, cold cache", "memory of a web worker", "cold start",
)  # fmt: skip
FAULTLESS = ("errors", "receipts shown = tips stored", "rows stored", "messages read back")


@pytest.fixture(scope="module")
def printed() -> str:
    """What `python -m benchmarks --quick` prints. It takes none of the suite's settings."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = [sys.executable, "-m", "benchmarks", "--quick"]
    ran = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, text=True, timeout=560, check=False)
    assert ran.returncode == 0, ran.stderr[-3000:]
    return ran.stdout


def rows(printed: str) -> list[list[str]]:
    lines = [line for line in printed.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_job_prints_its_figure(printed):
    named = [row[0] for row in rows(printed)]
    assert [job for job in JOBS if not any(name.startswith(job) for name in named)] == []
    assert all(re.search(r"\d", row[2]) and "nan" not in row[2] for row in rows(printed))


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_reports_and_updates_stand_beside_the_bare_limit_of_the_same_run(printed):
    beside = [row for row in rows(printed) if row[0].startswith(("web report, 8 clients: complete", "webhook, one"))]
    assert len(beside) == 3
    for _job, bare, ours, ratio, *_ in beside:
        assert float(ratio) == pytest.approx(figure(ours) / figure(bare), rel=0.2)


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nothing_is_lost_doubled_or_refused_under_load(printed):
    checked = [row for row in rows(printed) if any(word in row[0] for word in FAULTLESS)]
    assert len(checked) == 8
    assert [row for row in checked if row[5] != "yes"] == []


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_machine_and_a_database_that_keeps_its_promises_are_named(printed):
    assert re.search(r"Machine: .+ cores", printed)
    assert "fsync on, synchronous_commit on" in printed


@pytest.mark.e2e
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_no_ratio_to_the_bare_limit_fell_by_half(printed):
    """Never a time: machines differ. `benchmarks/ratios.json` holds what a quick run gave."""
    assert fallen(printed, KEPT_RATIOS) == []


def test_a_ratio_that_fell_by_half_is_named_and_a_slow_machine_is_not():
    kept = {"webhook": 0.3, "report": 0.5}
    same_on_a_slow_machine = "| job |\n| webhook, one | 100/s | 30/s | 0.30 |\n| report | 10/s | 4/s | 0.40 |"
    assert fallen(same_on_a_slow_machine, kept) == []
    assert fallen("| job |\n| webhook, one | 1000/s | 140/s | 0.14 |\n| report | 10/s | 5/s | 0.50 |", kept) == [
        "webhook: 0.14, kept 0.3"
    ]
    assert fallen("| job |\n| report | 10/s | 5/s | 0.50 |", kept) == ["webhook: not measured"]


KEPT_RATIOS: dict[str, float] = json.loads((ROOT / "benchmarks/ratios.json").read_text())


def fallen(printed: str, kept: dict[str, float]) -> list[str]:
    """Jobs whose ratio to the bare limit is below half of the kept one, and those that were not measured."""
    found = {row[0]: row[3] for row in rows(printed)}
    wrong = []
    for job, ratio in kept.items():
        now = next((said for name, said in found.items() if name.startswith(job)), None)
        if now is None:
            wrong.append(f"{job}: not measured")
        elif float(now) < ratio / 2:
            wrong.append(f"{job}: {now}, kept {ratio}")
    return wrong


def figure(cell: str) -> float:
    found = re.match(r"[\d.]+", cell)
    assert found, cell
    return float(found[0])

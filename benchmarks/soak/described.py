"""schemathesis over the API's description: calls that keep to it, and calls that do not."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.soak.tally import Tally

PROGRAM = Path(sys.executable).with_name("schemathesis")
# What the description cannot say (pin or lat and lon, no empty file) makes a valid-looking call a refused one.
LEFT_OUT = "positive_data_acceptance"
PHASES = "examples,coverage,fuzzing,stateful"


def run(url: str, key: str, *, examples: int, seed: int, seconds: int, folder: Path, phases: str = PHASES) -> Tally:
    """Let it call every operation of the description, all its checks but one on.

    Args:
        examples: calls an operation and phase.
        folder: where it may write.
        phases: the second one makes hundreds of calls whatever is asked for.
    Raises: RuntimeError with its last words where it could not do its work.
    """
    report = folder / "described.ndjson"
    # One worker: with two, CPython 3.11's parser stumbles over threads, and the run with it.
    words = [
        str(PROGRAM), "run", f"{url}/api/schema/?format=json", "--url", url, "--header", f"Authorization: Bearer {key}",
        "--checks", "all", "--exclude-checks", LEFT_OUT, "--max-examples", str(examples), "--seed", str(seed),
        "--continue-on-failure", "--generation-database", "none", "--suppress-health-check", "all", "--no-color",
        "--workers", "1", "--phases", phases, "--warnings", "off", "--request-timeout", "60",
        "--report", "ndjson", "--report-ndjson-path", str(report),
    ]  # fmt: skip
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    done = subprocess.run(words, cwd=folder, env=bare, capture_output=True, text=True, timeout=seconds, check=False)
    told = _read(report) if report.exists() else Tally()
    if not told.calls or (done.returncode and not told.broken):
        raise RuntimeError(f"schemathesis ended with {done.returncode}:\n{done.stdout[-3000:]}{done.stderr[-2000:]}")
    return told


def _read(report: Path) -> Tally:
    tally = Tally()
    for case, interaction, checks in _calls(report):
        answer = interaction.get("response") or {}
        tally.add_call("schemathesis", int(answer.get("status_code", 0)))
        failed = [check["name"] for check in checks if check["status"] == "failure"]
        if failed:
            asked = interaction["request"]
            tally.broken.append(
                f"schemathesis {case}: {failed} {asked['method']} {asked['uri']} {answer.get('status_code')}"
            )
    return tally


def _calls(report: Path) -> Iterator[tuple[str, dict[str, Any], list[dict[str, str]]]]:
    """Each call of the report: (its id, request and response, the checks on it)."""
    with report.open() as lines:
        for line in lines:
            recorder = json.loads(line).get("ScenarioFinished", {}).get("recorder", {})
            for case, interaction in recorder.get("interactions", {}).items():
                yield case, interaction, recorder.get("checks", {}).get(case, [])

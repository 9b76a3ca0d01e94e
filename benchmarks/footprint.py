"""What it weighs: the form's page on the wire, a worker in memory, a process from its start to the first 200."""

from collections.abc import Callable
from statistics import median

from benchmarks.client import Visitor
from benchmarks.ground import Ground
from benchmarks.processes import Running, kilobytes, wait_for
from benchmarks.reports import BROWSER, Place
from benchmarks.sizes import Sizes
from benchmarks.table import Line

PAGE_BYTES = 20 * 1000
PAGE_REQUESTS = 2


def page(ours: Place) -> list[Line]:
    """Everything that a browser with an empty cache fetches to show the form, compressed, without heads of answers."""
    with Visitor(ours.port) as visitor:
        answers = [visitor.get(path, BROWSER) for path in [ours.form.path, *ours.form.resources]]
    size = sum(len(answer.body) for answer in answers)
    fine = size <= PAGE_BYTES and len(answers) <= PAGE_REQUESTS and all(answer.status == 200 for answer in answers)
    return [
        Line(
            "form page, cold cache: bytes gzip and requests", "", f"{size / 1000:.1f} kB, {len(answers)} requests", "",
            "<= 20 kB, 2 requests", fine,
        )
    ]  # fmt: skip


def memory(ours: Running, bare: Running) -> list[Line]:
    """The larger of the two workers after the load (proportional set size: pages shared with others are divided)."""
    heavy = {
        name: max(kilobytes(pid, "Pss") for pid in web.children()) / 1024
        for name, web in {"ours": ours, "bare": bare}.items()
    }
    resident = max(kilobytes(pid, "VmRSS") for pid in ours.children()) / 1024
    return [
        Line(
            "memory of a web worker after the load, PSS", f"{heavy['bare']:.0f} MiB",
            f"{heavy['ours']:.0f} MiB (RSS {resident:.0f})", f"{heavy['ours'] / heavy['bare']:.2f}", "<= 140 MiB",
            heavy["ours"] <= 140,
        )
    ]  # fmt: skip


def cold_start(ground: Ground, form_path: str, sizes: Sizes) -> list[Line]:
    """From the start of one web process with one worker to the first 200 of the form's page."""
    took: dict[str, list[float]] = {"bare": [], "ours": []}
    for turn in range(sizes.rounds):
        took["bare"].append(_start(lambda name: ground.bare_web(name, workers=1), f"cold-bare-{turn}", "/report/"))
        took["ours"].append(_start(lambda name: ground.web(name, workers=1), f"cold-ours-{turn}", form_path))
    bare, ours = median(took["bare"]), median(took["ours"])
    return [
        Line(
            "cold start to the first 200, one web process", f"{bare:.2f} s", f"{ours:.2f} s", f"{ours / bare:.2f}",
            "<= 2.0 s", ours <= 2.0,
        )
    ]  # fmt: skip


def _start(start: Callable[[str], Running], name: str, path: str) -> float:
    running = start(name)
    try:
        return wait_for(running, path)
    finally:
        running.stop()

"""`python -m bots.telegram.emulator`: the emulator as a process of its own."""

import argparse
import signal
import threading
from collections.abc import Sequence

from .courier import Pace
from .running import Emulator


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until SIGTERM or SIGINT; the address is the only line on standard output."""
    asked = _read(arguments)
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    emulator = Emulator(
        asked.token,
        port=asked.port,
        is_strict=asked.strict,
        link_seconds=asked.link_seconds,
        callback_seconds=asked.callback_seconds,
        pace=Pace(
            asked.webhook_timeout,
            asked.webhook_first_pause,
            asked.webhook_longest_pause,
        ),
    )
    with emulator:
        print(f"emulator: {emulator.url}", flush=True)
        over.wait()


def _read(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bots.telegram.emulator", description=__doc__)
    parser.add_argument("--token", required=True)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--strict", action="store_true", help="refuse too fast sending with 429")
    parser.add_argument("--link-seconds", type=float, default=3600.0)
    parser.add_argument("--callback-seconds", type=float, default=60.0)
    parser.add_argument("--webhook-timeout", type=float, default=Pace.timeout)
    parser.add_argument("--webhook-first-pause", type=float, default=Pace.first_pause)
    parser.add_argument("--webhook-longest-pause", type=float, default=Pace.longest_pause)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()

"""`python -m config.demo.filing`: the demonstration set, filed through form and chat, then worked on at the desk."""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import django

if TYPE_CHECKING:
    from config.demo.progress import Progress
    from config.demo.texts import DemoTip

TELLERS = 8  # sources that talk at the same time


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from config.demo.progress import Progress
    from config.demo.texts import all_tips

    began, progress = time.monotonic(), Progress()
    file_tips(all_tips(), progress)
    print(f"{len(progress.codes)} tips filed after {time.monotonic() - began:.0f} s", flush=True)
    if progress.begin_desk_work():
        work(progress.codes)
    print(f"desk done after {time.monotonic() - began:.0f} s", flush=True)
    return 0


def file_tips(tips: "list[DemoTip]", progress: "Progress") -> None:
    """File each tip the way its source would; those that an earlier run filed are left alone."""
    from django.conf import settings

    from config.demo.sources import post_form, talk_to_bot

    def file(tip: "DemoTip") -> None:
        if tip.by == "web":
            code = post_form(tip, f"http://127.0.0.1:{port_of(settings.PUBLIC_URL)}")
        else:
            code = talk_to_bot(tip, settings.TELEGRAM_API_URL)
        progress.filed(tip.id, code)

    # A chat waits for the bot most of the time: the form's tips are posted meanwhile.
    with ThreadPoolExecutor(TELLERS) as tellers:
        list(tellers.map(file, [tip for tip in tips if tip.id not in progress.codes]))


def port_of(address: str) -> int:
    return urlsplit(address).port or 80


def work(codes: dict[str, str]) -> None:
    """Reports, cases, evidence, a packet, referrals: through the verbs, by the officers who may."""
    from config.demo import desk_work, handing_over
    from config.demo.bears import working

    desk = desk_work.at_work(codes)
    reports = desk_work.go_through_queue(desk)
    cases = desk_work.open_cases(desk, reports)
    working.work_through(desk, cases["bears"], reports["bears"])
    working.tie(desk, cases["bears"], cases["shipment"])
    desk_work.take_evidence(desk, cases["bears"], desk.tips["bear-farm"])
    ready = handing_over.packet(desk, cases["bears"])
    handing_over.answer_as_agency(handing_over.referral(desk, cases["bears"], ready))
    handing_over.waiting_referral(desk, cases["shipment"])
    handing_over.ask_for_contact(desk, desk.tips["port-crates"])


if __name__ == "__main__":
    sys.exit(main())

"""The demonstration's sources: they fill the form and talk to the bot as people do, and keep their codes."""

import re
import secrets
from collections.abc import Callable
from typing import Any

import httpx
from django.conf import settings
from django.utils import translation

from bots import questions, wording
from bots.telegram.emulator.person import Person
from config.demo.texts import DemoTip, photo

TOKEN = re.compile(r'name="token" value="([^"]+)"')
CODE_FIELD = re.compile(r'name="code" value="(\d{25})"')
CODE = re.compile(r"\d{5}(?:[ -]\d{5}){4}")
PATIENCE_SECONDS = 60.0


class NotFiled(RuntimeError):
    """A tip did not arrive; the text names it."""


def post_form(tip: DemoTip, address: str) -> str:
    """Fill the form in, send it, type the last two groups. Returns: the code, 25 digits."""
    with httpx.Client(base_url=f"{address}/{tip.page_language}", timeout=PATIENCE_SECONDS) as browser:
        token = TOKEN.search(browser.get("/report/").text)
        if token is None:
            raise NotFiled(f"{tip.id}: the form has no token")
        fields: dict[str, Any] = {"token": token[1], "narrative": tip.narrative, **tip.answers}
        if tip.is_spam:
            fields["website"] = "http://shop.invalid"
        files = [("files", (f"IMG_{n}.jpg", photo(f"{tip.id}-{n}"), "image/jpeg")) for n in range(tip.photos)]
        answer = browser.post("/report/receipt/", data=fields, files=files or None)
        code = CODE_FIELD.search(answer.text)
        if code is None:
            raise NotFiled(f"{tip.id}: no receipt but {answer.status_code}")
        browser.post("/report/receipt/confirm/", data={"code": code[1], "last": code[1][-10:]})
    return code[1]


def talk_to_bot(tip: DemoTip, emulator: str) -> str:
    """Tell a tip in a chat of its own, tapping through the questions. Returns: the code, 25 digits."""
    person = Person(emulator, secrets.randbelow(10**9) + 10**9, name="Person", language=tip.lang)
    try:
        with translation.override(tip.page_language):
            _tell(person, tip)
            _answer(person, tip)
            person.tap(str(wording.SEND))
            said = person.wait_for(lambda message: bool(CODE.search(message["text"])), PATIENCE_SECONDS)
    finally:
        person.close()
    found = CODE.search(said["text"])
    if found is None:
        raise NotFiled(f"{tip.id}: the bot gave no code")
    return re.sub(r"\D", "", found[0])


def _tell(person: Person, tip: DemoTip) -> None:
    person.say("/start")
    person.wait_for(wording.CHOOSE_LANGUAGE.splitlines()[0], PATIENCE_SECONDS)
    person.tap(dict(settings.LANGUAGES)[tip.page_language])
    person.wait_for(_begins(wording.INVITE), PATIENCE_SECONDS)
    person.say(tip.narrative)
    person.wait_for(_begins(wording.KEPT), PATIENCE_SECONDS)
    for n in range(tip.photos):
        person.send_file(photo(f"{tip.id}-{n}"), kind="document", name=f"IMG_{n}.jpg")
        person.wait_for(_begins(wording.KEPT), PATIENCE_SECONDS)
    person.tap(str(wording.DONE))


def _answer(person: Person, tip: DemoTip) -> None:
    for question in questions.QUESTIONS:
        person.wait_for(_begins(question.ask), PATIENCE_SECONDS)
        labels = {value: str(label) for value, label in question.choices}
        given = tip.answers.get(question.field)
        chosen = [value for value in (given if isinstance(given, list) else [given]) if value in labels]
        for value in chosen:
            person.tap(labels[value])
            if question.is_several:
                # The choice is marked in place before the next one may be tapped.
                person.wait_for(_begins(question.ask), PATIENCE_SECONDS)
        if question.is_several or not chosen:
            person.tap(str(wording.NEXT if chosen else wording.SKIP))
    person.wait_for(_begins(wording.SUMMARY_HEAD), PATIENCE_SECONDS)


def _begins(words: object) -> Callable[[dict[str, Any]], bool]:
    start = str(words)[:20]
    return lambda message: start in message["text"]

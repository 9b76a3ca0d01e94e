"""People who go on telling while something breaks: by the form, in a chat, with files. They count what was promised."""

import hashlib
import io
import re
import threading
import time
from dataclasses import dataclass, field

import httpx
from bs4 import BeautifulSoup
from PIL import Image

from bots.telegram.emulator import Person
from tests.faults.breakable import BreakableHouse
from tests.visitor import Visitor, code_on

PATIENCE_SECONDS = 150.0
BREATH_SECONDS = 0.35
CODE = re.compile(r"(\d{5} ){4}\d{5}")
ASKED = (
    "How urgent",
    "What is it about",
    "Which country",
    "When was it",
    "How do you know",
    "Whom may we",
    "This is your tip",
)


def photo(number: int) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((120, 90), 20 + number % 200).convert("RGB").save(file, "JPEG")
    return file.getvalue()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Source(threading.Thread):
    """Somebody who tells until the test says that it is enough; `failure` is why they gave up."""

    def __init__(self, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self.over = over
        self.failure: Exception | None = None

    def run(self) -> None:
        try:
            self.tell()
        except Exception as failure:
            self.failure = failure

    def tell(self) -> None:
        raise NotImplementedError


class FormSource(Source):
    """One report after another, each with a file, and at it with the same form until its receipt is there.

    `codes` and `files` by the words told: the receipt's code, and SHA-256 of the file that went with it.
    """

    def __init__(self, house: BreakableHouse, label: str, over: threading.Event) -> None:
        super().__init__(over)
        self.url, self.label = f"http://127.0.0.1:{house.port}", label
        self.codes: dict[str, str] = {}
        self.files: dict[str, str] = {}
        self.refused = 0

    def tell(self) -> None:
        while not self.over.is_set():
            words = f"{self.label} report {len(self.codes)}."
            content = photo(len(self.codes))
            self.codes[words] = self._insist(words, content)
            self.files[words] = sha256(content)
            self.over.wait(BREATH_SECONDS)

    def _insist(self, words: str, content: bytes) -> str:
        visitor, fields = Visitor(self.url), dict[str, str]()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                fields = fields or visitor.open_form()
                answer = visitor.post({**fields, "narrative": words}, [("a.jpg", content, "image/jpeg")])
            except httpx.HTTPError:
                self.refused += 1
                time.sleep(0.1)
                continue
            if answer.status_code == 200:
                return code_on(answer.text)
            self.refused += 1
            if answer.status_code == 422:
                # The form came back with a sentence: what it holds now is sent, as a browser would.
                fields = hidden_fields(answer.text)
            time.sleep(0.1)
        raise TimeoutError(words)


def hidden_fields(page: str) -> dict[str, str]:
    fields = BeautifulSoup(page, "html.parser").select("form[action$='/receipt/'] input[type=hidden]")
    return {str(field["name"]): str(field.get("value", "")) for field in fields}


class ChatSource(Source):
    """Sentence after sentence in a chat, and now and then a photograph; then the rest of the journey to the receipt.

    `said` and `files` is what Telegram took from the person; `code` is on the receipt that the bot gave.
    """

    def __init__(self, house: BreakableHouse, label: str, number: int, over: threading.Event, most: int = 24) -> None:
        super().__init__(over)
        self.person = Person(house.telegram, number, name="Somebody")
        self.label, self.most = label, most
        self.said: list[str] = []
        self.files: list[str] = []
        self.code = ""

    def tell(self) -> None:
        self.person.say("/start")
        self.person.wait_for("Choose your language", PATIENCE_SECONDS)
        self.person.tap("English")
        self.person.wait_for("We do not ask who you are", PATIENCE_SECONDS)
        # Whoever got through late has still something to say.
        while not self.said or (not self.over.is_set() and len(self.said) < self.most):
            sentence = f"{self.label} sentence {len(self.said)} end."
            self.person.say(sentence)
            self.said.append(sentence)
            if len(self.said) % 6 == 3:
                content = photo(len(self.said) + 7)
                self.person.send_file(content, kind="document", name="b.jpg")
                self.files.append(sha256(content))
            self.over.wait(BREATH_SECONDS)
        self.over.wait(PATIENCE_SECONDS)
        self._finish()

    def _finish(self) -> None:
        self.person.tap("Done")
        for asked in ASKED:
            self.person.wait_for(asked, PATIENCE_SECONDS)
            self.person.tap("Send" if asked == ASKED[-1] else "Skip")
        receipt = self.person.wait_for(lambda message: bool(CODE.fullmatch(message["text"])), PATIENCE_SECONDS)
        self.code = receipt["text"]

    def heard(self) -> list[int]:
        """Ids of the messages that the bot sent into this chat."""
        return [each["message_id"] for each in self.person.messages() if each["by"] == "bot"]


@dataclass
class Crowd:
    """Everybody who tells during one fault. `label` stands in all that they say."""

    house: BreakableHouse
    label: str
    forms: list[FormSource] = field(default_factory=list)
    chats: list[ChatSource] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def begin(self, *, forms: int = 2, chats: int = 3) -> "Crowd":
        first = 1_000_000 + time.monotonic_ns() % 10**9
        self.forms = [FormSource(self.house, f"{self.label} form{each}", self.over) for each in range(forms)]
        self.chats = [ChatSource(self.house, f"{self.label} chat{n}", first + n, self.over) for n in range(chats)]
        for each in self.everybody:
            each.start()
        return self

    @property
    def everybody(self) -> list[Source]:
        return [*self.forms, *self.chats]

    @property
    def receipts(self) -> int:
        return sum(len(each.codes) for each in self.forms)

    @property
    def sentences(self) -> int:
        return sum(len(each.said) for each in self.chats)

    def end(self) -> None:
        """Let everybody finish what they are at. Raises: what stopped any of them."""
        self.over.set()
        for each in self.everybody:
            each.join(PATIENCE_SECONDS + 30)
            assert not each.is_alive(), "a source still waits"
            if each.failure is not None:
                raise each.failure


def tell_words(house: BreakableHouse) -> str:
    visitor = Visitor(f"http://127.0.0.1:{house.port}")
    answer = visitor.post({**visitor.open_form(), "narrative": "words alone"})
    assert answer.status_code == 200, answer.text[:500]
    return code_on(answer.text)

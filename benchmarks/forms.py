"""A page's form as a browser sees it: what it hides in itself, and how what was typed goes back."""

import gzip
import secrets
from html.parser import HTMLParser

from benchmarks.client import Answer, Failed


class _Form(HTMLParser):
    """The form that holds the field `narrative`: where it posts, its hidden values, its file fields."""

    def __init__(self) -> None:
        super().__init__()
        self.action, self.token, self.files = "", "", list[str]()
        self.fields: list[tuple[str, str]] = []
        self.resources: list[str] = []
        self.is_ours = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form" and not self.is_ours:
            self.action, self.fields, self.files = given.get("action", ""), [], []
        elif tag == "textarea" and given.get("name") == "narrative":
            self.is_ours = True
        elif tag in {"input", "select", "textarea"} and given.get("name"):
            self._field(given)
        elif tag in {"script", "img", "iframe"} and given.get("src"):
            self.resources.append(given["src"])
        elif tag == "link" and given.get("rel") in {"stylesheet", "icon", "preload"} and given.get("href"):
            self.resources.append(given["href"])

    def _field(self, given: dict[str, str]) -> None:
        """A browser sends a text field though it is empty, a box or a choice only where it is ticked."""
        name, kind, value = given["name"], given.get("type", "text"), given.get("value", "")
        if kind == "file":
            self.files.append(name)
        elif name == "token":
            self.token = value
        elif kind not in {"checkbox", "radio"} or "checked" in given:
            self.fields.append((name, value))


class Form:
    """A form, learnt once from its page with a real parser; after that its token is cut out by its surroundings."""

    def __init__(self, page: str, path: str) -> None:
        parsed = _Form()
        parsed.feed(page)
        if not parsed.is_ours or not parsed.token:
            raise RuntimeError(f"{path} shows no form to tell anything")
        self.path, self.action = path, parsed.action or path
        # An address that begins with `data:` holds the thing itself: nothing is asked for.
        self.resources = [address for address in parsed.resources if not address.startswith("data:")]
        self._files = parsed.files
        self._others, token = parsed.fields, parsed.token
        start = page.index(token)
        self._before, self._after = page[max(0, start - 7) : start], page[start + len(token)]

    def token(self, answer: Answer) -> str:
        """Raises: Failed where the answer is not the form."""
        page = clear(answer).decode()
        start = page.find(self._before, page.find('name="token"'))
        if answer.status != 200 or start < 0:
            raise Failed(f"form: {answer.status}")
        start += len(self._before)
        return page[start : page.index(self._after, start)]

    def body(self, token: str, told: dict[str, str], upload: bytes = b"") -> tuple[bytes, str]:
        """What a browser posts: every field, the file field empty or with one file. Returns: (body, content type)."""
        edge = "----edge" + secrets.token_hex(8)
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in [("token", token), *told.items(), *self._left_empty(told)]
        ]
        head = "".join(parts).encode()
        for name in self._files[:1]:
            kind, file = ("video/mp4", "a.mp4") if upload else ("application/octet-stream", "")
            head += f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'.encode()
            head += f"Content-Type: {kind}\r\n\r\n".encode() + upload + b"\r\n"
        return head + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"

    def _left_empty(self, told: dict[str, str]) -> list[tuple[str, str]]:
        return [(name, value) for name, value in self._others if name not in told]


def clear(answer: Answer) -> bytes:
    return gzip.decompress(answer.body) if answer.header("Content-Encoding") == "gzip" else answer.body

"""A source's browser for tests: posts the real form over HTTP and reads the real pages."""

import re
from typing import Any

import httpx
from bs4 import BeautifulSoup

from hotline.receipts import normalise
from tests.make import totp

FORM = "/en/report/"
File = tuple[str, bytes, str]


class Visitor:
    """A browser without JavaScript and without cookies."""

    def __init__(self, url: str, **headers: str) -> None:
        self.http = httpx.Client(base_url=url, headers=headers, timeout=60)

    def open_form(self) -> dict[str, str]:
        """The hidden fields of a fresh form."""
        page = BeautifulSoup(self.http.get(FORM).text, "html.parser")
        return {str(field["name"]): str(field.get("value", "")) for field in page.select("form input[type=hidden]")}

    def post(self, fields: dict[str, Any], files: list[File] | None = None) -> httpx.Response:
        parts = [("files", file) for file in files or []] or [("files", ("", b"", "application/octet-stream"))]
        return self.http.post(f"{FORM}receipt/", data=fields, files=parts)

    def tell(self, narrative: str, files: list[File] | None = None, **fields: Any) -> str:
        """File a tip. Returns: its code, 25 digits."""
        answer = self.post({**self.open_form(), "narrative": narrative, **fields}, files)
        assert answer.status_code == 200, answer.text[:500]
        return code_on(answer.text)

    def status(self, code: str) -> httpx.Response:
        return self.http.post("/en/status/", data={"code": code})

    def add(self, code: str, words: str, files: list[File] | None = None) -> httpx.Response:
        page = BeautifulSoup(self.status(code).text, "html.parser")
        hidden = {
            str(f["name"]): str(f.get("value", "")) for f in page.select("form[action$='/add/'] input[type=hidden]")
        }
        parts = [("files", file) for file in files or []]
        return self.http.post("/en/status/add/", data={**hidden, "body": words}, files=parts or None)


def code_on(page: str) -> str:
    """The code that a receipt shows."""
    found = re.search(r"(?:\d{5}\D{1,40}){4}\d{5}", re.sub(r"<[^>]+>", " ", page))
    assert found, "no code on the page"
    return normalise(found[0])


class Officer:
    """An officer's browser without JavaScript: signs in through both steps, fills forms as pages give them."""

    def __init__(self, url: str, name: str, password: str, secret: str) -> None:
        self.name, self.password, self.secret = name, password, secret
        self.http = httpx.Client(base_url=url, timeout=60)

    def sign_in(self) -> "Officer":
        """Password, then the code of this half-minute: each code opens once."""
        self.post("/desk/login/", "/desk/login/", login=self.name, password=self.password)
        self.post("/desk/2fa/authenticate/", "/desk/2fa/authenticate/", code=totp(self.secret))
        assert self.http.get("/desk/").status_code == 200, f"{self.name} is not signed in"
        return self

    def fields(self, page: str, action: str = "") -> dict[str, str]:
        """What a page's form would post as it stands. `action`: the end of the form's address, else the first one."""
        answer = self.http.get(page)
        assert answer.status_code == 200, f"{answer.status_code} for {page}"
        forms = BeautifulSoup(answer.text, "html.parser").select(f"form[action$='{action}']" if action else "form")
        assert forms, f"no form {action!r} on {page}"
        return {str(each["name"]): str(each.get("value", "")) for each in forms[0].select("input[type=hidden]")}

    def post(self, page: str, to: str, **said: Any) -> httpx.Response:
        """Fill the page's first form and send it to an address."""
        return self.http.post(to, data={**self.fields(page), **said})

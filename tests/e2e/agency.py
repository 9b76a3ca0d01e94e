"""An agency's browser over HTTP: a link, a code, buttons; no cookie is kept or sent."""

from typing import Any

import httpx
from bs4 import BeautifulSoup


class Agency:
    """Whoever holds the link of a referral. `page` is the page as it stands."""

    def __init__(self, link: str) -> None:
        self.link, self.page, self.visit = link, "", ""
        self.http = httpx.Client(timeout=60)

    def knock(self) -> httpx.Response:
        return self.http.get(self.link)

    def open(self, code: str) -> httpx.Response:
        """Give the one-time code."""
        return self._read(self.http.post(self.link, data={"act": "open", "code": code}))

    def act(self, act: str, **said: Any) -> httpx.Response:
        """Press a button: acknowledge, accept, more, decline, outcome."""
        answer = self._read(self.http.post(self.link, data={"act": act, "visit": self.visit, **said}))
        assert answer.status_code == 200, answer.text[:500]
        refused = BeautifulSoup(answer.text, "html.parser").select(".refusal")
        assert not refused, refused
        return answer

    def download(self) -> bytes:
        """The packet's bytes."""
        answer = self.http.post(self.link, data={"act": "download", "visit": self.visit}, follow_redirects=True)
        assert answer.headers["content-type"] == "application/zip", answer.text[:500]
        return answer.content

    def _read(self, answer: httpx.Response) -> httpx.Response:
        self.page = answer.text
        field = BeautifulSoup(answer.text, "html.parser").select_one("input[name=visit]")
        self.visit = str(field["value"]) if field else ""
        return answer

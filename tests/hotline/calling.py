"""A partner's machine for tests, through Django's client."""

import json
import secrets
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.test import Client

TIPS = "/api/v1/tips/"
STORY = "Camera 14 saw two men carry a live pangolin towards the river."


class Machine:
    """Calls with a partner's key. `key` None calls without one."""

    def __init__(self, key: str | None) -> None:
        self.client, self.key = Client(raise_request_exception=False), key

    def _headers(self, idempotency: str | None) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        return headers | ({"Idempotency-Key": idempotency} if idempotency else {})

    def tell(self, idempotency: str | None = "", **told: Any) -> HttpResponse:
        """Send a tip under an Idempotency-Key of its own, or the one given; None sends none."""
        return self.send(json.dumps({"narrative": STORY} | told).encode(), idempotency)

    def send(
        self, raw: bytes, idempotency: str | None = "", kind: str = "application/json", where: str = TIPS
    ) -> HttpResponse:
        given = secrets.token_hex(8) if idempotency == "" else idempotency
        return self.client.post(where, raw, content_type=kind, headers=self._headers(given))  # type: ignore[return-value]

    def look(self, tip: object) -> HttpResponse:
        return self.client.get(f"{TIPS}{tip}/", headers=self._headers(None))  # type: ignore[return-value]

    def asked(self, tip: object) -> HttpResponse:
        return self.client.get(f"{TIPS}{tip}/questions/", headers=self._headers(None))  # type: ignore[return-value]

    def say(self, tip: object, idempotency: str | None = "", **told: Any) -> HttpResponse:
        return self.send(json.dumps(told, default=str).encode(), idempotency, where=f"{TIPS}{tip}/answers/")

    def list(self, **asked: Any) -> HttpResponse:
        return self.client.get(TIPS, asked, headers=self._headers(None))  # type: ignore[return-value]

    def pages(self, **asked: Any) -> Iterator[Any]:
        """The tips of each page, to the last."""
        after: dict[str, Any] = {}
        while True:
            page = self.list(**asked, **after).json()
            yield page["tips"]
            if not page["next"]:
                return
            after = {"after": page["next"]}

    def bring(self, tip: object, *files: Any, idempotency: str | None = "") -> HttpResponse:
        given = secrets.token_hex(8) if idempotency == "" else idempotency
        body = {"files": list(files)} if files else {}
        return self.client.post(f"{TIPS}{tip}/attachments/", body, headers=self._headers(given))  # type: ignore[return-value]


def a_partner(name: str = "Mekong Watchers", kind: str = "partner") -> Any:
    from hotline import partners

    return partners.register(name, kind=kind, by="system")


def a_machine(partner: Any = None, *scopes: str) -> Machine:
    from hotline import partners

    given = partners.give_key(partner or a_partner(), list(scopes or ("tips:write", "tips:read")), by="system")
    return Machine(given.text)


def refused(response: HttpResponse, status: int, code: str) -> dict[str, str]:
    """Check the one shape of every error. Returns: the sentences by field."""
    told = json.loads(response.content)
    assert response.status_code == status, told
    assert list(told) == ["code", "message", "fields"]
    assert told["code"] == code
    assert told["message"]
    fields: dict[str, str] = told["fields"]
    return fields

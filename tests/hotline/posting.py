"""How tests fill the public form: through Django's client, with real bodies."""

import re
from typing import Any

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

STORY = "Two men sell a live pangolin behind the fuel station."
RECEIPT = "/en/report/receipt/"


def soup(response: HttpResponse) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def hidden(response: HttpResponse, name: str) -> str:
    """The value of a hidden field of the page."""
    return str(soup(response).select_one(f"input[type=hidden][name={name}]")["value"])  # type: ignore[index]


def fresh_token(client: Client, lang: str = "en") -> str:
    return hidden(client.get(f"/{lang}/report/"), "token")


def attachment(name: str = "photo.bin", content: bytes = b"some bytes") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/octet-stream")


def send(client: Client, lang: str = "en", **fields: Any) -> HttpResponse:
    """GET the form and POST it, as a browser does."""
    told = {"token": fresh_token(client, lang), "narrative": STORY} | fields
    return client.post(f"/{lang}/report/receipt/", told)  # type: ignore[return-value]


def code_on(response: HttpResponse) -> str:
    """The 25 digits that the receipt shows."""
    shown = soup(response).select_one(".code .digits")
    assert shown is not None, response.content.decode()[:3000]
    digits = re.sub(r"\D", "", shown.get_text())
    assert len(digits) == 25
    return digits


def summary(response: HttpResponse) -> str:
    """The text of the page's error summary."""
    found = soup(response).select_one(".summary")
    assert found is not None, response.content.decode()[:3000]
    return found.get_text(" ", strip=True)

"""Labels to print and stick on exhibits: reference, seal, and a QR code of the exhibit's page. No content."""

import io
from collections.abc import Iterable

import segno
from django.conf import settings
from django.utils import timezone

from cases.models import Exhibit
from intel.rendering import render


def address(exhibit: Exhibit) -> str:
    """What a telephone opens that reads the label: the exhibit's page, after signing in."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/desk/cases/exhibit/{exhibit.pk}/change/"


def qr(said: str) -> str:
    """A QR code as SVG; a quarter of it may be scratched off."""
    out = io.BytesIO()
    segno.make(said, error="q", micro=False).save(out, kind="svg", border=2, xmldecl=False, svgns=True)
    return out.getvalue().decode()


def sheet(exhibits: Iterable[Exhibit]) -> bytes:
    """Labels on sheets of A4, 24 each (PDF). Give exhibits that the officer sees."""
    return _printed("labels", list(exhibits))


def single(exhibit: Exhibit) -> bytes:
    """One label on a page of its own size, 70 x 37 mm (PDF)."""
    return _printed("label", [exhibit])


def _printed(template: str, rows: list[Exhibit]) -> bytes:
    said = {
        "title": "Labels", "organisation": settings.ORGANISATION, "reference": rows[0].reference if rows else "",
        "labels": [_label(exhibit) for exhibit in rows],
    }  # fmt: skip
    return render(template, said, at=timezone.now())


def _label(exhibit: Exhibit) -> dict[str, str]:
    hazards = ["BIOHAZARD"] * exhibit.is_biohazard + ["DANGEROUS"] * exhibit.is_dangerous
    return {
        "reference": exhibit.reference, "seal": exhibit.seal_number, "hazard": " · ".join(hazards),
        "qr": qr(address(exhibit)),
    }  # fmt: skip

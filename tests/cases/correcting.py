"""An exhibit that an officer brought, and its record corrected."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cases.models import Case, Exhibit, ExhibitCorrection
    from staff.models import Officer

AT = datetime(2026, 11, 1, 3, 30, 7, 250000, tzinfo=UTC)


def brought(case: "Case", by: "Officer") -> "Exhibit":
    """A file that was taken by telephone."""
    from cases import exhibits
    from tests.cases.making import arrived

    return exhibits.upload(case, arrived(b"as it was"), acquired(), by=by)


def acquired() -> Any:
    from cases.acquiring import Acquired

    return Acquired(
        "Photograph of a stall", how="Taken by telephone", tool="Camera", tool_version="2.1", clock_offset=-90, at=AT,
        zone="Asia/Ho_Chi_Minh", legal_basis="Art. 7",
    )  # fmt: skip


def correct(
    exhibit: "Exhibit", by: "Officer", reason: str = "A slip of the pen", **changed: Any
) -> "ExhibitCorrection":
    """`changed`: what the record is to say instead; `sheet`: changes of its statement's or capture's."""
    from cases import corrections

    sheet = changed.pop("sheet", None)
    of_sheet: Any = corrections.sheet_as_it_stands(exhibit)
    said = replace(corrections.as_it_stands(exhibit), **changed)
    return corrections.correct(exhibit, said, reason=reason, by=by, sheet=sheet and replace(of_sheet, **sheet))

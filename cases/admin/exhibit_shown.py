"""An exhibit as its page shows it: facts, sheet, file, and the tree that it stands in."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases import wordings
from cases.models import Capture, Exhibit, ExhibitCorrection, ExhibitFile, Statement
from hotline.admin import enclosed
from vault import keys, text

Fact = tuple[str, Any]


def facts(row: Exhibit) -> list[Fact]:
    """What is known of it; what is empty is left out."""
    found: list[Fact] = [
        (_("what it is"), row.description), (_("kind"), row.get_kind_display()), (_("case"), row.case),
        (_("held by"), row.holder), (_("place in store"), row.store_place), (_("due back"), row.due_back),
        (_("seal no."), row.seal_number), (_("hazard"), _hazard(row)), (_("marks"), row.marks),
        (_("size and weight"), row.measures), (_("packaging"), row.packaging),
        (_("acquired"), f"{row.acquired_local:%Y-%m-%d %H:%M:%S} {row.acquired_zone}"),
        (_("taken by"), row.acquirer), (_("entered by"), row.acquired_by), (_("where"), row.acquired_where),
        (_("how"), row.acquired_how), (_("tool"), " ".join(filter(None, (row.tool, row.tool_version)))),
        (_("device's clock ahead by, seconds"), row.clock_offset), (_("legal basis"), row.legal_basis),
    ]  # fmt: skip
    return [(label, value) for label, value in found if value not in (None, "")]


@dataclass(frozen=True)
class Corrected:
    """One correction as the page shows it: its row, and (what, as it was, as it is) of each column."""

    row: ExhibitCorrection
    changes: list[tuple[str, str, str]]


def corrected(row: Exhibit) -> list[Corrected]:
    """What was corrected in its record, the newest first."""
    found = row.corrections.select_related("by").order_by("-number")
    return [Corrected(each, list(wordings.shown(each))) for each in found]


def _hazard(row: Exhibit) -> str:
    return ", ".join([_("biohazard")] * row.is_biohazard + [_("dangerous")] * row.is_dangerous)


def sheet(row: Exhibit) -> list[Fact]:
    """Of a statement whose it is, of a capture where it stood."""
    statement = Statement.objects.filter(pk=row.pk).first()
    if statement:
        return [
            (_("whose"), statement.whose), (_("language"), statement.language),
            (_("would testify"), statement.get_willing_display()), (_("translator"), statement.translator),
        ]  # fmt: skip
    capture = Capture.objects.filter(pk=row.pk).first()
    if not capture:
        return []
    return [
        (_("address"), capture.url), (_("captured (UTC)"), f"{row.acquired_at:%Y-%m-%d %H:%M:%S}"),
        (_("platform"), capture.platform), (_("number of the account"), capture.account_id),
        (_("name of the account"), capture.handle), (_("operator"), row.acquired_by),
    ]  # fmt: skip


@dataclass(frozen=True)
class Branch:
    """One exhibit of a tree, and how deep it stands."""

    exhibit: Exhibit
    depth: int
    is_here: bool


def tree(row: Exhibit) -> list[Branch]:
    """All that hangs together with an exhibit, from the top; nothing where it stands alone."""
    top = row
    while top.parent is not None:
        top = top.parent
    found = list(_branches([top], 0, row.pk))
    return found if len(found) > 1 else []


def _branches(level: list[Exhibit], depth: int, here: Any) -> list[Branch]:
    """A level and what hangs below it; a query a level."""
    below: dict[Any, list[Exhibit]] = {}
    for child in Exhibit.objects.filter(parent__in=level).order_by("reference"):
        below.setdefault(child.parent_id, []).append(child)
    deeper = _branches([each for some in below.values() for each in some], depth + 1, here) if below else []
    found = []
    for exhibit in level:
        found += [Branch(exhibit, depth, exhibit.pk == here), *_under(exhibit, deeper, depth + 1)]
    return found


def _under(exhibit: Exhibit, deeper: list[Branch], depth: int) -> list[Branch]:
    """Of the branches below, those of one exhibit, each with its own."""
    found, is_ours = [], False
    for branch in deeper:
        if branch.depth == depth:
            is_ours = branch.exhibit.parent_id == exhibit.pk
        if is_ours:
            found.append(branch)
    return found


def file(row: Exhibit) -> dict[str, Any] | None:
    """The file: hashes, size, what scanner and workshop said, when it was found unchanged last."""
    if not row.file_id:
        return None
    brought = ExhibitFile.objects.filter(exhibit=row).first()
    said: dict[str, Any] = {"name": _name(brought), "remarks": [], "reason": "", "scan": ""}
    if brought:
        said |= {
            "remarks": [str(enclosed.REMARKS.get(code, code)) for code in brought.remarks],
            "scan": enclosed.verdict(brought),
            "reason": enclosed.reason(brought.reason) if brought.reason else "",
            "tone": enclosed.TONES.get(brought.scan, ""), "state": brought.get_state_display(),
            "has_metadata": bool(brought.metadata),
        }  # fmt: skip
    return said


def _name(brought: ExhibitFile | None) -> str:
    try:
        return str(text.read(brought, "name")) if brought else ""
    except keys.VaultClosed:
        return ""

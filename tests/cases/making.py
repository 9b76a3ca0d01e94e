"""Builders of casework: each later state is reached through the real verbs."""

from typing import TYPE_CHECKING, Any

from tests.make import make_attachment, make_report, make_tip
from tests.people import make_officer

if TYPE_CHECKING:
    from cases.models import Case, Exhibit, Packet, Referral
    from hotline.models import Report
    from reference.models import Agency
    from staff.models import Officer

MOSAIC = "No: anybody at the market saw the stall."


def colleague(role: str) -> "Officer":
    """A second officer of a role, made once."""
    from staff.models import Officer

    found = Officer.objects.filter(username=f"second_{role}").first()
    return found or make_officer(f"second_{role}", role)


def make_released(*tips: Any, **given: Any) -> "Report":
    """A report that was checked and released by others than its author."""
    from hotline import reporting

    report = make_report(colleague("analyst"), *tips, **given)
    reporting.check(report, by=colleague("supervisor"))
    return reporting.release(report, by=colleague("supervisor"))


def make_case(by: "Officer", *reports: Any, **given: Any) -> "Case":
    """An open case that `by` leads."""
    from cases import casework

    brief = casework.Brief(**{"title": "Turtles at a market", "summary": "Live turtles on offer.", **given})
    return casework.open_case(reports or [make_released()], brief, by=by)


def make_exhibit(
    case: "Case", by: "Officer", *, content: bytes | None = None, copy: bytes = b"a clean copy"
) -> "Exhibit":
    """A file of the first tip behind the case, taken into evidence with its copy."""
    from cases import exhibits
    from hotline.models import Tip

    tip = Tip.objects.filter(reports__cases=case).order_by("received_at").first()
    attachment = make_attachment(tip, content, copy=copy)
    return exhibits.take_exhibit(case, attachment, exhibits.Acquired("Photograph of a stall"), by=by)


def arrived(content: bytes = b"a file of an officer", name: str = "stall.bin", field: str = "file") -> Any:
    """A file that has streamed in with an officer's form."""
    import hashlib

    from cases.exhibits import Arrived
    from vault import files

    return Arrived(files.receive([content]), name, hashlib.blake2b(content).hexdigest(), field)


def make_thing(case: "Case", by: "Officer", **given: Any) -> "Exhibit":
    """A thing that was handed in."""
    from cases import exhibits

    acquired = exhibits.Acquired(**{"description": "A cage", "kind": "physical", "how": "Handed in", **given})
    return exhibits.register_exhibit(case, acquired, by=by)


def put_out(exhibit: "Exhibit", by: "Officer", **given: Any) -> "Exhibit":
    """The thing sealed, stored and taken out of store."""
    from cases import custody
    from cases.custody import Step

    custody.move(exhibit, "sealed", Step(seal="S-1"), by=by)
    custody.move(exhibit, "stored", Step(place="Shelf 4"), by=by)
    return custody.move(exhibit, "out", Step(**{"purpose": "To the laboratory", **given}), by=by)


def past_the_triggers(statement: str, *values: Any) -> None:
    """Change rows as somebody would who owns the tables and puts their triggers to sleep."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = origin")


def make_agency(name: str = "Forest Protection Department") -> "Agency":
    from reference.models import Agency

    return Agency.objects.get_or_create(name=name, country="VN", defaults={"normalised": name.casefold()})[0]


def make_packet(case: "Case", by: "Officer", profile: str = "investigator", **given: Any) -> "Packet":
    """A packet that a second person approved and a worker built."""
    from cases.packets import building, release

    order = release.Order(**{"profile": profile, "ask": "Inspect the stall", **given})
    packet = release.draft_packet(case, order, by=by)
    release.approve_packet(packet, mosaic=MOSAIC, by=colleague("supervisor"))
    built = building.build(packet.pk)
    assert built is not None
    return built


def make_referral(case: "Case", by: "Officer", **given: Any) -> "Referral":
    """A drafted referral."""
    from cases import referrals

    return referrals.draft(
        case, referrals.Request(**{"agency": make_agency(), "ask": "Inspect the stall", **given}), by=by
    )


def send_referral(case: "Case", by: "Officer", **given: Any) -> Any:
    """A referral that was checked, approved by a second person and sent. Returns: referrals.Sent."""
    from cases import referrals

    referral = referrals.check(make_referral(case, by, **given), [2] * 12, by=by)
    referrals.approve(referral, by=colleague("supervisor"))
    return referrals.send(referral, by=by)


__all__ = [
    "MOSAIC", "arrived", "colleague", "make_agency", "make_case", "make_exhibit", "make_packet", "make_referral",
    "make_released", "make_thing", "make_tip", "past_the_triggers", "put_out", "send_referral",
]  # fmt: skip

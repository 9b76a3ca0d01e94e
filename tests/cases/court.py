"""Builders of proceedings: each later stage is reached through the real verbs."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tests.intel.making import make_entity

if TYPE_CHECKING:
    from cases.models import Case, Charge, Proceeding
    from intel.models import Entity
    from staff.models import Officer

FILED, CHARGED, TRIED, DECIDED = date(2026, 1, 5), date(2026, 2, 5), date(2026, 3, 5), date(2026, 4, 5)
APPEALED, HEARD, FINAL = date(2026, 5, 5), date(2026, 7, 5), date(2026, 8, 5)


def make_proceeding(case: "Case", by: "Officer", **given: Any) -> "Proceeding":
    """A complaint before a court."""
    from cases import proceedings

    matter = proceedings.Matter(**{"body": "District Court 3", "country": "VN", "on": FILED, **given})
    return proceedings.open_proceeding(case, matter, by=by)


def accuse(proceeding: "Proceeding", by: "Officer", accused: "Entity | None" = None, **given: Any) -> "Charge":
    from cases import proceedings

    accused = accused or make_entity(proceeding.case, by)
    accusation = proceedings.Accusation(accused, **{"law": "Criminal Code", "section": "244", **given})
    return proceedings.charge(proceeding, accusation, CHARGED, by=by)


def tried(case: "Case", by: "Officer", *names: str) -> "tuple[Proceeding, list[Charge]]":
    """A trial with one charge against each of the named; one person if nobody is."""
    from cases import proceedings

    proceeding = make_proceeding(case, by)
    charges = [accuse(proceeding, by, make_entity(case, by, name)) for name in names or ("Tran Van Minh",)]
    proceedings.advance(proceeding, "charged", CHARGED, by=by)
    return proceedings.advance(proceeding, "trial", TRIED, by=by), charges


def convicted(case: "Case", by: "Officer", *names: str) -> "tuple[Proceeding, list[Charge]]":
    """A trial that ended with a conviction on each charge; nothing is final."""
    from cases import verdicts

    proceeding, charges = tried(case, by, *names)
    decided = [verdicts.verdict(each, "convicted", DECIDED, by=by) for each in charges]
    proceeding.refresh_from_db()
    return proceeding, decided


def fined(proceeding: "Proceeding", accused: "Entity", by: "Officer", **given: Any) -> Any:
    """A sentence: two years suspended and a fine of 50,000,000 VND."""
    from cases import verdicts

    penalty = verdicts.Penalty(
        **{
            "on": DECIDED, "years": 2, "is_suspended": True, "fine": Decimal("50000000"), "currency": "VND",
            "rate": Decimal("25000"), "rate_source": "State Bank, 2026-04-05", **given,
        }
    )  # fmt: skip
    return verdicts.sentence(proceeding, accused, penalty, by=by)

"""A listing in its case's network: an entity of its own, and the account that sells there, linked with it."""

from cases.models import Listing
from intel import entities, facts, links
from intel.facts import Given
from intel.links import Tie
from intel.models import Basis, Entity, LinkKind, Role, Schema
from intel.models.entity import MAX_NAME, MAX_VALUE
from staff.models import Officer

SOLD_THERE = "The account stands on the listing's page."


def enter(row: Listing, *, by: Officer) -> Entity:
    """The entity of a listing that is not saved yet, in the caller's transaction. Two of one title are two."""
    name = f"{row.title} · {row.reference}"[:MAX_NAME]
    entity = entities.record(Schema.LISTING, name, case_id=row.case_id, report=row.report, by=by)
    row.entity = entity
    tell(row, by=by)
    return entity


def tell(row: Listing, *, by: Officer) -> None:
    """Add what the listing says of itself to its entity, as far as that still stands there."""
    said = {"url": row.url, "service": row.platform_name, "price": row.asked}
    for prop, value in said.items():
        if value and len(value) <= MAX_VALUE and row.entity.stands and not row.entity.purged_at:
            facts.add(row.entity, Given(prop, value, row.report), by=by)


def seller(row: Listing, account: str, account_id: str, *, by: Officer) -> Entity | None:
    """The account that sells, recorded in the case and linked with the listing; None where none is named."""
    if not account.strip():
        return None
    found = entities.record(
        Schema.USER_ACCOUNT, account.strip(), case_id=row.case_id, report=row.report, by=by,
        service=row.platform_name, accountId=account_id.strip(),
    )  # fmt: skip
    if row.entity.stands and not row.entity.purged_at:
        links.link(found, row.entity, _tie(row), by=by)
    return found


def _tie(row: Listing) -> Tie:
    if row.report:
        return Tie(LinkKind.USES, Role.ONLINE_SELLER, row.report)
    return Tie(LinkKind.USES, Role.ONLINE_SELLER, basis=Basis.ASSESSED, summary=SOLD_THERE)

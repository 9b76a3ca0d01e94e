"""Listings in a packet, as a table: those that officers found, and those that a report of the packet tells of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from cases.models import Listing, Packet
from cases.packets import layout
from cases.packets.fields import pick
from cases.packets.group import Papers
from cases.packets.profiles import Profile
from hotline.models import Report
from intel.models import Entity, Fact
from intel.rendering import tables


@dataclass(frozen=True)
class Leaving:
    """A listing as it leaves. account: the seller's, as far as it may; captures: references of those enclosed."""

    row: Listing
    account: str
    captures: list[str]


def _day(value: Any) -> str:
    return f"{value or ''}"


LISTING: Mapping[str, Callable[[Leaving], Any]] = {
    "reference": lambda each: each.row.reference,
    "url": lambda each: each.row.url,
    "platform": lambda each: each.row.platform_name,
    "account": lambda each: each.account,
    "offered": lambda each: each.row.title,
    "name": lambda each: each.row.taxon.scientific_name if each.row.taxon else "",
    "appendix": lambda each: each.row.taxon.appendix_as_listed().appendix if each.row.taxon else "",
    "term": lambda each: str(each.row.term or ""),
    "price": lambda each: each.row.asked,
    "quantity": lambda each: each.row.amount,
    "place": lambda each: each.row.place,
    "first_seen": lambda each: _day(each.row.first_seen),
    "state": lambda each: str(each.row.get_state_display()),
    "online": lambda each: str(each.row.get_online_display()),
    "seen_on": lambda each: _day(each.row.seen_on),
    "reported_on": lambda each: _day(each.row.reported_on),
    "removed_on": lambda each: _day(each.row.removed_on),
    "reappeared_on": lambda each: _day(each.row.reappeared_on),
    "captures": lambda each: "; ".join(each.captures),
}


def _said(packet: Packet, profile: Profile, reports: list[Report]) -> list[dict[str, Any]]:
    if not profile.listing:
        return []
    told = Q(report=None) | Q(report__in=reports)
    rows = packet.case.listings.filter(told).select_related("platform", "taxon", "term").prefetch_related("captures")
    accounts = _accounts(packet, reports)
    enclosed = set(packet.exhibits.values_list("pk", flat=True))
    return [
        pick(LISTING, profile.listing, Leaving(row, accounts.get(row.seller_id, ""), _captures(row, enclosed)))
        for row in rows.order_by("reference")
    ]


def _accounts(packet: Packet, reports: list[Report]) -> dict[Any, str]:
    """Names of sellers' accounts by id: as an officer or a report of the packet gave them, of what stands still."""
    sellers = packet.case.listings.exclude(seller=None).values("seller")
    standing = Entity.objects.in_case(packet.case_id).filter(pk__in=sellers)
    told = Q(report=None) | Q(report__in=reports)
    names = Fact.objects.standing().filter(told, entity__in=standing, prop="name").order_by("-pk")
    return dict(names.values_list("entity", "value"))


def _captures(row: Listing, enclosed: set[Any]) -> list[str]:
    return sorted(exhibit.reference for exhibit in row.captures.all() if exhibit.pk in enclosed)


def _csv(packet: Packet, content: Any) -> bytes:
    rows = content.parts[LISTINGS.name]
    return tables.csv_bytes(tuple(LISTING), [[row[name] for name in LISTING] for row in rows])


LISTINGS = Papers("listings", _said, {layout.LISTINGS_CSV: _csv})

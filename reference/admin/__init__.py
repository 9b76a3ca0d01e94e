"""The desk's reference pages: to look up, not to change; agencies are kept by whoever holds the right."""

from reference.admin.agencies import AgencyAdmin
from reference.admin.places import PlaceAdmin
from reference.admin.protected import ProtectedAreaAdmin
from reference.admin.taxa import TaxonAdmin
from reference.admin.trade import OffenceAdmin, TradeTermAdmin, UnitAdmin

__all__ = [
    "AgencyAdmin",
    "OffenceAdmin",
    "PlaceAdmin",
    "ProtectedAreaAdmin",
    "TaxonAdmin",
    "TradeTermAdmin",
    "UnitAdmin",
]

"""Reference rows: what is known before any tip arrives."""

from reference.models.agencies import Agency, AgencyContact, AgencyRisk
from reference.models.edition import Edition
from reference.models.offences import Offence, TipClass
from reference.models.places import Place, PlaceName
from reference.models.protected import ProtectedArea
from reference.models.taxa import Taxon, TaxonName
from reference.models.trade import TermWord, TradeTerm, Unit, UnitWord

__all__ = [
    "Agency",
    "AgencyContact",
    "AgencyRisk",
    "Edition",
    "Offence",
    "Place",
    "PlaceName",
    "ProtectedArea",
    "Taxon",
    "TaxonName",
    "TermWord",
    "TipClass",
    "TradeTerm",
    "Unit",
    "UnitWord",
]

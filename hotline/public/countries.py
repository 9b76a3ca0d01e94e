"""Countries offered on the form: range states, transit and market countries. Any other is told in words."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

# ISO 3166-1 alpha-2.
NAMES = {
    "AO": _("Angola"),
    "AU": _("Australia"),
    "BD": _("Bangladesh"),
    "BW": _("Botswana"),
    "BR": _("Brazil"),
    "BN": _("Brunei"),
    "KH": _("Cambodia"),
    "CM": _("Cameroon"),
    "CN": _("China"),
    "CG": _("Congo"),
    "CD": _("Congo (Democratic Republic)"),
    "ET": _("Ethiopia"),
    "FR": _("France"),
    "GA": _("Gabon"),
    "DE": _("Germany"),
    "GH": _("Ghana"),
    "HK": _("Hong Kong"),
    "IN": _("India"),
    "ID": _("Indonesia"),
    "JP": _("Japan"),
    "KE": _("Kenya"),
    "LA": _("Laos"),
    "MO": _("Macao"),
    "MG": _("Madagascar"),
    "MW": _("Malawi"),
    "MY": _("Malaysia"),
    "MX": _("Mexico"),
    "MZ": _("Mozambique"),
    "MM": _("Myanmar"),
    "NA": _("Namibia"),
    "NP": _("Nepal"),
    "NG": _("Nigeria"),
    "PK": _("Pakistan"),
    "PG": _("Papua New Guinea"),
    "PH": _("Philippines"),
    "RU": _("Russia"),
    "SG": _("Singapore"),
    "ZA": _("South Africa"),
    "KR": _("South Korea"),
    "LK": _("Sri Lanka"),
    "TW": _("Taiwan"),
    "TZ": _("Tanzania"),
    "TH": _("Thailand"),
    "TL": _("Timor-Leste"),
    "UG": _("Uganda"),
    "AE": _("United Arab Emirates"),
    "GB": _("United Kingdom"),
    "US": _("United States"),
    "VN": _("Vietnam"),
    "ZM": _("Zambia"),
    "ZW": _("Zimbabwe"),
}


def emergency_numbers(country: str = "") -> list[tuple[str, str]]:
    """(country, number) as the operator entered them: of one country, or of all where it is not known yet."""
    entered = settings.EMERGENCY_NUMBERS
    codes = [country] if country else list(entered)
    return [(str(NAMES.get(code, code)), entered[code]) for code in codes if code in entered]

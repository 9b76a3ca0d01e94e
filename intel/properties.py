"""What may be recorded of whom: the one table of properties, under FollowTheMoney's names.

Left out on purpose, though FollowTheMoney has them: religion, ethnicity, politics, passwords and private keys.
"""

import re
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from intel.models.entity import Schema

PARTIAL_DATE = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
COUNTRY = re.compile(r"[A-Za-z]{2}")
NUMBER = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?")


class Property(NamedTuple):
    """`kind`: how it is read (`intel.identifying`) and checked."""

    label: Any
    kind: str = "text"


NAME = Property(_("name"))
THING = {
    "alias": Property(_("also known as")),
    "weakAlias": Property(_("nickname")),
    "previousName": Property(_("earlier name")),
    "country": Property(_("country"), "country"),
    "description": Property(_("description")),
    "sourceUrl": Property(_("seen at"), "url"),
}
LEGAL = {
    "phone": Property(_("telephone"), "phone"),
    "email": Property(_("e-mail address"), "email"),
    "website": Property(_("web site"), "url"),
    "address": Property(_("address")),
    "idNumber": Property(_("identity number"), "code"),
    "taxNumber": Property(_("tax number"), "code"),
    "registrationNumber": Property(_("registration number"), "code"),
}
PERSON = {
    "birthDate": Property(_("born"), "date"),
    "birthPlace": Property(_("place of birth")),
    "gender": Property(_("gender")),
    "nationality": Property(_("nationality"), "country"),
    "passportNumber": Property(_("passport"), "passport"),
    "position": Property(_("position")),
    "profession": Property(_("profession")),
    "appearance": Property(_("appearance")),
    "spokenLanguage": Property(_("language spoken")),
}
COMPANY = {
    "jurisdiction": Property(_("registered in"), "country"),
    "legalForm": Property(_("legal form")),
    "sector": Property(_("sector")),
    "incorporationDate": Property(_("founded"), "date"),
    "dissolutionDate": Property(_("dissolved"), "date"),
}
CONVEYANCE = {
    "type": Property(_("type")),
    "model": Property(_("make and model")),
    "registrationNumber": Property(_("registration"), "plate"),
    "buildDate": Property(_("built"), "date"),
}
WHERE = {
    "latitude": Property(_("latitude"), "number"),
    "longitude": Property(_("longitude"), "number"),
}
OWN_ACCOUNT = {"accountType": Property(_("kind of account")), "currency": Property(_("currency"), "code")}

PROPERTIES: dict[str, dict[str, Property]] = {
    Schema.PERSON: {"name": NAME} | THING | LEGAL | PERSON,
    Schema.COMPANY: {"name": NAME} | THING | LEGAL | COMPANY,
    Schema.ORGANIZATION: {"name": NAME} | THING | LEGAL | COMPANY,
    Schema.PUBLIC_BODY: {"name": NAME} | THING | LEGAL | {"jurisdiction": COMPANY["jurisdiction"]},
    Schema.VEHICLE: {"name": Property(_("name or plate"), "plate")} | THING | CONVEYANCE,
    Schema.VESSEL: {"name": NAME} | THING | CONVEYANCE | {
        "registrationNumber": Property(_("registration"), "code"),
        "imoNumber": Property(_("IMO number"), "imo"),
        "mmsi": Property(_("MMSI"), "mmsi"),
        "callSign": Property(_("call sign"), "code"),
        "flag": Property(_("flag"), "country"),
        "registrationPort": Property(_("home port")),
    },
    Schema.AIRPLANE: {"name": NAME} | THING | CONVEYANCE | {
        "registrationNumber": Property(_("registration"), "code"),
        "serialNumber": Property(_("serial number"), "code"),
        "icaoCode": Property(_("ICAO code"), "code"),
    },
    Schema.USER_ACCOUNT: {"name": Property(_("name of the account"), "handle")} | THING | {
        "service": Property(_("platform")),
        "username": Property(_("user name"), "handle"),
        "number": Property(_("telephone"), "phone"),
        "email": Property(_("e-mail address"), "email"),
        "accountId": Property(_("number of the account"), "code"),
    },
    Schema.BANK_ACCOUNT: {"name": Property(_("account"), "account")} | THING | OWN_ACCOUNT | {
        "bankName": Property(_("bank")),
        "accountNumber": Property(_("account number"), "account"),
        "iban": Property(_("IBAN"), "iban"),
        "bic": Property(_("BIC"), "code"),
    },
    Schema.CRYPTO_WALLET: {"name": Property(_("wallet"), "wallet")} | THING | {
        "publicKey": Property(_("address of the wallet"), "wallet"),
        "currency": Property(_("currency"), "code"),
        "managingExchange": Property(_("exchange")),
    },
    Schema.ADDRESS: {"name": NAME} | THING | WHERE | {
        "full": Property(_("address")),
        "street": Property(_("street")),
        "city": Property(_("town")),
        "region": Property(_("region")),
        "postalCode": Property(_("postal code"), "code"),
    },
    Schema.PHONE: {"name": Property(_("number"), "phone")} | THING,
    Schema.EMAIL: {"name": Property(_("address"), "email")} | THING,
    Schema.SITE: {"name": NAME} | THING | WHERE | {"type": Property(_("type")), "address": Property(_("address"))},
    Schema.CONSIGNMENT: {"name": NAME} | THING | {
        "awbNumber": Property(_("air waybill"), "waybill"),
        "trackingNumber": Property(_("tracking number"), "code"),
        "origin": Property(_("from")),
        "destination": Property(_("to")),
        "carrier": Property(_("carrier")),
        "departureDate": Property(_("sent"), "date"),
        "declaredAs": Property(_("declared as")),
    },
    Schema.CONTAINER: {"name": Property(_("number"), "container")} | THING | {
        "sealNumber": Property(_("seal"), "code"),
    },
    Schema.LISTING: {"name": NAME} | THING | {
        "url": Property(_("address"), "url"),
        "service": Property(_("platform")),
        "price": Property(_("price")),
        "publishedAt": Property(_("published"), "date"),
    },
}  # fmt: skip

SENTENCES: dict[str, tuple[re.Pattern[str], Any]] = {
    "date": (PARTIAL_DATE, _("Give a year, a month or a day: 1984, 1984-07 or 1984-07-21.")),
    "country": (COUNTRY, _("Give the country by two letters, such as VN.")),
    "number": (NUMBER, _("Give a number.")),
}


def wrong_in(schema: str, prop: str, value: str) -> str:
    """The sentence that says what is wrong with a value, "" where nothing is."""
    known = PROPERTIES[schema].get(prop)
    if known is None:
        return str(_("This is not recorded of a %(schema)s.") % {"schema": Schema(schema).label.lower()})
    if known.kind not in SENTENCES:
        return ""
    shape, sentence = SENTENCES[known.kind]
    return "" if shape.fullmatch(value.strip()) else str(sentence)


def label_of(schema: str, prop: str) -> str:
    """A property's name in the officer's language."""
    known = PROPERTIES.get(schema, {}).get(prop)
    return str(known.label) if known else prop

"""A case whose network goes out, and files that come in: rows by the real verbs."""

import json
from typing import TYPE_CHECKING, Any

from tests.cases.making import make_case, make_released
from tests.intel.making import make_entity, make_link

if TYPE_CHECKING:
    from cases.models import Case
    from intel.models import Import
    from staff.models import Officer


def a_network(by: "Officer", **given: Any) -> "Case":
    """A courier with a lorry and a telephone, sold to by a shop; all by one released report."""
    case = make_case(by, make_released(**{"country": "VN", **given}))
    person = make_entity(case, by, "Trần Văn Minh", nationality="VN", birthDate="1984-07")
    lorry = make_entity(case, by, "29C-123.45", "Vehicle", model="Hino")
    shop = make_entity(case, by, "@tiger_shop", "UserAccount", service="Facebook")
    make_entity(case, by, "+84 912 345 678", "Phone")
    make_link(person, lorry, by, role="courier")
    make_link(shop, person, by, "SellsTo")
    return case


def came(case: "Case", raw: bytes, by: "Officer", sender: str = "Partner desk", **given: Any) -> "Import":
    """A file that was received and read."""
    from django.utils import timezone

    from intel.exchange import importing

    sent = importing.Sent(sender, timezone.localdate(), **given)
    return importing.receive(case.pk, raw, sent, by=by)


def taken(case: "Case", raw: bytes, by: "Officer", **given: Any) -> "Import":
    """The same, taken in as suggestions."""
    from intel.exchange import importing

    return importing.take_in(came(case, raw, by, **given), by=by)


def lines(*names: str, schema: str = "Person", **props: Any) -> bytes:
    """FollowTheMoney as a stranger writes it."""
    rows = [{"id": f"x{n}", "schema": schema, "properties": {"name": [name], **props}} for n, name in enumerate(names)]
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)

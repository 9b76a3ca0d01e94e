"""Tips by their rows alone, laid in bulk: what lies in a hotline's table after two years.

Each row's facts are drawn from a hash of its number, so that the same number is the same tip in every run. Facts hang
together as they do: language on country, priority on urgency and offence, age and assignee on status.
"""

from typing import TYPE_CHECKING

from benchmarks import desk_queue

if TYPE_CHECKING:
    from staff.models import Officer

Shares = tuple[tuple[str, int], ...]  # (value, how many of 10,000)

# One in 25 is open: 1,000 tips a day, looked at within some weeks.
USUAL: Shares = (
    ("dismissed", 6300), ("promoted", 2500), ("merged", 470), ("withdrawn", 300), ("quarantined", 30),
    ("received", 230), ("in_triage", 110), ("needs_info", 60),
)  # fmt: skip
# After a campaign that nobody was ready for: three in ten are open.
BACKLOG: Shares = (
    ("dismissed", 4500), ("promoted", 1800), ("merged", 400), ("withdrawn", 200), ("quarantined", 100),
    ("received", 2700), ("in_triage", 200), ("needs_info", 100),
)  # fmt: skip
CHANNELS: Shares = (("web", 5000), ("telegram", 4400), ("api", 500), ("phone", 100))
COUNTRIES: Shares = (
    ("", 1500), ("VN", 2500), ("KE", 1100), ("ID", 1000), ("TZ", 700), ("ZA", 700), ("TH", 600), ("CN", 500),
    ("MY", 300), ("LA", 250), ("KH", 250), ("IN", 200), ("MX", 150), ("BR", 100), ("GB", 80), ("FR", 40), ("ET", 30),
)  # fmt: skip
LANGUAGES: dict[str, Shares] = {
    "VN": (("vi", 8500), ("en", 1300), ("zh", 200)),
    "KE": (("en", 6500), ("sw", 3500)),
    "TZ": (("sw", 7000), ("en", 3000)),
    "ID": (("id", 8800), ("en", 1200)),
    "TH": (("th", 8000), ("en", 2000)),
    "CN": (("zh", 9500), ("en", 500)),
    "LA": (("lo", 7000), ("en", 3000)),
    "KH": (("km", 7500), ("en", 2500)),
    "MX": (("es", 9500), ("en", 500)),
    "": (("en", 5000), ("vi", 2500), ("", 1000), ("sw", 800), ("fr", 400), ("pt", 200), ("my", 100)),
}
ELSEWHERE: Shares = (("en", 9500), ("", 500))
URGENCIES: Shares = (("", 3000), ("now", 500), ("day", 600), ("ongoing", 3500), ("past", 2000), ("unknown", 400))
OFFENCES: Shares = (
    ("parts", 2800), ("live", 2500), ("killing", 1300), ("transport", 1200), ("online", 1300), ("restaurant", 500),
    ("fishing", 200), ("timber", 100), ("cruelty", 60), ("official", 40),
)  # fmt: skip
TAXA: Shares = (
    ("", 2500), ("elephants", 1500), ("pangolins", 1400), ("birds", 1300), ("turtles", 1100), ("cats", 800),
    ("rhinos", 500), ("primates", 400), ("bears", 300), ("timber", 120), ("otters", 50), ("bats", 30),
)  # fmt: skip
FILES: Shares = (("0", 6500), ("1", 1800), ("2", 900), ("3", 500), ("6", 300))
SEALED = 1000  # the first ones are whole: these can be opened and decided
ASSIGNEES = 40
STEP = 100_000


def _draw(salt: int) -> str:
    """0 to 9,999, from the row's number."""
    return f"((hashint8extended(number, {salt}) & 9223372036854775807) % 10000)"


def _pick(shares: Shares, salt: int) -> str:
    """The value that the draw falls on."""
    upto, cases = 0, []
    for value, share in shares:
        upto += share
        cases.append(f"WHEN {_draw(salt)} < {upto} THEN '{value}'")
    return f"(CASE {' '.join(cases)} ELSE '{shares[0][0]}' END)"


def _columns(statuses: Shares, officers: list[int], first_merged: str) -> dict[str, str]:
    """SQL of each column that differs from tip to tip."""
    status, country, urgency, offence = (
        _pick(shares, salt) for salt, shares in enumerate((statuses, COUNTRIES, URGENCIES, OFFENCES), 1)
    )
    language = " ".join(f"WHEN '{one}' THEN {_pick(shares, 5)}" for one, shares in LANGUAGES.items())
    is_open = f"{status} IN ('received', 'in_triage', 'needs_info', 'quarantined')"
    days = f"CASE WHEN {is_open} THEN 40 ELSE 730 END * ({_draw(6)} / 1e4 + {_draw(7)} / 1e8) ^ 2"
    received = f"(timestamptz '2026-11-22 00:00+00' - interval '1 day' * ({days}))"
    first_look = f"CASE WHEN {urgency} = 'now' THEN interval '1 hour' ELSE interval '1 day' END"
    assignee = f"(ARRAY[{','.join(map(str, officers))}])[1 + {_draw(8)} % {len(officers)}]"
    urgency_points = "WHEN 'now' THEN 60 WHEN 'day' THEN 40 WHEN 'ongoing' THEN 20 WHEN 'past' THEN 5 ELSE 10"
    offence_points = "WHEN 'live' THEN 15 WHEN 'transport' THEN 10 WHEN 'official' THEN 10 ELSE 0"
    return {
        "id": "md5('bench ' || number)::uuid", "key_id": "md5('key ' || number)::uuid",
        "source_id": "md5('source ' || number / 2)::uuid", "reference": "'TIP-2025-' || lpad(number::text, 8, '0')",
        "channel": _pick(CHANNELS, 9), "status": status, "country": country, "urgency": urgency,
        "language": f"(CASE {country} {language} ELSE {_pick(ELSEWHERE, 5)} END)",
        "offences": f"ARRAY[{offence}]::varchar[]", "files": f"{_pick(FILES, 10)}::int",
        "priority": f"(CASE {urgency} {urgency_points} END) + (CASE {offence} {offence_points} END)"
        f" + 5 * ({_draw(11)} % 4)",
        "received_at": received, "due_at": f"{received} + {first_look}", "is_alike": f"{_draw(12)} < 600",
        "taxon_group": _pick(TAXA, 14),
        "assignee_id": f"CASE WHEN {status} IN ('in_triage', 'needs_info') AND {_draw(13)} < 8000 THEN {assignee} END",
        "claimed_at": "NULL",
        "decided_at": f"CASE WHEN {status} IN ('promoted', 'dismissed', 'merged') THEN {received} + interval '9 h' END",
        "dismiss_reason": f"CASE WHEN {status} = 'dismissed' THEN 'insufficient' ELSE '' END",
        "merged_into_id": f"CASE WHEN {status} = 'merged' THEN '{first_merged}'::uuid END",
        "suspicions": f"CASE WHEN {status} = 'quarantined' THEN ARRAY['over_budget'] ELSE '{{}}' END::varchar[]",
        "words_mark": "NULL", "form_mark": "NULL", "unmarked_since": "NULL",
    }  # fmt: skip


def lay(amount: int, officer: "Officer", *, statuses: Shares = USUAL) -> None:
    """`amount` tips, the first `SEALED` of them whole, the others by their rows alone.

    Args:
        officer: has claimed some of the whole ones.
    """
    from django.db import connection

    from hotline.models import Tip
    from staff.models import Officer
    from staff.roles import Role

    sealed = min(amount, SEALED)
    desk_queue.fill(sealed, officer)
    officers = [Officer.objects.create(username=f"reader{n}", roles=[Role.ANALYST]).pk for n in range(ASSIGNEES)]
    like = Tip.objects.latest("received_at")
    columns = _columns(statuses, officers, str(like.pk))
    names = [field.column for field in Tip._meta.concrete_fields if not field.generated]
    values = ", ".join(columns.get(name, f'one."{name}"') for name in names).replace("%", "%%")
    quoted = ", ".join(f'"{name}"' for name in names)
    insert = (
        f"INSERT INTO hotline_tip ({quoted}) SELECT {values} FROM hotline_tip AS one,"
        f" generate_series(%s::bigint, %s) AS number WHERE one.id = %s"
    )
    with connection.cursor() as cursor:
        for start in range(sealed, amount, STEP):
            cursor.execute(insert, [start, min(start + STEP, amount) - 1, like.pk])

"""Who could be the same as somebody new, among many: entities laid in bulk by COPY, asked for through the real verbs.

Asked for by one who sees every case, so that nothing is filtered away before it costs.
"""

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import psycopg

from benchmarks.made_names import Names
from benchmarks.marks import _owner
from benchmarks.table import Line

if TYPE_CHECKING:
    from cases.models import Case
    from staff.models import Officer

BATCH = 20_000
WARM = 10


@contextmanager
def _bare(server: "psycopg.Connection", *tables: str) -> Iterator[None]:
    """Drop what each row would be checked by and entered in, and build it when the rows are there.

    Primary keys stay: other tables hang on them.
    """
    laid: list[str] = []
    for table in tables:
        bonds = server.execute(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s::regclass"
            " AND contype IN ('f', 'u') ORDER BY contype DESC", [table],
        ).fetchall()  # fmt: skip
        for name, meant in bonds:
            server.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
            laid.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {meant}')
        for name, meant in server.execute(
            "SELECT relname, pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class ON oid = indexrelid"
            " WHERE indrelid = %s::regclass AND NOT indisprimary",
            [table],
        ).fetchall():
            server.execute(f'DROP INDEX "{name}"')
            laid.append(meant)
    yield
    for statement in laid:
        server.execute(statement)


def lay(amount: int, case: "Case", officer: "Officer") -> None:
    """So many persons and things of a case, with facts and keys; what lies here already counts."""
    from intel.models import Entity

    missing = amount - Entity.objects.count()
    if missing <= 0:
        return
    names = Names(1)
    with _owner() as server, _bare(server, "intel_matchkey"), _bare(server, "intel_fact"):
        for start in range(0, missing, BATCH):
            _copy(server, [_row(names) for _ in range(min(BATCH, missing - start))], start, case, officer)
        server.execute("ANALYZE intel_entity, intel_fact, intel_matchkey")


def _row(names: Names) -> tuple[UUID, str, list[tuple[str, str, str]], set[int]]:
    """An entity's id, schema, values with their keys, and its marks."""
    from intel import identifying
    from intel.matching import index, known
    from intel.properties import PROPERTIES

    schema, given = names.thing()
    values = [
        known.Value(prop, said, identifying.read(PROPERTIES[schema][prop].kind, said, "VN").key) for prop, said in given
    ]
    return uuid4(), schema, [tuple(each) for each in values], index.marks(known.of(schema, values))


def _copy(server: "psycopg.Connection", rows: list[Any], start: int, case: "Case", officer: "Officer") -> None:
    day = "2027-11-22"
    with server.cursor() as cursor:
        with cursor.copy(
            "COPY intel_entity (id, reference, schema, name, key, recorded_in, compartments, review_by, recorded_at,"
            " recorded_by_id, taken_out_why) FROM STDIN"
        ) as out:
            for at, (pk, schema, values, _marks) in enumerate(rows, start):
                out.write_row(
                    (pk, f"ENT-BENCH-{at:08}", schema, values[0][1], f"{values[0][2]} {at}", case.pk, [case.pk],
                     day if schema == "Person" else None, "2026-11-22", officer.pk, "")
                )  # fmt: skip
        with cursor.copy(
            "COPY intel_fact (entity_id, prop, value, key, recorded_at, recorded_by_id, taken_out_why) FROM STDIN"
        ) as out:
            for pk, _schema, values, _marks in rows:
                for value in values:
                    out.write_row((pk, *value, "2026-11-22", officer.pk, ""))
        with cursor.copy("COPY intel_matchkey (mark, entity_id) FROM STDIN") as out:
            for pk, _schema, _values, marks in rows:
                for mark in marks:
                    out.write_row((mark, pk))


def measure(amount: int, looks: int) -> list[Line]:
    """Lay so many, then record new ones that are known already under another spelling, and ask for candidates."""
    from intel.models import Entity

    found = asked(amount, looks)
    return _lines(*found, Entity.objects.count())


def asked(amount: int, looks: int) -> tuple[list[float], list[float], float, float]:
    """Returns: milliseconds that asking and recording took, each sorted; the share found; how many were offered."""
    case, officer = _ground()
    lay(amount, case, officer)
    from intel.models import Entity

    chance = random.Random(2)
    known = list(Entity.objects.filter(schema="Person", reference__startswith="ENT-BENCH").order_by("key")[:50_000])
    taken, written, hits, offered = [], [], 0, 0
    for at, old in enumerate(chance.sample(known, min(looks + WARM, len(known)))):
        began = time.perf_counter()
        new = _again(old, case, officer, chance)
        recorded = time.perf_counter()
        found = _found(new, officer)
        if at >= WARM:
            written.append((recorded - began) * 1000)
            taken.append((time.perf_counter() - recorded) * 1000)
            hits, offered = hits + (old.pk in found), offered + len(found)
    return sorted(taken), sorted(written), hits / len(taken), offered / len(taken)


def _lines(taken: list[float], written: list[float], hit: float, offered: float, count: int) -> list[Line]:
    half, most = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
    return [
        Line(
            f"candidates of a new person among {count} persons and things in memory, p50 / p95", "",
            f"{half:.1f} / {most:.1f} ms", "", "p95 <= 50 ms", most <= 50,
        ),
        Line("the same under another spelling is offered; how many are", "", f"{hit:.0%}; {offered:.1f}"),
        Line(f"recording it with its keys among {count}, p50", "", f"{written[len(written) // 2]:.1f} ms"),
    ]  # fmt: skip


def _found(entity: Any, officer: "Officer") -> set[UUID]:
    from intel import candidates
    from staff import asked

    with asked.once():  # as on the page that shows them
        return {each.entity.pk for each in candidates.of(entity, officer)}


def _again(old: Any, case: "Case", officer: "Officer", chance: random.Random) -> Any:
    """The same person told of once more: words turned, spelled another way, half of them with their telephone."""
    from intel import entities

    words = old.name.lower().split()
    turned = " ".join([*words[1:], words[0]] if chance.random() < 0.5 else words)
    spelled = turned.replace("ph", "p").replace("ee", "i").replace("kh", "k").replace("uo", "u").title()
    phone = old.facts.filter(prop="phone").values_list("value", flat=True).first()
    more = {"phone": phone} if phone and chance.random() < 0.5 else {}
    return entities.record("Person", spelled, case_id=case.pk, by=officer, **more)


def _ground() -> "tuple[Case, Officer]":
    """A case whose lead sees every case, so that nothing is filtered away before it costs."""
    from benchmarks.packet_case import _tip
    from cases import casework
    from cases.models import Case
    from hotline import reporting
    from hotline.reporting import Account, Grade
    from staff.models import Officer

    officer = Officer.objects.filter(username="matches").first()
    officer = officer or Officer.objects.create_user("matches", password=None, roles=["supervisor", "analyst"])
    case = Case.objects.filter(lead=officer).first()
    if case is None:
        second = Officer.objects.create_user("matches_too", password=None, roles=["supervisor"])
        account = Account(title="Sellers", text="A list of sellers was handed in.", offences=["live"])
        report = reporting.promote([_tip(1)], account, Grade("B", "2", "direct"), by=officer)
        report = reporting.release(reporting.check(report, by=second), by=second)
        case = casework.open_case([report], casework.Brief(title="Sellers", summary="Sellers of one list."), by=officer)
    return case, officer

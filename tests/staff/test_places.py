"""Lists paged by place: every row once, in order, both ways, whatever the order holds, and no row skipped in SQL."""

import random
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.functions import Length
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from reference.models import Place
from staff import places
from staff.desk_lists import PlacedList
from tests.people import make_officer, signed_in

pytestmark = pytest.mark.django_db
MARK = "paged"
SIZE = 7
LIST = "/desk/reference/place/"
ORDERS: list[tuple[Any, ...]] = [
    ("name",), ("-name", "pk"), ("kind", "-name"), ("population", "name"), ("-population", "kind", "-lat"),
    (F("population").desc(nulls_last=True), F("lat").asc(nulls_first=True)), ("parent", "-pk"), ("-parent__name",),
    (Length("name"), "-population"), (Length("note").desc(nulls_last=True),), ("code",), ("-pk",), ("parent_id", "lat"),
]  # fmt: skip


@pytest.fixture
def many(db: None) -> "QuerySet[Place]":
    """Rows with ties and gaps in every column that they are ordered by."""
    some = random.Random(7)
    towns = Place.objects.bulk_create(
        Place(code=f"{MARK}-town-{n}", name=some.choice("xyz"), kind="town", country="KH") for n in range(3)
    )
    Place.objects.bulk_create(
        Place(
            code=f"{MARK}-{some.random()}", name=some.choice(["Anlong", "Bavet", "Kep"]), country="KH",
            kind=some.choice(["market", "port"]), admin_code=MARK, population=some.choice([None, 3, 3, 40]),
            lat=some.choice([None, 11.5, 12.0]), parent=some.choice([None, *towns]), note=some.choice(["", "a", "abc"]),
        )
        for _ in range(45)
    )  # fmt: skip
    return Place.objects.filter(admin_code=MARK)


def _leaf(rows: "QuerySet[Place]", link: str, asked: str = "") -> list[list[int]]:
    """The pages that a reader sees who follows one link until there is none."""
    pages = []
    while True:
        page = places.page(rows, SIZE, QueryDict(asked))
        pages.append([row.pk for row in page])
        if not (place := getattr(page, link)):
            return pages
        asked = f"{link}={place}"


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: ",".join(map(str, order)))
def test_every_row_once_in_order_and_back_again(many: "QuerySet[Place]", order: tuple[Any, ...]) -> None:
    rows = many.order_by(*order)
    onward = _leaf(rows, "after")
    seen = [pk for page in onward for pk in page]
    assert len(seen) == len(set(seen)) == 45
    assert [len(page) for page in onward] == [7, 7, 7, 7, 7, 7, 3]
    found = list(rows.values_list("pk", flat=True))
    assert _by(rows, seen) == _by(rows, found)

    back = _leaf(rows, "before", f"before={onward[-1][0]}")
    assert back[-1] == onward[0]
    assert [pk for page in back[::-1] for pk in page] == seen[:-3]


def _by(rows: "QuerySet[Place]", keys: list[int]) -> list[Any]:
    """The keys with what the rows are ordered by in their place: rows that tie may stand in either order."""
    held = {}
    for row in rows:
        held[row.pk] = [_held(row, part) for part in rows.query.order_by]
    return [held[key] for key in keys]


def _held(row: Place, part: Any) -> Any:
    if isinstance(part, str):
        name = part.lstrip("-")
        if name == "parent__name":
            return row.parent and row.parent.name
        return getattr(row, name)
    inner = getattr(part, "expression", part)
    return getattr(row, inner.name) if isinstance(inner, F) else len(getattr(row, inner.source_expressions[0].name))


@pytest.mark.parametrize("order", ORDERS[:6], ids=lambda order: ",".join(map(str, order)))
def test_rows_that_arrive_move_none(many: "QuerySet[Place]", order: tuple[Any, ...]) -> None:
    rows, there = many.order_by(*order), set(many.values_list("pk", flat=True))
    seen: list[int] = []
    asked = ""
    for number in range(20):
        page = places.page(rows, SIZE, QueryDict(asked))
        seen += [row.pk for row in page if row.pk in there]
        if not page.after:
            break
        asked = f"after={page.after}"
        Place.objects.create(
            code=f"{MARK}-late-{number}", name="Bavet", kind="port", country="KH", admin_code=MARK,
            population=(None, 3, 20)[number % 3],
        )  # fmt: skip
    assert sorted(seen) == sorted(there)


def test_what_an_address_makes_up_is_the_first_page(many: "QuerySet[Place]") -> None:
    rows = many.order_by("name")
    first = _leaf(rows, "before")[0]
    made_up = ("after=x", "after=", "after=99999999999999999999", "before=-1", "after=%00", "before=0", "after=²",
               "after=00000000-0000-0000-0000-000000000000")  # fmt: skip
    for asked in made_up:
        page = places.page(rows, SIZE, QueryDict(asked))
        assert ([row.pk for row in page], page.is_first) == (first, True), asked


def test_a_row_that_left_the_list_still_says_where_the_page_begins(many: "QuerySet[Place]") -> None:
    rows = many.order_by("name", "pk")
    pages = _leaf(rows, "after")
    Place.objects.filter(pk=pages[0][-1]).update(retired=True)
    page = places.page(rows.filter(retired=False), SIZE, QueryDict(f"after={pages[0][-1]}"), known=rows)
    assert [row.pk for row in page] == pages[1]
    # Behind the last row stands nothing: the list is shown from its beginning, not an empty page.
    assert [row.pk for row in places.page(rows, SIZE, QueryDict(f"after={pages[-1][-1]}"))] == pages[0]


def test_a_deep_page_is_a_range_of_an_index(many: "QuerySet[Place]") -> None:
    deep = many.order_by("code")[30].pk
    with CaptureQueriesContext(connection) as asked:
        places.page(Place.objects.order_by("code"), SIZE, QueryDict(f"after={deep}"))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + asked.captured_queries[-1]["sql"])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Cond" in plan, plan
    assert "Sort" not in plan, plan


def test_a_list_leads_on_and_back_by_its_links(client: Client, many: "QuerySet[Place]") -> None:
    Place.objects.bulk_create(
        Place(code=f"{MARK}-more-{n}", name=f"M{n:03}", kind="market", country="KH", admin_code=MARK)
        for n in range(120)
    )
    desk = signed_in(client, make_officer("reader", "analyst"))
    seen, address = list[int](), f"{LIST}?kind=market&o=1&p=3"
    while True:
        answer = desk.get(address)
        found = answer.context["cl"]
        seen += [row.pk for row in found.result_list]
        text = answer.content.decode()
        assert ('rel="prev"' in text) == (not found.page.is_first)
        assert ('rel="next"' in text) == bool(found.page.after)
        assert "kind=market" in found.here
        assert "after" not in found.here
        if not found.page.after:
            break
        assert f"after={found.page.after}" in text
        address = f"{LIST}?{found.here}&after={found.page.after}"
    assert sorted(seen) == sorted(Place.objects.filter(kind="market").values_list("pk", flat=True))
    assert 'rel="prev"' in text
    forged = desk.get(f"{LIST}?kind=market&after=nonsense&before=x")
    assert forged.status_code == 200
    assert forged.context["cl"].page.is_first


def _lists() -> list[Any]:
    return [each for each in admin.site._registry.values() if issubclass(each.get_changelist(None), PlacedList)]


def test_no_list_of_the_desk_counts_or_skips_rows(rf: RequestFactory, supervisor: Any) -> None:
    """Each list in each order that its columns offer."""
    lists, statements = _lists(), 0
    assert len(lists) > 30
    for each in lists:
        columns = each.list_display if each.sortable_by is None else each.sortable_by
        for order in ["", *(f"{sign}{n}" for n in range(1, len(columns) + 1) for sign in ("", "-"))]:
            request = rf.get("/desk/", {"o": order} if order else {})
            request.user = supervisor
            with CaptureQueriesContext(connection) as asked:
                list(each.get_changelist_instance(request).result_list)
            for query in asked.captured_queries:
                statements += 1
                assert "OFFSET" not in query["sql"], each
                assert not query["sql"].startswith("SELECT COUNT("), each
    assert statements > 100

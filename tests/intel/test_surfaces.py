"""Nothing that an officer may not see shows on any page of intelligence: asked of every route, role and standing.

A case is planted with words of no language. Everyone asks every surface for the planted rows, for rows of their own
that resemble them, and by search. And to those who may not know of the case every page says what it said before the
case was planted: so no count, chart or list betrays it either.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.forms import Widget
from django.test import Client

from cases import casework
from intel import facts
from intel.facts import Given
from staff import access, compartments
from staff.models import Officer
from staff.roles import RIGHTS, Role
from tests.cases.exchanging import lines, taken
from tests.cases.listed import make_listing
from tests.cases.making import colleague, make_case, make_released
from tests.cases.producing import make_product
from tests.config import routes
from tests.config.test_role_walk import words
from tests.intel.making import make_entity, make_link
from tests.intel.surfaces import ASKED_FOR, FILES, PASSING, PLANTS, SURFACES, declared, lacking
from tests.people import make_officer, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(300)]
STANDINGS = ("member", "partly", "outsider", "denied")
READERS = [role for role in Role.values if "intel.view_entity" in RIGHTS[role]]
# Analysts and investigators have the same rights here: what takes long is asked of one of them.
AT_LENGTH = ("analyst", "supervisor")
# By route, or what is written of its file.
BELONGS = SURFACES | {f"file of {route}": plants for route, (_form, plants) in FILES.items()}
Things = dict[str, Any]


def test_every_route_of_intelligence_has_a_line():
    """Failing? Say in tests/intel/surfaces.py what whoever may see the planted case finds at the new route."""
    assert lacking() == set()
    assert set(SURFACES) - set(declared()) == set(), "listed, and not there"


# --- The ground -------------------------------------------------------------------------------------------------
def _own(lead: Officer, officers: list[Officer]) -> Things:
    """A case in which everybody works, with a person who resembles the planted one and has the same telephone."""
    report = make_released(title="Of their own", country="VN")
    case = make_case(lead, report, title="A case of theirs")
    for officer in officers:
        compartments.admit(officer, case.pk, by=lead)
    person = make_entity(case, lead, "Kovarin Zeltasc", phone="+84 912 345 678")
    return {
        "case": case, "report": report, "entity": person, "product": make_product(case, lead),
        "listing": make_listing(case, lead), "import": taken(case, lines("Somchai Dee"), lead),
    }  # fmt: skip


def _planted(lead: Officer, shared: Any, quiet: Any) -> Things:
    case = make_case(lead, shared, quiet, title=PLANTS["case"][0])
    person = make_entity(case, lead, PLANTS["name"][0], report=shared, phone="+84 912 345 678")
    for prop, plant, report in (("position", "fact", shared), ("profession", "quiet", quiet)):
        facts.add(person, Given(prop, PLANTS[plant][0], report), by=lead)
    lorry = make_entity(case, lead, "29C-543.21", "Vehicle", report=shared)
    make_link(person, lorry, lead, report=shared, summary=PLANTS["link"][0])
    product = make_product(case, lead, title=PLANTS["product"][0], reports=[shared])
    return {
        "case": case, "report": shared, "entity": person, "product": product,
        "listing": make_listing(case, lead, title=PLANTS["listing"][0]),
        "import": taken(case, lines(PLANTS["import"][0]), lead),
    }  # fmt: skip


def _address(route: str, things: Things) -> str:
    """The route with its gaps filled by the one thing of its kind."""
    row = things.get(route.split("/")[2]) if route.count("/") > 2 else None
    fills = {"pk": getattr(row, "pk", 1), "object_id": getattr(row, "pk", 1), "report_id": things["report"].pk}
    fills |= {"chart_id": things["entity"].pk, "case_id": things["case"].pk}
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda gap: str(fills[gap[1]]), route)


@dataclass
class Asked:
    """What one officer was shown, by route: the plants found, and the pages that differ from before."""

    officer: Officer
    standing: str
    client: Client
    shown: dict[str, set[str]] = field(default_factory=dict)
    before: dict[str, str] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)

    def may_see(self, plant: str) -> bool:
        """By the table of rights and the standing alone."""
        if self.standing == "denied" or (self.standing == "partly" and plant == "quiet"):
            return False
        is_in = self.standing in ("member", "partly") or access.allows(self.officer, "cases.read_every_case")
        return is_in and access.allows(self.officer, PLANTS[plant][1])

    @property
    def is_reader(self) -> bool:
        return self.officer.roles[0] in READERS

    def sees_none(self) -> bool:
        return not any(map(self.may_see, PLANTS))

    def is_compared(self, standing: str) -> bool:
        """Whether their pages are read before the case is planted, and again."""
        return self.standing == standing and self.sees_none() and self.officer.roles[0] in AT_LENGTH

    def ask(self, route: str, things: Things, query: str = "", **posted: Any) -> str:
        """The page as text; "" where the door stays shut."""
        address = _address(route, things) + query
        with transaction.atomic():
            is_post = posted or route in routes.POSTS
            response: Any = self.client.post(address, posted) if is_post else self.client.get(address)
            transaction.set_rollback(True)
        if response.status_code >= 500:
            self.broken.add(address)
        return _text(response) if response.status_code in (200, 422) else ""

    def look(self, route: str, said: str) -> None:
        found = {plant for plant, (word, _right) in PLANTS.items() if word in said}
        self.shown.setdefault(route, set()).update(found)


def _text(response: Any) -> str:
    """All that an answer says; of a Word document what stands in it."""
    if "wordprocessingml" not in response.headers.get("Content-Type", ""):
        return words(response)
    with zipfile.ZipFile(io.BytesIO(response.content)) as document:
        return document.read("word/document.xml").decode()


def _own_pages() -> Iterator[tuple[str, str]]:
    """(route, query): whatever an officer can ask for without knowing of the planted case."""
    for route in SURFACES:
        yield from ((route, query) for query in ASKED_FOR.get(route, ()))
        if route != "desk/search/":
            yield route, ""


def _officers() -> list[tuple[Officer, str]]:
    return [
        (make_officer(f"{role}_{standing}", role), standing) for role in Role.values for standing in _standings(role)
    ]  # fmt: skip


def _standings(role: str) -> tuple[str, ...]:
    """A role that has none of the rights is tried as a member: that gives the most, and doors ask for rights first."""
    if not RIGHTS[role] & {right for _word, right in PLANTS.values()}:
        return ("member",)
    return STANDINGS if role in AT_LENGTH else ("member", "outsider", "denied")


@pytest.fixture(scope="module")
def asked(django_db_setup: None, django_db_blocker: Any) -> list[Asked]:
    """Everybody, having asked everything."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        # Nobody asks for the contexts of pages here, and to copy them takes longer than to draw.
        patch.setattr("django.test.client.store_rendered_templates", lambda *_args, **_kwargs: None)
        # A case's page has forty forms: what stands in their fields counts here, and not how it is drawn.
        patch.setattr(Widget, "_render", lambda _self, _template, context, _renderer=None: f"{context['widget']}")
        lead = colleague("investigator")
        everybody = [Asked(officer, standing, signed_in(Client(), officer)) for officer, standing in _officers()]
        own = _own(lead, [each.officer for each in everybody])
        _remember([each for each in everybody if each.is_compared("denied")], own)
        shared, quiet = make_released(title="A shared report"), make_released(title="A quiet report")
        _remember([each for each in everybody if each.is_compared("outsider")], own)
        planted = _planted(lead, shared, quiet)
        closed = make_case(lead, quiet)
        for each in everybody:
            _let_in(each, planted["case"], closed, lead)
        for each in everybody:
            _ask_all(each, own, planted)
        transaction.set_rollback(True)
    return everybody


def _let_in(each: Asked, case: Any, closed: Any, lead: Officer) -> None:
    if each.standing != "outsider":
        casework.admit(case, each.officer, by=lead)
    if each.standing == "denied":
        casework.deny(case, each.officer, by=lead)
    if each.standing in ("partly", "denied"):
        casework.deny(closed, each.officer, by=lead)


def _remember(some: list[Asked], own: Things) -> None:
    for each in some:
        for route, query in _own_pages():
            each.before[route + query] = PASSING.sub("", each.ask(route, own, query))


def _ask_all(each: Asked, own: Things, planted: Things) -> None:
    """Whoever may not see the case, for their own rows too; whoever may, presses no buttons."""
    for route, query in _own_pages():
        if each.before or "<" not in route:
            said = each.ask(route, own, query)
            each.look(route, said)
            if each.before and each.before[route + query] != PASSING.sub("", said):
                each.moved.add(route + query)
    for route in declared():
        if "<" in route and (route in SURFACES or each.before):
            each.look(route, each.ask(route, planted))
    for route, (form, _plants) in FILES.items():
        each.look(f"file of {route}", each.ask(route, planted, form=form))


# --- What came of it --------------------------------------------------------------------------------------------
def test_nobody_is_shown_what_the_table_of_rights_keeps_from_them(asked):
    shown = [
        f"{each.officer.username} reads '{plant}' at {route}"
        for each in asked
        for route, plants in each.shown.items()
        for plant in plants
        if not each.may_see(plant)
    ]
    assert not shown, "\n".join(shown)


def test_whoever_may_see_it_finds_it_where_it_belongs(asked):
    """Or the test above would pass on empty pages."""
    missing = [
        f"{each.officer.username} does not find '{plant}' at {route}"
        for each in asked
        if each.is_reader
        for route, plants in BELONGS.items()
        for plant in plants.split()
        if each.may_see(plant) and plant not in each.shown.get(route, ())
    ]
    assert not missing, "\n".join(missing)


# To those who are not in it the person's own page says that another case has the telephone, the listing's own page that
# another has its address; nothing else, and to those whom the case keeps out not even that.
BLIND_NOTICES = {"desk/intel/entity/<path:object_id>/change/", "desk/cases/listing/<path:object_id>/change/"}


def test_no_page_differs_for_those_who_may_not_know_of_the_case(asked):
    """Neither a count nor a chart nor a choice: as if the case were not there."""
    told = {each.officer.username: each.moved - (BLIND_NOTICES if each.standing == "outsider" else set())
            for each in asked}  # fmt: skip
    assert {who: moved for who, moved in told.items() if moved} == {}
    assert {route for each in asked if each.standing == "outsider" for route in each.moved} == BLIND_NOTICES


def test_no_surface_breaks_for_anybody(asked):
    assert [address for each in asked for address in each.broken] == []

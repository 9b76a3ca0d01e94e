"""Every address of the house and every route of its API, walked as every role; every field, read by every role."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from django.http.response import HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from cases import (
    casework,
    checklist,
    corrections,
    glass,
    hypotheses,
    laboratory,
    legal_holds,
    outcomes,
    persons,
    questions,
    shelves,
    timeline,
    worklist,
)  # fmt: skip
from cases.joint import forming
from cases.laboratory import Wanted
from cases.listings import takedown
from cases.models import ExhibitFile, OutcomeFile
from cases.packets import release
from hotline import purging, saved_views, triage
from hotline.members import registry, talking
from hotline.members.registry import Person
from hotline.models import PurgeCertificate
from hotline.queue import bulk
from hotline.warnings import sending as warnings
from intel import facts
from intel.facts import Given
from intel.network import views as network_views
from reference.models import Offence, Place, ProtectedArea, TradeTerm, Unit
from staff import audit, compartments, roles, rota
from staff.desk import DeskAdmin
from staff.models import AuditEntry, GlassNotice, Officer
from tests.cases.court import make_proceeding
from tests.cases.exchanging import lines as of_strangers
from tests.cases.exchanging import taken
from tests.cases.listed import make_assessed, make_platform
from tests.cases.making import colleague, make_agency, make_case, make_exhibit, make_referral, make_released
from tests.cases.producing import make_product
from tests.cases.seized import make_animals, make_line, make_seizure, name_person
from tests.config import routes
from tests.hotline.calling import a_partner
from tests.intel.making import make_entity
from tests.make import make_attachment, make_picture, make_taxon, make_tip
from tests.people import make_officer, signed_in
from vault import identity, reveals, text
from vault.models import RevealRequest

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]
MARK = "Zqx{}Vwk"  # a word of no language, one for each field
MARKS = {field: MARK.format(chr(ord("a") + n) * 3) for n, field in enumerate(routes.FIELDS)}
# Rights only grow with roles: a route that is open to each officer, or to none, is tried by the one who has no role, by
# one who has them all, and by those who are nobody here. All other routes are tried by everyone.
SAME_FOR_ALL = (routes.EVERYONE, routes.OFFICERS, routes.NOBODY)
ENDS = ("outsider", "everything", "deactivated", "anonymous")


# --- The list ---------------------------------------------------------------------------------------------------
def patterns(resolver: Any = None, prefix: str = "") -> Iterator[str]:
    """Every route, its parts as the URL configuration writes them."""
    for each in (resolver or get_resolver()).url_patterns:
        route = prefix + re.sub(r"\(\?P<app_label>[^)]*\)", "(?P<app_label>…)", str(each.pattern))
        if isinstance(each, URLResolver):
            yield from patterns(each, route)
        elif isinstance(each, URLPattern):
            yield route


def declared() -> dict[str, str]:
    return routes.of_models() | routes.GETS | routes.POSTS


def test_every_route_is_declared_and_nothing_else_is():
    """Failing? Say in tests/config/routes.py who may reach the new route: one line."""
    stands, listed = set(patterns()), set(declared())
    assert stands - listed == set(), "not declared who may reach these"
    assert listed - stands == set(), "declared, and not there"


def test_no_right_of_the_table_of_roles_is_left_without_a_role_that_the_walk_knows():
    assert set(roles.RIGHTS) == set(routes.ROLES.split())


# --- The ground -------------------------------------------------------------------------------------------------
def people() -> dict[str, Officer]:
    """One of each role, and those whom a role alone does not tell apart."""
    found = {role: make_officer(role, role) for role in roles.RIGHTS}
    found["outsider"] = make_officer("outsider")
    found["everything"] = make_officer("everything", *roles.RIGHTS)
    found["stranger"] = make_officer("stranger", "investigator")
    found["denied"] = make_officer("denied", "analyst")
    return found


def ground(who: dict[str, Officer]) -> dict[str, Any]:
    """One thing of each kind, each field marked, by its name."""
    lead, now = colleague("investigator"), timezone.now()
    tip = make_tip(MARKS["narrative of a tip"])
    file = make_attachment(
        tip, make_picture() + MARKS["original of a file"].encode(), MARKS["name of a tip's file"] + ".jpg",
        copy=make_picture() + MARKS["scrubbed copy of a file"].encode(),
    )  # fmt: skip
    identity.seal_contact(tip.source_id, MARKS["contact of a source"])
    dismissed = triage.dismiss(make_tip(), by=who["supervisor"], reason="spam", note=MARKS["note of the triage"])
    report = make_released(tip)
    type(report).objects.filter(pk=report.pk).update(text=MARKS["text of a report"])
    case = make_case(lead, report, summary=MARKS["summary of a case"])
    for role in (*routes.CASES.split(), "everything"):
        compartments.admit(who[role], case.pk, by=lead)
    compartments.admit(who["denied"], case.pk, by=lead)
    casework.deny(case, who["denied"], by=lead)
    casework.note(case, MARKS["note in a case"], by=lead)
    asked = {
        "question": questions.ask(case, MARKS["question of a case"], by=lead),
        "hypothesis": hypotheses.put(case, MARKS["hypothesis of a case"], by=lead),
        "checklistpoint": checklist.add(case, "Ask twice", by=lead),
    }
    exhibit = make_exhibit(case, lead, copy=make_picture() + MARKS["scrubbed copy of a file"].encode())
    for field in ("earlier description of an exhibit", "description of an exhibit"):
        described = replace(corrections.as_it_stands(exhibit), description=MARKS[field])
        corrections.correct(exhibit, described, reason="A slip", by=lead)
    exhibit.refresh_from_db()
    brought = ExhibitFile(exhibit=exhibit, key_id=exhibit.key_id, file_id=exhibit.file_id, state="copied")
    text.write(brought, metadata={"make": MARKS["metadata of an officer's file"]})
    brought.save(force_insert=True)
    request = laboratory.ask(
        case, Wanted("Laboratory", "Desk", "Return it"), {exhibit: "Which species?"}, by=lead
    )  # fmt: skip
    entity = make_entity(case, lead, MARKS["name of a person"], nationality="VN", report=report)
    facts.add(entity, Given("position", MARKS["fact of a person"], report), by=lead)
    product = make_product(case, lead, recipient=MARKS["words of a product"])
    packet = release.draft_packet(case, release.Order("ngo", ask=MARKS["ask of a packet"]), by=lead)
    referral = make_referral(case, lead, ask=MARKS["ask of a referral"])
    proceeding = make_proceeding(case, lead, body=MARKS["words of a proceeding"])
    outcome = outcomes.enter(
        case, outcomes.Result("rescue", timezone.localdate(), text=MARKS["words of an outcome"]), by=lead
    )
    proof = OutcomeFile.objects.create(
        outcome=outcome, key_id=exhibit.key_id, file_id=exhibit.file_id, copy_id=exhibit.file_id, state="copied"
    )
    joint = forming.form(MARKS["name of a joint operation"], [referral], lead=lead, by=lead)
    person = make_entity(case, lead)
    hold = legal_holds.hold_person(person, "An order", by=who["supervisor"])
    task = worklist.set_task(case, "Ring the stall", by=lead)
    worklist.log(task, worklist.Work(MARKS["line of a work log"]), by=lead)
    entry = timeline.add(case, timeline.Moment(MARKS["earlier wording of an entry"], now), by=lead)
    timeline.reword(entry, timeline.Moment(MARKS["entry of a timeline"], now), by=lead)
    seizure = make_seizure(
        case, lead, concealment=MARKS["concealment of a seizure"], told_by=MARKS["teller of a seizure"]
    )
    group = make_animals(seizure, lead, site=MARKS["site of live animals"])
    breaker = make_officer("breaker", "investigator")
    glass.enter(case.reference, "life", f"{MARKS['words of broken glass']} and nobody answers", by=breaker)
    with transaction.atomic():
        audit.record("system", "tip.read", tip, marked=MARKS["details of any audit entry"])
        audit.record("system", "case.noted", case, marked=MARKS["details of an audit entry of the case"])
    place = Place.objects.create(kind="province", code="KH-W", name="Walk", country="KH")
    return {
        "shift": rota.enter(who["intake"], now, now + timedelta(hours=1), by=who["supervisor"])[0],
        "tip": tip, "dismissed": dismissed, "file": file, "report": report, "case": case, "exhibit": exhibit,
        "shelf": shelves.open_shelf("Store", "Shelf 1", by=who["custodian"]), "labrequest": request,
        **asked, "packet": packet, "referral": referral, "proceeding": proceeding, "outcome": outcome,
        "proof": proof, "jointoperation": joint,
        "person": person, "hold": hold, "certificate": _certificate_of_a_person(who["supervisor"]),
        "task": task, "timelineitem": entry,
        "officer": breaker, "partner": a_partner(), "member": _member(who["supervisor"]),
        "areawarning": warnings.draft(warnings.Danger("elephants", "KH", "KH-W"), by=who["analyst"]),
        "seizure": seizure, "specimenline": make_line(seizure, lead), "animalgroup": group,
        "seizedperson": name_person(seizure, lead, MARKS["name of a person of a seizure"]),
        "entity": entity, "product": product, "listing": _listing(case, lead), "platform": make_platform(),
        "import": taken(
            case, of_strangers(MARKS["suggestion of a file"]), lead, sender=MARKS["sender of a file"]
        ),
        "place": place,
        "protectedarea": ProtectedArea.objects.create(name="Walk Park", country="KH"),
        "tradeterm": TradeTerm.objects.create(scheme="term", code="WLK", name="walked"),
        "unit": Unit.objects.create(code="wlk", name="walk"),
        "offence": Offence.objects.create(code="walking", name="Walking", tip_class="other"),
        "agency": make_agency(), "taxon": make_taxon(), "auditentry": AuditEntry.objects.first(),
        "revealrequest": reveals.ask_to_reseal(by=who["handler"], reason=RevealRequest.KeyReason.values[0]),
        "purgecertificate": _certificate(who["supervisor"]),
        "chart": network_views.save("Mine", "", {entity.pk: None}, by=lead),
        "view": saved_views.save("Mine", "status=all", by=colleague("analyst")),
        "run": bulk.start(bulk.Order("tag", tag="Walk"), [dismissed.pk], by=colleague("analyst")),
    }  # fmt: skip


def _member(by: Officer) -> Any:
    """With a message that waits for an answer."""
    member = registry.register(Person("ranger", MARKS["call sign of a member"], "", "en"), by=by)
    talking.hear(member.pk, MARKS["message of a member"], origin="walk")
    return member


def _listing(case: Any, lead: Officer) -> Any:
    """With a text that waits to be sent."""
    listing = make_assessed(case, lead, summary=MARKS["summary of a listing"])
    takedown.prepare(listing, "en", "mail", by=lead)
    return listing


def _certificate_of_a_person(by: Officer) -> Any:
    """Of a person whom nobody needed when their case had ended."""
    ended = make_case(by)
    person = make_entity(ended, by, "Somchai Dee", report=None)
    casework.close(ended, "unfounded", by=by)
    return persons.purge(person, by=by)


def _certificate(by: Officer) -> Any:
    """Of a tip that was dismissed as spam and purged when its time was over."""
    tip = triage.dismiss(make_tip(), by=by, reason="spam")
    assert purging.purge(tip.pk, "spam", now=timezone.now() + timedelta(days=400))
    return PurgeCertificate.objects.get()


# --- The walk ---------------------------------------------------------------------------------------------------
def address(route: str, things: dict[str, Any], officer: Officer | None) -> str:
    """The route with its gaps filled: with the one thing of its kind."""
    app_model = "/".join(route.split("/")[1:3])
    row = things.get(app_model.partition("/")[2]) if app_model in routes.MODELS else None
    row = things["jointoperation"] if app_model == "cases/joint" else row
    row = {"cases/agency": things["agency"], "cases/routing": things["case"]}.get(app_model, row)
    notice = _notice(officer) if "glass/<" in route else None
    fills = {
        "pk": getattr(notice or row, "pk", 1), "object_id": getattr(row, "pk", 1),
        "attachment_id": things["file"].pk, "view_id": things["view"].pk, "tip_id": things["tip"].pk,
        "chart_id": things["chart"].pk, "other_id": things["dismissed"].pk,
        "run_id": things["run"].pk, "case_id": things["case"].pk, "what": "file",
        "report_id": things["report"].pk, "file_id": things["proof"].pk,
        "content_type_id": 1, "lang": "en", "token": "x" * 43, "ticket": "x", "kind": "tsr",
    }  # fmt: skip
    # The last two routes of the admin are expressions: an application's page, and whatever else is asked for.
    plain = route.replace("^(?P<app_label>…)/$", "auth/").replace("(?P<url>.*)$", "nothing/here/")
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda gap: str(fills[gap[1]]), plain)


def _notice(officer: Officer | None) -> GlassNotice | None:
    """The officer's own, else anybody's."""
    return GlassNotice.objects.filter(officer=officer).first() or GlassNotice.objects.first()


def reached(response: Any) -> bool:
    """Whether the door opened. Refusals: 401, 403, 404, 405, being led to the sign-in or to the desk's first page."""
    to = response.headers["Location"] if response.status_code == 302 else ""
    return response.status_code not in (401, 403, 404, 405) and not (to == "/desk/" or to.startswith("/desk/login/"))


def words(response: HttpResponseBase) -> str:
    content: Any = response
    whole = b"".join(content.streaming_content) if response.streaming else content.content
    return bytes(whole).decode(errors="replace")


def rows() -> dict[str, int]:
    """How many rows each table has, but the sessions by which the walk walks, and keys made at their first use."""
    ours = [each for each in apps.get_models() if each.__name__ not in ("Session", "DeskSession", "PurposeKey")]
    return {each._meta.label: each._default_manager.count() for each in ours}


class Walk:
    """What each person met at each route, and what they read."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.broken: list[str] = []
        self.changed: dict[str, Any] = {}
        self.read: dict[str, set[str]] = {field: set() for field in MARKS}

    def by(self, who: str, client: Client, things: dict[str, Any], officer: Officer | None) -> None:
        before = rows()
        for route, allowed in declared().items():
            if allowed in SAME_FOR_ALL and who not in ENDS:
                continue
            ask: Callable[..., Any] = client.post if route in routes.POSTS else client.get
            self._visit(who, route, allowed, lambda route=route, ask=ask: ask(address(route, things, officer)))
        if reached(client.get("/desk/hotline/tip/")):
            self._visit(
                who, "", routes.EVERYONE, lambda: client.get(f"/desk/hotline/tip/{things['dismissed'].pk}/change/")
            )
        if before != (after := rows()):
            self.changed[who] = {
                table: after[table] - number for table, number in before.items() if after[table] != number
            }

    def _read(self, who: str, response: Any) -> Any:
        shown = words(response) if reached(response) else ""
        for field, mark in MARKS.items():
            if mark in shown:
                self.read[field].add(who)
        return response

    def _visit(self, who: str, route: str, allowed: str, ask: Callable[[], Any]) -> None:
        shut = (routes.NOBODY, routes.MACHINES)
        may = who in allowed.split() or (who == "everything" and allowed not in shut and route not in routes.ONES_OWN)
        if may or allowed == routes.EVERYONE:
            # What somebody may do is undone; what somebody may not must have done nothing.
            with transaction.atomic():
                response = self._read(who, ask())
                transaction.set_rollback(True)
        else:
            response = self._read(who, ask())
        if response.status_code >= 500:
            self.broken.append(f"{who}: {route} answers {response.status_code}")
        if allowed != routes.EVERYONE and reached(response) != may:
            self.wrong.append(f"{who} {'does not reach' if may else 'reaches'} {route}: {response.status_code}")


def refused_quickly(
    desk: Any, request: Any, row: Any, *, refused: Any = None, status: int = 200, given: Any = None
) -> HttpResponse:
    """In place of a whole page drawn again around a form that lacked something: its status is what counts here."""
    return TemplateResponse(request, "refusal.html", {"status": status}, status=status)


@pytest.fixture(scope="module")
def walk(django_db_setup: None, django_db_blocker: Any) -> Walk:
    """The whole walk, once: every person, every route."""
    found = Walk()
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        drawn = DeskAdmin.page

        def page(desk: Any, request: Any, row: Any, **more: Any) -> HttpResponse:
            draw: Any = drawn if request.method == "GET" else refused_quickly
            answer: HttpResponse = draw(desk, request, row, **more)
            return answer

        patch.setattr(DeskAdmin, "page", page)
        who = people()
        things = ground(who)
        for name, officer in who.items():
            found.by(name, signed_in(Client(raise_request_exception=False), officer), things, officer)
        gone = make_officer("gone", *roles.RIGHTS)
        client = signed_in(Client(raise_request_exception=False), gone)
        Officer.objects.filter(pk=gone.pk).update(is_active=False)
        found.by("deactivated", client, things, None)
        found.by("anonymous", Client(raise_request_exception=False), things, None)
        transaction.set_rollback(True)
    return found


def test_everybody_reaches_what_is_declared_and_nothing_else(walk):
    assert not walk.wrong, "\n".join(walk.wrong)


def test_no_route_breaks_for_anybody(walk):
    assert not walk.broken, "\n".join(walk.broken)


def test_what_somebody_may_not_do_changes_no_row(walk):
    assert walk.changed == {}


@pytest.mark.parametrize("field", routes.FIELDS)
def test_a_field_is_read_by_whom_it_is_meant_for_and_nobody_else(walk, field):
    meant = set(routes.FIELDS[field].split())
    assert walk.read[field] == (meant | {"everything"} if meant else set())

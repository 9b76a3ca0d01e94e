"""Files of others: read or refused in one sentence, suggested once, recorded by whoever accepts, with their source."""

import csv
import io
import json
import zipfile

import pytest

from cases import casework, exports
from intel.exchange import deciding, ftm, importing, reading, stix, tables
from intel.exchange.importing import NEXT, Status
from intel.exchange.offered import Unreadable
from intel.models import Entity, Fact, Import, Link, Suggestion
from staff import compartments
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.exchanging import a_network, came, lines, taken
from tests.cases.making import make_case, make_released
from tests.intel.exchanging import entity, fact, link, said
from tests.intel.making import make_entity
from tests.people import make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator):
    return make_case(investigator, make_released(country="VN"))


def _ids(row, **narrowed):
    return list(row.suggestions.filter(**narrowed).values_list("pk", flat=True))


def _accept(row, by, **narrowed):
    report = narrowed.pop("report", None)
    return deciding.accept(row, _ids(row, **narrowed), report=report, by=by)


def _ours(form="ftm"):
    one = said(
        [entity("E1", "Person", fact("name", "Le Van A", first_seen="2026-01-02"), fact("alias", "Anh Ba")),
         entity("E2", "Vehicle", fact("name", "29C-123.45"))],
        [link("E1", "E2", role="courier", role_code="courier", began="2026-01-02")],
    )  # fmt: skip
    if form == "ftm":
        return b"".join(ftm.lines(one))
    return stix.bundle(one) if form == "stix" else tables.zipped(one)


# --- Refused in one sentence, without a database -------------------------------------------------------------------
GOOD = b'{"id":"1","schema":"Person","properties":{"name":["A"]}}\n'


def _zip(method=zipfile.ZIP_DEFLATED, /, **members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as held:
        for name, body in members.items():
            held.writestr(name.replace("_", "."), body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "empty"),
        (b"<?xml version='1.0'?><x/>", "XML is not taken in"),
        (b"\xff\xfe\x00a", "no text in UTF-8"),
        (b'{"type": "bundle", "objects": [', "no JSON, from character"),
        (b'{"type": "bundle"}', "no list of objects"),
        (b'{"type": "bundle", "objects": [7]}', "Object 1 has no type"),
        (b'{"objects":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        (b'{"objects":' + b"[" * 60 + b"]" * 60 + b"}", "nested too deeply"),
        (b'{"objects": [], "n": ' + b"9" * 50_000 + b"}", "a number that is none, or too long"),
        (b'{"objects": [], "n": 1e999}', "a number that is none, or too long"),
        (b'{"objects": [], "n": NaN}', "a number that is none, or too long"),
        (GOOD + b"{broken\n", "Line 2: this is no JSON"),
        (GOOD + b'{"schema": "Person"}\n', "Line 2: an entity has an id and a schema"),
        (GOOD + GOOD, "line 2: this id stands in the file before"),
        (b"PK\x03\x04 not a zip", "does not open"),
        (_zip(entities_csv=b"id,schema,name\r\n"), "lacks links.csv"),
        (_zip(entities_csv=b"id,name\r\n", links_csv=b"source,target,kind\r\n"), "lacks the column schema"),
        (_zip(entities_csv=b"id,schema,name\r\nE1,Person\r\n", links_csv=b"source,target,kind\r\n"),
         "entities.csv, line 2 has 2 cells under 3 columns"),
        (_zip(entities_csv=b"id,schema,name\r\nE1,Person,A\r\n", links_csv=b"source,target,kind\r\nE1,E9,Uses\r\n"),
         "links.csv, line 2: an end of this link is not in the file"),
        (_zip(entities_csv=b"0" * 61_000_000, links_csv=b""), "larger than we take in"),
        (_zip(zipfile.ZIP_BZIP2, entities_csv=b"id,schema,name\r\n", links_csv=b""), "does not open"),
        (_zip(entities_csv=b"id,schema,name\r\nE1,Person,\0\r\n", links_csv=b"source,target,kind\r\n"), "null sign"),
        (_zip(entities_csv=b"id,schema,name\r\nE1,Person,\xff\r\n", links_csv=b""), "not well formed"),
        (GOOD.replace(b'"A"', b'"\\ud800"'), "signs that are no text"),
        (GOOD.replace(b'"A"', b'"\\u0000"'), "signs that are no text"),
        (GOOD.replace(b"{", b'{"hornbill": {"tlp": []}, ', 1), "not well formed"),
        (b'{"objects":[{"type":"relationship","id":"r","source_ref":[],"target_ref":[]}]}', "not well formed"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_one_sentence_that_names_the_place(raw, sentence):
    with pytest.raises(Unreadable, match=sentence):
        reading.read(raw)


def test_too_many_things_are_refused(monkeypatch):
    monkeypatch.setattr("intel.exchange.offered.MAX_THINGS", 1)
    with pytest.raises(Unreadable, match="It holds 2 persons and things"):
        reading.read(lines("A", "B"))


def test_what_others_write_is_read_as_far_as_our_kinds_reach():
    bundle = {"type": "bundle", "id": "bundle--1", "objects": [
        {"type": "identity", "id": "identity--1", "name": "A Person", "identity_class": "individual",
         "object_marking_refs": ["marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"]},
        {"type": "malware", "id": "malware--1", "name": "Not ours"},
        {"type": "user-account", "id": "user-account--1", "account_login": "@shop", "account_type": "facebook"},
        {"type": "relationship", "id": "relationship--1", "relationship_type": "uses", "source_ref": "identity--1",
         "target_ref": "user-account--1", "start_time": "2026-01-02T03:04:05Z"},
        {"type": "relationship", "id": "relationship--2", "relationship_type": "uses", "source_ref": "identity--1",
         "target_ref": "malware--1"},
    ]}  # fmt: skip
    found = reading.read(json.dumps(bundle).encode())
    assert [(thing.schema, thing.name) for thing in found.things] == [("Person", "A Person"), ("UserAccount", "@shop")]
    assert [(tie.kind, tie.began) for tie in found.ties] == [("Uses", "2026-01-02")]
    assert (found.label, found.passed_over) == ("TLP:AMBER", 2)


# --- Received and read --------------------------------------------------------------------------------------------
def test_a_file_is_looked_at_before_anything_is_kept(case, investigator):
    came(case, _ours(), investigator)
    assert Import.objects.get().status == Status.READ
    counts = Import.objects.get().counts
    assert {name: counts[name] for name in ("new_thing", "new_fact", "new_link")} == {
        "new_thing": 2, "new_fact": 1, "new_link": 1
    }  # fmt: skip
    assert not Suggestion.objects.exists()
    assert not Entity.objects.in_case(case.pk).exists()


def test_the_stricter_of_what_its_sender_said_and_the_file_says_holds(case, investigator):
    strict = b"".join(ftm.lines(said([entity("E1", "Person", fact("name", "A"))], label="TLP:AMBER+STRICT")))
    came(case, strict, investigator, handling="TLP:GREEN")
    assert Import.objects.get().handling == "TLP:AMBER+STRICT"


def test_a_dropped_file_leaves_the_line_that_it_came_and_nothing_else(case, investigator):
    row = importing.drop(came(case, lines("A"), investigator), by=investigator)
    fresh = Import.objects.get(pk=row.pk)
    assert (fresh.status, fresh.content) == (Status.DROPPED, None)
    assert not Suggestion.objects.exists()


def test_a_file_that_nobody_took_in_goes_after_a_month(case, investigator):
    row = came(case, lines("A"), investigator)
    assert importing.drop_forgotten() == 0
    Import.objects.filter(pk=row.pk).update(at=row.at - importing.FORGOTTEN)
    assert importing.drop_forgotten() == 1
    assert Import.objects.get().content is None


def test_an_outsider_brings_nothing(case, analyst):
    with pytest.raises(NotAllowed):
        came(case, lines("A"), analyst)
    assert not Import.objects.exists()


def test_imports_are_seen_by_who_sees_the_case_and_not_by_who_is_denied(case, investigator, analyst, supervisor):
    came(case, lines("A"), investigator)
    casework.deny(case, supervisor, by=investigator)
    assert Import.objects.visible_to(investigator).count() == 1
    assert not Import.objects.visible_to(analyst).exists()
    assert not Import.objects.visible_to(supervisor).exists()


@pytest.mark.parametrize(("now", "to"), [(now, to) for now in Status for to in Status if to not in NEXT[now]])
def test_every_step_that_next_lacks_is_refused(now, to):
    with pytest.raises(WrongStatus):
        importing._move(Import(status=now), to, by="system")


# --- Suggested once -----------------------------------------------------------------------------------------------
def test_the_same_file_twice_is_one_import_and_gives_nothing_new(case, investigator):
    first = taken(case, _ours(), investigator)
    second = came(case, _ours(), investigator)
    assert first.pk == second.pk
    assert Suggestion.objects.count() == 4


@pytest.mark.parametrize("form", ["stix", "i2"])
def test_the_same_things_in_another_file_give_nothing_new_even_when_rejected(case, investigator, form):
    first = taken(case, _ours(), investigator)
    deciding.reject(first, _ids(first), by=investigator)
    second = taken(case, _ours(form), investigator, sender="Another partner")
    assert second.suggestions.count() == 0
    assert not Suggestion.objects.filter(state="open").exists()


def test_what_stands_in_the_case_is_not_suggested(case, investigator):
    make_entity(case, investigator, "Le Van A")
    row = taken(case, lines("Le Van A", "Le Van B"), investigator)
    assert [each.said["name"] for each in row.suggestions.all()] == ["Le Van B"]


def test_whether_something_hidden_is_there_is_not_told(case, investigator):
    shared = make_released(country="VN")
    casework.add_report(case, shared, by=investigator)
    closed = make_case(investigator, shared)
    make_entity(case, investigator, "Le Van A", report=shared)
    reader = make_officer("reader", "investigator")
    casework.admit(case, reader, by=investigator)
    compartments.deny(reader, closed.pk, by=investigator)
    came(case, lines("Le Van A", "Le Van B"), reader)
    assert Import.objects.get().counts == {"new_thing": 2, "unfit": 0, "passed_over": 0}


def test_the_stricter_label_holds_where_a_file_comes_again(case, investigator):
    came(case, lines("A"), investigator, handling="TLP:GREEN")
    again = came(case, lines("A"), investigator, handling="TLP:RED")
    assert Import.objects.get() == again
    assert Import.objects.get().handling == "TLP:RED"
    assert came(case, lines("A"), investigator, handling="TLP:GREEN").handling == "TLP:RED"


def test_another_case_gets_its_own_suggestions(case, investigator):
    taken(case, _ours(), investigator)
    taken(make_case(investigator), _ours(), investigator)
    assert Suggestion.objects.count() == 8


def test_a_worker_that_died_is_followed_by_one_that_writes_the_rest_once(case, investigator, monkeypatch):
    monkeypatch.setattr(importing, "STEP", 1)
    row = came(case, _ours(), investigator)
    Import.objects.filter(pk=row.pk).update(status=Status.TAKING, total=4)
    monkeypatch.setattr(importing, "_finish", lambda fresh: None)
    importing.work(row.pk)
    monkeypatch.undo()
    importing.work(row.pk)
    fresh = Import.objects.get(pk=row.pk)
    assert (fresh.status, fresh.done, fresh.total, fresh.content) == (Status.TAKEN, 4, 4, None)
    assert Suggestion.objects.count() == 4


# --- Decided ------------------------------------------------------------------------------------------------------
def test_what_is_accepted_under_a_report_cites_it_and_wears_its_grade(case, investigator):
    report = case.reports.get()
    done = _accept(taken(case, _ours(), investigator), investigator, report=report)
    assert (done.count, done.refused) == (4, [])
    assert {fact.report for fact in Fact.objects.all()} == {report}
    tie = Link.objects.get()
    assert (tie.kind, tie.role, tie.basis, f"{tie.began}", tie.report) == (
        "Uses",
        "courier",
        "asserted",
        "2026-01-02",
        report,
    )
    assert len(exports.leaving(case, by=investigator).entities) == 2


def test_without_a_report_it_is_our_own_knowledge_and_a_link_says_who_told_us(case, investigator):
    row = taken(case, _ours(), investigator)
    _accept(row, investigator)
    assert not Fact.objects.exclude(report=None).exists()
    tie = Link.objects.get()
    assert tie.basis == "assessed"
    assert "Partner desk" in tie.summary
    assert row.reference in tie.summary
    assert exports.leaving(case, by=investigator).entities == []


def test_a_link_takes_its_two_ends_along(case, investigator):
    row = taken(case, _ours(), investigator)
    assert _accept(row, investigator, kind="link").count == 1
    assert Entity.objects.in_case(case.pk).count() == 2
    assert set(row.suggestions.filter(kind="thing").values_list("state", flat=True)) == {"accepted"}


def test_what_is_told_of_somebody_rejected_is_refused_and_the_rest_accepted(case, investigator):
    row = taken(case, _ours(), investigator)
    deciding.reject(row, _ids(row, kind="thing", said__schema="Person"), by=investigator)
    done = _accept(row, investigator, state="open")
    assert done.count == 1
    assert len(done.refused) == 2
    assert "rejected" in done.refused[0]


def test_accepting_twice_records_once(case, investigator):
    row = taken(case, _ours(), investigator)
    _accept(row, investigator)
    _accept(row, investigator)
    assert (Entity.objects.count(), Link.objects.count()) == (2, 1)


def test_a_rejection_is_taken_back(case, investigator):
    row = taken(case, lines("A"), investigator)
    deciding.reject(row, _ids(row), by=investigator)
    deciding.put_back(row, _ids(row), by=investigator)
    assert _accept(row, investigator).count == 1


def test_a_laxer_report_cannot_vouch_for_what_was_sent_under_a_stricter_label(case, investigator):
    row = taken(case, lines("A"), investigator, handling="TLP:AMBER+STRICT")
    with pytest.raises(Invalid, match=r"TLP:AMBER\+STRICT"):
        _accept(row, investigator, report=case.reports.get())
    assert not Entity.objects.exists()


def test_a_stricter_file_holds_back_what_another_files_link_would_take_along(case, investigator):
    taken(case, lines("Le Van A"), investigator, handling="TLP:RED")
    row = taken(case, _ours(), investigator)
    done = _accept(row, investigator, report=case.reports.get(), kind="link")
    assert "TLP:RED" in done.refused[0]
    assert not Entity.objects.filter(schema="Person").exists()


def test_the_label_of_the_file_stays_on_what_came_of_it(case, investigator):
    report = case.reports.get()
    row = taken(case, lines("A"), investigator)
    _accept(row, investigator, report=report)
    type(report).objects.filter(pk=report.pk).update(handling="TLP:CLEAR")
    assert exports.leaving(case, by=investigator).label == "TLP:AMBER"


def test_an_outsider_decides_nothing(case, investigator, analyst):
    row = taken(case, lines("A"), investigator)
    for act in (deciding.reject, deciding.put_back):
        with pytest.raises(NotAllowed):
            act(row, _ids(row), by=analyst)
    with pytest.raises(NotAllowed):
        _accept(row, analyst)
    assert not Entity.objects.exists()


def test_more_than_a_page_is_not_decided_at_once(case, investigator, monkeypatch):
    monkeypatch.setattr(deciding, "MOST", 1)
    row = taken(case, lines("A", "B"), investigator)
    with pytest.raises(Invalid, match="At most 1"):
        _accept(row, investigator)


def test_the_ledger_has_no_name_of_anybody(case, investigator):
    row = taken(case, _ours(), investigator)
    _accept(row, investigator)
    said_there = json.dumps([entry.details for entry in AuditEntry.objects.all()], default=str)
    assert "Le Van" not in said_there
    assert "Partner" not in said_there


# --- From one house to another ------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", ["stix", "ftm", "i2"])
def test_a_network_taken_out_and_in_again_is_the_same(investigator, form):
    first = a_network(investigator)
    raw = b"".join(exports.take_out(first, form, by=investigator).pieces)
    second = make_case(investigator, make_released(country="VN"))
    report = second.reports.get()
    row = taken(second, raw, investigator)
    assert _accept(row, investigator, report=report).refused == []
    one, other = (_told(exports.leaving(each, by=investigator)) for each in (first, second))
    assert one == other


def _told(found):
    names = {each["id"]: each["name"] for each in found.entities}
    facts = ("property", "value", "first_seen", "last_seen")
    things = {
        (each["schema"], each["name"], *(row[name] for name in facts))
        for each in found.entities
        for row in each["facts"]
    }
    told = ("kind", "role_code", "basis")
    return things, {
        (names[each["source"]], names[each["target"]], *(each[name] for name in told)) for each in found.links
    }


# --- A table of anybody -------------------------------------------------------------------------------------------
def _table(*rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_are_guessed_named_and_read(case, investigator, delimiter):
    raw = _table(
        ("Full name", "nationality", "Remark"), ("Le Van A", "VN", "x"), ("Le Van B", "LA", "y"), delimiter=delimiter
    )
    row = came(case, raw, investigator)
    assert row.columns == {"nationality": "nationality"}
    assert "Say which column is the name" in Import.objects.get().problem
    importing.map_columns(row, "Person", {"Full name": "name", "nationality": "nationality"}, by=investigator)
    taken_in = importing.take_in(row, by=investigator)
    assert taken_in.suggestions.filter(kind="thing").count() == 2
    assert taken_in.suggestions.filter(kind="fact").count() == 2
    assert taken_in.suggestions.first().where == "line 2"


def test_a_value_that_our_rules_refuse_is_counted_and_left_out(case, investigator):
    came(case, lines("A", nationality=["Viet Nam"]), investigator)
    assert Import.objects.get().counts["unfit"] == 1


# --- When it goes -------------------------------------------------------------------------------------------------
def test_with_a_person_goes_what_files_said_of_them(case, investigator, supervisor):
    from intel import shredding

    row = taken(case, _ours(), investigator)
    _accept(row, investigator, kind="thing")
    person = Entity.objects.get(schema="Person")
    shredding.empty(person)
    left = json.dumps(list(Suggestion.objects.values_list("said", flat=True)), ensure_ascii=False)
    assert "Le Van A" not in left
    assert "Anh Ba" not in left


def test_with_a_case_goes_what_came_for_it(case, investigator):
    taken(case, _ours(), investigator)
    importing.forget(case.pk)
    assert not Import.objects.exists()
    assert not Suggestion.objects.exists()

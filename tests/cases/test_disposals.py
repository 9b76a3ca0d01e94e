"""Laboratories, stores, labels, and exhibits that go for good: by an order and by two people."""

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases import custody, custody_chain, disposals, exhibits, labels, laboratory, shelves
from cases.custody import Step
from cases.disposals import Plan
from cases.exhibits import Acquired
from cases.laboratory import Finding, Wanted
from cases.models import Disposal, Exhibit, LabQuestion, Shelf
from cases.packets import chain
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.cases.making import arrived, make_case, make_thing, put_out

pytestmark = pytest.mark.django_db
BURNT = Plan("destroyed", "Burnt before two witnesses", order_number="Court of Binh Duong, 12/2026")


@pytest.fixture
def case(investigator):
    return make_case(investigator)


@pytest.fixture
def thing(case, investigator, custodian):
    return put_out(make_thing(case, investigator), custodian)


# --- Going for good ---------------------------------------------------------------------------------------------
def test_nothing_is_destroyed_or_returned_by_a_step_of_custody(thing, custodian):
    for to in ("destroyed", "returned"):
        with pytest.raises(WrongStatus):
            custody.move(thing, to, Step(purpose="Done", to_who="Owner"), by=custodian)
    thing.refresh_from_db()
    assert thing.state == "out"


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        (Plan("destroyed", "Burnt"), "order_number"),
        (Plan("returned", "Handed over", order_number="12/2026"), "to_who"),
        (Plan("destroyed", " ", order_number="12/2026"), "how"),
        (Plan("eaten", "x", order_number="12/2026"), "to"),
    ],
)
def test_without_an_order_and_all_that_belongs_to_it_nothing_is_proposed(thing, custodian, plan, field):
    with pytest.raises(Invalid) as refused:
        disposals.propose(thing, plan, by=custodian)
    assert field in refused.value.fields
    assert not Disposal.objects.exists()


def test_who_proposed_it_does_not_carry_it_out_and_a_second_person_does(thing, custodian, supervisor, investigator):
    with pytest.raises(NotAllowed):
        disposals.propose(thing, BURNT, by=investigator)
    plan = disposals.propose(thing, BURNT, by=custodian)
    with pytest.raises(NotAllowed):
        disposals.carry_out(plan, by=custodian)
    assert thing.custody.count() == 4
    gone = disposals.carry_out(plan, by=supervisor)
    last = custody_chain.rows([thing])[-1]
    assert (gone.state, last["kind"]) == ("destroyed", "destroy")
    assert "Court of Binh Duong, 12/2026" in last["purpose"]
    hands = [custody_chain.service_number(officer) for officer in (custodian, supervisor)]
    assert [last["released_by"], last["received_by"]] == hands
    assert chain.first_break(custody_chain.rows([thing])) is None
    with pytest.raises(WrongStatus):
        disposals.carry_out(plan, by=supervisor)


def test_the_order_can_be_a_file_of_the_case_and_of_no_other(case, thing, investigator, custodian, supervisor):
    elsewhere = exhibits.upload(make_case(investigator), arrived(), Acquired("Order", how="x"), by=investigator)
    with pytest.raises(Invalid):
        disposals.propose(thing, Plan("returned", "By hand", order=elsewhere, to_who="Owner"), by=custodian)
    order = exhibits.upload(
        case, arrived(), Acquired("Order", how="By post"), by=investigator, parent=thing, relation="order"
    )
    plan = disposals.propose(thing, Plan("returned", "By hand", order=order, to_who="Owner"), by=custodian)
    back = disposals.carry_out(plan, by=supervisor)
    assert (back.state, back.holder) == ("returned", "Owner")
    assert order.reference in thing.custody.last().purpose


def test_what_is_refused_stays_where_it_was_and_can_be_proposed_again(thing, custodian):
    disposals.refuse(disposals.propose(thing, BURNT, by=custodian), by=custodian)
    assert disposals.propose(thing, BURNT, by=custodian).state == "proposed"
    with pytest.raises(WrongStatus):
        disposals.propose(thing, BURNT, by=custodian)
    thing.refresh_from_db()
    assert thing.state == "out"


def test_every_step_of_a_disposal_that_next_lacks_is_refused(thing, custodian, supervisor):
    for was in Disposal.State.values:
        for to in set(Disposal.State.values) - disposals.NEXT[was]:
            plan = disposals.propose(thing, BURNT, by=custodian)
            decided = None if was == "proposed" else supervisor
            Disposal.objects.filter(pk=plan.pk).update(state=was, decided_by=decided)
            with pytest.raises(WrongStatus):
                disposals._move(plan, to, by=supervisor)
            Disposal.objects.all().delete()


def test_the_table_itself_refuses_one_pair_of_hands(thing, custodian):
    plan = disposals.propose(thing, BURNT, by=custodian)
    with pytest.raises(IntegrityError), transaction.atomic():
        Disposal.objects.filter(pk=plan.pk).update(state="carried_out", decided_by=custodian)


# --- Stores and labels ------------------------------------------------------------------------------------------
def test_what_lies_where_is_a_page(client, sign_in, case, investigator, custodian):
    shelf = shelves.open_shelf("Cold store", "Freezer 2", by=custodian)
    thing = make_thing(case, investigator, is_biohazard=True)
    custody.move(thing, "sealed", Step(seal="S-5"), by=custodian)
    stored = custody.move(thing, "stored", Step(shelf=shelf), by=custodian)
    assert (stored.store_place, stored.custody.last().place) == ("Cold store · Freezer 2",) * 2
    page = sign_in(client, custodian).get(f"/desk/cases/shelf/{shelf.pk}/change/").content.decode()
    for shown in (thing.reference, "S-5", "biohazard"):
        assert shown in page
    with pytest.raises(WrongStatus):
        shelves.close_shelf(shelf, by=custodian)
    out = custody.move(thing, "out", Step(purpose="To look at it"), by=custodian)
    assert out.shelf is None
    assert shelves.close_shelf(shelf, by=custodian).is_closed


def test_a_shelf_stands_in_the_register_once_and_is_used_again(custodian, investigator):
    shelf = shelves.open_shelf("Store", "Shelf 1", by=custodian)
    for wrong in (("Store", "Shelf 1"), ("Store", " ")):
        with pytest.raises(Invalid):
            shelves.open_shelf(*wrong, by=custodian)
    with pytest.raises(NotAllowed):
        shelves.open_shelf("Store", "Shelf 2", by=investigator)
    shelves.close_shelf(shelf, by=custodian)
    assert shelves.open_shelf("Store", "Shelf 1", by=custodian) == shelf
    assert Shelf.objects.get().is_closed is False


def _text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_label_bears_reference_seal_and_hazard_and_no_content(case, investigator, custodian):
    thing = make_thing(case, investigator, description="Nine live turtles", is_dangerous=True)
    custody.move(thing, "sealed", Step(seal="S-5"), by=custodian)
    text = _text(labels.single(Exhibit.objects.get(pk=thing.pk))).replace("\n", "").replace("\r", "")
    for shown in (thing.reference, "S-5", "DANGEROUS"):
        assert shown in text
    assert "turtles" not in text


def test_its_code_is_the_address_of_the_exhibits_page(case, investigator, settings):
    settings.PUBLIC_URL = "https://desk.example.org"
    thing = make_thing(case, investigator)
    assert labels.address(thing) == f"https://desk.example.org/desk/cases/exhibit/{thing.pk}/change/"
    assert labels.qr(labels.address(thing)).startswith("<svg")
    assert labels.qr("a") != labels.qr("b")


def test_labels_of_a_case_stand_twenty_four_on_a_sheet(client, sign_in, case, investigator):
    for number in range(25):
        make_thing(case, investigator, description=f"Thing {number}")
    answer = sign_in(client, investigator).get(f"/desk/cases/exhibit/labels/{case.pk}/")
    assert answer["Content-Type"] == "application/pdf"
    with pypdfium2.PdfDocument(io.BytesIO(answer.content)) as sheet:
        assert len(sheet) == 2
        assert [round(size * 25.4 / 72) for size in sheet[0].get_size()] == [210, 297]


# --- Laboratories -----------------------------------------------------------------------------------------------
WANTED = Wanted("National laboratory", "Duty desk", "Keep under seal; return against signature", due=None)


def test_a_laboratory_is_asked_about_each_item_on_a_form_to_print(case, thing, investigator):
    request = laboratory.ask(case, WANTED, {thing: "Which species?"}, by=investigator)
    text = _text(laboratory.form(request))
    for shown in (request.reference, "National laboratory", "Which species?", "S-1", "return against signature"):
        assert shown in text


def test_a_request_without_its_parts_or_about_another_case_is_refused(case, thing, investigator, analyst):
    other = make_thing(make_case(investigator), investigator)
    for wanted, questions in (
        (WANTED, {}),
        (WANTED, {thing: " "}),
        (WANTED, {other: "Which species?"}),
        (Wanted("", "x", "y"), {thing: "Which?"}),
    ):
        with pytest.raises(Invalid):
            laboratory.ask(case, wanted, questions, by=investigator)
    with pytest.raises(NotAllowed):
        laboratory.ask(case, WANTED, {thing: "Which?"}, by=analyst)
    assert not LabQuestion.objects.exists()


def test_a_result_says_who_found_it_when_and_how_and_stays(client, sign_in, case, thing, investigator):
    request = laboratory.ask(case, WANTED, {thing: "Which species?"}, by=investigator)
    question, today = request.questions.get(), timezone.localdate()
    for wrong in (
        Finding("", today, text="x"), Finding("Dr 7", today), Finding("Dr 7", today + timedelta(days=2), text="x"),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            laboratory.answer(question, wrong, by=investigator)
    laboratory.answer(question, Finding("Dr 7", today, "DNA barcode", "Cuora galbinifrons"), by=investigator)
    with pytest.raises(WrongStatus):
        laboratory.answer(question, Finding("Dr 8", today, text="Another"), by=investigator)
    page = sign_in(client, investigator).get(f"/desk/cases/exhibit/{thing.pk}/change/").content.decode()
    for shown in (request.reference, "Cuora galbinifrons", "DNA barcode"):
        assert shown in page


def test_a_laboratory_is_asked_and_answers_on_the_pages(client, sign_in, case, thing, investigator):
    sign_in(client, investigator)
    said = {"laboratory": "Lab", "contact": "Desk", "return_instructions": "Return it"}
    wrong = client.post(f"/desk/cases/case/{case.pk}/lab/", {**said, "questions": "EXH-1999-000001: Which?"})
    assert wrong.status_code == 422
    client.post(f"/desk/cases/case/{case.pk}/lab/", {**said, "questions": f"{thing.reference}: Which species?\n"})
    question = LabQuestion.objects.get()
    answered = client.post(
        f"/desk/cases/labrequest/{question.request_id}/answer/",
        {"question": question.pk, "by": "Dr 7", "on": str(timezone.localdate()), "text": "A box turtle"},
    )
    assert answered.status_code == 302
    assert "A box turtle" in client.get(f"/desk/cases/labrequest/{question.request_id}/change/").content.decode()


def test_an_exhibit_goes_for_good_on_its_page(client, sign_in, thing, custodian, supervisor):
    address = f"/desk/cases/exhibit/{thing.pk}/"
    said = {"to": "destroyed", "order_number": "12/2026", "how": "Burnt"}
    assert sign_in(client, custodian).post(f"{address}dispose/", said).status_code == 302
    assert client.post(f"{address}carry_out/").status_code == 403
    assert "A second person carries it out" in client.get(f"{address}change/").content.decode()
    assert sign_in(client, supervisor).post(f"{address}carry_out/").status_code == 302
    thing.refresh_from_db()
    assert thing.state == "destroyed"

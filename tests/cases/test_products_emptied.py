"""cases/products/purging.py, naming.py: products that name a person who goes, and products whose words are gone."""

import pytest
from django.db import DatabaseError, transaction

from cases import casework, certificates, persons
from cases.products import handing_out, naming, papers, purging
from intel.models import Citation, Dissemination, Product, Section, Version
from intel.products import moving, reviewing
from staff.refusals import WrongStatus
from tests.cases.making import colleague, make_case, make_released
from tests.cases.producing import give_out, make_approved, make_product
from tests.intel.making import make_entity
from tests.people import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_checkpoints")]


@pytest.fixture
def case(investigator):
    return make_case(investigator, make_released(country="VN"))


@pytest.fixture
def person(case, investigator):
    return make_entity(case, investigator, "Le Van Sau", phone="+84 913 555 777", report=None)


def _naming(case, by, title):
    """A product of which the title alone names somebody."""
    return make_product(case, by, title=title)


@pytest.mark.parametrize(
    ("title", "names"),
    [("The stalls of Le Van Sau", True), ("Calls to +84 913 555 777", True), ("Le Van Saunders", False),
     ("LE VAN SAU sells", True), ("Le  Van\u00a0Sau", True),
     ("Turtles", False)],
)  # fmt: skip
def test_a_product_names_a_person_by_name_or_identifier(title, names, case, person, investigator):
    product = _naming(case, investigator, title)
    assert list(naming.that_name([person])) == ([product] if names else [])


def test_a_figure_names_a_person_too(case, investigator):
    person = make_entity(case, investigator, "Tran Thi Hoa", report=case.reports.get())
    product = make_product(case, investigator, "network")
    assert list(naming.that_name([person])) == [product]


def test_a_person_whom_a_product_in_use_names_stays(case, person, investigator, supervisor):
    product = _naming(case, investigator, "The stalls of Le Van Sau")
    casework.close(case, "insufficient", by=investigator)
    with pytest.raises(WrongStatus, match=product.reference):
        persons.purge(person, by=supervisor)
    person.refresh_from_db()
    assert person.name
    assert persons.plan().persons == []


def test_an_ended_product_that_names_a_person_goes_with_them_and_others_stay(case, person, investigator, supervisor):
    gone = moving.withdraw(_naming(case, investigator, "The stalls of Le Van Sau"), "Le Van Sau", by=investigator)
    other = moving.withdraw(_naming(case, investigator, "Turtles"), "over", by=investigator)
    casework.close(case, "insufficient", by=investigator)
    certificate = persons.purge(person, by=supervisor)
    gone.refresh_from_db()
    assert (gone.purged_at is not None, gone.withdrawn_why, gone.current.title) == (True, "–", "")
    assert not Section.objects.filter(version__product=gone).exclude(text="").exists()
    assert Product.objects.get(pk=other.pk).purged_at is None
    assert certificates.is_good(certificate)
    assert len(certificate.ledger_span) == 2


def _emptied(case, by):
    """A product that was given out, withdrawn and emptied."""
    product = make_approved(case, by)
    give_out(product, person="Major B")
    gone = moving.withdraw(Product.objects.get(pk=product.pk), "over", by=colleague("supervisor"))
    with transaction.atomic():
        purging.empty(purging.locked(Product.objects.filter(pk=gone.pk)))
    return Product.objects.get(pk=gone.pk)


def test_an_emptied_product_keeps_what_it_rested_on_and_where_copies_went(case, investigator):
    product = _emptied(case, investigator)
    copy = Dissemination.objects.get()
    assert (bool(copy.watermark), copy.person, copy.purpose, product.status) == (True, "", "", "withdrawn")
    assert Citation.objects.filter(version__product=product).exists()


@pytest.mark.parametrize(
    "act",
    [
        lambda row, by: reviewing.revise(row, by=by),
        lambda row, by: moving.withdraw(row, "again", by=colleague("supervisor")),
        lambda row, by: handing_out.take(row, row.current, papers.PDF, by=by),
    ],
)
def test_nothing_is_done_with_an_emptied_product(act, case, investigator):
    product = _emptied(case, investigator)
    with pytest.raises(WrongStatus, match="was purged"):
        act(product, investigator)


def test_a_sealed_version_loses_its_words_only_where_its_product_is_purged(case, investigator):
    product = make_approved(case, investigator)
    for rows, words in ((Version.objects.all(), {"title": "", "recipient": ""}), (Section.objects.all(), {"text": ""})):
        with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
            rows.update(**words)
    Product.objects.filter(pk=product.pk).update(purged_at=product.approved_at)
    with pytest.raises(DatabaseError, match="sealed"), transaction.atomic():
        Section.objects.update(text="Something else")


def test_the_page_of_an_emptied_product_says_so_and_offers_nothing(case, investigator, client):
    product = _emptied(case, investigator)
    page = signed_in(client, investigator).get(f"/desk/intel/product/{product.pk}/change/")
    assert b"What this product said was purged on" in page.content
    assert page.context["offers"] == {}
    assert b"Reading copy" not in page.content

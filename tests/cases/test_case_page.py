"""The page of a full case: what it costs, and how an officer finds a part of it."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import links
from cases.admin.cards import CARDS
from cases.packets import release
from tests.cases.full import make_full
from tests.cases.making import make_case, send_referral

pytestmark = pytest.mark.django_db
MOST = 42
INDEX = re.compile(r'<nav class="case-nav".*?</nav>', re.DOTALL)


def test_the_page_of_a_full_case_finds_each_part_from_its_index_and_costs_few_queries(
    client, sign_in, investigator, analyst, custodian
):
    case = make_full(investigator, analyst, custodian).case
    links.link(case, make_case(investigator), "linked", by=investigator)
    release.draft_packet(case, release.Order("investigator", ask="Inspect the site"), by=investigator)
    send_referral(case, investigator)
    address = f"/desk/cases/case/{case.pk}/change/"
    sign_in(client, investigator).get(address)  # what a process keeps is asked for by the first page
    with CaptureQueriesContext(connection) as asked:
        page = client.get(address).content.decode()
    assert len(asked) <= MOST, "\n".join(query["sql"][:160] for query in asked)

    (index,) = INDEX.findall(page)
    assert re.findall(r'href="#(\w+)"', index) == [card.name for card in CARDS]
    assert all(page.count(f'id="{card.name}"') == 1 for card in CARDS)
    assert page.index(index) < min(page.index(f'id="{card.name}"') for card in CARDS)
    for name, number in (("Exhibits", 5), ("Seizures", 1), ("Proceedings", 1), ("Referrals and outcomes", 1)):
        assert f"{name} <small>{number}</small>" in index

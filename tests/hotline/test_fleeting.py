"""tests hotline/fleeting.py"""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from hotline import budgets
from hotline.budgets import Charge
from hotline.models import BudgetCount

COUNTED = [Charge(budgets.REPORTS, b"here")]


@pytest.fixture
def durable(transactional_db) -> Iterator[None]:
    """A connection whose commits wait for the disk, as in operation."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = on")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET synchronous_commit")


def _setting() -> object:
    with connection.cursor() as cursor:
        cursor.execute("SHOW synchronous_commit")
        return cursor.fetchone()[0]


def test_a_count_is_not_waited_for_and_what_follows_it_is(durable):
    with CaptureQueriesContext(connection) as captured:
        assert list(budgets.spend(COUNTED).values()) == [1]
    counted = [query["sql"] for query in captured.captured_queries if "hotline_budget_count" in query["sql"]]
    assert [
        sql.endswith("RETURNING mark, spent, set_config('synchronous_commit', 'off', true)") for sql in counted
    ] == [True]
    assert _setting() == "on"
    assert BudgetCount.objects.get().spent == 1


def test_in_a_transaction_the_commit_is_waited_for_as_ever(durable):
    with transaction.atomic():
        assert list(budgets.spend(COUNTED).values()) == [1]
        assert _setting() == "on"

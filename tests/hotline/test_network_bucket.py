"""Networks are counted by marks that mean nothing tomorrow, and no address gets past the door."""

import inspect
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from config.backup import making
from config.discretion import NoTraces
from hotline import networks
from hotline.models import BudgetCount, NetworkKey
from hotline.networks import Network
from tests.hotline.posting import RECEIPT, STORY, fresh_token

pytestmark = pytest.mark.django_db
ADDRESS = "203.0.113.77"


@pytest.fixture(autouse=True)
def fresh_key():
    networks.day_key.forget()
    yield
    networks.day_key.forget()


def noted(**meta: str) -> Network:
    """The mark that a POST of a public form gets at the door."""
    seen = []
    NoTraces(lambda request: seen.append(networks.of(request)) or {})(RequestFactory().post(RECEIPT, **meta))
    return seen[0]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:7:1::9", "2001:db8:7::/48"),
        (" 203.0.113.4 ", "203.0.113.0/24"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("10.1.2.3", ""),
        ("172.20.0.1", ""),
        ("fd00::1", ""),
        ("0.0.0.0", ""),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_an_address_belongs_to_the_network_of_its_site(address, network):
    assert networks.network_of(address) == network


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.1", "203.0.113.9"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "198.51.100.1, 198.51.100.2", " 198.51.100.2"),
        (2, "192.0.2.1, 198.51.100.1, 198.51.100.2", " 198.51.100.1"),
        (2, "198.51.100.1", ""),
        (1, "", ""),
    ],
)
def test_a_forwarded_address_counts_only_where_our_own_proxy_noted_it(proxies, forwarded, address):
    meta = {"REMOTE_ADDR": "203.0.113.9", "HTTP_X_FORWARDED_FOR": forwarded}
    assert networks.address_in(meta, proxies) == address


def test_neighbours_share_a_mark_and_strangers_do_not():
    one, neighbour, stranger = (noted(REMOTE_ADDR=each) for each in ("203.0.113.77", "203.0.113.1", "198.51.100.1"))
    assert one == neighbour != stranger
    assert not one.is_shared


def test_all_whose_network_is_not_known_share_one_mark():
    assert noted(REMOTE_ADDR="127.0.0.1") == noted(REMOTE_ADDR="") == noted(REMOTE_ADDR="10.0.0.5")
    assert noted(REMOTE_ADDR="127.0.0.1").is_shared


def test_a_forged_header_changes_no_mark():
    assert noted(REMOTE_ADDR=ADDRESS, HTTP_X_FORWARDED_FOR="198.51.100.1") == noted(REMOTE_ADDR=ADDRESS)


def test_the_mark_of_yesterday_is_another_and_its_key_is_gone(monkeypatch):
    today = noted(REMOTE_ADDR=ADDRESS)
    kept = bytes(NetworkKey.objects.get().random)
    NetworkKey.objects.update(day=timezone.now().date() - timedelta(days=1))
    networks.day_key.forget()
    assert noted(REMOTE_ADDR=ADDRESS) != today
    row = NetworkKey.objects.get()
    assert row.day == timezone.now().date()
    assert bytes(row.random) != kept


def test_at_the_days_end_nothing_that_was_counted_is_left():
    noted(REMOTE_ADDR=ADDRESS)
    BudgetCount.objects.create(mark=b"m" * 16, spent=3, until=timezone.now() + timedelta(hours=1))
    assert not networks.forget(), "the day's own key is kept while the day lasts"
    assert NetworkKey.objects.exists()
    NetworkKey.objects.update(day=timezone.now().date() - timedelta(days=1))
    assert networks.forget()
    assert not NetworkKey.objects.exists()
    assert not BudgetCount.objects.exists()


def test_the_disk_alone_opens_no_mark():
    """The mark is not an HMAC under what the row holds: the vault's key belongs to it."""
    import hmac

    mark = noted(REMOTE_ADDR=ADDRESS).mark
    random = bytes(NetworkKey.objects.get().random)
    assert hmac.digest(random, b"203.0.113.0/24", "sha256")[:16] != mark


@pytest.mark.parametrize("table", ["hotline_network_key", "hotline_budget_count", "hotline_used_proof"])
def test_the_tables_are_unlogged(table):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE oid = %s::regclass", [table])
        assert cursor.fetchone() == ("u",)


def test_no_backup_holds_them():
    """Whatever is dumped of their schema leaves out what is in tables without a log, as theirs is."""
    said = re.findall(r"servers\.dump\((.*?)\)", inspect.getsource(making), re.DOTALL)
    dumps = [words for words in said if "--schema=vault" not in words]
    assert dumps
    assert all("--no-unlogged-table-data" in words for words in dumps)


def test_the_application_may_end_a_day_and_nothing_else(application_role):
    application_role.execute("INSERT INTO hotline_network_key VALUES (current_date - 1, 'x')")
    assert application_role.execute("SELECT hotline_forget_networks()").fetchone() == (True,)
    assert application_role.execute("SELECT count(*) FROM hotline_network_key").fetchone() == (0,)
    allowed = application_role.execute(
        "SELECT has_table_privilege(current_user, 'hotline_network_key', 'TRUNCATE')"
    ).fetchone()
    assert allowed == (False,)


def test_an_address_is_in_no_request_and_in_no_table(client: Client):
    token = fresh_token(client)
    seen = {}

    def page(request):
        seen.update(request.META)
        return {}

    request = RequestFactory().post(RECEIPT, REMOTE_ADDR=ADDRESS, HTTP_X_FORWARDED_FOR="198.51.100.66")
    NoTraces(page)(request)
    assert not [value for value in map(repr, [*seen.values(), *vars(request).values()]) if _names(value)]
    client.post(RECEIPT, {"token": token, "narrative": STORY}, REMOTE_ADDR=ADDRESS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname, tablename FROM pg_tables WHERE schemaname IN ('public', 'vault')")
        for schema, table in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{schema}"."{table}" t')
            assert not [row for (row,) in cursor.fetchall() if _names(row)], table


def _names(said: str) -> bool:
    marks = [ADDRESS, "203.0.113", "198.51.100"]
    return any(mark in said or mark.encode().hex() in said for mark in marks)


def test_a_get_of_the_form_is_not_counted(client: Client):
    client.get("/en/report/", REMOTE_ADDR=ADDRESS)
    assert not NetworkKey.objects.exists()
    assert not BudgetCount.objects.exists()

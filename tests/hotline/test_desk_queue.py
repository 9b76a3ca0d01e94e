"""The queue: order, filters, views, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hotline import saved_views, search, triage
from hotline.models import SavedView, Tip
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed
from tests.make import make_tip

pytestmark = pytest.mark.django_db
QUEUE = "/desk/hotline/tip/"


def _references(response) -> list[str]:
    return [line.reference for line in response.context["lines"]]


def test_the_worst_tip_stands_first_and_the_oldest_of_equals(client, sign_in, analyst):
    old, new, urgent = make_tip(), make_tip(), make_tip(urgency="now", offences=["live"])
    shown = _references(sign_in(client, analyst).get(QUEUE))
    assert shown == [urgent.reference, old.reference, new.reference]


def test_only_open_tips_are_shown_until_others_are_asked_for(client, sign_in, analyst):
    kept, gone = make_tip(), make_tip()
    triage.dismiss(gone, by=analyst, reason="spam")
    sign_in(client, analyst)
    assert _references(client.get(QUEUE)) == [kept.reference]
    assert _references(client.get(f"{QUEUE}?status=dismissed")) == [gone.reference]
    assert set(_references(client.get(f"{QUEUE}?status=all"))) == {kept.reference, gone.reference}


@pytest.mark.parametrize(
    ("query", "given"),
    [
        ("urgency=now", {"urgency": "now"}),
        ("offence=fishing", {"offences": ["fishing", "online"]}),
        ("country=VN", {"country": "VN"}),
        ("channel=telegram", {"channel": "telegram"}),
        ("kind=community", {"kind": "community"}),
        ("language=vi", {"language": "vi"}),
        ("status=quarantined", {"is_suspect": True}),
    ],
)
def test_a_filter_shows_what_it_names(client, sign_in, analyst, query, given):
    make_tip()
    wanted = make_tip(**given)
    assert _references(sign_in(client, analyst).get(f"{QUEUE}?{query}")) == [wanted.reference]


def test_tips_are_filtered_by_who_has_them(client, sign_in, analyst, supervisor):
    free, mine, theirs = make_tip(), make_tip(officer=analyst), make_tip(officer=supervisor)
    sign_in(client, analyst)
    assert _references(client.get(f"{QUEUE}?who=me")) == [mine.reference]
    assert _references(client.get(f"{QUEUE}?who=nobody")) == [free.reference]
    assert _references(client.get(f"{QUEUE}?who={supervisor.pk}")) == [theirs.reference]


def test_a_tip_that_nobody_looked_at_in_time_is_marked(client, sign_in, analyst):
    make_tip()
    late = make_tip()
    Tip.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    response = sign_in(client, analyst).get(f"{QUEUE}?look=overdue")
    assert _references(response) == [late.reference]
    assert "overdue" in response.content.decode()


@pytest.mark.parametrize("typed", ["{reference}", "{lower}", "{number}"])
def test_a_closed_tip_is_found_by_its_reference(client, sign_in, analyst, typed):
    tip = make_tip()
    triage.dismiss(tip, by=analyst, reason="spam")
    make_tip()
    said = typed.format(reference=tip.reference, lower=tip.reference.lower(), number=int(tip.reference[-6:]))
    assert _references(sign_in(client, analyst).get(QUEUE, {"q": said})) == [tip.reference]


def test_the_queue_shows_no_word_of_a_source(client, sign_in, analyst):
    make_tip("The blue boat of my neighbour carries pangolins")
    assert "neighbour" not in sign_in(client, analyst).get(QUEUE).content.decode()


def test_fifty_tips_cost_no_more_queries_than_one(client, sign_in, analyst):
    make_tip(officer=analyst)
    sign_in(client, analyst).get(QUEUE)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(QUEUE)
    for _ in range(49):
        make_tip(officer=analyst)
    with CaptureQueriesContext(connection) as fifty:
        client.get(QUEUE)
    assert len(fifty) == len(one)
    assert len(fifty) <= 12
    counting = [query["sql"] for query in fifty if "COUNT(" in query["sql"].upper()]
    assert len(counting) == 1
    assert counting[0].upper().count("COUNT(") == counting[0].count("LIMIT 301")


def test_a_view_keeps_the_filters_under_a_name(client, sign_in, analyst):
    sign_in(client, analyst).post(
        f"{QUEUE}views/save/", {"name": "Urgent, Vietnam", "query": "urgency=now&country=VN&p=3"}
    )
    view = SavedView.objects.get()
    assert (view.name, view.query, view.is_shared) == ("Urgent, Vietnam", "urgency=now&country=VN", False)
    assert "Urgent, Vietnam" in client.get(QUEUE).content.decode()


def test_a_shared_view_is_offered_to_all_and_a_private_one_is_not(client, sign_in, analyst, supervisor):
    saved_views.save("ours", "urgency=now", by=supervisor, is_shared=True)
    saved_views.save("theirs", "urgency=day", by=supervisor)
    page = sign_in(client, analyst).get(QUEUE).content.decode()
    assert ">ours" in page
    assert "theirs" not in page


def test_another_officers_view_is_not_deleted(client, sign_in, analyst, supervisor):
    view = saved_views.save("ours", "urgency=now", by=supervisor, is_shared=True)
    sign_in(client, analyst).post(f"{QUEUE}views/{view.pk}/delete/")
    assert SavedView.objects.filter(pk=view.pk).exists()
    sign_in(client, supervisor).post(f"{QUEUE}views/{view.pk}/delete/")
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(("name", "query"), [("", "urgency=now"), ("x" * 61, "urgency=now"), ("all", "p=2")])
def test_a_view_without_name_or_filter_is_refused(analyst, name, query):
    with pytest.raises(Invalid):
        saved_views.save(name, query, by=analyst)
    assert not SavedView.objects.exists()


def test_an_outsider_keeps_no_view(outsider):
    with pytest.raises(NotAllowed):
        saved_views.save("mine", "urgency=now", by=outsider)
    assert not AuditEntry.objects.filter(verb__startswith="saved_view").exists()


@pytest.mark.parametrize("query", ["who=x", "who=99999999999", "status=nonsense", "urgency='", "p=99", "look=1", "o=2"])
def test_a_strange_address_is_no_error(client, sign_in, analyst, query):
    make_tip()
    assert sign_in(client, analyst).get(f"{QUEUE}?{query}").status_code in (200, 302)


@pytest.mark.parametrize("typed", ["quokka heron", "blue-heron", "345678", "象牙"])
def test_a_closed_tip_is_found_by_its_words(client, sign_in, analyst, typed):
    tip = make_tip("The captain of the Blue Heron sells quokkas and 象牙手串. Call 0912 345 678")
    triage.dismiss(tip, by=analyst, reason="spam")
    make_tip()
    search.mark_waiting()
    assert _references(sign_in(client, analyst).get(QUEUE, {"q": typed})) == [tip.reference]


def test_a_search_by_words_goes_together_with_a_filter(client, sign_in, analyst):
    near, far = make_tip("The blue heron", country="VN"), make_tip("The blue heron", country="KE")
    search.mark_waiting()
    sign_in(client, analyst)
    assert _references(client.get(QUEUE, {"q": "heron", "country": "KE"})) == [far.reference]
    assert set(_references(client.get(QUEUE, {"q": "heron"}))) == {near.reference, far.reference}


def test_the_list_of_what_was_found_shows_no_word_of_a_source(client, sign_in, analyst):
    make_tip("The blue boat of my neighbour carries pangolins")
    search.mark_waiting()
    response = sign_in(client, analyst).get(QUEUE, {"q": "boat"})
    assert len(_references(response)) == 1
    assert "neighbour" not in response.content.decode()


def test_a_search_is_one_entry_in_the_audit_and_costs_a_bounded_number_of_queries(client, sign_in, analyst):
    for number in range(30):
        make_tip(f"The blue heron carries pangolins, {number}")
    search.mark_waiting()
    sign_in(client, analyst).get(QUEUE)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(QUEUE, {"q": '"blue heron"'})
    assert len(_references(response)) == 25
    assert len(asked) <= 24
    assert [entry.details for entry in AuditEntry.objects.filter(verb="tip.searched")] == [{"hits": 30}]


def test_a_reference_is_looked_up_without_searching_any_words(client, sign_in, analyst):
    tip = make_tip()
    sign_in(client, analyst).get(QUEUE, {"q": tip.reference})
    assert not AuditEntry.objects.filter(verb="tip.searched").exists()


def test_what_is_looked_for_is_in_no_address_and_only_its_officer_opens_it(client, sign_in, analyst, supervisor):
    tip = make_tip("The blue heron", country="VN")
    search.mark_waiting()
    address = sign_in(client, analyst).post(QUEUE, {"q": "heron", "country": "VN", "status": ""}).url
    assert "heron" not in address
    assert "country=VN" in address
    response = client.get(address)
    assert _references(response) == [tip.reference]
    assert 'value="heron"' in response.content.decode()
    client.logout()
    response = sign_in(client, supervisor).get(address)
    assert _references(response) == []
    assert "heron" not in response.content.decode()


def test_a_reference_stays_readable_in_the_address(client, sign_in, analyst):
    assert sign_in(client, analyst).post(QUEUE, {"q": "tip-2026-000001"}).url == f"{QUEUE}?q=tip-2026-000001"


@pytest.mark.parametrize("token", ["~", "~!", "~AAAA", "~" + "A" * 200])
def test_an_address_with_a_broken_search_finds_nothing(client, sign_in, analyst, token):
    make_tip()
    response = sign_in(client, analyst).get(QUEUE, {"q": token})
    assert response.status_code == 200
    assert _references(response) == []


def test_the_filters_alone_are_an_address_too(client, sign_in, analyst):
    assert sign_in(client, analyst).post(QUEUE, {"q": "", "urgency": "now"}).url == f"{QUEUE}?urgency=now"


def _arrived(client, query="", **headers):
    since = timezone.now() - timedelta(minutes=1)
    return client.get(f"{QUEUE}arrived/?{query}&since={since.isoformat().replace('+', '%2B')}", headers=headers)


def test_new_tips_of_the_view_are_told_in_one_query_of_the_tips(client, sign_in, analyst):
    make_tip(language="vi")
    make_tip(language="en")
    old = make_tip(language="vi")
    Tip.objects.filter(pk=old.pk).update(received_at=timezone.now() - timedelta(hours=1))
    sign_in(client, analyst)
    with CaptureQueriesContext(connection) as asked:
        answer = _arrived(client, "language=vi")
    assert answer.json() == {"new": 1, "said": "1 new tip"}
    assert len([query for query in asked if "hotline_tip" in query["sql"]]) == 1


def test_a_page_that_knows_it_already_is_told_nothing(client, sign_in, analyst):
    make_tip()
    mark = _arrived(sign_in(client, analyst)).headers["ETag"]
    assert _arrived(client, **{"if-none-match": mark}).status_code == 304
    make_tip()
    assert _arrived(client, **{"if-none-match": mark}).json()["new"] == 2


@pytest.mark.parametrize("said", ["", "yesterday", "2026-01-01", "2026-13-45T00:00:00Z"])
def test_a_moment_that_is_none_is_refused(client, sign_in, analyst, said):
    assert sign_in(client, analyst).get(f"{QUEUE}arrived/?since={said}").status_code == 400


def test_the_page_names_where_new_tips_are_asked_for(client, sign_in, analyst):
    page = sign_in(client, analyst).get(f"{QUEUE}?language=vi").content.decode()
    assert 'data-ask="/desk/hotline/tip/arrived/?language=vi&amp;since=' in page
    assert 'aria-live="polite"' in page

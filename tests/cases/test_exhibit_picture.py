"""The picture of an exhibit at the desk: the scrubbed copy, locked in, audited; never the original."""

import pytest

from cases import custody_chain, exhibits
from cases.models import Exhibit
from staff.models import AuditEntry
from staff.refusals import NotAllowed
from tests.cases.making import colleague, make_case, make_exhibit
from tests.make import make_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def exhibit(investigator):
    return make_exhibit(make_case(investigator), investigator, content=make_picture("red"), copy=make_picture("navy"))


def _address(exhibit: Exhibit) -> str:
    return f"/desk/cases/exhibit/{exhibit.pk}/picture/"


def _looks() -> int:
    return AuditEntry.objects.filter(verb="exhibit.copy_opened").count()


def test_an_original_and_its_copy_are_both_shown_by_the_copy(client, sign_in, exhibit, investigator):
    sign_in(client, investigator)
    copy = exhibit.derived.get()
    for row in (exhibit, copy):
        response = client.get(_address(row))
        assert b"".join(response.streaming_content) == make_picture("navy")
        assert response["Content-Type"] == "image/jpeg"
        assert response["Content-Disposition"] == f'inline; filename="{row.reference}.jpeg"'
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cache-Control"] == "no-store"
    entries = AuditEntry.objects.filter(verb="exhibit.copy_opened")
    assert {entry.subject_id for entry in entries} == {str(copy.pk)}
    assert entries.count() == 2


def test_looking_at_a_copy_is_no_step_of_custody(exhibit, investigator):
    before = custody_chain.rows([exhibit])
    exhibits.open_picture(exhibit, by=investigator)
    assert custody_chain.rows([exhibit]) == before


def test_whoever_does_not_see_the_exhibit_does_not_see_its_picture(client, sign_in, exhibit, intake_officer):
    assert client.get(_address(exhibit)).url.startswith("/desk/login/")
    assert sign_in(client, colleague("investigator")).get(_address(exhibit)).status_code == 404
    assert sign_in(client, intake_officer).get(_address(exhibit)).status_code == 403
    with pytest.raises(NotAllowed):
        exhibits.open_picture(exhibit, by=colleague("investigator"))
    assert not _looks()


def test_an_exhibit_without_a_copy_has_no_picture_even_where_the_original_is_one(client, sign_in, investigator):
    lone = make_exhibit(make_case(investigator), investigator, content=make_picture("red"), copy=b"a text of ours")
    page = sign_in(client, investigator).get(f"/desk/cases/exhibit/{lone.pk}/change/").content.decode()
    assert "/picture/" not in page
    assert client.get(_address(lone)).status_code == 404
    assert not _looks()


def test_a_copy_that_only_says_it_is_a_picture_is_saved_and_not_drawn(client, sign_in, investigator):
    exhibit = make_exhibit(make_case(investigator), investigator, copy=b"<html><script>alert(1)</script></html>")
    exhibit.derived.update(media_type="image/png")
    response = sign_in(client, investigator).get(_address(exhibit))
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


def test_a_copy_whose_key_is_gone_is_not_there(client, sign_in, exhibit, investigator):
    from vault import keys

    keys.destroy(exhibit.derived.get().key_id, reason="test")
    assert sign_in(client, investigator).get(_address(exhibit)).status_code == 404


def test_the_pages_of_exhibit_and_case_show_it_with_words_for_who_cannot_see(client, sign_in, exhibit, investigator):
    sign_in(client, investigator)
    page = client.get(f"/desk/cases/exhibit/{exhibit.pk}/change/").content.decode()
    case = client.get(f"/desk/cases/case/{exhibit.case_id}/change/").content.decode()
    for shown in (page, case):
        assert shown.count(f'src="{_address(exhibit)}"') == 1
        assert 'alt="Photograph of a stall"' in shown


def test_a_case_with_many_pictures_asks_no_more_queries(client, sign_in, exhibit, investigator):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/desk/cases/case/{exhibit.case_id}/change/")
        return len(queries)

    sign_in(client, investigator)
    client.get(f"/desk/cases/case/{exhibit.case_id}/change/")
    before = cost()
    for colour in ("green", "white", "black"):
        make_exhibit(exhibit.case, investigator, copy=make_picture(colour))
    assert cost() - before <= 2

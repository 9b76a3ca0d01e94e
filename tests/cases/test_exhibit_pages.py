"""The page on which evidence is brought, and an exhibit's own: forms that stream, refusals that keep what was typed."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.models import Exhibit
from tests.cases.making import colleague, make_case, make_exhibit, make_thing
from tests.make import make_picture
from vault import blobs, files
from vault.models import StoredFile

pytestmark = pytest.mark.django_db
TYPED = {"description": "A stall", "how": "Taken by telephone", "zone": "Asia/Bangkok"}
CAPTURE = {
    **TYPED, "url": "https://example.org/shop?id=7", "at": "2026-11-01T03:30:00", "tool": "Browser", "handle": "@shop",
    "account_id": "1000123", "platform": "Example",
}  # fmt: skip


@pytest.fixture
def case(investigator):
    return make_case(investigator)


@pytest.fixture(autouse=True)
def own_store(settings, tmp_path):
    """A store of the test's own, to see what stays in it."""
    settings.FILE_STORE = str(tmp_path / "files")


def _new(case, what: str = "file", query: str = "") -> str:
    return f"/desk/cases/exhibit/new/{case.pk}/{what}/{query}"


def _file(content: bytes = b"as it was", name: str = "stall.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def _blobs() -> int:
    return len(list(blobs.settled()))


def test_a_file_streams_into_evidence(client, sign_in, case, investigator):
    sign_in(client, investigator)
    form = client.get(_new(case)).content.decode()
    assert 'enctype="multipart/form-data"' in form
    assert '<input type="file" id="id_file" name="file" multiple>' in form
    answer = client.post(_new(case), {**TYPED, "file": _file(make_picture())})
    exhibit = Exhibit.objects.get()
    assert answer.headers["Location"] == f"/desk/cases/exhibit/{exhibit.pk}/change/"
    assert b"".join(files.read(StoredFile.objects.get(pk=exhibit.file_id))) == make_picture()
    assert (exhibit.acquired_zone, exhibit.media_type, len(exhibit.blake2b)) == ("Asia/Bangkok", "image/jpeg", 128)
    page = client.get(answer.headers["Location"]).content.decode()
    assert exhibit.sha256 in page
    assert "stall.jpg" in page


def test_several_files_become_an_exhibit_each(client, sign_in, case, investigator):
    answer = sign_in(client, investigator).post(_new(case), {**TYPED, "file": [_file(b"one"), _file(b"two")]})
    assert answer.headers["Location"].endswith("#exhibits")
    assert {exhibit.size for exhibit in Exhibit.objects.all()} == {3}
    assert Exhibit.objects.count() == 2


def test_to_the_pages_script_the_answer_is_an_address_or_what_is_wrong(client, sign_in, case, investigator):
    sign_in(client, investigator)
    script = {"headers": {"X-Desk-Form": "1"}}
    refused = client.post(_new(case), {**TYPED, "description": "", "file": _file()}, **script)
    assert (refused.status_code, list(refused.json()["fields"])) == (422, ["description"])
    taken = client.post(_new(case), {**TYPED, "file": _file()}, **script)
    assert taken.json()["go"] == f"/desk/cases/exhibit/{Exhibit.objects.get().pk}/change/"


def test_a_refused_file_says_why_and_what_was_typed_stays(client, sign_in, case, investigator, settings):
    settings.EXHIBIT_MAX_BYTES = 1024**2
    answer = sign_in(client, investigator).post(_new(case), {**TYPED, "file": _file(b"x" * (1024**2 + 1), "film.mp4")})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“film.mp4” is larger than 1 MB" in page
    assert 'value="Taken by telephone"' in page
    assert (Exhibit.objects.count(), _blobs()) == (0, 0)


@pytest.mark.parametrize("said", [{**TYPED, "description": ""}, TYPED])
def test_what_is_refused_leaves_no_blob(client, sign_in, case, investigator, said):
    given = said if said is TYPED else {**said, "file": _file()}
    assert sign_in(client, investigator).post(_new(case), given).status_code == 422
    assert (Exhibit.objects.count(), _blobs()) == (0, 0)


def test_a_forged_post_leaves_nothing(sign_in, case, investigator):
    client = sign_in(Client(enforce_csrf_checks=True), investigator)
    assert client.post(_new(case), {**TYPED, "file": _file()}).status_code == 403
    assert (Exhibit.objects.count(), _blobs()) == (0, 0)
    client.get(_new(case))
    token = client.cookies["desk-csrf"].value
    assert client.post(_new(case), {**TYPED, "file": _file(), "csrfmiddlewaretoken": token}).status_code == 302


def test_a_body_that_breaks_off_is_told_and_nothing_of_it_stays(client, sign_in, case, investigator):
    body = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf a fi'
    sign_in(client, investigator)
    answer = client.generic("POST", _new(case), body, content_type="multipart/form-data; boundary=b")
    assert answer.status_code == 400
    assert "incomplete" in answer.content.decode()
    assert (Exhibit.objects.count(), _blobs()) == (0, 0)


def test_whoever_may_not_bring_is_refused_before_the_body_is_read(client, sign_in, case, analyst, monkeypatch):
    from cases.admin import bringing

    def never(request):
        raise AssertionError("the body was read")

    monkeypatch.setattr(bringing, "read", never)
    posted = {**TYPED, "file": _file()}
    assert client.post(_new(case), posted).headers["Location"].startswith("/desk/login/")
    assert sign_in(client, analyst).post(_new(case), posted).status_code == 403
    assert sign_in(client, colleague("investigator")).post(_new(case), posted).status_code == 404


def test_a_thing_with_marks_hangs_below_its_bag(client, sign_in, case, investigator):
    bag = make_thing(case, investigator, description="A bag")
    said = {**TYPED, "kind": "live_animal", "marks": "Ring 12", "is_biohazard": "on", "relation": "part"}
    answer = sign_in(client, investigator).post(_new(case, "thing", f"?parent={bag.pk}"), said)
    inside = bag.derived.get()
    assert (inside.kind, inside.marks, inside.is_biohazard, inside.relation) == ("live_animal", "Ring 12", True, "part")
    page = client.get(answer.headers["Location"]).content.decode()
    for shown in (bag.reference, "Ring 12", "biohazard"):
        assert shown in page


def test_a_capture_is_one_exhibit_with_its_files_as_parts(client, sign_in, case, investigator):
    said = {**CAPTURE, "image": _file(make_picture(), "p.jpg"), "html": _file(b"<html><script>1</script>", "p.html")}
    answer = sign_in(client, investigator).post(_new(case, "capture"), said)
    assert answer.status_code == 302, answer.content.decode()
    whole = Exhibit.objects.get(parent=None)
    assert {part.relation for part in whole.derived.all()} == {"part"}
    assert {part.media_type for part in whole.derived.all()} == {"image/jpeg", "text/html"}
    assert f"{whole.acquired_at:%Y-%m-%dT%H:%M %Z}" == "2026-11-01T03:30 UTC"
    page = client.get(f"/desk/cases/exhibit/{whole.pk}/change/").content.decode()
    for shown in ("https://example.org/shop?id=7", "1000123", "@shop"):
        assert shown in page


@pytest.mark.parametrize(("field", "value"), [("url", "shop"), ("tool", ""), ("at", "")])
def test_a_capture_without_its_data_is_refused(client, sign_in, case, investigator, field, value):
    said = {**CAPTURE, field: value, "html": _file(b"<html>")}
    answer = sign_in(client, investigator).post(_new(case, "capture"), said)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert (Exhibit.objects.count(), _blobs()) == (0, 0)


def test_a_statement_is_an_officers_by_number_or_held_by_the_handler_and_never_bears_a_name(
    client, sign_in, case, investigator
):
    sign_in(client, investigator)
    said = {**TYPED, "language": "Khmer", "willing": "protected"}
    named = client.post(_new(case, "statement"), {**said, "by_service_number": "Nguyen Van A"})
    assert "by_service_number" in named.context["form"].errors
    client.post(_new(case, "statement"), said)
    held = Exhibit.objects.get()
    assert (held.kind, held.statement.whose) == ("statement", "held by the handler")
    translated = client.post(
        _new(case, "statement", f"?parent={held.pk}"), {**said, "language": "English", "file": _file()}
    )
    assert "translator" in translated.context["form"].errors
    client.post(
        _new(case, "statement", f"?parent={held.pk}"),
        {**said, "language": "English", "translator": "Sworn translator 7", "file": _file()},
    )
    translation = held.derived.get()
    assert (translation.relation, translation.statement.translator) == ("translation", "Sworn translator 7")
    page = client.get(f"/desk/cases/exhibit/{translation.pk}/change/").content.decode()
    assert "Sworn translator 7" in page


def test_an_original_is_saved_by_the_custodian_with_a_purpose_on_the_chain(
    client, sign_in, case, custodian, investigator
):
    from cases import casework

    casework.admit(case, custodian, by=investigator)
    sign_in(client, investigator).post(_new(case), {**TYPED, "file": _file(b"<html><script>1</script>", "p.html")})
    exhibit = Exhibit.objects.get()
    address = f"/desk/cases/exhibit/{exhibit.pk}/original/"
    assert client.post(address, {"purpose": "To read it"}).status_code == 403
    assert sign_in(client, custodian).post(address, {"purpose": " "}).status_code == 422
    answer = client.post(address, {"purpose": "To read it"})
    assert b"".join(answer.streaming_content) == b"<html><script>1</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="{exhibit.reference}.bin"'
    last = exhibit.custody.last()
    assert (last.kind, last.purpose) == ("open", "To read it")


def test_an_original_of_a_tip_is_saved_byte_for_byte_and_a_copy_is_not(client, sign_in, case, custodian, investigator):
    exhibit = make_exhibit(case, investigator, content=b"the original")
    sign_in(client, custodian)
    answer = client.post(f"/desk/cases/exhibit/{exhibit.pk}/original/", {"purpose": "Court"})
    assert io.BytesIO(b"".join(answer.streaming_content)).read() == b"the original"
    copy = exhibit.derived.get()
    assert client.post(f"/desk/cases/exhibit/{copy.pk}/original/", {"purpose": "Court"}).status_code == 422

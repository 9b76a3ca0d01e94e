"""What a source leaves, by form, chat or a partner's machine, is found nowhere: the canary of docs/threat_model.md."""

import io

import pytest
import redis
from PIL import Image

from tests.faults.canary import marks, places, telling
from tests.faults.canary.marks import PLANTED, Search
from tests.faults.canary.telling import Told
from tests.house import House, until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
TIPS = 2  # one by the form, one by a machine
UNDONE = "SELECT count(*) FROM hotline_attachment WHERE state IN ('waiting', 'offered')"


@pytest.fixture(scope="module")
def told(house: House) -> Told:
    """Every channel was used, every mishap has happened, the worker has made its copies and its index."""
    told = Told(house)
    telling.by_form(told)
    telling.by_chat(told)
    telling.by_machine(told)
    telling.by_mishap(told)
    telling.by_broken_table(told)
    until(lambda: house.one(UNDONE) == 0, 90, house.log("worker"))
    until(lambda: house.one("SELECT count(*) FROM vault.tip_marks") >= TIPS, 60, house.log("worker"))
    return told


@pytest.fixture(scope="module")
def search(told: Told) -> Search:
    return Search(told.made)


def test_the_marks_are_in_what_was_sent(told: Told) -> None:
    """Else the tests below would look for what nobody planted."""
    photograph = telling.photograph()
    found = " ".join(Search().leaks([("the photograph", photograph)]))
    for name in PLANTED:
        assert not name.startswith("the camera") or name in found, name
    assert all(name in found for name in ("the maker notes", "XMP", "the latitude", "the longitude"))
    assert told.house.one("SELECT count(DISTINCT channel) FROM hotline_tip") >= 2
    assert told.house.one("SELECT count(*) FROM hotline_draft") >= 1


def test_the_database_holds_nothing_readable(told: Told, search: Search) -> None:
    assert search.leaks(places.database(told.house)) == []


def test_file_store_logs_and_broker_folder_hold_nothing_readable(told: Told, search: Search) -> None:
    found = list(places.disk(told.house))
    assert any(name.startswith("files/") for name, _content in found)
    assert any(b"hotline_receipt" in content for name, content in found if name == "logs/web.log"), (
        "no error was logged"
    )
    assert search.leaks(found) == []


def test_redis_holds_nothing_readable(told: Told, search: Search) -> None:
    assert search.leaks(places.broker(told.house)) == []


def test_no_answer_sets_a_cookie_or_carries_a_trace_in_its_head(told: Told, search: Search) -> None:
    assert [answer.url.path for answer in told.answers if "set-cookie" in answer.headers] == []
    assert search.leaks(places.heads_of_answers(told)) == []


def test_no_error_repeats_what_was_sent(told: Told, search: Search) -> None:
    assert search.leaks(places.errors(told)) == []


def test_the_copies_that_officers_get_carry_no_metadata(told: Told, search: Search, tmp_path) -> None:
    found = list(places.copies(told.house, tmp_path))
    assert len(found) >= 4
    assert search.leaks(found) == []


def test_nothing_that_leaves_names_a_source(told: Told, search: Search, tmp_path) -> None:
    found = list(places.exports(told, tmp_path))
    names = " ".join(name for name, _content in found)
    assert "EXH-" in names
    assert "drawn" in names
    assert search.leaks(found) == []


# --- the search itself ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", marks.forms("otter"))
def test_the_search_finds_a_mark_in_each_of_its_forms(form: str) -> None:
    for before in range(3):
        content = b"x" * before + marks.forms(PLANTED["the web words"])[form] + b" and more"
        (leak,) = Search().leaks([("somewhere", content)])[:1]
        assert leak.startswith("the web words (")


def test_base64_is_found_wherever_a_mark_stands_in_it() -> None:
    import base64

    for before in range(3):
        content = base64.b64encode(b"z" * before + PLANTED["the chat words"].encode() + b"zz")
        assert Search().leaks([("a message", content)])


def test_the_search_finds_what_is_planted_in_a_clear_column(house: House) -> None:
    with house.as_owner() as server:
        server.execute("CREATE TABLE canary_control (said text, raw bytea)")
        try:
            said = PLANTED["the chat words"]
            server.execute("INSERT INTO canary_control VALUES (%s, %s)", (PLANTED["the web words"], said.encode()))
            found = Search().leaks(places.database(house))
        finally:
            server.execute("DROP TABLE canary_control")
    assert [leak.partition(" (")[0] for leak in sorted(found)] == ["the chat words", "the web words"]


def test_the_search_finds_what_is_planted_in_a_log_or_in_redis(house: House) -> None:
    control = house.folder / "logs/control.log"
    control.write_text(f"from {PLANTED['X-Forwarded-For']}")
    try:
        assert "X-Forwarded-For (raw) in logs/control.log" in Search().leaks(places.disk(house))[0]
    finally:
        control.unlink()
    if "REDIS_URL" not in house.settings:
        return
    with redis.Redis.from_url(house.settings["REDIS_URL"]) as server:
        server.rpush("canary-control", PLANTED["the chat id"])
        try:
            assert Search().leaks(places.broker(house))
        finally:
            server.delete("canary-control")


def test_a_photograph_that_is_saved_with_its_metadata_is_found() -> None:
    """The check on copies can fail."""
    picture, out = Image.open(io.BytesIO(telling.photograph())), io.BytesIO()
    picture.save(out, "JPEG", exif=picture.getexif())
    assert Search().leaks([("a copy", out.getvalue())])

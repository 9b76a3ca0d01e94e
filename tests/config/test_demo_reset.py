"""config/demo/reset.py: a demonstration goes with all it holds, and nothing else ever does."""

import fcntl
import io
from pathlib import Path

import psycopg
import pytest

from config.demo import environment, reset
from config.demo.environment import Place
from config.embedded import postgres

KEYS = "demo:not-a-key"


@pytest.fixture
def data(tmp_path: Path, monkeypatch) -> Path:
    """What `make demo` leaves: settings, a database of its own, files."""
    tmp_path.chmod(0o711)
    folder = tmp_path / "demo"
    folder.mkdir(mode=0o711)
    monkeypatch.setenv("DATA", str(folder))
    for name in environment.SERVICES:
        monkeypatch.delenv(name, raising=False)
    place = Place(folder, 8000)
    environment.write(place, environment.settle(place, KEYS))
    (folder / "files").mkdir()
    (folder / "files/sealed").write_bytes(b"sealed")
    (folder / "pg").mkdir()
    return folder


def _answer(monkeypatch, word: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(word))


@pytest.mark.slow
def test_all_of_it_goes_and_the_next_start_finds_an_empty_database(data, monkeypatch, capsys):
    cluster = postgres.start(data / "pg", durable=False)
    with psycopg.connect(cluster.url(postgres.OWNER)) as server:
        server.execute("CREATE TABLE told (words text)")
    kept = cluster.data
    _answer(monkeypatch, "reset\n")
    assert reset.main([]) == 0
    assert not data.exists()
    assert not kept.exists()
    assert "Nothing of it comes back" in capsys.readouterr().out
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(cluster.url(postgres.OWNER))
    assert reset.main([]) == 0  # safe to repeat


@pytest.mark.parametrize("word", ["", "yes\n", "no\n"])
def test_whoever_does_not_mean_it_keeps_everything(data, monkeypatch, word):
    _answer(monkeypatch, word)
    assert reset.main([]) == 1
    assert (data / "files/sealed").exists()


def test_a_running_demonstration_is_left(data, capsys):
    with (data / "demo.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert reset.main(["--yes"]) == 1
    assert "end it with Ctrl-C first" in capsys.readouterr().err
    assert (data / "files/sealed").exists()


def test_a_folder_that_is_no_demonstration_is_left(data, capsys):
    (data / "env").write_text("ORGANISATION='River Watch'\nVAULT_KEYS='live:…'\n")
    assert reset.main(["--yes"]) == 1
    assert "nothing is removed" in capsys.readouterr().err
    assert (data / "files/sealed").exists()


def test_a_database_elsewhere_is_not_touched(data, capsys):
    (data / "pg").rmdir()
    assert reset.main(["--yes"]) == 1
    assert "drop it there by hand" in capsys.readouterr().err
    assert (data / "files/sealed").exists()

"""tests config/embedded/postgres.py, on real servers in folders of their own."""

import os
import shutil
import signal
import stat
import tempfile
import threading
from pathlib import Path

import psycopg
import pytest

from config.embedded import account, postgres

pytestmark = pytest.mark.slow


@pytest.fixture
def place():
    """A folder that the server's account can pass through; pytest's own are closed to it."""
    made = Path(tempfile.mkdtemp(prefix="hornbill-pg-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def folder(place):
    yield place / "pg"
    postgres.start(place / "pg", durable=False).stop()


def _pid(cluster: postgres.Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def _ask(url: str, question: str) -> object:
    with psycopg.connect(url) as connected:
        row = connected.execute(question).fetchone()
        return row and row[0]


def test_the_roles_are_what_they_are_for(folder):
    cluster = postgres.start(folder, durable=False)
    owns = "SELECT pg_get_userbyid(datdba) = current_user FROM pg_database WHERE datname = current_database()"
    assert _ask(cluster.url(postgres.OWNER), owns) is True
    assert _ask(cluster.url(postgres.APPLICATION), owns) is False
    assert _ask(cluster.url(postgres.OWNER), "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    with psycopg.connect(cluster.url(postgres.OWNER)) as owner:
        for extension in ("pg_trgm", "unaccent", "btree_gin"):
            owner.execute(f"CREATE EXTENSION {extension}")
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(cluster.url().replace(cluster.passwords[postgres.APPLICATION], "wrong"))


def test_nothing_is_open_to_others(folder):
    cluster = postgres.start(folder, durable=False)
    assert stat.S_IMODE((folder / "passwords.json").stat().st_mode) == 0o600
    assert stat.S_IMODE(cluster.data.stat().st_mode) == 0o700
    assert _ask(cluster.url(), "SHOW listen_addresses") == ""
    hba = (cluster.data / "pg_hba.conf").read_text()
    methods = {line.split()[-1] for line in hba.splitlines() if line and not line.startswith("#")}
    assert methods == {"scram-sha-256"}


def test_a_demonstration_is_durable_and_a_test_is_not(folder):
    forgetful = postgres.start(folder, durable=False)
    assert _ask(forgetful.url(), "SHOW fsync") == "off"
    forgetful.stop()
    assert _ask(postgres.start(folder).url(), "SHOW fsync") == "on"


def test_a_second_start_finds_the_first(folder):
    first = postgres.start(folder, durable=False)
    second = postgres.start(folder, durable=False)
    assert (first.was_running, second.was_running) == (False, True)
    assert _pid(first) == _pid(second)


def test_two_that_start_at_once_share_one_server(folder):
    found: list[postgres.Cluster] = []
    threads = [threading.Thread(target=lambda: found.append(postgres.start(folder, durable=False))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(cluster.was_running for cluster in found) == [False, True, True]


def test_rows_survive_a_stop_and_a_kill(folder):
    cluster = postgres.start(folder)
    with psycopg.connect(cluster.url(postgres.OWNER)) as owner:
        owner.execute("CREATE TABLE kept (n int)")
        owner.execute("INSERT INTO kept VALUES (7)")
    cluster.stop()
    again = postgres.start(folder)
    assert again.was_running is False
    os.kill(_pid(again), signal.SIGKILL)
    after = postgres.start(folder)
    assert after.was_running is False
    assert _ask(after.url(postgres.OWNER), "SELECT n FROM kept") == 7


def test_a_pid_file_that_names_a_stranger_is_no_obstacle(folder):
    cluster = postgres.start(folder, durable=False)
    pid_file = (cluster.data / "postmaster.pid").read_text()
    cluster.stop()
    stranger = pid_file.replace(pid_file.split()[0], str(os.getpid()), 1)
    (cluster.data / "postmaster.pid").write_text(stranger)
    assert _ask(postgres.start(folder, durable=False).url(), "SELECT 1") == 1


def test_a_half_made_cluster_is_made_anew(folder):
    folder.mkdir(mode=0o711)
    (folder / "data.part").mkdir()
    (folder / "data.part" / "PG_VERSION").write_text("18\n")
    assert _ask(postgres.start(folder, durable=False).url(), "SELECT 1") == 1


def test_a_long_path_gets_a_short_socket(place):
    deep = place / ("d" * 60) / ("e" * 60)
    deep.parent.mkdir(mode=0o711)
    cluster = postgres.start(deep, durable=False)
    try:
        assert cluster.socket != cluster.data
        assert _ask(cluster.url(), "SELECT 1") == 1
    finally:
        cluster.stop()
        shutil.rmtree(cluster.socket)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends the server another account")
def test_a_closed_home_is_gone_round_and_not_opened(place, monkeypatch):
    home, aside = place / "home", place / "aside"
    home.mkdir(mode=0o700)
    monkeypatch.setattr(account, "ASIDE", aside)
    cluster = postgres.start(home / "pg", durable=False)
    try:
        assert cluster.data.is_relative_to(aside)
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
        assert _ask(cluster.url(), "SELECT 1") == 1
    finally:
        cluster.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root lends the server another account")
def test_binaries_that_cannot_be_reached_are_copied_aside(place, monkeypatch):
    packages, aside = place / "closed" / "site-packages", place / "aside"
    packages.mkdir(parents=True)
    installed = postgres.install_folder().parent
    for folder in (installed, installed.with_name(f"{installed.name}.libs")):
        shutil.copytree(folder, packages / folder.name)
    packages.parent.chmod(0o700)
    monkeypatch.setattr(account, "ASIDE", aside)
    found = account.reachable_binaries(packages / installed.name / "pginstall", account.for_this_process())
    assert found.is_relative_to(aside)
    shown = account.for_this_process().run(found / "bin/initdb", "--version", capture_output=True)
    assert shown.stdout.startswith("initdb (PostgreSQL)")

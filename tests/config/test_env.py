"""tests config/env.py"""

import pytest

from config.env import Environment, MissingSettings, read_env_file


def test_local_mode_takes_the_local_default():
    env = Environment({})
    assert env.required("SECRET_KEY", local="made up") == "made up"
    env.check()


def test_live_mode_names_every_missing_value_in_one_error():
    env = Environment({"HOTLINE_MODE": "live", "SECRET_KEY": "s"})
    for name in ("SECRET_KEY", "REDIS_URL", "VAULT_KEYS", "PUBLIC_URL"):
        env.required(name, local="a local default is never used in live mode")
    with pytest.raises(MissingSettings, match=r": REDIS_URL, VAULT_KEYS, PUBLIC_URL$"):
        env.check()


def test_a_value_may_lie_in_a_file(tmp_path):
    (tmp_path / "key").write_text("from the file\n")
    assert Environment({"SECRET_KEY_FILE": str(tmp_path / "key")}).get("SECRET_KEY") == "from the file"


def test_the_variable_wins_over_its_file(tmp_path):
    (tmp_path / "key").write_text("from the file")
    values = {"SECRET_KEY": "said", "SECRET_KEY_FILE": str(tmp_path / "key")}
    assert Environment(values).get("SECRET_KEY") == "said"


def test_live_mode_ignores_what_a_demonstration_left():
    left = {"VAULT_KEYS": "demo:1"}
    assert Environment({}, left).get("VAULT_KEYS") == "demo:1"
    assert Environment({"HOTLINE_MODE": "live"}, left).get("VAULT_KEYS") == ""


def test_an_unknown_mode_is_refused():
    with pytest.raises(MissingSettings, match="'local' or 'live'"):
        Environment({"HOTLINE_MODE": "production"}).required("SECRET_KEY")


def test_an_env_file_reads_as_a_shell_would_source_it(tmp_path):
    (tmp_path / "env").write_text("A='x=y z'\nexport B=plain\nC=\"quoted\"\n")
    assert read_env_file(tmp_path / "env") == {"A": "x=y z", "B": "plain", "C": "quoted"}
    assert read_env_file(tmp_path / "absent") == {}

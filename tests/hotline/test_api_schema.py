"""tests hotline/api/schema.py: the description says all that the API does, and can be read in a browser."""

import re

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

ROUTES = {
    ("/api/v1/alerts/", "post"), ("/api/v1/events/", "post"), ("/api/v1/consignments/", "post"),
    ("/api/v1/listings/", "post"),
    ("/api/v1/tips/", "post"), ("/api/v1/tips/", "get"), ("/api/v1/tips/{tip_id}/questions/", "get"),
    ("/api/v1/tips/{tip_id}/answers/", "post"), ("/api/v1/tips/{tip_id}/", "get"),
    ("/api/v1/tips/{tip_id}/attachments/", "post"),
}  # fmt: skip


@pytest.fixture(scope="module")
def described() -> dict:
    answer = Client().get("/api/schema/")
    assert answer.status_code == 200
    return yaml.safe_load(answer.content)


def test_the_description_is_valid_and_its_maker_has_nothing_to_warn_of(tmp_path):
    call_command("spectacular", "--fail-on-warn", "--validate", "--file", str(tmp_path / "schema.yaml"))


def operations(described: dict) -> list[tuple[str, str, dict]]:
    return [(path, verb, each) for path, verbs in described["paths"].items() for verb, each in verbs.items()]


def test_every_route_is_described(described):
    assert {(path, verb) for path, verb, _each in operations(described)} >= ROUTES


def test_every_operation_asks_for_a_key_and_tells_its_errors_in_the_one_shape(described):
    for path, verb, each in operations(described):
        assert each["security"] == [{"partnerKey": []}], path
        errors = {code: answer for code, answer in each["responses"].items() if code >= "400"}
        assert {"401", "403", "405", "406", "429", "500"} <= set(errors), (path, verb)
        shapes = {answer["content"]["application/json"]["schema"]["$ref"] for answer in errors.values()}
        assert shapes == {"#/components/schemas/Refusal"}
    assert described["components"]["securitySchemes"]["partnerKey"]["scheme"] == "bearer"


def test_every_call_that_makes_something_needs_an_idempotency_key(described):
    for path, verb, each in operations(described):
        needed = [one["name"] for one in each.get("parameters", []) if one["in"] == "header" and one.get("required")]
        # An event is known by its own id.
        has_key = verb == "post" and path != "/api/v1/events/"
        assert needed == (["Idempotency-Key"] if has_key else []), path


def test_a_tip_is_described_with_the_limits_of_the_form(described):
    told = described["components"]["schemas"]["ToldTipRequest"]
    assert told["required"] == ["narrative"]
    assert told["additionalProperties"] is False
    assert told["properties"]["narrative"]["maxLength"] == 10_000
    assert told["properties"]["subjects"]["maxItems"] == 5


def test_the_page_of_the_description_loads_nothing_from_elsewhere_and_sets_no_cookie():
    answer = Client().get("/api/docs/")
    page = answer.content.decode()
    assert not answer.cookies
    loaded = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert [where for where in loaded if not where.startswith(("/static/", "/api/schema/", "data:,"))] == []
    assert re.findall(r"<script(?! src=)|<style|style=|\son\w+=", page) == []
    assert "script-src 'self';" in answer["Content-Security-Policy"] + ";"
    assert "default-src 'none'" in answer["Content-Security-Policy"]

"""tests hotline/partners.py and the desk's pages about partners."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hotline import partners
from hotline.models import Partner, PartnerKey
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed, WrongStatus
from tests.hotline.calling import Machine, a_partner

pytestmark = pytest.mark.django_db
LIST = "/desk/hotline/partner/"


def page(partner: Partner, verb: str = "change") -> str:
    return f"{LIST}{partner.pk}/{verb}/"


def test_an_outsider_registers_nobody_and_gives_no_key(outsider, analyst):
    partner, entries = a_partner(), AuditEntry.objects.count()
    for officer in (outsider, analyst):
        for act in (
            lambda by: partners.register("Others", kind="partner", by=by),
            lambda by: partners.give_key(partner, ["tips:write"], by=by),
            lambda by: partners.close(partner, by=by),
            lambda by: partners.revoke_key(partner, "hb_00000000", by=by),
        ):
            with pytest.raises(NotAllowed):
                act(officer)
    assert (Partner.objects.count(), PartnerKey.objects.count()) == (1, 0)
    assert AuditEntry.objects.count() == entries


def test_a_partners_name_is_sealed_and_opened_for_the_desk_alone():
    partner = a_partner("Mekong Watchers")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(p)::text FROM hotline_partner p")
        held = cursor.fetchone()[0]
    assert "Mekong" not in held
    assert b"Mekong".hex() not in held
    assert partners.names([partner]) == {partner.pk: "Mekong Watchers"}


@pytest.mark.parametrize(
    ("given", "field"),
    [({"name": " "}, "name"), ({"name": "x" * 121}, "name"), ({"kind": "spy"}, "kind"),
     ({"country": "Laos"}, "country")],
)  # fmt: skip
def test_a_partner_that_cannot_be_written_down_is_refused(given, field):
    with pytest.raises(Invalid) as refusal:
        partners.register(**{"name": "Others", "kind": "partner", "by": "system", **given})
    assert list(refusal.value.fields) == [field]
    assert not Partner.objects.exists()


@pytest.mark.parametrize(("scopes", "days"), [([], 1), (["tips:burn"], 1), (["tips:read"], 0), (["tips:read"], 731)])
def test_a_key_without_a_known_scope_or_a_fair_term_is_refused(scopes, days):
    with pytest.raises(Invalid):
        partners.give_key(a_partner(), scopes, by="system", days=days)
    assert not PartnerKey.objects.exists()


def test_a_closed_partner_gets_no_key():
    partner = partners.close(a_partner(), by="system")
    with pytest.raises(WrongStatus):
        partners.give_key(partner, ["tips:read"], by="system")


def test_every_step_about_a_partner_is_audited_without_its_key(administrator):
    partner = partners.register("Others", kind="partner", by=administrator)
    given = partners.give_key(partner, ["tips:read"], by=administrator)
    partners.revoke_key(partner, given.row.prefix, by=administrator)
    partners.revoke_key(partner, given.row.prefix, by=administrator)
    partners.reopen(partners.close(partner, by=administrator), by=administrator)
    entries = AuditEntry.objects.filter(subject="hotline.partner").order_by("pk")
    assert [entry.verb.partition(".")[2] for entry in entries] == [
        "registered", "key_given", "key_revoked", "closed", "reopened",
    ]  # fmt: skip
    assert given.text not in str([entry.details for entry in entries])


# --- the desk ---------------------------------------------------------------------------------------------------
def test_only_an_administrator_sees_partners(client, sign_in, administrator, analyst, supervisor):
    partner = a_partner()
    for officer in (analyst, supervisor):
        sign_in(client, officer)
        assert client.get(LIST).status_code == 403
        assert client.get(page(partner)).status_code == 403
        assert client.post(page(partner, "key"), {"scopes": ["tips:read"], "days": 1}).status_code == 403
    sign_in(client, administrator)
    assert "Mekong Watchers" in client.get(LIST).content.decode()
    assert "Mekong Watchers" in client.get(page(partner)).content.decode()
    assert not PartnerKey.objects.exists()


def test_a_key_is_shown_on_the_page_that_makes_it_and_never_again(client, sign_in, administrator):
    partner = a_partner()
    answer = sign_in(client, administrator).post(page(partner, "key"), {"scopes": ["tips:write"], "days": 30})
    key = answer.context["given"].text
    assert key in answer.content.decode()
    again = client.get(page(partner)).content.decode()
    assert key not in again
    assert PartnerKey.objects.get().prefix in again
    assert Machine(key).tell().status_code == 201


def test_a_key_that_is_revoked_at_the_desk_opens_nothing(client, sign_in, administrator):
    partner = a_partner()
    given = partners.give_key(partner, ["tips:write"], by="system")
    sign_in(client, administrator).post(page(partner, "revoke"), {"which": given.row.prefix})
    assert Machine(given.text).tell().status_code == 401


def test_a_partner_is_registered_at_the_desk(client, sign_in, administrator):
    sign_in(client, administrator)
    assert (
        client.post(f"{LIST}register/", {"name": "River Patrol", "kind": "camera", "country": "Laos"}).status_code
        == 422
    )
    assert not Partner.objects.exists()
    answer = client.post(f"{LIST}register/", {"name": "River Patrol", "kind": "camera", "country": "la"})
    partner = Partner.objects.get()
    assert answer["Location"] == page(partner)
    assert (partners.names([partner])[partner.pk], partner.kind, partner.country) == ("River Patrol", "camera", "LA")


def test_the_list_of_partners_takes_the_same_queries_for_one_as_for_twenty(
    client, sign_in, administrator, django_assert_num_queries
):
    a_partner()
    sign_in(client, administrator).get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for number in range(19):
        a_partner(f"Partner {number}")
    with django_assert_num_queries(len(one)):
        client.get(LIST)


# --- the command line -------------------------------------------------------------------------------------------
def test_the_command_registers_a_partner_and_prints_its_key_once():
    out = StringIO()
    call_command("create_partner_key", "--register", "River Patrol", "--kind", "camera", "--days", "9", stdout=out)
    reference, key = out.getvalue().strip().split("\t")
    assert Partner.objects.get().reference == reference
    assert Machine(key).tell().status_code == 201


def test_the_command_gives_a_known_partner_a_key_of_one_scope():
    out, partner = StringIO(), a_partner()
    call_command("create_partner_key", "--partner", partner.reference, "--scope", "tips:read", stdout=out)
    assert PartnerKey.objects.get(partner=partner).scopes == ["tips:read"]
    with pytest.raises(CommandError):
        call_command("create_partner_key", "--partner", "PAR-2000-000001")

"""The ledger: written with the act, linked, verified; one break anywhere is found."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from staff import audit
from staff.models import AuditEntry, AuditLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(analyst):
    """Five acts, linked."""
    for number in range(5):
        audit.record(analyst, "tip.read", analyst, number=number)
    audit.link_entries()
    yield list(AuditEntry.objects.order_by("pk"))
    # What a test broke would be found broken once more when its transaction ends.
    behind_the_triggers("DELETE FROM staff_auditlink")


def behind_the_triggers(*statements: str) -> None:
    """What only someone with the database in their hands can do."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        try:
            for statement in statements:
                cursor.execute(statement)
        finally:
            cursor.execute("SET session_replication_role = origin")


def test_a_whole_chain_holds_and_the_tail_is_told(chain, analyst):
    audit.record(analyst, "tip.read", analyst)
    assert audit.verify() == audit.Verdict(linked=5, tail=1)
    assert audit.link_entries() == 1
    assert audit.verify() == audit.Verdict(linked=6, tail=0)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE staff_auditentry SET details = '{\"number\": 9}' WHERE id = {third}",
        "UPDATE staff_auditentry SET at = at + interval '1 microsecond' WHERE id = {third}",
        "UPDATE staff_auditentry SET actor = 'system' WHERE id = {third}",
        "UPDATE staff_auditlink SET hash = set_byte(hash, 0, get_byte(hash, 0) # 1) WHERE entry_id = {third}",
        "DELETE FROM staff_auditentry WHERE id = {third}",
        "DELETE FROM staff_auditlink WHERE entry_id = {third}",
    ],
)
def test_one_change_behind_the_triggers_is_found_where_it_is(chain, change):
    behind_the_triggers(change.replace("{third}", str(chain[2].pk)))
    verdict = audit.verify()
    assert verdict.linked == 2
    assert "3" in verdict.first_break or str(chain[2].pk) in verdict.first_break


def test_a_removed_pair_of_entry_and_link_is_found(chain):
    third = chain[2].pk
    behind_the_triggers(
        f"DELETE FROM staff_auditlink WHERE entry_id = {third}", f"DELETE FROM staff_auditentry WHERE id = {third}"
    )
    assert audit.verify().first_break == "link 3 is missing"


def test_a_swapped_pair_is_found(chain):
    second, third = chain[1].pk, chain[2].pk
    behind_the_triggers(
        f"UPDATE staff_auditlink SET entry_id = -1 WHERE entry_id = {second}",
        f"UPDATE staff_auditlink SET entry_id = {second} WHERE entry_id = {third}",
        f"UPDATE staff_auditlink SET entry_id = {third} WHERE entry_id = -1",
    )
    assert audit.verify().linked == 1


def test_an_inserted_entry_that_was_never_linked_shows_in_the_tail(chain, analyst):
    behind_the_triggers(
        "INSERT INTO staff_auditentry (at, actor, verb, subject, subject_id, details) "
        "VALUES (now(), 'system', 'tip.read', 'x', 'x', '{}')"
    )
    assert audit.verify().tail == 1


@pytest.mark.parametrize("table", ["staff_auditentry", "staff_auditlink"])
@pytest.mark.parametrize("change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"])
def test_the_ledger_refuses_to_be_changed(chain, table, change):
    column = {"staff_auditentry": "actor", "staff_auditlink": "hash"}[table]
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table, column))
    assert AuditEntry.objects.count() == AuditLink.objects.count() == 5


def test_an_entry_dies_with_the_act_that_rolled_back(analyst):
    with transaction.atomic():
        audit.record(analyst, "tip.read", analyst)
        transaction.set_rollback(True)
    assert not AuditEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused(analyst):
    with pytest.raises(audit.OutsideTransaction):
        audit.record(analyst, "tip.read", analyst)
    assert not AuditEntry.objects.exists()


def test_the_command_counts_or_names_the_break(chain, capsys):
    call_command("verify_audit")
    assert "5 entries" in capsys.readouterr().out
    behind_the_triggers(f"DELETE FROM staff_auditentry WHERE id = {chain[0].pk}")
    with pytest.raises(CommandError, match="broken after 0"):
        call_command("verify_audit")


def test_the_ledgers_page_is_for_the_auditor(client, sign_in, chain, auditor, administrator, analyst):
    page = "/desk/staff/auditentry/"
    for officer in (administrator, analyst):
        assert sign_in(client, officer).get(page).status_code == 403
        client.logout()
    shown = sign_in(client, auditor).get(page, {"who": "analyst", "verb": "tip.read"})
    assert [entry.pk for entry, _who in shown.context["rows"]] == [entry.pk for entry in reversed(chain)]
    older = client.get(page, {"before": str(chain[2].pk)})
    assert [entry.pk for entry, _who in older.context["rows"]] == [chain[1].pk, chain[0].pk]
    assert client.get(page, {"before": "x", "who": "nobody", "id": "'"}).status_code == 200

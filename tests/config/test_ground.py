"""The suite's own ground holds."""

import pytest
from django.db import ProgrammingError, connection, transaction

from staff import audit
from staff.models import AuditEntry
from vault import keys
from vault.models import DataKey, PurposeKey


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_turn", [1, 2])
def test_each_transactional_test_starts_empty_although_ledgers_refuse(_turn, analyst):
    assert not AuditEntry.objects.exists()
    assert not DataKey.objects.exists()
    keys.create()
    keys.purpose_key("ground")
    with transaction.atomic():
        audit.record(analyst, "ground.laid", analyst)
    with pytest.raises(ProgrammingError, match="Cannot truncate"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE staff_auditentry CASCADE")


@pytest.mark.django_db
def test_a_signed_in_officer_has_a_second_factor(client, analyst, sign_in):
    assert sign_in(client, analyst).session["_auth_user_id"] == str(analyst.pk)
    assert analyst.authenticator_set.count() == 1
    assert not PurposeKey.objects.filter(purpose="nothing").exists()

import secrets

import pytest

from hotline import receipts
from hotline.models import Receipt
from tests.make import make_tip

pytestmark = pytest.mark.django_db
KHMER = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")


def test_a_code_has_25_digits_and_no_two_secrets_share_one():
    codes = {receipts.derive_code(secrets.token_bytes(16)) for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 25 and code.isdigit() for code in codes)


def test_the_same_secret_gives_the_same_code():
    assert receipts.derive_code(b"one secret of 16") == receipts.derive_code(b"one secret of 16")


@pytest.mark.parametrize("spoil", [
    lambda code: receipts.grouped(code), lambda code: code.translate(KHMER), lambda code: f" {code[:5]}-{code[5:]}\n",
    lambda code: "code: " + ".".join(code),
])  # fmt: skip
def test_a_code_is_read_in_any_script_and_grouping(spoil):
    tip = make_tip()
    code = receipts.issue_another(tip)
    assert receipts.find(spoil(code)).tip == tip


@pytest.mark.parametrize("typed", ["", "123", "1" * 24, "1" * 26, "x" * 25, "0" * 25, "²" * 25])
def test_what_is_no_code_of_ours_opens_nothing(typed):
    make_tip()
    assert receipts.find(typed) is None


def test_the_code_is_stored_nowhere():
    tip = make_tip()
    code = receipts.issue_another(tip)
    assert code.encode() not in b"".join(bytes(row.mark) for row in Receipt.objects.all())
    assert Receipt.objects.filter(tip=tip).count() == 2


def test_typing_the_last_two_groups_confirms_once():
    tip = make_tip()
    code = receipts.issue_another(tip)
    receipt = receipts.find(code)
    assert not receipts.confirm(receipt, code, "00000 00000" if not code.endswith("0" * 10) else "1" * 10)
    assert Receipt.objects.get(pk=receipt.pk).confirmed_at is None
    assert receipts.confirm(receipt, code, f"{code[15:20]} {code[20:]}")
    at = Receipt.objects.get(pk=receipt.pk).confirmed_at
    assert at is not None
    receipts.confirm(receipt, code, code[15:])
    assert Receipt.objects.get(pk=receipt.pk).confirmed_at == at

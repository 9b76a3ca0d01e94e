"""Addresses and keys of contacts that are of no use: refused with a sentence when they are entered."""

import pytest
from pysequoia import ArmorKind, Tsk, armor

from reference import contact_keys, directory
from reference.models import Agency, AgencyContact
from staff.refusals import Invalid


def test_an_openpgp_key_without_its_own_signatures_is_refused():
    whole = bytes(Tsk.generate("Duty <duty@example.org>").extract_certificate())
    bare = armor(whole[: 2 + whole[1]], ArmorKind.PublicKey)  # its first packet alone: two octets of head, and a length
    with pytest.raises(Invalid, match="cannot be read"):
        contact_keys.read(bare)


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("email", "duty"),
        ("email", "duty@example.org\r\nBcc: all@example.org"),
        ("email", "a@example.org, b@example.org"),
        ("phone", "+84 1\n+84 2"),
        ("portal", "https://example.org/\0"),
    ],
)
def test_an_address_to_which_nothing_can_go_is_not_fit(channel, address):
    assert directory.wrong_with(channel, address)


@pytest.mark.parametrize(
    ("channel", "address"), [("email", "duty@police.example.org"), ("phone", "+84 24 1234"), ("portal", "bàn trực 2")]
)
def test_an_address_on_one_line_is_fit(channel, address):
    assert directory.wrong_with(channel, address) == ""


@pytest.mark.django_db
def test_a_contact_with_two_lines_of_address_is_not_kept(supervisor):
    agency = Agency.objects.create(country="VN", name="Ranger post", normalised="ranger post")
    contact = AgencyContact(agency=agency, channel="email", address="duty@example.org\nBcc: all@example.org")
    with pytest.raises(Invalid) as refused:
        directory.keep_contact(contact, by=supervisor)
    assert "address" in refused.value.fields
    assert not agency.contacts.exists()

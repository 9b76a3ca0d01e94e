"""Two tips side by side: who may see them, what is audited, and merging from there."""

import pytest

from hotline import correspondence, search, triage
from hotline.models import Tip
from staff.models import AuditEntry
from tests.make import make_tip

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    tips = make_tip("Pangolins are kept in <b>Mong Cai</b>"), make_tip("Tê tê bị nhốt ở Móng Cái")
    search.mark_waiting()
    return tips


def beside(one: Tip, other: Tip) -> str:
    return f"/desk/hotline/tip/{one.pk}/beside/{other.pk}/"


def test_both_texts_stand_side_by_side_with_what_agrees(client, sign_in, analyst, pair):
    shown = sign_in(client, analyst).get(beside(*pair)).content.decode()
    for words in (
        "Pangolins are kept in &lt;b&gt;Mong Cai&lt;/b&gt;", "Tê tê bị nhốt ở Móng Cái",
        "same species group and place within 3 days", "told in another language", pair[0].reference, pair[1].reference,
    ):  # fmt: skip
        assert words in shown


def test_each_of_the_two_openings_is_audited(client, sign_in, analyst, pair):
    sign_in(client, analyst).get(beside(*pair))
    read = AuditEntry.objects.filter(verb="tip.read", actor=f"officer:{analyst.pk}")
    assert set(read.values_list("subject_id", flat=True)) == {str(tip.pk) for tip in pair}


def test_the_tips_page_leads_there(client, sign_in, analyst, pair):
    shown = sign_in(client, analyst).get(f"/desk/hotline/tip/{pair[0].pk}/change/").content.decode()
    assert beside(*pair) in shown


def test_a_tip_is_merged_from_there_by_a_button(client, sign_in, analyst, pair):
    shown = sign_in(client, analyst).get(beside(*pair)).content.decode()
    assert f'action="/desk/hotline/tip/{pair[0].pk}/merge/"' in shown
    client.post(f"/desk/hotline/tip/{pair[0].pk}/merge/", {"into": pair[1].reference})
    pair[0].refresh_from_db()
    assert (pair[0].status, pair[0].merged_into) == ("merged", pair[1])


def test_an_intake_officer_reads_both_and_is_offered_no_merge(client, sign_in, intake_officer, pair):
    shown = sign_in(client, intake_officer).get(beside(*pair))
    assert shown.status_code == 200
    assert "/merge/" not in shown.content.decode()


def test_no_tip_is_offered_to_be_merged_into_a_merged_one(client, sign_in, analyst, pair):
    triage.merge(pair[1], make_tip(), by=analyst)
    assert "/merge/" not in sign_in(client, analyst).get(beside(*pair)).content.decode()


def test_who_reads_no_tips_sees_none(client, sign_in, investigator, pair):
    assert sign_in(client, investigator).get(beside(*pair)).status_code in (403, 404)
    assert not AuditEntry.objects.filter(verb="tip.read").exists()


def test_a_tip_beside_itself_or_none_is_not_found(client, sign_in, analyst, pair):
    sign_in(client, analyst)
    assert client.get(beside(pair[0], pair[0])).status_code == 404
    assert client.get(f"/desk/hotline/tip/{pair[0].pk}/beside/00000000-0000-0000-0000-000000000000/").status_code == 404


def test_of_a_withdrawn_tip_nothing_is_shown(client, sign_in, analyst, pair):
    correspondence.withdraw(pair[0])
    shown = sign_in(client, analyst).get(beside(*pair)).content.decode()
    assert "The words of this tip were destroyed." in shown
    assert "Pangolins are kept" not in shown
    assert "/merge/" not in shown

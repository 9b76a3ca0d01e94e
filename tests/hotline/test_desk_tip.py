"""A tip's page: what it shows, and every button pressed by a stranger, without the right, and with it."""

import pytest

from hotline import correspondence, triage
from hotline.models import Attachment, Tip
from staff.models import AuditEntry
from tests.make import make_attachment, make_picture, make_report, make_tip

pytestmark = pytest.mark.django_db
Status = Tip.Status


def page(tip: Tip, step: str = "change") -> str:
    return f"/desk/hotline/tip/{tip.pk}/{step}/"


def claimed(officer) -> Tip:
    return make_tip(officer=officer)


def quarantined(officer) -> Tip:
    return make_tip(is_suspect=True)


def dismissed(officer) -> Tip:
    return triage.dismiss(make_tip(), by=officer, reason="spam")


# button: (who lacks the right though they see the page, who makes the tip that it fits, what is posted, status after)
BUTTONS = {
    "claim": (None, lambda officer: make_tip(), {}, Status.IN_TRIAGE),
    "handback": (None, claimed, {}, Status.RECEIVED),
    "merge": ("intake_officer", lambda officer: make_tip(), {"into": "OTHER"}, Status.MERGED),
    "dismiss": ("intake_officer", lambda officer: make_tip(), {"reason": "spam"}, Status.DISMISSED),
    "quarantine": ("intake_officer", lambda officer: make_tip(), {}, Status.QUARANTINED),
    "release": ("intake_officer", quarantined, {}, Status.RECEIVED),
    "reopen": ("intake_officer", dismissed, {}, Status.IN_TRIAGE),
}


def posted(said: dict[str, str]) -> dict[str, str]:
    return {name: make_tip().reference if value == "OTHER" else value for name, value in said.items()}


@pytest.mark.parametrize("name", BUTTONS)
def test_a_stranger_is_sent_to_sign_in(client, supervisor, name):
    tip = BUTTONS[name][1](supervisor)
    response = client.post(page(tip, name), posted(BUTTONS[name][2]))
    assert response.status_code == 302
    assert response.url.startswith("/desk/login/")
    assert Tip.objects.get(pk=tip.pk).status == tip.status


@pytest.mark.parametrize("name", BUTTONS)
@pytest.mark.parametrize("who", ["outsider", "investigator", "administrator", "auditor"])
def test_an_officer_who_reads_no_tips_changes_nothing(client, sign_in, supervisor, request, name, who):
    tip = BUTTONS[name][1](supervisor)
    response = sign_in(client, request.getfixturevalue(who)).post(page(tip, name), posted(BUTTONS[name][2]))
    assert response.status_code in (403, 404)
    assert Tip.objects.get(pk=tip.pk).status == tip.status


@pytest.mark.parametrize("name", [name for name, (lacks, *_rest) in BUTTONS.items() if lacks])
def test_an_officer_without_the_right_sees_no_button_and_presses_in_vain(client, sign_in, supervisor, request, name):
    lacks, make, said, _after = BUTTONS[name]
    tip = make(supervisor)
    sign_in(client, request.getfixturevalue(lacks))
    assert page(tip, name) not in client.get(page(tip)).content.decode()
    assert client.post(page(tip, name), posted(said)).status_code == 403
    assert Tip.objects.get(pk=tip.pk).status == tip.status


@pytest.mark.parametrize("name", BUTTONS)
def test_an_officer_with_the_right_presses_it(client, sign_in, analyst, name):
    _lacks, make, said, after = BUTTONS[name]
    tip = make(analyst)
    sign_in(client, analyst)
    assert page(tip, name) in client.get(page(tip)).content.decode()
    assert client.post(page(tip, name), posted(said)).status_code == 302
    assert Tip.objects.get(pk=tip.pk).status == after


@pytest.mark.parametrize("name", BUTTONS)
def test_opening_a_buttons_address_acts_on_nothing(client, sign_in, analyst, name):
    tip = BUTTONS[name][1](analyst)
    assert sign_in(client, analyst).get(page(tip, name)).url == page(tip)
    assert Tip.objects.get(pk=tip.pk).status == tip.status


def test_a_button_without_its_token_does_nothing(analyst, sign_in):
    from django.test import Client

    strict, tip = sign_in(Client(enforce_csrf_checks=True), analyst), make_tip()
    assert strict.post(page(tip, "claim")).status_code == 403
    assert Tip.objects.get(pk=tip.pk).status == Status.RECEIVED


def test_whoever_comes_second_is_told_and_keeps_what_they_typed(client, sign_in, analyst, supervisor):
    tip = make_tip()
    triage.dismiss(tip, by=supervisor, reason="spam")
    said = {"reason": "insufficient", "note": "The place is missing & the day"}
    response = sign_in(client, analyst).post(page(tip, "dismiss"), said)
    assert response.status_code == 409
    shown = response.content.decode()
    assert "supervisor was faster, at " in shown
    assert "The place is missing &amp; the day" in shown
    assert Tip.objects.get(pk=tip.pk).dismiss_reason == "spam"


def test_a_merge_with_an_unknown_tip_is_refused(client, sign_in, analyst):
    tip = make_tip()
    response = sign_in(client, analyst).post(page(tip, "merge"), {"into": "TIP-1999-000001"})
    assert response.status_code == 422
    assert "There is no tip with this reference" in response.content.decode()


def test_the_page_shows_the_whole_conversation_and_says_who_read_it(client, sign_in, analyst):
    tip = make_tip("Two men sell <b>pangolins</b>", species="pangolin", basis="saw")
    correspondence.ask(tip, "Which day?", by=analyst)
    answer = correspondence.add_from_source(tip, "On Monday")
    correspondence.correct(answer, "On Tuesday")
    shown = sign_in(client, analyst).get(page(tip)).content.decode()
    assert "Two men sell &lt;b&gt;pangolins&lt;/b&gt;" in shown
    for words in ("Which day?", "On Monday", "On Tuesday", "I saw it myself", "Species, as told"):
        assert words in shown
    assert (
        AuditEntry.objects.filter(verb="tip.read", subject_id=str(tip.pk), actor=f"officer:{analyst.pk}").count() == 1
    )


def test_the_page_names_the_source_by_pseudonym_and_duplicates_with_their_reason(client, sign_in, analyst):
    from vault import identity

    source = identity.source_at("telegram", "77001122")
    first, second = make_tip(source_id=source.pk), make_tip(source_id=source.pk)
    shown = sign_in(client, analyst).get(page(second)).content.decode()
    assert source.pseudonym in shown
    assert "77001122" not in shown
    assert first.reference in shown
    assert "same source" in shown


def test_a_withdrawn_tip_says_so_and_shows_nothing(client, sign_in, analyst):
    tip = make_tip("Nobody may read this again")
    make_attachment(tip)
    correspondence.withdraw(tip)
    response = sign_in(client, analyst).get(page(tip))
    assert response.status_code == 200
    assert "withdrew this tip" in response.content.decode()
    assert "Nobody may read this" not in response.content.decode()


def test_an_unknown_tip_is_not_found(client, sign_in, analyst):
    sign_in(client, analyst)
    for pk in ("00000000-0000-0000-0000-000000000000", "nonsense"):
        assert client.get(f"/desk/hotline/tip/{pk}/change/").status_code == 404


def test_a_pictures_copy_is_served_locked_in_and_the_original_never(client, sign_in, analyst):
    tip, scrubbed = make_tip(), make_picture("navy")
    attachment = make_attachment(tip, make_picture("red"), copy=scrubbed)
    response = sign_in(client, analyst).get(f"/desk/hotline/tip/{tip.pk}/copy/{attachment.pk}/")
    assert b"".join(response.streaming_content) == scrubbed
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith(f'inline; filename="{tip.reference}-')
    assert response["Cache-Control"] == "no-store"
    assert AuditEntry.objects.filter(verb="attachment.copy_opened", subject_id=str(attachment.pk)).exists()


def test_a_copy_that_is_no_picture_is_bytes_to_save(client, sign_in, analyst):
    tip = make_tip()
    attachment = make_attachment(tip, copy=b"<html><script>alert(1)</script></html>")
    Attachment.objects.filter(pk=attachment.pk).update(media_type="text/html")
    response = sign_in(client, analyst).get(f"/desk/hotline/tip/{tip.pk}/copy/{attachment.pk}/")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


def test_without_a_copy_there_is_nothing_to_serve_and_the_state_is_shown(client, sign_in, analyst):
    tip = make_tip()
    attachment = make_attachment(tip, name="boat.jpg")
    sign_in(client, analyst)
    assert client.get(f"/desk/hotline/tip/{tip.pk}/copy/{attachment.pk}/").status_code == 404
    shown = client.get(page(tip)).content.decode()
    assert "Copy is being made" in shown
    assert "boat.jpg" in shown


def test_a_copy_is_reached_through_its_own_tip_alone(client, sign_in, analyst, investigator):
    tip = make_tip()
    attachment = make_attachment(tip, copy=make_picture())
    assert sign_in(client, analyst).get(f"/desk/hotline/tip/{make_tip().pk}/copy/{attachment.pk}/").status_code == 404
    client.logout()
    own = f"/desk/hotline/tip/{tip.pk}/copy/{attachment.pk}/"
    assert client.get(own).url.startswith("/desk/login/")
    assert sign_in(client, investigator).get(own).status_code == 403


def test_a_tip_with_much_around_it_costs_no_more_queries(client, sign_in, analyst, django_assert_max_num_queries):
    tip = make_tip()
    for number in range(6):
        correspondence.add_from_source(tip, f"And more {number}")
        make_attachment(tip, copy=make_picture())
        make_tip(source_id=tip.source_id)
    make_report(analyst, tip)
    sign_in(client, analyst)
    with django_assert_max_num_queries(35):
        assert client.get(page(tip)).status_code == 200


def test_the_dashboard_counts_what_waits_and_links_to_it(client, sign_in, analyst, outsider):
    make_tip(officer=analyst)
    make_tip()
    shown = sign_in(client, analyst).get("/desk/").content.decode()
    assert "?who=me" in shown
    assert "?status=received" in shown
    client.logout()
    bare = sign_in(client, outsider).get("/desk/").content.decode()
    assert "no role yet" in bare
    assert "?who=me" not in bare


@pytest.mark.parametrize(
    "address", ["/desk/hotline/tip/", "/desk/hotline/report/", "/desk/staff/officer/", "/desk/staff/auditentry/"]
)
def test_no_page_of_the_desk_opens_for_an_outsider(client, sign_in, outsider, address):
    assert client.get(address).url.startswith("/desk/login/")
    assert sign_in(client, outsider).get(address).status_code == 403

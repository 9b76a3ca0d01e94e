"""Writing a report from a tip."""

import pytest
from bs4 import BeautifulSoup

from hotline import triage
from hotline.models import Report, ReportTip, Tip
from staff.models import AuditEntry
from tests.make import make_taxon, make_tip

pytestmark = pytest.mark.django_db


def promote(tip: Tip) -> str:
    return f"/desk/hotline/tip/{tip.pk}/promote/"


def filled(**changes: object) -> dict[str, object]:
    """The form as an officer fills it."""
    return {
        "title": "Turtles at a market", "text": "Live turtles are on offer at a stall.", "offences": ["live"],
        "country": "VN", "place": "Ha Noi", "lat": "21.03", "lon": "105.85", "place_precision": "near",
        "happened_on": "2026-03-04", "date_precision": "day", "reliability": "B", "credibility": "2",
        "knowledge": "witnessed", "handling": "TLP:AMBER", "also": "", "species-TOTAL_FORMS": "2",
        "species-INITIAL_FORMS": "0", "species-0-name": "", "species-1-name": "", **changes,
    }  # fmt: skip


def test_a_report_is_written_graded_and_cites_its_tip(client, sign_in, analyst):
    tip, taxon = make_tip(), make_taxon()
    line = {"species-0-name": taxon.scientific_name, "species-0-quantity": "3"}
    response = sign_in(client, analyst).post(promote(tip), filled(**line))
    report = Report.objects.get()
    assert response.url == f"/desk/hotline/report/{report.pk}/change/"
    assert (report.status, report.grade, report.lat, report.place) == ("graded", "B2", 21.03, "Ha Noi")
    assert list(report.tips.all()) == [tip]
    assert [(each.taxon, each.quantity) for each in report.species.all()] == [(taxon, 3)]
    assert Tip.objects.get(pk=tip.pk).status == Tip.Status.PROMOTED


def test_a_common_name_is_resolved_without_any_script(client, sign_in, analyst):
    tip, taxon = make_tip(), make_taxon()
    sign_in(client, analyst).post(promote(tip), filled(**{"species-0-name": "indochinese BOX turtle"}))
    assert Report.objects.get().species.get().taxon == taxon


def test_a_name_that_nothing_bears_is_refused_and_all_is_kept(client, sign_in, analyst):
    tip = make_tip()
    response = sign_in(client, analyst).post(promote(tip), filled(**{"species-0-name": "Qwertyus asdfii"}))
    assert response.status_code == 422
    shown = response.content.decode()
    assert "No taxon has this name" in shown
    assert "Live turtles are on offer at a stall." in shown
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "This field is required"),
        ({"reliability": ""}, "This field is required"),
        ({"lat": "91"}, "90"),
        ({"lon": ""}, "Give both latitude and longitude"),
        ({"also": "TIP-1999-000009"}, "There is no tip TIP-1999-000009"),
        ({"species-0-name": "", "species-0-quantity": "4"}, "Which species?"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(client, sign_in, analyst, wrong, said):
    tip = make_tip()
    response = sign_in(client, analyst).post(promote(tip), filled(**wrong))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Report.objects.exists()
    assert Tip.objects.get(pk=tip.pk).status == Tip.Status.RECEIVED


def test_the_sources_own_words_are_shown_once_and_block_nothing(client, sign_in, analyst):
    tip = make_tip("My uncle keeps six bears in the old brick house")
    mine = filled(text="It is said that uncle keeps six bears in the old brick building.")
    response = sign_in(client, analyst).post(promote(tip), mine)
    shown = response.content.decode()
    assert response.status_code == 200
    assert "uncle keeps six bears in the old brick" in shown
    assert '<input type="hidden" name="echoes_seen" value="on"' in shown
    assert not Report.objects.exists()
    client.post(promote(tip), mine | {"echoes_seen": "on"})
    assert Report.objects.get().text.startswith("It is said that uncle")


def test_two_tips_are_written_up_in_one_report(client, sign_in, analyst):
    first, second = make_tip(), make_tip()
    sign_in(client, analyst).post(promote(first), filled(also=second.reference.lower()))
    assert set(Report.objects.get().tips.all()) == {first, second}
    assert set(Tip.objects.values_list("status", flat=True)) == {"promoted"}


def test_a_tip_dismissed_meanwhile_is_told_and_the_text_is_kept(client, sign_in, analyst, supervisor):
    tip = make_tip()
    triage.dismiss(tip, by=supervisor, reason="spam")
    response = sign_in(client, analyst).post(promote(tip), filled())
    assert response.status_code == 409
    assert "Live turtles are on offer at a stall." in response.content.decode()
    assert not Report.objects.exists()


def test_the_page_shows_the_raw_words_beside_the_form_with_the_definitions(client, sign_in, analyst):
    tip = make_tip("The words of the source", country="VN", offences=["live"])
    shown = sign_in(client, analyst).get(promote(tip)).content.decode()
    for words in ("The words of the source", "Completely reliable", "Confirmed by other sources", "TLP:RED"):
        assert words in shown


def test_promotion_is_for_those_who_grade(client, sign_in, intake_officer, investigator, analyst):
    tip = make_tip()
    assert client.post(promote(tip), filled()).url.startswith("/desk/login/")
    assert sign_in(client, intake_officer).post(promote(tip), filled()).status_code == 403
    client.logout()
    assert sign_in(client, investigator).post(promote(tip), filled()).status_code == 403
    assert not Report.objects.exists()
    client.logout()
    assert promote(tip) in sign_in(client, analyst).get(f"/desk/hotline/tip/{tip.pk}/change/").content.decode()


def test_the_same_page_sent_twice_is_one_report(client, sign_in, analyst):
    tip = make_tip()
    key = sign_in(client, analyst).get(promote(tip)).context["form"]["key"].value()
    first, again = (client.post(promote(tip), filled(key=key)).url for _time in range(2))
    assert first == again
    assert str(Report.objects.get().pk) == str(key)
    assert ReportTip.objects.count() == 1
    assert AuditEntry.objects.filter(verb="report.written").count() == 1


def test_two_pages_are_two_reports_and_nobody_takes_anothers_key(client, sign_in, analyst, supervisor):
    tip = make_tip()
    sign_in(client, analyst).post(promote(tip), filled())
    client.post(promote(tip), filled())
    assert Report.objects.count() == 2
    taken = Report.objects.first().pk
    client.logout()
    response = sign_in(client, supervisor).post(promote(tip), filled(key=taken))
    assert response.status_code == 422
    assert Report.objects.count() == 2


# --- beside the source ----------------------------------------------------------------------------------------------
def test_what_the_report_repeats_is_marked_in_the_sources_words_too(client, sign_in, analyst):
    tip = make_tip("My uncle keeps six bears in the old brick house")
    response = sign_in(client, analyst).post(
        promote(tip), filled(text="It is said uncle keeps six bears in the old barn.")
    )
    assert "<mark>uncle keeps six bears in the old</mark>" in response.content.decode()


def test_what_another_cited_source_wrote_is_found_too(client, sign_in, analyst):
    tip, other = make_tip(), make_tip("He buries the tusks below the third mango tree")
    mine = filled(
        text="Tusks lie below the third mango tree. He buries the tusks below the third.", also=other.reference
    )
    response = sign_in(client, analyst).post(promote(tip), mine)
    assert "He buries the tusks below the third" in response.content.decode()
    assert not Report.objects.exists()
    assert AuditEntry.objects.filter(verb="tip.read", subject_id=str(other.pk)).count() == 1


def test_identifiers_of_persons_are_pointed_out_once_and_block_nothing(client, sign_in, analyst):
    tip = make_tip("The seller is Bertrand, call 0912 345 678", country="VN")
    mine = filled(text="A man called Bertrand offers turtles, telephone +84912345678.")
    response = sign_in(client, analyst).post(promote(tip), mine)
    shown = response.content.decode()
    assert (response.status_code, Report.objects.count()) == (200, 0)
    assert "Identifiers of persons" in shown
    assert response.context["found"].named == [("telephone", "0912 345 678"), ("name", "Bertrand")]
    client.post(promote(tip), mine | {"echoes_seen": "on"})
    assert Report.objects.get().text.startswith("A man called Bertrand")


def test_each_letter_and_figure_has_its_meaning_beside_it(client, sign_in, analyst):
    shown = sign_in(client, analyst).get(promote(make_tip())).content.decode()
    for sentence in (
        "A first tip from somebody unknown is F", "did not hear it from each other",
        "They saw or heard it themselves.", "Red: only the persons named as recipients.",
    ):  # fmt: skip
        assert sentence in shown
    assert 'aria-describedby="id_reliability_0_means"' in shown
    assert 'id="id_reliability_0_means"' in shown


def test_a_refused_page_shows_the_derived_scales_of_what_was_chosen(client, sign_in, analyst):
    response = sign_in(client, analyst).post(promote(make_tip()), filled(title=""))
    assert (response.context["derived"].europol, response.context["derived"].uk) == ("B2", "1AC")
    assert 'data-scale="europol">B2<' in response.content.decode()


def test_the_page_starts_with_what_the_source_answered_and_a_grade_that_nobody_has_judged(client, sign_in, analyst):
    make_taxon()
    told = {"offences": ["live"], "country": "VN", "species": "Indochinese box turtle", "basis": "saw"}
    shown = sign_in(client, analyst).get(promote(make_tip("They sell them at night", **told)))
    form = shown.context["form"]
    said = {
        name: form[name].value() for name in ("title", "offences", "country", "reliability", "credibility", "knowledge")
    }
    assert said == {
        "title": "Live animal sold or kept: Indochinese box turtle (Vietnam)", "offences": ["live"], "country": "VN",
        "reliability": "F", "credibility": "6", "knowledge": "witnessed",
    }  # fmt: skip
    assert shown.context["lines"].forms[0]["name"].value() == "Cuora galbinifrons"
    assert form["text"].value() is None


def test_enter_in_a_field_writes_the_report_and_never_gives_up_a_draft(client, sign_in, analyst):
    tip = make_tip()
    sign_in(client, analyst).post(f"{promote(tip)}draft/", {"text": "x"})
    page = BeautifulSoup(client.get(promote(tip)).content, "html.parser")
    first = page.select_one("form.promote-form button[type=submit]:not([form])")
    assert first["data-chord"] == "Ctrl+Enter"

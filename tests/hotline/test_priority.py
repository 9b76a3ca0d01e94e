"""A tip's priority: parts that add up, each with what led to it, weighed anew by the worker that reads."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hotline import priority, search
from hotline.models import Tip
from hotline.reading.index import ready
from hotline.reading.kept import joined, kept
from hotline.reading.read import read
from hotline.story import Offence, Story
from tests.make import make_tip


def found_in(said: str) -> dict:
    whole, pieces = joined([("narrative", said)])
    return kept(read(whole, ready()), whole, pieces, ready())


def part(name: str, said: str, *, files: int = 0, **given) -> priority.Part:
    story = Story(narrative=said, **{key: value for key, value in given.items() if key != "age"})
    weighed = priority.assess(story, files=files, found=found_in(said), age=given.get("age", timedelta(0)))
    return next(each for each in weighed.parts if each.name == name)


def test_all_parts_together_make_a_hundred():
    assert sum(priority.MOST.values()) == 100


@pytest.mark.parametrize("urgency", ["now", "day", "ongoing", "past", "unknown", ""])
def test_no_part_exceeds_its_most(urgency):
    said = (
        "Right now 500 kg of pangolin scales and 200 live tigers are loaded at Hai Phong port, the police are bribed, "
        "men with guns, call +84912345678"
    )
    story = Story(narrative=said, urgency=urgency, condition="alive", offences=["official"], place="Pier 4")
    weighed = priority.assess(story, files=3, found=found_in(said))
    assert [each.name for each in weighed.parts if not 0 <= each.points <= each.most] == []


def test_the_form_alone_is_weighed_before_anyone_has_read_the_words():
    now = priority.assess(Story(narrative="x", urgency="now", place="Pier 4"), files=0)
    later = priority.assess(Story(narrative="x", urgency="past", place="Pier 4"), files=0)
    assert now.total > later.total


def test_the_strictest_appendix_weighs_most_and_is_named():
    pangolin, parrot = (
        part("species", "Manis javanica for sale"),
        part("species", "Psittacus erithacus and Boa constrictor"),
    )
    plant = part("species", "Dendrobium orchids dug up")
    assert pangolin.points > plant.points
    assert pangolin.reasons == (priority.Reason("listed", "Manis javanica I"),)
    assert parrot.points == pangolin.points  # grey parrots are in Appendix I


def test_a_name_that_nobody_verified_counts_half_and_says_so():
    taxon = {"name": "Manidae", "appendix": "I", "said": "x", "spans": []}
    sure = priority.assess(Story(), files=0, found={"taxa": [taxon | {"verified": True}]})
    unsure = priority.assess(Story(), files=0, found={"taxa": [taxon | {"verified": False}]})
    assert unsure.parts[1].points * 2 == sure.parts[1].points
    assert unsure.parts[1].reasons[0].kind == "unverified"


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ("2 kg of pangolin scales", "50 kg of pangolin scales"),
        ("50 kg of pangolin scales", "400 kg of pangolin scales"),
        ("500 g of pangolin scales", "30 kg of pangolin scales"),
        ("2 live turtles", "300 live turtles"),
    ],
)
def test_more_weighs_more(less, more):
    assert part("scale", less).points < part("scale", more).points
    assert part("scale", more).reasons[0].said in more


def test_a_living_animal_is_told_by_the_form_or_by_the_words():
    assert part("living", "a turtle", condition="alive").reasons == (priority.Reason("form"),)
    by_words = part("living", "They keep a live tiger cub in a cage")
    assert by_words.points == by_words.most
    assert by_words.reasons[0].said


def test_a_bribed_officer_raises_it_and_the_words_are_shown():
    bribed = part("official", "The police chief takes bribes for the ivory")
    assert bribed.points == bribed.most
    assert bribed.reasons[0].said in "The police chief takes bribes for the ivory"


def test_a_weapon_raises_it_and_the_words_are_shown():
    armed = part("violence", "Poachers with guns hunt rhinos there")
    assert armed.points == armed.most
    assert armed.reasons[0].said in "Poachers with guns hunt rhinos there"


def test_a_place_a_trace_and_a_file_are_something_to_act_on():
    nothing = part("actionable", "They sell ivory")
    all_three = part("actionable", "They sell ivory in Hanoi, call +84 912 345 678", files=1)
    assert (nothing.points, all_three.points) == (0, all_three.most)
    assert [each.kind for each in all_three.reasons] == ["place", "trace", "files"]


def test_what_came_in_long_before_it_was_read_is_less_fresh():
    assert (
        part("freshness", "ivory", urgency="now", age=timedelta(days=9)).points
        < part("freshness", "ivory", urgency="now").points
    )


NOW = "Right now they are loading live pangolins on a truck, hurry, they leave in an hour"


@pytest.mark.django_db
class TestTheWorker:
    def worked(self, tip: Tip) -> Tip:
        search.mark_waiting()
        tip.refresh_from_db()
        return tip

    def test_raises_a_tip_by_what_its_words_say(self):
        tip = make_tip(NOW)
        before = tip.priority
        assert self.worked(tip).priority > before + 30

    def test_wants_a_first_look_within_the_hour_where_the_words_say_now(self):
        tip = self.worked(make_tip(NOW))
        assert tip.due_at <= timezone.now() + timedelta(hours=1)

    def test_leaves_the_first_look_where_the_source_said_that_it_is_over(self):
        tip = make_tip(NOW, urgency="past")
        assert self.worked(tip).due_at == Tip.objects.get(pk=tip.pk).received_at + timedelta(hours=24)

    def test_never_puts_a_first_look_off(self):
        tip = make_tip("It was last year, I think, one turtle", urgency="now")
        due = tip.due_at
        assert self.worked(tip).due_at == due

    def test_never_moves_the_first_look_of_a_decided_tip(self, analyst):
        from hotline import triage

        tip = make_tip(NOW)
        due = tip.due_at
        triage.dismiss(tip, by=analyst, reason="insufficient")
        assert self.worked(tip).due_at == due

    def test_shows_on_the_page_what_led_to_each_part(self, client, sign_in, analyst):
        tip = self.worked(make_tip(NOW, offences=[Offence.OFFICIAL]))
        content = sign_in(client, analyst).get(f"/desk/hotline/tip/{tip.pk}/change/").content.decode()
        weighed = content[content.index("tip-weighed") : content.index("May be the same")]
        assert all(words in weighed for words in ("“Right now”", "told in the form", "<b>45</b>"))

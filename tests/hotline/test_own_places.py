"""Protected areas that the operator enters are read in tips, in any script, from then on."""

import pytest

from hotline import open_index, readings, search
from hotline.models import Tip, TipReading
from hotline.reading.index import ready
from hotline.reading.own_places import OwnPlace, with_places
from hotline.reading.read import read
from reference import protected_areas
from reference.models import ProtectedArea
from tests.make import make_tip
from vault import text

PARK = OwnPlace(("Prey Walang Sanctuary", "Prey Walang", "ព្រៃវលាង"), "KH", 13.0, 105.5)


def places(said: str, index=None) -> list[tuple[str, str, float | None]]:
    return [(spot.name, spot.country, spot.lat) for spot in read(said, index or with_places(ready(), [PARK])).places]


@pytest.mark.parametrize("said", ["They cut rosewood inside Prey Walang every night", "មានគេកាប់ឈើក្នុងព្រៃវលាងរាល់យប់"])
def test_an_own_place_is_read_by_any_of_its_names(said):
    assert ("Prey Walang Sanctuary", "KH", 13.0) in places(said)


def test_the_edition_alone_does_not_know_it_and_is_not_changed():
    with_places(ready(), [PARK])
    assert places("They cut rosewood inside Prey Walang every night", ready()) == []


def test_the_editions_places_are_read_as_before():
    said = "They sell ivory in Hanoi and at Poipet"
    assert places(said) == places(said, ready())


def test_an_own_place_wins_over_a_town_of_its_name():
    there = with_places(ready(), [OwnPlace(("Virachey",), "KH", 14.2, 106.9)])
    assert places("Snares in Virachey", there) == [("Virachey", "KH", 14.2)]


def test_another_set_of_places_is_another_version():
    one, other = with_places(ready(), [PARK]), with_places(ready(), [OwnPlace(PARK.names, "KH", 13.1, 105.5)])
    assert len({ready().version[:24], one.version, other.version}) == 3


def test_no_places_are_no_other_index():
    assert with_places(ready(), []) is ready()


@pytest.mark.django_db
class TestTheWorker:
    def read(self, tip: Tip) -> list[str]:
        search.mark_waiting()
        return [each["name"] for each in text.read(TipReading.objects.get(tip=tip), "found")["places"]]

    def test_reads_an_area_once_it_is_entered(self, supervisor):
        area = ProtectedArea(name="Prey Walang Sanctuary", other_names="Prey Walang\n\nព្រៃវលាង", country="KH")
        protected_areas.keep(area, by=supervisor)
        assert self.read(make_tip("They cut rosewood inside Prey Walang")) == ["Prey Walang Sanctuary"]

    def test_reads_older_tips_again_and_forgets_an_area_that_is_retired(self, supervisor):
        tip = make_tip("They cut rosewood inside Prey Walang")
        assert self.read(tip) == []
        area = protected_areas.keep(ProtectedArea(name="Prey Walang", country="KH"), by=supervisor)
        assert readings.read_again() == 1
        assert self.read(tip) == ["Prey Walang"]
        area.retired = True
        protected_areas.keep(area, by=supervisor)
        assert readings.read_again() == 1
        assert self.read(tip) == []

    def test_opens_the_index_once_for_many_batches(self):
        assert open_index.index() is open_index.index()

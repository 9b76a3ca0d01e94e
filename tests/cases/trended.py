"""Reports, cases and seizures that trends count, and an officer who sees them all."""

from contextlib import contextmanager
from datetime import date

from django.db import transaction

from cases.trends import dimensions
from cases.trends.ground import Ground
from hotline.reporting import Specimen
from reference.models import Place, PlaceName
from reference.spelling import plain
from staff.models import Officer
from tests.cases.making import make_case, make_released
from tests.cases.seized import lay, make_line, make_seizure
from tests.intel.making import make_entity
from tests.make import make_taxon
from tests.people import make_officer, signed_in

PAGE = "/desk/intel/trends/"


def place(kind, name, **given):
    place = Place.objects.create(kind=kind, code=f"{kind}-{name}", name=name, **{"country": "VN", **given})
    PlaceName.objects.create(place=place, name=name, normalised=plain(name))
    return place


def told_on(text, **given):
    return {"happened_on": date.fromisoformat(text), "date_precision": "day", **given}


def gazetteer():
    area = place("province", "Nghe An")
    place("town", "Vinh", parent=area, lat=18.67, lon=105.69, population=490_000)
    place("town", "Muong Xen", parent=area, lat=19.4, lon=104.13, population=2_000)


@contextmanager
def laid(django_db_blocker):
    """Three reports, two cases and three seizures: pangolins by sea, turtles in the hills, an account told of twice.

    Made once for all tests of a file; what a test changes is undone after it.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        gazetteer()
        fill(make_officer("lead", "investigator"))
        yield
        transaction.set_rollback(True)


def seen_by_lead():
    return Ground(Officer.objects.get(username="lead"))


def fill(investigator):
    pangolin = make_taxon("Manis javanica", "Sunda pangolin")
    type(pangolin).objects.filter(pk=pangolin.pk).update(genus="Manis", family="Manidae", group="pangolins", tier=1)
    type(pangolin).objects.create(scientific_name="Manidae", rank="family")
    told = {"country": "VN", "species": [Specimen(pangolin)]}
    one = make_released(**told_on("2026-03-02", place="Vinh", **told))
    two = make_released(grade="D4", **told_on("2026-03-20", place="Muong Xen", **told))
    three = make_released(**told_on("2025-12-01", country="LA"), species=[Specimen(make_taxon())])
    first, second = make_case(investigator, one, two), make_case(investigator, three, title="Turtles")
    for day, hidden, way in (
        (date(2026, 3, 14), "Under nuts", ("NG", "SG", "VN")), (date(2026, 4, 1), "under nuts ", ("NG", "SG", "VN")),
    ):  # fmt: skip
        seizure = make_seizure(first, investigator, seized_on=day, concealment=hidden)
        make_line(seizure, investigator)
        lay(seizure, investigator, ("origin", way[0], "Apapa"), ("transit", way[1]), ("destination", way[2]))
    make_seizure(second, investigator, seized_on=date(2026, 4, 9), concealment="UNDER NUTS", country="LA", place="")
    for case, report in ((first, one), (first, two)):
        make_entity(case, investigator, "@shop", "UserAccount", report=report, service="Facebook")


def get_page(client, officer, **query):
    return signed_in(client, officer).get(PAGE, query)


def counted(ground, by):
    return dimensions.ALL[by].counts(ground)

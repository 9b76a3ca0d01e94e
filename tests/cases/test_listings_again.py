"""cases/listings/: the same photo, seller and address again; figures; what leaves in a packet."""

import io

import pytest
from django.utils import timezone
from PIL import Image

from benchmarks.photographs import as_jpeg, scene
from cases import casework, exhibit_pictures
from cases.listings import capturing, elsewhere, figures, photos, reappearing
from cases.listings.figures import Life
from cases.listings.recording import State
from cases.models import Case, Exhibit, ExhibitMarks, Listing, Reappearance, Task
from cases.packets import listings as papers
from cases.packets.profiles import BY_NAME
from hotline import pictures
from hotline.media import looks, workshop
from intel.models import Link
from staff import compartments
from staff.models import AuditEntry
from staff.refusals import Invalid, NotAllowed
from tests.cases.listed import ago, make_capture, make_listing, make_reported, see
from tests.cases.making import colleague, make_case, make_released
from tests.people import make_officer
from vault import keys

pytestmark = pytest.mark.django_db
OTHER = "https://market.example/item/9000"
PHOTO, SMALLER, ANOTHER = scene(1, (480, 360)), scene(1, (480, 360)).resize((300, 225)), scene(2, (480, 360))


@pytest.fixture
def case(investigator):
    return make_case(investigator)


@pytest.fixture
def looked(monkeypatch, settings):
    """Looks at what waits in this process: faster than through the walls."""

    def here(_craft, _type, chunks, made, _clock):
        with Image.open(io.BytesIO(b"".join(chunks))) as opened:
            made.looks = b"".join(looks.looks(opened))

    for purpose in (pictures.BANDS, pictures.LOOKS):
        monkeypatch.setitem(keys._opened, (purpose, settings.VAULT_KEYS), purpose.encode().ljust(32))
    monkeypatch.setattr(workshop, "make", here)
    return exhibit_pictures.look_at_waiting


def captured(case, by, picture, **given):
    row = make_listing(case, by, **given)
    capturing.attach(row, make_capture(case, by, as_jpeg(picture, 85)), by=by)
    return row


# --- The same photo -------------------------------------------------------------------------------------------------
def test_the_same_photo_is_known_in_another_size_and_another_is_not(case, investigator, looked):
    one = captured(case, investigator, PHOTO)
    other = captured(case, investigator, SMALLER, url=OTHER)
    captured(case, investigator, ANOTHER, url=f"{OTHER}1")
    assert looked() == 3
    assert looked() == 0
    found = photos.same_elsewhere(one, investigator)
    assert (found.listings, found.exhibits, found.is_hidden) == ([other], [], False)


def test_an_exhibit_that_is_no_listings_is_named_by_itself(case, investigator, looked):
    row = captured(case, investigator, PHOTO)
    whole = make_capture(case, investigator, as_jpeg(SMALLER, 70))
    looked()
    assert photos.same_elsewhere(row, investigator).exhibits == [whole]


def test_of_a_case_one_is_not_in_one_learns_that_it_has_the_photo_and_no_more(case, investigator, looked, supervisor):
    row = captured(case, investigator, PHOTO)
    theirs = make_case(colleague("investigator"))
    captured(theirs, theirs.lead, SMALLER, url=OTHER)
    looked()
    found = photos.same_elsewhere(row, investigator)
    assert (found.listings, found.exhibits, found.is_hidden) == ([], [], True)
    assert reappearing.suggestions(row, investigator) == []
    assert not photos.same_elsewhere(row, supervisor).is_hidden
    assert photos.same_elsewhere(row, supervisor).listings
    casework.deny(theirs, investigator, by=theirs.lead)
    assert photos.same_elsewhere(row, investigator) == photos.Elsewhere()


def test_asking_tells_their_lead_two_references_and_a_name_and_the_asker_nothing(case, investigator, looked):
    row = captured(case, investigator, PHOTO)
    theirs = make_case(colleague("investigator"))
    captured(theirs, theirs.lead, SMALLER)
    looked()
    assert elsewhere.has_address(row, investigator)
    assert elsewhere.ask(row, by=investigator) is None
    elsewhere.ask(row, by=investigator)
    titles = list(Task.objects.filter(case=theirs, owner=theirs.lead).values_list("title", flat=True))
    assert len(titles) == 2  # one of the photo, one of the address
    assert all(row.reference in title and str(investigator) in title for title in titles)
    assert row.title not in str(titles)


def test_asking_tells_no_lead_whom_the_asking_case_keeps_out(case, investigator, looked):
    row = captured(case, investigator, PHOTO)
    theirs = make_case(colleague("investigator"))
    captured(theirs, theirs.lead, SMALLER)
    looked()
    casework.deny(case, theirs.lead, by=investigator)
    elsewhere.ask(row, by=investigator)
    assert not Task.objects.filter(case=theirs).exists()
    casework.lift(case, theirs.lead, by=investigator)
    elsewhere.ask(row, by=investigator)
    assert Task.objects.filter(case=theirs).count() == 2


def test_asking_tells_no_case_that_somebody_reads_whom_the_asking_case_keeps_out(case, investigator, looked):
    row = captured(case, investigator, PHOTO)
    theirs = make_case(colleague("investigator"))
    captured(theirs, theirs.lead, SMALLER)
    looked()
    reader = make_officer("reads_every_case", "supervisor")
    casework.deny(case, reader, by=investigator)
    elsewhere.ask(row, by=investigator)
    assert not Task.objects.filter(case=theirs).exists()


def test_marks_of_a_photo_fall_with_its_key_and_tell_nothing(case, investigator, looked):
    captured(case, investigator, PHOTO)
    looked()
    row = ExhibitMarks.objects.get()
    assert row.bands
    keys.destroy(row.key_id, reason="case_file")
    assert not ExhibitMarks.objects.exists()
    exhibit_pictures.look(Exhibit.objects.get(relation="copy"))  # a worker that was at it meanwhile
    assert not ExhibitMarks.objects.exists()


def test_a_picture_that_cannot_be_looked_at_waits_no_more(case, investigator, looked, monkeypatch):
    captured(case, investigator, PHOTO)
    monkeypatch.setattr(workshop, "make", lambda *given: (_ for _ in ()).throw(workshop.NoCopy("broken")))
    assert looked() == 1
    assert not exhibit_pictures.waiting().exists()


# --- Reappearance ---------------------------------------------------------------------------------------------------
@pytest.fixture
def gone(case, investigator):
    return see(make_reported(case, investigator, account="@turtle_shop"), investigator, "gone", 5)


def test_who_sells_again_after_it_was_gone_is_suggested_and_tied(case, gone, investigator):
    before = make_listing(case, investigator, url=f"{OTHER}1", account="turtle_shop", first_seen=ago(9))
    anew = make_listing(case, investigator, url=OTHER, account="turtle_shop", first_seen=ago(2))
    (found,) = reappearing.suggestions(gone, investigator)
    assert (found.listing, found.because, found.is_earlier) == (anew, "seller", False)
    assert reappearing.suggestions(before, investigator) == []

    edge = reappearing.tie(anew, gone, "seller", by=investigator)
    gone.refresh_from_db()
    assert (edge.earlier, edge.later, gone.state, gone.reappeared_on) == (gone, anew, State.REAPPEARED, ago(2))
    assert reappearing.suggestions(gone, investigator) == []
    assert [(other, is_earlier) for _edge, other, is_earlier in reappearing.shown(anew, investigator)] == [(gone, True)]
    assert Link.objects.filter(source__in=[gone.entity, anew.entity], kind="UnknownLink").count() == 1
    reappearing.tie(anew, gone, "photo", by=investigator)
    assert Reappearance.objects.count() == 1


def test_the_same_seller_and_address_in_another_case_are_suggested_to_who_sees_both(gone, investigator, analyst):
    second = make_case(investigator)
    anew = make_listing(second, investigator, account="turtle_shop", first_seen=ago(1))
    assert [each.because for each in reappearing.suggestions(anew, investigator)] == ["address"]
    compartments.admit(analyst, second.pk, by=investigator)
    assert reappearing.suggestions(anew, analyst) == []
    with pytest.raises(NotAllowed):
        reappearing.tie(anew, gone, "seller", by=analyst)
    reappearing.tie(anew, gone, "address", by=investigator)
    assert reappearing.shown(anew, analyst) == []
    told = AuditEntry.objects.filter(subject_id=str(anew.pk)).values_list("details", flat=True)
    assert str(gone.pk) not in str(list(told))


def test_the_same_photo_after_it_was_gone_is_suggested(case, gone, investigator, looked):
    capturing.attach(gone, make_capture(case, investigator, as_jpeg(PHOTO, 85)), by=investigator)
    anew = captured(case, investigator, SMALLER, url=OTHER, first_seen=ago(0))
    looked()
    assert [(each.listing, each.because) for each in reappearing.suggestions(gone, investigator)] == [(anew, "photo")]


def test_what_was_never_gone_cannot_have_reappeared(case, investigator):
    one, other = make_listing(case, investigator), make_listing(case, investigator, url=OTHER)
    for pair in ((one, other), (one, one)):
        with pytest.raises(Invalid):
            reappearing.tie(*pair, "seller", by=investigator)
    assert not Reappearance.objects.exists()


# --- Figures --------------------------------------------------------------------------------------------------------
def test_figures_count_what_happened_once_each():
    day = timezone.localdate()
    lives = [
        Life(), Life(ago(9)), Life(ago(9), ago(7)), Life(ago(9), ago(4), ago(1)), Life(None, day),
    ]  # fmt: skip
    row = figures.counted("Market", lives)
    assert (row.recorded, row.reported, row.removed, row.days, row.reappeared, row.share) == (5, 3, 2, 3.5, 1, 67)
    assert figures.counted("", []).days is None


def test_figures_are_of_what_the_officer_sees(case, gone, investigator, analyst):
    make_listing(case, investigator, url=OTHER, platform="")
    found = figures.of(Listing.objects.visible_to(investigator))
    assert [(row.name, row.recorded, row.removed) for row in found.by_platform] == [("Market", 1, 1), ("–", 1, 0)]
    assert found.total.days == 5
    assert figures.of(Listing.objects.visible_to(analyst)).total.recorded == 0


# --- Packets --------------------------------------------------------------------------------------------------------
def test_a_packet_tells_of_what_officers_found_and_of_what_its_reports_tell(case, investigator):
    hidden = make_released()
    casework.add_report(case, hidden, by=investigator)
    report = case.reports.exclude(pk=hidden.pk).get()
    found = make_reported(case, investigator, account="turtle_shop", summary="Stays on the desk")
    told = make_listing(case, investigator, url=OTHER, account="other_shop", report=report)
    make_listing(case, investigator, url=f"{OTHER}1", report=hidden)

    class Packet:  # what a group of papers asks of one
        case_id, exhibits = case.pk, Exhibit.objects.none()

    packet = Packet()
    packet.case = Case.objects.get(pk=case.pk)
    rows = papers._said(packet, BY_NAME["investigator"], [report])
    assert [(row["reference"], row["account"]) for row in rows] == [
        (found.reference, "turtle_shop"), (told.reference, "other_shop"),
    ]  # fmt: skip
    assert "Stays on the desk" not in str(rows)
    assert papers._said(packet, BY_NAME["ngo"], [report]) == []

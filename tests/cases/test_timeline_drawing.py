"""A timeline laid out: nothing over another, contradictions side by side, ticks at round times."""

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases import timeline_drawing
from cases.timeline_drawing import Piece, drawing

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
# A machine that is busy is no failure.
CALMLY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SPANS = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(1, 3_000), st.sampled_from("abc")), min_size=1, max_size=12
)


def _piece(key, hours=0, length=1, lane="", ties=()):
    first = BEGIN + timedelta(hours=hours)
    return Piece(key, first, first + timedelta(hours=length), f"label {key}", lane, frozenset(ties))


def _bars(drawn):
    return {bar.piece.key: bar for lane in drawn.lanes for bar in lane.bars}


@CALMLY
@given(SPANS)
def test_no_bar_and_no_label_lies_over_another(spans):
    drawn = drawing([_piece(key, *span[:2], span[2]) for key, span in enumerate(spans)])
    bars = list(_bars(drawn).values())
    assert len(bars) == len(spans)
    for one in bars:
        for other in bars:
            if one is not other and one.y == other.y:
                (left, right) = sorted(map(timeline_drawing._extent, (one, other)))
                assert left[1] <= right[0]


def test_what_contradicts_stands_one_under_the_other_and_is_joined():
    pieces = [_piece(1, 0, ties=[3]), _piece(2, 0), _piece(3, 500, lane="elsewhere", ties=[1]), _piece(4, 900)]
    drawn = drawing(pieces)
    bars = _bars(drawn)
    assert bars[3].y - bars[1].y == timeline_drawing.ROW
    (tie,) = drawn.ties
    assert (tie.top, tie.bottom) == (bars[1].y + 12, bars[3].y + 12)


def test_a_window_shows_what_lies_in_it_and_nothing_else():
    pieces = [_piece(1, 0), _piece(2, 48), _piece(3, 96)]
    window = (BEGIN + timedelta(hours=40), BEGIN + timedelta(hours=60))
    assert set(_bars(drawing(pieces, window=window))) == {2}
    assert drawing(pieces[:1], window=window) is None


@CALMLY
@given(st.integers(1, 60 * 24 * 365 * 150), st.sampled_from(["UTC", "Asia/Kathmandu", "America/New_York"]))
def test_ticks_are_few_in_order_and_on_the_sheet(minutes, zone):
    begin = datetime(1930, 3, 7, 5, 13, tzinfo=UTC)
    drawn = drawing([Piece(1, begin, begin + timedelta(minutes=minutes), "x")], zone=zone)
    places = [tick.x for tick in drawn.ticks]
    assert 1 <= len(places) <= timeline_drawing.MOST_TICKS + 2
    assert places == sorted(places)
    assert all(0 <= x <= timeline_drawing.WIDTH for x in places)


def test_lanes_are_places_and_the_smallest_share_one():
    many = [_piece(n, n, lane=f"place {n % 12}") for n in range(40)]
    names = [lane.name for lane in drawing(many).lanes]
    assert len(names) == timeline_drawing.MOST_LANES + 1
    assert names[-1] == "…"

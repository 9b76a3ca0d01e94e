"""Where and when an exhibit's file was taken, as it says: offered as an entry of the timeline, a point on the map."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from cases import exhibit_files, timeline, when
from cases.models import Exhibit, TimelineItem
from cases.timeline import Moment
from hotline.media.positions import position
from staff import access
from staff.models import Officer
from staff.refusals import Invalid

CAMERAS = re.compile(r"^(\d{4}):(\d\d):(\d\d) ")


def moment(exhibit: Exhibit, told: Mapping[str, Any]) -> Moment | None:
    """The entry that its file's record makes; None where the record lacks position or time.

    The device's clock is set right by the exhibit's own `clock_offset`; a time of no zone is one of the place where the
    exhibit was acquired. It goes into no packet until an officer says so on the entry.
    Args:
        told: as `exhibit_files.read_metadata` returns it.
    """
    at, start = position(told), _taken(exhibit, told)
    if at is None or start is None:
        return None
    start -= timedelta(seconds=exhibit.clock_offset or 0)
    words = _("%(exhibit)s was taken here, as its file says.") % {"exhibit": exhibit.reference}
    return Moment(
        words, start, precision=when.Precision.MINUTE, zone=exhibit.acquired_zone, place=f"{at[0]:.5f}, {at[1]:.5f}",
        exhibits=(exhibit,), in_summary=False,
    )  # fmt: skip


def _taken(exhibit: Exhibit, told: Mapping[str, Any]) -> datetime | None:
    for name in ("taken_at", "created_at"):
        said = str(told.get(name, ""))
        # 2021:03:04 05:06:07 as cameras write it, of no zone: as ISO 8601 has it.
        iso = CAMERAS.sub(r"\1-\2-\3T", said)
        try:
            found = datetime.fromisoformat(iso)
        except ValueError:
            continue
        return found if found.tzinfo else found.replace(tzinfo=ZoneInfo(exhibit.acquired_zone))
    return None


@transaction.atomic
def put_on_timeline(exhibit: Exhibit, *, by: Officer) -> TimelineItem:
    """Enter where and when the file was taken into the timeline of its case; the case's map has the point from there.

    Raises: NotAllowed; Invalid where the file tells no position or no time.
    """
    access.require(by, "cases.write_case")
    found = moment(exhibit, exhibit_files.read_metadata(exhibit, by=by))
    if found is None or found.start.astimezone(UTC).year not in when.YEARS:
        raise Invalid(_("The file does not tell both where and when."))
    return timeline.add(exhibit.case, found, by=by)

"""What `case.json` tells, its days counted back from today; and what has been made of it so far."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from cases.models import Case, Exhibit, TimelineItem
from config.demo.desk_work import Desk
from hotline.models import Report
from intel.models import Entity

FILE = Path(__file__).with_name("case.json")
ZONE = "Asia/Ho_Chi_Minh"


@cache
def told() -> dict[str, Any]:
    """The file's content by part; nobody changes it."""
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


def day(days_ago: int) -> date:
    """Of so many days ago; negative ones are to come."""
    return timezone.localdate() - timedelta(days=days_ago)


def moment(days_ago: int, at: str) -> datetime:
    """`at` as 08:30, in the zone of the place."""
    return datetime.combine(day(days_ago), time.fromisoformat(at), ZoneInfo(ZONE))


@dataclass(frozen=True)
class Dossier:
    """The case as it grows: what was entered, by the keys of the file."""

    desk: Desk
    case: Case
    report: Report
    entities: dict[str, Entity] = field(default_factory=dict)
    exhibits: dict[str, Exhibit] = field(default_factory=dict)
    moments: dict[str, TimelineItem] = field(default_factory=dict)

    def evidence(self, key: str) -> Report | Exhibit | TimelineItem:
        """`report`, an exhibit or an entry of the timeline."""
        return self.report if key == "report" else self.exhibits.get(key) or self.moments[key]

"""How soon a person should look: a sum whose parts are shown."""

from dataclasses import dataclass
from datetime import timedelta

from hotline.story import Condition, Offence, Story, Urgency

URGENCY_POINTS = {Urgency.NOW: 60, Urgency.DAY: 40, Urgency.ONGOING: 20, Urgency.PAST: 5}
FIRST_LOOK_URGENT = timedelta(hours=1)
FIRST_LOOK = timedelta(hours=24)


@dataclass(frozen=True)
class Priority:
    """Points by part, 0-100 in sum."""

    urgency: int
    animal: int
    offence: int
    substance: int

    @property
    def total(self) -> int:
        return min(100, self.urgency + self.animal + self.offence + self.substance)


def assess(story: Story, *, files: int) -> Priority:
    """Weigh what the source answered. `files`: how many files came with it."""
    return Priority(
        urgency=URGENCY_POINTS.get(story.urgency, 10),  # type: ignore[call-overload]
        animal=15 if story.condition == Condition.ALIVE or Offence.LIVE in story.offences else 0,
        offence=10 if Offence.OFFICIAL in story.offences or Offence.TRANSPORT in story.offences else 0,
        substance=min(
            15, 5 * bool(files) + 5 * bool(story.place or story.pin) + 5 * bool(story.subjects or story.link)
        ),
    )


def first_look_within(story: Story) -> timedelta:
    """1 hour for 'now', else 24 hours."""
    return FIRST_LOOK_URGENT if story.urgency == Urgency.NOW else FIRST_LOOK

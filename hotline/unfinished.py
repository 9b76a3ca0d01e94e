"""What was said and never sent: after 24 hours it goes to the queue, marked unfinished."""

from django.db import transaction

from hotline import correspondence, drafts
from hotline.models import Draft
from hotline.story import MAX_ANSWER, MAX_NARRATIVE, MAX_SUBJECTS, Story
from staff.refusals import Invalid


def story_of(draft: Draft) -> Story:
    """The story that a draft of any channel keeps under `interview["story"]`: the fields of `Story` by name."""
    told = dict(drafts.interview(draft).get("story") or {})
    return Story.from_answers(told.pop("narrative", ""), told)


@transaction.atomic
def file(draft: Draft) -> bool:
    """File one forgotten draft. Safe to repeat.

    Returns: whether this call made a tip of it; a draft that holds nothing is given up instead.
    """
    # Locked, since a chat may say one word more at this very moment: it waits, and then finds the tip.
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if draft.status != Draft.Status.OPEN:
        return False
    story, rest = _fitting(story_of(draft))
    try:
        filed = drafts.file(draft, story, is_unfinished=True)
    except Invalid:
        drafts.cancel(draft)
        return False
    for place, piece in enumerate(rest):
        correspondence.add_from_source(filed.tip, piece, origin=b"%b:%d" % (drafts.secret_of(draft), place))
    return True


def _fitting(story: Story) -> tuple[Story, list[str]]:
    """The story cut to what a tip holds, and what was cut off, in pieces that a message holds: nothing is lost."""
    rest = _pieces(story.narrative[MAX_NARRATIVE:])
    story.narrative = story.narrative[:MAX_NARRATIVE]
    for name, answer in story.answers().items():
        if isinstance(answer, str) and len(answer) > MAX_ANSWER:
            rest += _pieces(answer[MAX_ANSWER:])
            setattr(story, name, answer[:MAX_ANSWER])
    rest += _pieces("\n".join(story.subjects[MAX_SUBJECTS:] + [item[MAX_ANSWER:] for item in story.subjects]).strip())
    story.subjects = [item[:MAX_ANSWER] for item in story.subjects[:MAX_SUBJECTS]]
    return story, rest


def _pieces(text: str) -> list[str]:
    return [text[start : start + MAX_NARRATIVE] for start in range(0, len(text), MAX_NARRATIVE)]


def file_forgotten() -> int:
    """File one batch of forgotten drafts. Returns: how many became tips."""
    return sum(file(draft) for draft in drafts.forgotten())

"""The same words told again and again, by whatever chat: later copies wait in quarantine."""

from django.utils import timezone

from hotline import intake
from hotline.budgets import SAME_WORDS
from hotline.models import Tip
from hotline.story import Story


def of(story: Story) -> tuple[str, ...]:
    """`repeated_words` where as many tips of the last hour say the same as are heard at once; else nothing.

    Chats are stepped in transactions, where a count that all share would hold one up for the other: the tips
    themselves are looked up by their mark instead.
    """
    mark = intake.words_mark(story.narrative)
    if mark is None:
        return ()
    since = timezone.now() - SAME_WORDS.per
    same = Tip.objects.filter(words_mark=mark, received_at__gt=since).values_list("pk")[: SAME_WORDS.most]
    return (Tip.Suspicion.REPEATED.value,) if len(same) >= SAME_WORDS.most else ()

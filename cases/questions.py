"""The questions of a case: asked, answered, dropped, asked again."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.casework import require_case
from cases.models import Case, Question
from staff import audit
from staff.models import Officer
from staff.refusals import Invalid, WrongStatus

MAX_TEXT = 300  # characters
MAX_ANSWER = 5_000  # characters

State = Question.State
NEXT: dict[str, set[str]] = {
    State.OPEN: {State.ANSWERED, State.DROPPED},
    State.ANSWERED: {State.OPEN},
    State.DROPPED: {State.OPEN},
}


def _checked(text: str) -> str:
    if not text.strip() or len(text) > MAX_TEXT:
        sentence = _("Write the question, in up to 300 characters.")
        raise Invalid(sentence, text=sentence)
    return text.strip()


@transaction.atomic
def ask(case: Case, text: str, *, by: Officer, in_packets: bool = True) -> Question:
    """Put a question that the case must answer.

    Args:
        in_packets: while it is open it stands in packets among what we do not know.
    Raises: NotAllowed; Invalid.
    """
    require_case(case, "cases.write_case", by=by)
    question = Question.objects.create(case=case, text=_checked(text), in_packets=in_packets, asked_by=by)
    audit.record(by, "question.asked", question, case=case.reference)
    return question


@transaction.atomic
def reword(question: Question, text: str, *, by: Officer, in_packets: bool) -> Question:
    """Put it in other words, or say anew whether it leaves."""
    require_case(question.case, "cases.write_case", by=by)
    fresh = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
    fresh.text, fresh.in_packets = _checked(text), in_packets
    fresh.save(update_fields=["text", "in_packets"])
    audit.record(by, "question.reworded", fresh)
    return fresh


@transaction.atomic
def answer(question: Question, words: str, *, by: Officer) -> Question:
    """Answer it. Say in the words which report or exhibit tells so.

    Raises: NotAllowed; WrongStatus; Invalid.
    """
    if not words.strip() or len(words) > MAX_ANSWER:
        sentence = _("Write the answer, in up to 5,000 characters.")
        raise Invalid(sentence, answer=sentence)
    return _move(question, State.ANSWERED, by=by, answer=words.strip())


@transaction.atomic
def drop(question: Question, *, by: Officer) -> Question:
    """Nobody looks for the answer any more. Raises: NotAllowed; WrongStatus."""
    return _move(question, State.DROPPED, by=by)


@transaction.atomic
def ask_again(question: Question, *, by: Officer) -> Question:
    """Open it again; what was answered stays to be read. Raises: NotAllowed; WrongStatus."""
    return _move(question, State.OPEN, by=by)


def _move(question: Question, to: str, *, by: Officer, **changes: object) -> Question:
    require_case(question.case, "cases.write_case", by=by)
    fresh = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
    if to not in NEXT[fresh.state]:
        raise WrongStatus(_("This question is now '%(now)s'.") % {"now": State(fresh.state).label})
    was, fresh.state = fresh.state, to
    fresh.settled_at = None if to == State.OPEN else timezone.now()
    for column, value in changes.items():
        setattr(fresh, column, value)
    fresh.save(update_fields=["state", "settled_at", *changes])
    audit.record(by, f"question.{to}", fresh, was=was)
    return fresh

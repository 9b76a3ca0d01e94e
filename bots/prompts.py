"""What the bot shows at each stage: words and buttons. Pure."""

from dataclasses import replace

from django.conf import settings
from django.utils import translation

from bots import questions, wording
from bots.gateway.story import Sharing, Story, Urgency, emergency_numbers
from bots.questions import QUESTIONS, ROW
from bots.speech import Button, Interview, Reply, Said, Stage, Turn

EXCERPT = 300  # characters of the story shown in the summary


def moved(interview: Interview, stage: Stage, *, question: int = 0) -> Interview:
    """A step on: buttons of the step before are stale from now on."""
    return replace(interview, stage=stage, question=question, turn=interview.turn + 1)


def onward(interview: Interview, *, in_place: bool = False) -> Turn:
    """The next question, or the summary after the last one and after a change."""
    following = interview.question + 1
    if interview.is_editing or following >= len(QUESTIONS):
        ahead = replace(moved(interview, Stage.SUMMARY), is_editing=False)
    else:
        ahead = moved(interview, Stage.ASKING, question=following)
    return Turn(ahead, (show(ahead, in_place=in_place),))


def begun(interview: Interview) -> Interview:
    """Ready for a new tip."""
    return replace(moved(interview, Stage.TELLING), is_editing=False)


def emptied(interview: Interview) -> Interview:
    """Nothing unsent any more."""
    bare = replace(moved(interview, Stage.NEW), files=0, is_editing=False, was_hinted=False, answering="")
    return replace(bare, story=Story(sharing=Sharing.ASK), parts=())


def done() -> tuple[Button, ...]:
    return (Button(str(wording.DONE), "done"),)


def languages() -> Reply:
    buttons = [Button(name, f"l:{code}", lasts=True) for code, name in settings.LANGUAGES]
    rows = tuple(tuple(buttons[at : at + ROW]) for at in range(0, len(buttons), ROW))
    return Reply(wording.CHOOSE_LANGUAGE, rows, replaces="languages")


def welcome(interview: Interview, *, is_first: bool) -> Reply:
    """After the language was chosen: two lines of honesty, then where the conversation stands."""
    if interview.is_open and (interview.stage != Stage.TELLING or interview.holds_something):
        shown = show(interview)
        return replace(shown, text=f"{wording.HONESTY}\n\n{shown.text}") if is_first else shown
    return Reply(f"{wording.HONESTY}\n\n{wording.INVITE}", (done(),) if interview.is_open else ())


def show(interview: Interview, *, in_place: bool = False) -> Reply:
    """The prompt of the stage as it stands."""
    rows: tuple[tuple[Button, ...], ...]
    if interview.stage == Stage.ASKING:
        question = QUESTIONS[interview.question]
        text, rows = questions.prompt(question, interview.story), questions.buttons(question, interview.story)
    elif interview.stage == Stage.SUMMARY:
        back_and_edit = (Button(str(wording.BACK), "b"), Button(str(wording.EDIT), "e"))
        text, rows = summary(interview), ((Button(str(wording.SEND), "send"),), back_and_edit)
    elif interview.stage == Stage.EDITING:
        text, rows = str(wording.EDIT_WHAT), _editable()
    else:
        text, rows = str(wording.KEPT if interview.holds_something else wording.INVITE), (done(),)
    return Reply(text, rows, in_place=in_place, replaces="" if in_place else "ack")


def _editable() -> tuple[tuple[Button, ...], ...]:
    each = [Button(str(question.name), f"e:{number}") for number, question in enumerate(QUESTIONS)]
    rows = [tuple(each[start : start + 2]) for start in range(0, len(each), 2)]
    return (*rows, (Button(str(wording.BACK), "b"),))


def summary(interview: Interview) -> str:
    told = interview.story.narrative
    excerpt = told if len(told) <= EXCERPT else told[:EXCERPT] + "…"
    counts = wording.SUMMARY_TOLD % {"characters": len(told), "files": interview.files}
    lines = [str(wording.SUMMARY_HEAD), excerpt, counts]
    for question in QUESTIONS:
        answer = questions.told(question, interview.story)
        if answer:
            lines.append(f"{question.name}: {answer}")
    return "\n".join([*(line for line in lines if line), "", str(wording.SUMMARY_ASK)])


def album(said: Said) -> str:
    return f"album:{said.album}" if said.album else ""


def ack(interview: Interview, said: Said, *, is_hint: bool) -> tuple[Reply, ...]:
    """That something was kept, with the prompt it was said into."""
    if not interview.language and interview.choosing:
        return (_kept_in_all_languages(),)
    rows: tuple[tuple[Button, ...], ...]
    if interview.stage == Stage.TELLING:
        text, rows = str(wording.KEPT), (done(),)
    else:
        shown = show(interview)
        text, rows = f"{wording.KEPT_MEANWHILE}\n\n{shown.text}", shown.buttons
    hint = f"{wording.LOSSY}\n\n" if is_hint else ""
    return (Reply(hint + text, rows, replaces="ack", once=album(said)),)


def _kept_in_all_languages() -> Reply:
    said = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said.append(str(wording.KEPT))
    # The buttons name each language in itself; one line asks, since fourteen stand above it already.
    ask, _, _ = wording.CHOOSE_LANGUAGE.partition("\n")
    return Reply("\n".join([*said, "", ask]), (*languages().buttons, done()), replaces="ack")


def nothing_open() -> str:
    return str(wording.NOTHING_OPEN % {"url": status_page()})


def status_page() -> str:
    return _page("status/")


def files_page(token: str) -> str:
    return _page(f"files/{token}/")


def _page(path: str) -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}/{translation.get_language() or 'en'}/{path}"


def emergency(story: Story) -> Reply | None:
    """Whom to call where it happens now, as the operator entered it; None rather than a wrong number."""
    if story.urgency != Urgency.NOW:
        return None
    numbers = " · ".join(f"{country} {number}" for country, number in emergency_numbers(story.country))
    return Reply(str(wording.EMERGENCY % {"numbers": numbers}), replaces="emergency") if numbers else None


def still_open() -> Reply:
    row = (
        Button(str(wording.GO_ON), "go", lasts=True),
        Button(str(wording.SEND), "sendnow"),
        Button(str(wording.DROP), "drop"),
    )
    return Reply(str(wording.STILL_OPEN), (row,))


def add_what(interview: Interview) -> Reply:
    row = (Button(str(wording.GO_ON), "go", lasts=True),)
    return Reply(str(wording.ADD_WHAT), (row,) if interview.is_open else (), about=interview.tip)

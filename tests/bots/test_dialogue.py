"""The conversation as a pure function."""

import json
from dataclasses import replace

import pytest
from django.conf import settings as house
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from bots import dialogue, outcomes, prompts, questions, wording
from bots.asked import Question
from bots.gateway import FileOffer
from bots.speech import (
    Add,
    Cancel,
    Correct,
    Filed,
    Interview,
    Kind,
    NothingToSend,
    Offer,
    Questions,
    Said,
    Send,
    Stage,
    Turn,
)  # fmt: skip

WORDS = [f"word{number}" for number in range(400)]
FILE = FileOffer({"file_id": "f"}, "u", "photo.jpg", is_lossy=True)


def text(words: str, ref: str = "1") -> Said:
    return Said(Kind.TEXT, text=words, ref=ref, day="2026-11-22")


def command(name: str, rest: str = "") -> Said:
    return Said(Kind.COMMAND, text=name, rest=rest, ref="c")


def tap(interview: Interview, action: str, *, lasts: bool = False) -> Turn:
    said = Said(Kind.TAP, action=action, turn=None if lasts else interview.turn, day="2026-11-22")
    return dialogue.answer(interview, said)


def begun() -> Interview:
    chosen = tap(dialogue.answer(Interview(), command("start")).interview, "l:en", lasts=True)
    return dialogue.answer(chosen.interview, text("A tiger is sold")).interview


def asked() -> Interview:
    return tap(begun(), "done").interview


def at_summary() -> Interview:
    interview = asked()
    for _ in range(6):
        interview = tap(interview, "s").interview
    return interview


def test_six_taps_lead_to_the_summary():
    assert at_summary().stage == Stage.SUMMARY


def test_done_needs_something_told():
    empty = tap(dialogue.answer(Interview(), command("start")).interview, "l:en", lasts=True).interview
    turn = tap(empty, "done")
    assert turn.interview.stage == Stage.TELLING
    assert "words" in turn.replies[0].text


def test_several_offences_are_chosen_and_taken_back():
    interview = tap(asked(), "s").interview
    for value in ("live", "online", "live"):
        interview = tap(interview, f"a:{value}").interview
    assert interview.story.offences == ["online"]
    assert interview.question == 1


def test_back_returns_to_the_question_before():
    interview = tap(asked(), "a:now").interview
    back = tap(interview, "b").interview
    assert (back.stage, back.question, back.story.urgency) == (Stage.ASKING, 0, "now")


def test_every_question_has_back_and_skip_or_continue():
    interview = asked()
    for _ in range(6):
        actions = {button.action for row in prompts.show(interview).buttons for button in row}
        assert {"b", "s"} <= actions
        interview = tap(interview, "s").interview


def test_edit_changes_one_answer_and_returns_to_the_summary():
    editing = tap(at_summary(), "e").interview
    question = tap(editing, "e:0").interview
    done = tap(question, "a:past").interview
    assert (done.stage, done.story.urgency) == (Stage.SUMMARY, "past")


def test_a_typed_place_and_its_country_stand_together():
    interview = tap(tap(asked(), "s").interview, "s").interview
    placed = dialogue.answer(interview, text("Chợ Bình Tây")).interview
    done = tap(placed, "a:VN").interview
    assert (done.story.place, done.story.country, done.question) == ("Chợ Bình Tây", "VN", 3)


def test_a_place_typed_anew_keeps_the_first_in_the_narrative():
    interview = tap(tap(asked(), "s").interview, "s").interview
    once = dialogue.answer(interview, text("Hue", "2")).interview
    twice = dialogue.answer(once, text("Da Nang", "3")).interview
    assert twice.story.place == "Da Nang"
    assert "Hue" in twice.story.narrative


def test_today_is_kept_as_a_date():
    interview = asked()
    for _ in range(3):
        interview = tap(interview, "s").interview
    assert tap(interview, "a:yesterday").interview.story.when == "2026-11-21"


def test_words_in_the_middle_of_a_question_are_kept_and_the_question_stands():
    turn = dialogue.answer(asked(), text("And a second one", "2"))
    assert turn.interview.story.narrative == "A tiger is sold\n\nAnd a second one"
    assert "How urgent" in turn.replies[0].text


def test_an_unknown_command_is_words():
    assert "/foo bar" in dialogue.answer(begun(), command("foo", "bar")).interview.story.narrative


def test_words_behind_a_command_are_kept():
    assert "by night" in dialogue.answer(begun(), command("help", "by night")).interview.story.narrative


def test_the_photo_hint_is_given_once():
    photo = Said(Kind.FILE, ref="5", file=FILE)
    first = dialogue.answer(begun(), photo)
    second = dialogue.answer(first.interview, photo)
    assert "hidden data" in first.replies[0].text
    assert "hidden data" not in second.replies[0].text
    assert first.deeds == (Offer(FILE),)


def test_send_answers_with_the_code_alone_in_its_message():
    turn = tap(at_summary(), "send")
    assert turn.deeds == (Send(),)
    told = outcomes.told(turn.interview, Filed("t", "1" * 25, 24))
    assert told.replies[1].text == "11111 11111 11111 11111 11111"
    assert (told.interview.stage, told.interview.tip, told.interview.story.narrative) == (Stage.NEW, "t", "")


def test_a_second_send_is_stale():
    interview = at_summary()
    sent = tap(interview, "send").interview
    stale = dialogue.answer(sent, Said(Kind.TAP, action="send", turn=interview.turn))
    assert (stale.deeds, bool(stale.notice)) == ((), True)


def test_a_second_tap_on_the_language_is_answered_only():
    interview = begun()
    turn = tap(interview, "l:en", lasts=True)
    assert (turn.replies, turn.interview) == ((), interview)


def test_a_tip_that_holds_nothing_goes_back_to_telling():
    told = outcomes.told(at_summary(), NothingToSend("Write something."))
    assert told.interview.stage == Stage.TELLING


def test_questions_are_guarded_from_forwarding():
    told = outcomes.told(Interview(language="en"), Questions("t", (Question("m", "Which stall?"),)))
    assert told.replies[0].is_guarded


def test_the_push_says_nothing_of_the_case():
    assert outcomes.push("en", "t").text == "There is a message for you."


def test_an_interview_survives_json():
    interview = tap(asked(), "a:now").interview
    state, words = json.loads(json.dumps(interview.state())), json.loads(json.dumps(interview.words()))
    assert Interview.restore(state, words) == interview


def test_no_question_has_a_callback_longer_than_telegram_takes():
    interview = asked()
    for _ in range(6):
        for row in prompts.show(interview).buttons:
            assert all(len(button.action.encode()) <= 40 for button in row)
        interview = tap(interview, "s").interview


@pytest.mark.parametrize("kind", [Kind.UNWANTED, Kind.OWN_NUMBER])
def test_what_cannot_be_kept_is_answered(kind):
    interview = begun()
    turn = dialogue.answer(interview, Said(kind, ref="9"))
    assert (turn.interview, len(turn.replies)) == (interview, 1)


ACTIONS = [
    "done", "send", "e", "b", "s", "n", "e:0", "e:3", "e:99", "e:x", "a:now", "a:parts", "a:VN", "a:today", "a:saw",
    "a:ask",
    "a:",
    "l:en", "l:vi", "l:xx", "go", "r:5f0c0f3a-0000-4000-8000-000000000000", "r:", "sendnow", "drop", "", "?", "…",
]  # fmt: skip
COMMANDS = ["start", "new", "status", "code", "add", "language", "safety", "erase", "help", "cancel", "nonsense"]
MOVES = st.one_of(
    st.tuples(st.just("text"), st.sampled_from(["", " ", "x" * 400]), st.booleans()),
    st.tuples(st.just("file"), st.booleans(), st.booleans()),
    st.tuples(st.just("command"), st.sampled_from(COMMANDS), st.booleans()),
    st.tuples(st.just("tap"), st.sampled_from(ACTIONS), st.integers(0, 3)),
    st.tuples(st.just("edit"), st.integers(0, 5), st.booleans()),
    st.tuples(st.just("pin"), st.integers(-90, 90), st.booleans()),
    st.tuples(st.just("other"), st.sampled_from([Kind.UNWANTED, Kind.OWN_NUMBER]), st.booleans()),
)


def _said(move: tuple, number: int, interview: Interview) -> tuple[Said, str]:
    kind, what, flag = move
    word, ref = f"word{number}", str(number)
    if kind == "text":
        return Said(Kind.TEXT, text=f"{word} {what}", ref=ref, album="9" if flag else ""), word
    if kind == "file":
        return Said(
            Kind.FILE, text=word if what else "", ref=ref, file=replace(FILE, is_too_big=flag)
        ), word if what else ""
    if kind == "command":
        is_kept = flag and what not in ("start", "cancel", "erase")
        return Said(Kind.COMMAND, text=what, rest=word if flag else "", ref=ref), word if is_kept else ""
    if kind == "tap":
        turn = {0: interview.turn, 1: interview.turn - 1, 2: None, 3: interview.turn + 5}[flag]
        return Said(Kind.TAP, action=what, turn=turn, day="2026-11-22"), ""
    if kind == "edit":
        return Said(Kind.EDIT, text=word, ref=str(what)), word
    if kind == "pin":
        return Said(Kind.PIN, text=f"{what}.000000,{number}.000000", ref=ref), f"{number}.000000"
    return Said(what, ref=ref), ""


@settings(max_examples=200, deadline=None)
@given(st.lists(MOVES, max_size=40))
def test_no_sequence_of_inputs_loses_a_word_or_raises(moves):
    interview, wanted, gone = Interview(), [], []
    for number, move in enumerate(moves):
        said, word = _said(move, number, interview)
        turn = dialogue.answer(interview, said)
        interview = turn.interview
        wanted += [word] if word else []
        for deed in turn.deeds:
            if isinstance(deed, Send):
                gone.append(json.dumps(interview.words()))
                interview = outcomes.told(interview, Filed(f"tip{number}", "1" * 25, 24)).interview
            elif isinstance(deed, Cancel):
                wanted.clear()
            elif isinstance(deed, Add | Correct):
                gone.append(deed.text)
        told = " ".join([json.dumps(interview.words()), *gone])
        assert all(each in told for each in wanted)
        assert Interview.restore(interview.state(), interview.words()) == interview
        assert all(len(reply.text) <= 4096 for reply in turn.replies)


LONGEST_ALERT, LONGEST_LABEL, LONGEST_COMMAND = 200, 40, 256  # signs; Bot API, and what a narrow phone shows in a row


@pytest.mark.parametrize("language", dict(house.LANGUAGES))
def test_the_bot_s_words_fit_in_each_language(language):
    with translation.override(language):
        assert len(str(wording.STALE)) <= LONGEST_ALERT
        labels = [str(label) for question in questions.QUESTIONS for _value, label in question.choices]
        assert [label for label in labels if len(label) > LONGEST_LABEL] == []
        assert all(1 <= len(str(text)) <= LONGEST_COMMAND for text in wording.COMMANDS.values())
        assert language == "en" or str(wording.HONESTY) != wording.HONESTY._args[0]


def test_fourteen_languages_are_offered_by_their_own_names():
    asked = prompts.languages()
    offered = [button.label for row in asked.buttons for button in row]
    assert offered == list(dict(house.LANGUAGES).values())
    assert len(asked.text.splitlines()) >= 13
    assert max(len(row) for row in asked.buttons) == 2

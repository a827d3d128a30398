"""Keys at a prompt on a terminal, pressed within this process: where they lead, what they tick."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from statplan.interview.prompt import BACK, MENU, Prompt, PromptChoice
from statplan.interview.terminal import TerminalPrompter
from statplan.interview.text import STEERING_HINT
from tests.support.screen import CTRL_A, CTRL_D, DOWN, END, ENTER, PAGE_DOWN, SHIFT_TAB, UP, pasted

PAGE_UP, HOME, SPACE = "\x1b[5~", "\x1b[H", " "
NAME = Prompt("name", "What is it called?", help="KCStat, say.")
CLOSED = 3
ROWS = Prompt(
    "rows",
    "Which row?",
    choices=tuple(
        PromptChoice(row, f"Row {row}", disabled_reason="it is closed" if row == CLOSED else "")
        for row in range(30)
    ),
)
MANY = replace(ROWS, choices=ROWS.choices[:11], many=True)
OPEN_ROWS = (0, 1, 2, 4, 5, 6, 7, 8, 9, 10)


@pytest.fixture
def keyboard() -> Iterator[PipeInput]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


def press(keyboard: PipeInput, prompt: Prompt, *keys: str) -> object:
    """Ask with these keys waiting, and return the reply."""
    keyboard.send_text("".join(keys))
    return TerminalPrompter().ask(prompt)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "ticked"),
    [
        ((CTRL_A,), OPEN_ROWS),
        ((CTRL_A, CTRL_A), ()),
        ((SPACE, CTRL_A), OPEN_ROWS),
        ((SPACE, CTRL_A, CTRL_A), ()),
        ((CTRL_A, SPACE), OPEN_ROWS[1:]),
        ((CTRL_A, SPACE, CTRL_A), OPEN_ROWS),
        ((DOWN, DOWN, DOWN, SPACE), (4,)),
    ],
)
def test_one_key_ticks_all_that_can_be_chosen_or_none(
    keyboard: PipeInput, keys: tuple[str, ...], ticked: tuple[int, ...]
) -> None:
    assert press(keyboard, MANY, *keys, ENTER) == ticked


def test_what_was_ticked_before_is_ticked_still(keyboard: PipeInput) -> None:
    assert press(keyboard, replace(MANY, current=(1, 4)), ENTER) == (1, 4)
    assert press(keyboard, replace(MANY, current=(1, 4)), DOWN, SPACE, ENTER) == (4,)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ((PAGE_DOWN,), 11),  # ten that can be chosen
        ((PAGE_DOWN, PAGE_DOWN, PAGE_DOWN, PAGE_DOWN), 29),
        ((PAGE_DOWN, PAGE_UP), 0),
        ((DOWN, PAGE_UP), 0),
        ((END,), 29),
        ((END, UP), 28),
        ((END, PAGE_UP), 19),
        ((END, HOME), 0),
        ((DOWN, DOWN, DOWN), 4),
    ],
)
def test_a_page_is_ten_choices_and_ends_with_the_list(
    keyboard: PipeInput, keys: tuple[str, ...], row: int
) -> None:
    assert press(keyboard, ROWS, *keys, ENTER) == row


NAMES = ("aldermen", "Finance", "Fire and rescue", "inspections", "Public Fire", "water")
OFFICES = Prompt("office", "Which office?", choices=tuple(PromptChoice(n, n) for n in NAMES))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "office"),
    [
        (("f",), "Finance"),
        (("F",), "Finance"),
        (("f", "f"), "Fire and rescue"),
        (("f", "f", "f"), "Finance"),  # what begins so goes before what has such a word
        (("fir",), "Fire and rescue"),
        (("fire",), "Fire and rescue"),
        (("w", HOME, "a"), "aldermen"),
        (("f", HOME, "i"), "inspections"),  # a key that moves ends the word
        (("r",), "Fire and rescue"),  # within a title
        (("w", "q"), "water"),
        (("w", "p"), "Public Fire"),
        (("w", "a"), "water"),  # the letters of one word, not the next that begins with an a
    ],
)
def test_letters_lead_to_the_choice_that_begins_with_them(
    keyboard: PipeInput, keys: tuple[str, ...], office: str
) -> None:
    assert press(keyboard, OFFICES, *keys, ENTER) == office


def test_letters_never_lead_to_what_cannot_be_chosen(keyboard: PipeInput) -> None:
    closed = (*OFFICES.choices[:1], PromptChoice("Zoo", "Zoo", disabled_reason="it is closed"))
    assert press(keyboard, replace(OFFICES, choices=closed), "z", ENTER) == "aldermen"


@pytest.mark.slow
def test_a_list_begins_at_what_was_chosen_before_if_it_can_be_chosen(keyboard: PipeInput) -> None:
    assert press(keyboard, replace(ROWS, current=7), ENTER) == 7
    assert press(keyboard, replace(ROWS, current=CLOSED), ENTER) == 0
    undecided = replace(ROWS, open="Not decided yet")
    assert press(keyboard, undecided, ENTER) is None
    assert press(keyboard, undecided, DOWN, ENTER) == 0
    assert press(keyboard, replace(undecided, current=0), ENTER) == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("prompt", "keys", "shown"),
    [
        (MANY, (ENTER,), " > none\n"),
        (MANY, (SPACE, DOWN, SPACE, ENTER), " > Row 0; Row 1\n"),
        (replace(MANY, choices=ROWS.choices[4:12]), (CTRL_A, ENTER), " > Row 4; Row 5; Row 6; "),
        (replace(MANY, choices=ROWS.choices[4:13]), (CTRL_A, ENTER), " > 9 of 9\n"),
        (ROWS, (DOWN, ENTER), " > Row 1\n"),
        (replace(ROWS, open="Not decided yet"), (ENTER,), " > Not decided yet\n"),
        (NAME, ("CitiStat", ENTER), " > CitiStat\n"),
        (NAME, (ENTER,), " > left open\n"),
        (replace(NAME, open="Not decided yet"), (ENTER,), " > Not decided yet\n"),
        (replace(NAME, several=True), (pasted("Fire\nPolice"), ENTER), " > Fire; Police\n"),
    ],
)
def test_the_reply_stays_on_screen(
    keyboard: PipeInput,
    capsys: pytest.CaptureFixture[str],
    prompt: Prompt,
    keys: tuple[str, ...],
    shown: str,
) -> None:
    press(keyboard, prompt, *keys)
    assert shown in capsys.readouterr().err.replace("\r\n", "\n")


@pytest.mark.slow
@pytest.mark.parametrize("prompt", [NAME, replace(NAME, current="CitiStat"), ROWS, MANY])
def test_leaving_a_question_is_no_reply_to_show(
    keyboard: PipeInput, capsys: pytest.CaptureFixture[str], prompt: Prompt
) -> None:
    for key, reply in ((BACK, BACK), (SHIFT_TAB, BACK), (MENU, MENU)):
        assert press(keyboard, prompt, key) == reply
        assert f" > {reply}\r\n" not in capsys.readouterr().err
    with pytest.raises(EOFError):
        press(keyboard, prompt, CTRL_D)


def test_the_keys_are_explained_with_the_first_question_alone(
    keyboard: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    prompter = TerminalPrompter()
    for expected in (1, 0):
        keyboard.send_text(ENTER)
        prompter.ask(NAME)
        assert capsys.readouterr().err.count(STEERING_HINT) == expected


@pytest.mark.parametrize(
    ("current", "several", "text"),
    [
        (None, False, "Citi Stat"),
        (None, True, "Citi\nStat"),
        ("one\ntwo", False, "one\ntwoCiti Stat"),  # the text before keeps its lines
    ],
)
def test_pasted_lines_are_one_line_unless_several_answers_are_asked_for(
    keyboard: PipeInput,
    capsys: pytest.CaptureFixture[str],
    current: str | None,
    several: bool,
    text: str,
) -> None:
    prompt = replace(NAME, current=current, several=several)
    assert press(keyboard, prompt, pasted("Citi\r\nStat\n"), ENTER) == text
    assert ("They are one line now" in capsys.readouterr().err) is not several


def test_a_question_whose_choices_are_all_closed_is_left_open(
    keyboard: PipeInput, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = ROWS.choices[CLOSED : CLOSED + 1]
    assert press(keyboard, replace(ROWS, choices=closed)) is None
    assert press(keyboard, replace(MANY, choices=closed)) == ()
    assert capsys.readouterr().err.count("None of them can be chosen now.") == 2
    undecided = replace(ROWS, choices=closed, open="Not decided yet")
    assert press(keyboard, undecided, ENTER) is None
    assert "None of them can be chosen now." not in capsys.readouterr().err

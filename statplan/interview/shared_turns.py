"""The turns of a series that several topics or departments share, joined with a plus sign."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from statplan.errors import Words
from statplan.interview import people
from statplan.interview.parse_reply import split_entries
from statplan.interview.prompt import Prompt
from statplan.interview.state import InterviewState
from statplan.plan.lookup import split_turn
from statplan.plan.paths import get_answer
from statplan.plan.quotation import quote_answer

_SEPARATOR = " + "
_FEWEST = 3  # two that share their turn take none


def format_turn(turn: str | Sequence[str]) -> str:
    """Format the ids of a turn: "library", or "police + fire" where they share it."""
    return _SEPARATOR.join(split_turn(turn))


def ask_shared_turns(
    state: InterviewState, path: str, rosters: tuple[str, ...], current_turns: object
) -> None:
    """Ask which of those that take turns share one, and so meet together.

    Args:
        state: the interview.
        path: the path of the rotation.
        rosters: the lists of those who may take turns.
        current_turns: the rotation as it was before.
    """
    turn_ids = get_answer(state.answer_tree, path)
    if not isinstance(turn_ids, list) or len(turn_ids) < _FEWEST:
        return
    old_turns = current_turns if isinstance(current_turns, list) else []
    shared = [turn for turn in old_turns if isinstance(turn, list) and set(turn) <= set(turn_ids)]

    def name_turn(turn: Sequence[str]) -> str:
        names = (people.find_title(state.answer_tree, rosters, turn_id) for turn_id in turn)
        return _SEPARATOR.join(names)

    def parse_turns(reply: str) -> list[list[str]]:
        return list(_iter_turns(state.answer_tree, rosters, reply))

    def find_error(turns: list[list[str]]) -> Words | None:
        return _find_error(turns, turn_ids, name_turn(turn_ids[:2]))

    prompt = Prompt(
        name=f"shared:{path}",
        words="Do some of them share a turn, and so come to the same meeting?",
        why=(
            f"Join them with a plus sign, as in {name_turn(turn_ids[:2])}, and separate turns with "
            "semicolons. Enter alone gives each its own turn."
        ),
        current="; ".join(map(name_turn, shared)) or None,
    )
    turns: list[list[str]] = state.ask(prompt, parse_turns, find_error) or []
    state.set_answer(path, _join_turns(turn_ids, turns))


def _iter_turns(
    answers: Mapping[str, Any], rosters: tuple[str, ...], reply: str
) -> Iterator[list[str]]:
    """Yield the ids of each turn of a reply; a name that is on no list stays as it is."""
    for entry in split_entries(reply):
        names = (name.strip() for name in entry.split(_SEPARATOR.strip()))
        yield [_find_id(answers, rosters, name) for name in names]


def _find_error(turns: list[list[str]], turn_ids: list[str], example: str) -> Words | None:
    """Return what is wrong with the turns of a reply, or None."""
    named_ids = [turn_id for turn in turns for turn_id in turn]
    unknown_ids = [turn_id for turn_id in named_ids if turn_id not in turn_ids]
    if unknown_ids:
        return f"{quote_answer(unknown_ids[0])} takes no turn. Join some that do, as in {example}."
    if len(set(named_ids)) != len(named_ids):
        return "One of them is named twice. Name each once."
    return None


def _find_id(answers: Mapping[str, Any], rosters: tuple[str, ...], name: str) -> str:
    """Return the id of the record that has a name on one of the lists; else the name."""
    record_ids = (people.find_record_id(answers, roster, name) for roster in rosters)
    return next((record_id for record_id in record_ids if record_id), name)


def _join_turns(turn_ids: list[str], shared: list[list[str]]) -> list[str | list[str]]:
    """Return the turns in order; a shared one has the place of the first who shares it."""
    turns_by_id = {turn_id: turn for turn in shared if turn[1:] for turn_id in turn}
    turns: list[str | list[str]] = []
    for turn_id in turn_ids:
        turn = turns_by_id.get(turn_id, turn_id)
        if turn not in turns:
            turns.append(turn)
    return turns

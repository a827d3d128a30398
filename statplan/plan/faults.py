"""What the model says of a wrong answer, in words: the fact, and what to do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from statplan.plan.section import Section


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a path of the answers; `about_key` where the key is at fault."""

    path: tuple[str | int, ...]
    fact: str
    remedy: str = ""
    about_key: bool = False


_KINDS = {
    "string_type": ("not a text", "Put it in quotes."),
    "int_type": ("not a whole number", "Write digits alone."),
    "int_parsing": ("not a whole number", "Write digits alone."),
    "int_from_float": ("not a whole number", "Write digits alone."),
    "tuple_type": ("not a list", "Write each item on its own line after a hyphen, or in [ ]."),
    "model_type": ("not a group of answers", "Write its answers below it, indented."),
    "model_attributes_type": ("not a group of answers", "Write its answers below it, indented."),
    "dict_type": ("not a list of days with names", "Write lines such as 2027-01-01: New Year."),
}


def _shown(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "a group of answers"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f"'{text[:60]}'" if isinstance(value, str) else text[:60]


def _near(word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"Did you mean {near[0]}?" if near else ""


def _choices(error: ErrorDetails) -> tuple[str, str]:
    expected = str(error.get("ctx", {}).get("expected", ""))
    known = re.findall(r"'((?:[^'\\]|\\.|(?<=\w)'(?=\w))*)'|\"([^\"]*)\"", expected)
    words = [first or second for first, second in known]
    given = error["input"]
    fact = f"{_shown(given)} is not one of the choices."
    near = _near(str(given), words)
    listed = ", ".join(words[:-1]) + (" or " if words[1:] else "") + "".join(words[-1:])
    return fact, " ".join(part for part in (near, f"Write {listed or expected}.") if part)


def _limits(error: ErrorDetails) -> tuple[str, str] | None:
    context: dict[str, Any] = error.get("ctx", {})
    given = _shown(error["input"])
    match error["type"]:
        case "greater_than_equal":
            return f"{given} is too little.", f"The least is {context['ge']:,}."
        case "less_than_equal":
            return f"{given} is too much.", f"The most is {context['le']:,}."
        case "string_too_long":
            return f"{given} is too long.", f"At most {context['max_length']} characters fit."
        case "string_pattern_mismatch":
            return f"{given} has the wrong form.", "It is made by `statplan init`; restore it."
    return None


def explain(error: ErrorDetails, known: Sequence[str]) -> tuple[str, str]:
    """Say one error of the model as a fact and a remedy.

    Args:
        error: what pydantic found.
        known: the keys that the place knows, for an unknown key.
    """
    match error["type"]:
        case "extra_forbidden":
            return _unknown(str(error["loc"][-1]), known)
        case "missing":
            return "the answer is missing.", "Write it."
        case "literal_error":
            return _choices(error)
        case "value_error":
            return split(str(error["ctx"]["error"]))
        case kind if kind in _KINDS:
            fact, remedy = _KINDS[kind]
            return f"{_shown(error['input'])} is {fact}.", remedy
    limits = _limits(error)
    return limits or (f"{_shown(error['input'])}: {error['msg'].lower()}.", "Mend it.")


def _unknown(key: str, known: Sequence[str]) -> tuple[str, str]:
    return f"'{key[:60]}' is not a key here.", _near(key, known) or f"Known: {', '.join(known)}."


def split(text: str) -> tuple[str, str]:
    """Part a message of our own into its fact and its remedy, the sentences after the first."""
    fact, stop, remedy = text.partition(". ")
    return (fact + "." if stop else text, remedy)


def keys_of(model: type[Section]) -> tuple[str, ...]:
    """The keys that a group of answers knows."""
    return tuple(field.alias or name for name, field in model.model_fields.items())

"""What the model says of a wrong answer, in words: the fact, and what to do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from statplan.plan.section import Section
from statplan.plan.words import shown, visible


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a path of the answers.

    `about_key` where the key is at fault; `lacks` names the keys beside it whose lack is.
    """

    path: tuple[str | int, ...]
    fact: str
    remedy: str = ""
    about_key: bool = False
    lacks: tuple[str, ...] = ()


_NEAR = 0.7  # of 1, in difflib's measure: finds allways, does not take minutes for notes

_KINDS = {
    "string_type": ("not a text", "Put it in quotes."),
    "int_type": ("not a whole number", "Write digits alone, without quotes."),
    "tuple_type": ("not a list", "Write each item on its own line after a hyphen, or in [ ]."),
    "model_type": ("not a group of answers", "Write its answers below it, indented."),
    "dict_type": ("not a table of days", "Write lines such as 2027-01-01: New Year."),
}
_SILENCE = ("not a table of codes", "Write lines such as SP504: the reason.")


def _near(word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word, known, n=1, cutoff=_NEAR)
    return f"Did you mean {near[0]}?" if near else ""


def _choices(error: ErrorDetails) -> tuple[str, str]:
    expected = str(error.get("ctx", {}).get("expected", ""))
    known = re.findall(r"'((?:[^'\\]|\\.|(?<=\w)'(?=\w))*)'|\"([^\"]*)\"", expected)
    words = [first or second for first, second in known]
    given = error["input"]
    fact = f"{shown(given)} is not one of the choices."
    near = _near(given, words) if isinstance(given, str) else ""
    listed = ", ".join(words[:-1]) + (" or " if words[1:] else "") + "".join(words[-1:])
    return fact, near or f"Write {listed}."


def _limits(error: ErrorDetails) -> tuple[str, str] | None:
    context: dict[str, Any] = error.get("ctx", {})
    given = shown(error["input"])
    match error["type"]:
        case "greater_than_equal":
            return f"{given} is too little.", f"The least is {context['ge']:,}."
        case "less_than_equal":
            return f"{given} is too much.", f"The most is {context['le']:,}."
        case "string_too_long":
            return f"{given} is too long.", f"At most {context['max_length']} characters fit."
        case "string_pattern_mismatch":
            return f"{given} is no lineage.", "Restore the one that `statplan init` made."
    return None


def explain(
    error: ErrorDetails, known: Sequence[str] = (), homes: Sequence[str] = ()
) -> tuple[str, str]:
    """Say one error of the model as a fact and a remedy.

    Args:
        error: what pydantic found.
        known: the keys that the place knows, for an unknown key.
        homes: the paths of the questions that have the unknown key.
    """
    given = shown(error["input"])
    match error["type"]:
        case _ if error["loc"] == ("statplan",):
            said = version(error["input"] if error["type"] != "missing" else None)
        case "extra_forbidden":
            said = _unknown(str(error["loc"][-1]), known, homes)
        case "missing":
            said = _missing(str(error["loc"][-1]))
        case "literal_error":
            said = _choices(error)
        case "value_error":
            said = split(visible(str(error["ctx"]["error"])))
        case "string_type" if isinstance(error["input"], dict | list):
            said = f"{given} is not a text.", "Write a single text."
        case kind if kind in _KINDS and error["input"] is None:
            said = "this item is empty.", "Write it, or take out its hyphen."
        case kind if kind in _KINDS:
            silence = error["loc"][-2:] == ("advice", "silence")
            fact, remedy = _SILENCE if silence else _KINDS[kind]
            said = f"{given} is {fact}.", remedy
        case _:
            said = _limits(error) or (f"{given}: {error['msg'].lower()}.", "Mend it.")
    return said


def _missing(key: str) -> tuple[str, str]:
    answer = "a short word, as in id: public-works" if key == "id" else "the answer"
    return f"{key} is missing.", f"Write {key}: and {answer}."


def version(given: object) -> tuple[str, str]:
    """What is wrong with the version of a plan, or with its lack."""
    if given is None:
        return "the file does not say that it is a plan.", "Begin it with statplan: 1."
    fact = f"this statplan reads version 1 of a plan, not {shown(given)}."
    newer = isinstance(given, int) and given > 1
    return fact, "Install a newer one." if newer else "Write statplan: 1, without quotes."


def _unknown(key: str, known: Sequence[str], homes: Sequence[str]) -> tuple[str, str]:
    fact = f"{shown(key)} is not a key here."
    near = _near(key, known)
    if near or len(homes) != 1:
        return fact, near or f"Known here: {', '.join(known)}."
    return fact, f"It belongs in {homes[0].rpartition('.')[0].removesuffix('[]')}."


def split(text: str) -> tuple[str, str]:
    """Part a message of our own into its fact, which may begin with a quotation, and its remedy."""
    end = text.find(". ", text.rfind("'") + 1) + 1
    return (text[:end], text[end + 1 :]) if end else (text, "")


def keys_of(model: type[Section]) -> tuple[str, ...]:
    """The keys that a group of answers knows."""
    return tuple(field.alias or name for name, field in model.model_fields.items())

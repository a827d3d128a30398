"""Messages about wrong answers: the fact, and what to do."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails

from statplan.errors import AnswerError, Command, Remedy, Words
from statplan.plan.base import Section
from statplan.plan.quotation import escape_invisible, quote_answer
from statplan.spelling import suggest_similar_word


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """Something wrong at a path of the answers.

    `is_key_fault` is true where the key is wrong and not its answer; `missing_keys` names the keys
    beside it on which the fault depends.
    """

    path: tuple[str | int, ...]
    fact: str
    remedy: Words = ""
    is_key_fault: bool = False
    missing_keys: tuple[str, ...] = ()


_SIMILARITY = 0.7  # of 1, in difflib's measure: finds allways, does not take minutes for notes

_KIND_MESSAGES = {
    "string_type": ("not a text", "Put it in quotes."),
    "int_type": ("not a whole number", "Write digits alone, without quotes."),
    "tuple_type": ("not a list", "Write each item on its own line after a hyphen, or in [ ]."),
    "model_type": ("not a group of answers", "Write its answers below it, indented."),
    "dict_type": ("not a table of days", "Write lines such as 2027-01-01: New Year."),
}
_SILENCE_MESSAGE = ("not a table of codes", "Write lines such as SP504: the reason.")


def explain_error(
    error: ErrorDetails, known_keys: Sequence[str] = (), question_paths: Sequence[str] = ()
) -> tuple[str, Words]:
    """Explain one error of the model as a fact and a remedy.

    Args:
        error: what pydantic found.
        known_keys: the keys that may stand there, for an unknown key.
        question_paths: the paths of the questions that have the unknown key.
    """
    quoted_answer = quote_answer(error["input"])
    match error["type"]:
        case _ if error["loc"] == ("statplan",):
            message = explain_version(error["input"] if error["type"] != "missing" else None)
        case "extra_forbidden":
            message = _explain_unknown_key(str(error["loc"][-1]), known_keys, question_paths)
        case "missing":
            message = _explain_missing_key(str(error["loc"][-1]))
        case "literal_error":
            message = _explain_choice(error)
        case "value_error":
            refusal: AnswerError = error["ctx"]["error"]
            message = (
                escape_invisible(refusal.fact),
                refusal.remedy.change_text(escape_invisible),
            )
        case "string_type" if isinstance(error["input"], dict | list):
            message = f"{quoted_answer} is not a text.", "Write a single text."
        case kind if kind in _KIND_MESSAGES and error["input"] is None:
            message = "this item is empty.", "Write it, or take out its hyphen."
        case kind if kind in _KIND_MESSAGES:
            is_silence = error["loc"][-2:] == ("advice", "silence")
            fact, remedy = _SILENCE_MESSAGE if is_silence else _KIND_MESSAGES[kind]
            message = f"{quoted_answer} is {fact}.", remedy
        case _:
            fact = f"{quoted_answer}: {error['msg'].lower()}."
            message = _explain_limit(error) or (fact, "Mend it.")
    return message


def explain_version(version: object) -> tuple[str, Words]:
    """Explain a wrong or missing version of a plan."""
    if version is None:
        return "the file does not say that it is a plan.", "Begin it with statplan: 1."
    fact = f"this statplan reads version 1 of a plan, not {quote_answer(version)}."
    is_newer = isinstance(version, int) and version > 1
    return fact, "Install a newer one." if is_newer else "Write statplan: 1, without quotes."


def _explain_choice(error: ErrorDetails) -> tuple[str, Words]:
    expected = str(error.get("ctx", {}).get("expected", ""))
    matches = re.findall(r"'((?:[^'\\]|\\.|(?<=\w)'(?=\w))*)'|\"([^\"]*)\"", expected)
    choices = [first or second for first, second in matches]
    answer = error["input"]
    fact = f"{quote_answer(answer)} is not one of the choices."
    choice_list = ", ".join(choices[:-1]) + (" or " if choices[1:] else "") + "".join(choices[-1:])
    remedy = f"Write {choice_list}."
    if not isinstance(answer, str):
        return fact, remedy
    return fact, suggest_similar_word(answer, choices, remedy, _SIMILARITY)


def _explain_limit(error: ErrorDetails) -> tuple[str, Words] | None:
    context: dict[str, Any] = error.get("ctx", {})
    quoted_answer = quote_answer(error["input"])
    match error["type"]:
        case "greater_than_equal":
            return f"{quoted_answer} is too little.", f"The least is {context['ge']:,}."
        case "less_than_equal":
            return f"{quoted_answer} is too much.", f"The most is {context['le']:,}."
        case "string_too_long":
            remedy = f"At most {context['max_length']} characters fit."
            return f"{quoted_answer} is too long.", remedy
        case "string_pattern_mismatch":
            return f"{quoted_answer} is not a lineage.", Remedy(
                "Restore the one that ", Command("init"), " made."
            )
    return None


def _explain_missing_key(key: str) -> tuple[str, Words]:
    example = "a short word, as in id: public-works" if key == "id" else "the answer"
    return f"{key} is missing.", f"Write {key}: and {example}."


def _explain_unknown_key(
    key: str, known_keys: Sequence[str], question_paths: Sequence[str]
) -> tuple[str, Words]:
    fact = f"{quote_answer(key)} is not a key here."
    if len(question_paths) == 1:
        group = question_paths[0].rpartition(".")[0].removesuffix("[]")
        remedy = f"It belongs in {group}."
    else:
        remedy = f"Known here: {', '.join(known_keys)}."
    return fact, suggest_similar_word(key, known_keys, remedy, _SIMILARITY)


def list_keys(model: type[Section]) -> tuple[str, ...]:
    """Return the keys that a group of answers may have."""
    return tuple(field.alias or name for name, field in model.model_fields.items())

"""Answers that are one of some choices, or the reader's own words after "other:"."""

import re
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from statplan.errors import AnswerError
from statplan.plan.quotation import quote_answer
from statplan.plan.text_types import normalize_name
from statplan.spelling import suggest_similar_word

OTHER = "other: "
ANY_OTHER = "other: ..."  # in a condition: whatever the words are
_MISSPELLED_OTHER = re.compile(r"other\s*:\s*(\S.*)", re.IGNORECASE)
_SIMILARITY = 0.7  # of 1, as for a choice from a closed list
ChoiceText = str


class ChoicesOrOther:
    """A mark on a field of text: the choices that may answer it, besides "other: ...".

    Real programs have more kinds of basis, leader, and publication than any list of ours.
    """

    def __init__(self, *choices: str) -> None:
        self.choices = choices

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Return the check of an answer that is there; no answer is checked by the field."""
        return core_schema.no_info_before_validator_function(self._check_answer, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Return the schema of one of the choices, or of a text that begins with "other: "."""
        alternatives = [{"enum": list(self.choices)}, {"type": "string", "pattern": "^other: ."}]
        return {"anyOf": alternatives}

    def _check_answer(self, answer: object) -> object:
        if answer is None or answer in self.choices:
            return answer
        remedy = f'Write {", ".join(self.choices)}, or "other: " and your words, in quotes.'
        if isinstance(answer, dict) and list(answer) == ["other"]:
            text = f"{OTHER}{answer['other']}"
            raise AnswerError("other: is not a key here.", f'Write "{text}", in quotes.')
        if not isinstance(answer, str):
            raise AnswerError(f"{quote_answer(answer)} is not a text.", remedy)
        if answer.startswith(OTHER):
            return OTHER + self._check_words(answer.removeprefix(OTHER))
        fact = f"{quote_answer(answer)} is not one of the choices."
        own_words = _MISSPELLED_OTHER.fullmatch(answer)
        if own_words:
            raise AnswerError(fact, f'Write "{OTHER}{own_words[1]}", in quotes.')
        raise AnswerError(fact, suggest_similar_word(answer, self.choices, remedy, _SIMILARITY))

    def _check_words(self, words: str) -> str:
        """Return the words after "other: " on one line, or say what they may not be."""
        normal = normalize_name(words)
        if not any(map(str.isalnum, normal)):
            fact = f"{quote_answer(normal)} says nothing after other:."
            raise AnswerError(fact, "Write it in words.")
        repeated = _MISSPELLED_OTHER.fullmatch(normal)
        if repeated:
            raise AnswerError("other: stands twice.", f'Write "{OTHER}{repeated[1]}", in quotes.')
        meant = normal.rstrip(" .").casefold()
        for choice in self.choices:
            if choice.casefold() == meant:
                fact = f"{quote_answer(normal)} is one of the choices."
                raise AnswerError(fact, f"Write {choice} alone.")
        return normal


def is_other(answer: str | None) -> bool:
    """Return whether an answer is in the reader's own words, after "other:"."""
    return bool(answer) and str(answer).startswith(OTHER)


def format_choice(answer: str) -> str:
    """Return the answer as a sentence has it: the choice, or the words after "other:"."""
    return answer.removeprefix(OTHER)

"""Phrases as clerks type them, each with what it means, or with the words of its refusal."""

import csv
from collections import Counter
from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from statplan.errors import AnswerError
from statplan.plan import phrases
from statplan.plan.phrases import PhraseContext
from statplan.plan.quotation import quote_answer

CORPUS = Path(__file__).parent / "phrases" / "corpus.tsv"


class Row(NamedTuple):
    """A phrase, how it is read, and what it means."""

    kind: str
    mode: str
    today: str
    country: str
    phrase: str
    meaning: str


def rows() -> list[Row]:
    lines = CORPUS.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("#")]
    return [Row(*cells) for cells in csv.reader(kept, delimiter="\t", quoting=csv.QUOTE_NONE)]


ROWS = rows()


def slot(found: tuple[time, int]) -> str:
    return f"{found[0]:%H:%M} {found[1]}"


def joined(found: tuple[date, ...]) -> str:
    return " ".join(map(str, found))


# Of each kind: how it is read, and how its meaning is written in the corpus.
READERS: dict[str, tuple[Callable[[str, PhraseContext | None], Any], Callable[[Any], str]]] = {
    "day": (phrases.read_day, str),
    "days": (phrases.read_days, joined),
    "list": (phrases.read_day_list, joined),
    "clock": (phrases.read_clock, "{:%H:%M}".format),
    "range": (phrases.read_clock_range, slot),
    "minutes": (lambda text, _: phrases.read_minutes(text), str),
    "interval": (lambda text, _: phrases.read_interval(text), str),
    "rule": (lambda text, _: phrases.read_day_rule(text), str),
    "gap": (lambda text, _: phrases.read_gaps(text), lambda gaps: "; ".join(map(str, gaps))),
    "rhythm": (phrases.read_rhythm, str),
}


def contexts(row: Row) -> list[PhraseContext | None]:
    person = PhraseContext(date.fromisoformat(row.today), row.country)
    of_mode: dict[str, list[PhraseContext | None]] = {
        "file": [None],
        "person": [person],
        "any": [None, person],
    }
    return of_mode[row.mode]


def test_the_corpus_is_large() -> None:
    counts = Counter(row.meaning.startswith("!") for row in ROWS)
    assert counts[False] >= 300
    assert counts[True] >= 100
    assert {row.kind for row in ROWS} == set(READERS)


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.kind} {row.mode} {row.phrase}")
def test_a_phrase_means_what_it_says(row: Row) -> None:
    read, written = READERS[row.kind]
    for context in contexts(row):
        if not row.meaning.startswith("!"):
            assert written(read(row.phrase, context)) == row.meaning
            continue
        with pytest.raises(AnswerError) as refused:
            read(row.phrase, context)
        assert refused.value.fact.startswith(quote_answer(row.phrase))
        assert row.meaning.removeprefix("! ") in refused.value.fact
        assert str(refused.value.remedy).startswith(("Write", "Add the year"))

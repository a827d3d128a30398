"""The search of files and records that are about to be public for what is withheld."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from statplan.errors import Problem, StatplanError
from statplan.plan.english import format_count
from statplan.records.leak_search import Leak, WithheldIndex
from statplan.records.letters import split_words
from statplan.records.marks import Mark
from statplan.records.withheld_text import WithheldText

_TAKE_OUT = "Take it out of the answers that are published, above all under publicity."
# A UUID of version 5, as the page and the calendars have them.
_ID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b")
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_SHOWN = 5  # leaks of one file that a message names
_ALLOW = (
    "Mark it here too, or take it out of that mark. If it may be public, answer so with --allow."
)


def refuse_leaks(
    files: Mapping[str, bytes],
    withheld_texts: Iterable[WithheldText],
    public_words: Collection[str] = (),
    *,
    has_dates: bool = True,
    remedy: str = _TAKE_OUT,
) -> None:
    """Refuse a whole set of public files where one of them holds what is withheld.

    Args:
        files: the files by the names that messages give them, in UTF-8.
        withheld_texts: what they may not hold.
        public_words: normalized words that are public anyway.
        has_dates: whether dates are looked for; a schedule has many.
        remedy: what to do about each leak.

    Raises:
        StatplanError: exit code 4; each leak with its file, its line and what it is from.
    """
    sought_texts = tuple(withheld_texts)
    index = WithheldIndex(sought_texts, public_words, has_dates=has_dates)
    withheld_letters = " ".join("".join(split_words(sought.text)) for sought in sought_texts)
    texts = {name: f"{name}\n{content.decode()}" for name, content in files.items()}
    problems = [
        _describe_leak(name, leak, remedy)
        for name, text in texts.items()
        for leak in _take_first_leaks(index.find_leaks(_drop_own_parts(text, withheld_letters)))
    ]
    if problems:
        count = len(problems)
        raise StatplanError(
            f"{format_count(count, 'place')} would make public what is withheld; "
            "nothing was written.",
            remedy="Do what is said after each of them, then run this again.",
            exit_code=4,
            problems=tuple(problems),
        )


def _drop_own_parts(text: str, withheld_letters: str) -> str:
    """Return a text without the ids of meetings and the style of a page, whose digits mean nothing.

    An id that is withheld stays, as in the link of a video meeting, and so does every line.
    """
    text = _STYLE.sub(lambda match: "\n" * match[0].count("\n"), text)
    return _ID.sub(
        lambda match: match[0] if match[0].replace("-", "") in withheld_letters else "", text
    )


def _take_first_leaks(leaks: Iterable[Leak]) -> list[Leak]:
    """Return the first place of each of the first few withheld texts."""
    by_source: dict[str, Leak] = {}
    for leak in leaks:
        by_source.setdefault(f"{leak.withheld.source} {leak.withheld.text}", leak)
    return [*by_source.values()][:_SHOWN]


def _describe_leak(name: str, leak: Leak, remedy: str) -> Problem:
    fact = f"it would hold what is withheld: {leak.withheld.source}."
    return Problem(max(leak.line - 1, 0), 0, "", fact, remedy).with_file(name)


def find_marked_leaks(
    public_text: str, marks: Iterable[Mark], public_words: Collection[str]
) -> Iterator[tuple[int, Problem]]:
    """Yield every place where a public text holds what a mark withholds, with its line there.

    Messages do not repeat what is withheld: they may end up in a log that others read.
    """
    line_by_text = {WithheldText(mark.text, f"line {mark.line}"): mark.line for mark in marks}
    leaks = WithheldIndex(line_by_text, public_words).find_leaks(public_text)
    places = dict.fromkeys(
        (leak.line, line_by_text[leak.withheld], not leak.part)
        for leak in sorted(leaks, key=lambda leak: bool(leak.part))
    )
    whole_lines = {line for line, _, is_whole in places if is_whole}
    for line, marked_line, is_whole in places:
        if is_whole:
            fact = f"what is withheld in line {marked_line} stands here in clear."
            yield line, Problem(0, 0, "", fact, "Mark it here too, or reword this line.")
        elif line not in whole_lines:
            fact = f"a name or number that is withheld in line {marked_line} stands here in clear."
            yield line, Problem(0, 0, "", fact, _ALLOW)


def find_confidential_leaks(
    public_text: str, confidential_texts: Iterable[WithheldText], public_words: Collection[str]
) -> Iterator[tuple[int, Problem]]:
    """Yield every place where a public text holds what the plan or another record withholds."""
    leaks = WithheldIndex(confidential_texts, public_words).find_leaks(public_text)
    for line, source in dict.fromkeys((leak.line, leak.withheld.source) for leak in leaks):
        fact = f"this line holds what stays inside: {source}."
        is_person = source.startswith("participants.people")
        other = "Write the job title instead" if is_person else "Leave it out"
        yield line, Problem(0, 0, "", fact, f"{other}, or mark it.")

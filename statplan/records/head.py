"""The head of a record's file: the lines between the first --- and the next, and what they say."""

from collections.abc import Iterator, Mapping, Sequence

from statplan.errors import Problem
from statplan.plan.english import listing

FENCE = "---"
REMEDY = "Begin it as `statplan notes MEETING` does; nothing else may stand there."


def lines_of(text: str) -> list[str]:
    """The lines of a file, whatever its line ends; a byte order mark is none of its text."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def head_of(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """What stands between the first line and the next that is ---, and the line after that."""
    if not lines or lines[0] != FENCE or FENCE not in lines[1:]:
        return {}, 0
    end = lines.index(FENCE, 1)
    pairs = [line.partition(": ") for line in lines[1:end]]
    return {key: value.strip() for key, _, value in pairs}, end + 1


def wrong_head(
    lines: Sequence[str], said: Mapping[str, str], end: int, keys: Sequence[str]
) -> Iterator[Problem]:
    """Everything that is wrong with a head, which has just these keys."""
    if not end:
        fact = "it does not say of which meeting it is."
        yield Problem(1, 0, "", fact, REMEDY)
        return
    inside = [line.partition(": ")[0] for line in lines[1 : end - 1]]
    for number, key in enumerate(inside, start=2):
        if key not in keys:
            yield Problem(number, 0, "", "this line of the head is none of ours.", REMEDY)
        elif key in inside[: number - 2]:
            yield Problem(number, 0, "", f"the head says `{key}` twice.", REMEDY)
    missing = [each for each in keys if each not in said]
    if missing:
        yield Problem(1, 0, "", f"the head lacks {listing(missing)}.", REMEDY)


def after_guide(lines: Sequence[str], start: int) -> tuple[int, Problem | None]:
    """The line after the comment that explains marks, where it is there; it is never public."""
    while start < len(lines) and not lines[start]:
        start += 1
    if start == len(lines) or lines[start] != "<!--":
        return start, None
    for end in range(start + 1, len(lines)):
        if lines[end] == "-->":
            return end + 1, None
        if "-->" in lines[end] or "<!--" in lines[end]:
            break
    fact = "the comment that explains marks does not end on a line of its own."
    return start, Problem(start + 1, 0, "", fact, "End it with a line that is -->.")

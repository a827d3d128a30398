"""The head of a record's file: the lines between two lines that are ---, as keys and texts."""

from collections.abc import Iterator, Mapping, Sequence

from statplan.errors import Command, Problem, Remedy
from statplan.plan.english import format_list

FENCE = "---"
_REMEDY = Remedy(
    "Begin it as ", Command("notes", "MEETING"), " does; nothing else may stand there."
)


def split_lines(text: str) -> list[str]:
    """Return the lines of a file, whatever its line ends; a byte order mark is not part of it."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def parse_front_matter(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """Return the keys and texts of the head, and the index of the line after it; 0 for no head."""
    if not lines or lines[0] != FENCE or FENCE not in lines[1:]:
        return {}, 0
    end = lines.index(FENCE, 1)
    pairs = [line.partition(": ") for line in lines[1:end]]
    return {name: text.strip() for name, _, text in pairs}, end + 1


def check_front_matter(
    lines: Sequence[str],
    front_matter: Mapping[str, str],
    end: int,
    names: Sequence[str],
    repeatable_name: str,
) -> Iterator[Problem]:
    """Yield everything that is wrong with a head, which has just these names, and one repeated."""
    if not end:
        fact = "it does not say of which meeting it is."
        yield Problem(1, 0, "", fact, _REMEDY)
        return
    found_names = [line.partition(": ")[0] for line in lines[1 : end - 1]]
    for number, name in enumerate(found_names, start=2):
        if name == repeatable_name:
            continue
        if name not in names:
            yield Problem(number, 0, "", "this line of the head is none of ours.", _REMEDY)
        elif name in found_names[: number - 2]:
            yield Problem(number, 0, "", f"the head says `{name}` twice.", _REMEDY)
    missing = [name for name in names if name not in front_matter]
    if missing:
        yield Problem(1, 0, "", f"the head lacks {format_list(missing)}.", _REMEDY)


def skip_guide(lines: Sequence[str], start: int) -> tuple[int, Problem | None]:
    """Return the index of the line after the comment that explains marks, if there is one."""
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

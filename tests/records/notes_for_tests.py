"""Marked notes that many tests begin from."""

from statplan.records import Copy, Manner, redact

ID = "0123456789abcdef0123456789abcdef"
HEAD = f"---\nstatplan: notes\nmeeting: blight/2027-03\nid: {ID}\n---\n\n"
FIRST = HEAD.count("\n") + 1  # the number of the first line below the head


def notes(*lines: str) -> str:
    return HEAD + "\n".join(lines) + "\n"


def copy_of(text: str, manner: Manner | None = None) -> Copy:
    found = redact(text, manner or Manner())
    assert isinstance(found, Copy), "\n".join(map(str, found))
    return found


def public(*lines: str, manner: Manner | None = None) -> str:
    return copy_of(notes(*lines), manner).body


def refusals(*lines: str, manner: Manner | None = None) -> list[tuple[int, str]]:
    """The line below the head, counted from one, and the fact of each problem."""
    found = redact(notes(*lines), manner or Manner())
    assert not isinstance(found, Copy), found.body
    assert all(each.remedy for each in found)
    return [(each.line - FIRST + 1, each.fact) for each in found]

"""Marked notes that many tests begin from."""

from statplan.records import ClearedCopy, RedactionRules, redact_notes

ID = "0123456789abcdef0123456789abcdef"
HEAD = f"---\nstatplan: notes\nmeeting: blight/2027-03\nid: {ID}\n---\n\n"
FIRST = HEAD.count("\n") + 1  # the number of the first line below the head


def notes(*lines: str) -> str:
    return HEAD + "\n".join(lines) + "\n"


def copy_of(text: str, manner: RedactionRules | None = None) -> ClearedCopy:
    found = redact_notes(text, manner or RedactionRules())
    assert isinstance(found, ClearedCopy), "\n".join(map(str, found))
    return found


def public(*lines: str, manner: RedactionRules | None = None) -> str:
    return copy_of(notes(*lines), manner).body


def refusals(*lines: str, manner: RedactionRules | None = None) -> list[tuple[int, str]]:
    """The line below the head, counted from one, and the fact of each problem."""
    found = redact_notes(notes(*lines), manner or RedactionRules())
    assert not isinstance(found, ClearedCopy), found.body
    assert all(each.remedy for each in found)
    return [(each.line - FIRST + 1, each.fact) for each in found]

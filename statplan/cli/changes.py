"""What an interview changed in a plan: by path for the file, in words for the person."""

from collections.abc import Iterator, Mapping
from typing import Any

from statplan.cli.interview.paths import asked_at, general
from statplan.plan import fields


def changes(old: Any, new: Any, at: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Every answer that differs, with its path and what it is now; None where there is none.

    Records of a list are compared one by one while their ids stay in place; a list that was cut or
    put in another order is one change, and so is a group whose keys are days.
    """
    if old == new:
        return
    if isinstance(old, Mapping | None) and isinstance(new, Mapping) and not _open_keys(at):
        before = old or {}
        for key in dict.fromkeys((*before, *new)):
            yield from changes(before.get(key), new.get(key), f"{at}.{key}".removeprefix("."))
    elif _same_records(old, new):
        for index, record in enumerate(new):
            if index < len(old):
                yield from changes(old[index], record, f"{at}[{index}]")
            else:
                yield f"{at}[{index}]", record
    else:
        yield at, new


def _open_keys(path: str) -> bool:
    """Whether the keys of a group may be any, as those of the listed holidays."""
    return f"{general(path)}.*" in fields.shapes()


def _same_records(old: object, new: object) -> bool:
    """Whether two lists hold the same records in the same places, the second perhaps more."""
    if not (isinstance(old, list) and isinstance(new, list) and len(old) <= len(new)):
        return False
    if not all(isinstance(each, Mapping) for each in (*old, *new)):
        return False
    pairs = zip(old, new, strict=False)
    return bool(old) and all(a.get("id") == b.get("id") for a, b in pairs)


def told(path: str, old: object, new: object) -> str:
    """A change in words: "Tone: hot seat, now problem-focused"."""
    found = asked_at(path)
    label = found[0].ask.label if found else path
    if old is None:
        return f"{label}: {_shown(new)}"
    return f"{label}: {_shown(old)}, now {_shown(new)}"


def _shown(value: object) -> str:
    if value is None:
        return "left open"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list) and value and not isinstance(value[0], Mapping):
        return ", ".join(map(str, value))
    if isinstance(value, Mapping):
        named = next((value[key] for key in ("name", "office", "item") if key in value), None)
        return str(named) if named else f"{len(value)} listed"
    return f"{len(value)} listed" if isinstance(value, list) else str(value)

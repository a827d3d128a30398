"""The series: what each examines, how often, on which day, at what time."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from statplan.cli.interview import checks, given, lists, people, records, spoken
from statplan.cli.interview.given import SAID
from statplan.cli.interview.prompter import Choice, Prompt
from statplan.cli.interview.prompts import more_about, prompt_of
from statplan.cli.interview.talk import Talk
from statplan.plan import english, fields
from statplan.plan.fields import Question

PATH = "frequency.series"
_AT_ONCE = "monthly, second Tuesday, 2 pm"
_TURNS = ("subject", "department", "rotate", "for_each")
_TAKEN_OUT = {"changes": "changes of rule", "exceptions": "exceptions"}
_ROSTERS = {"subjects": "focus.subjects", "departments": "participants.departments"}


def ask(talk: Talk, question: Question, path: str) -> None:
    """Ask for the series, one after the other; those from a documented system are offered."""
    titles = [in_words(each) for each in fields.at(talk.data, path) or ()]
    how = lists.offer(talk, question, path, titles)
    picked = lists.pick(talk, path, titles) if how == "change" else ()
    count = len(fields.at(talk.data, path) or ())
    for index in range(count):
        at, everything = f"{path}[{index}]", index in picked
        if count > 1 and (everything or any(_lacking(talk, at))):
            talk.say(f"\n{in_words(fields.at(talk.data, at))}:", "heading")
        _complete(talk, at, everything=everything)
    if count and how in lists.ENDS:
        return
    if not count:
        talk.say(f"\n{question.words(talk.data)}", "heading")
        talk.say(question.ask.why)
        if not _new(talk, path):
            return
    while talk.put(_another(len(fields.at(talk.data, path)))) == "yes":
        _new(talk, path)


def _another(count: int) -> Prompt:
    choices = (Choice("no", "No"), Choice("yes", "Yes"))
    words = "Is there another series?" if count == 1 else f"{count} series. Is there another?"
    return Prompt(name=f"another:{PATH}", words=words, choices=choices, current="no")


def _question(key: str) -> Question:
    return fields.by_path()[f"{PATH}[].{key}"]


def _new(talk: Talk, path: str) -> bool:
    """Ask for one more series; False where nothing is said of it."""
    stands = list(fields.at(talk.data, path) or ())
    at = f"{path}[{len(stands)}]"
    prompt = prompt_of(talk, _question("name"), f"{at}.name")

    def wrong(name: str) -> str | None:
        return records.taken(stands, "name", name) or checks.wrong(
            talk.answers, at, {"id": "new", "name": name}, about=f"{at}.name"
        )

    programs = None if stands else fields.at(talk.data, "program.name")
    name = programs or talk.put(prompt, str.strip, wrong)  # the first series is the program's own
    named = {"name": name} if name else {}
    record = {"id": people.new_id(talk.data, path, name or "stat"), **named}
    talk.answers.put(at, record, SAID)
    _complete(talk, at, everything=True)
    if set(fields.at(talk.data, at)) <= {"id"} | ({"name"} if programs else set()):
        talk.keep(path, stands or None)
        return False
    return True


def _complete(talk: Talk, at: str, *, everything: bool) -> None:
    """Ask what a series examines and when it meets; else only what a year cannot do without."""
    record = fields.at(talk.data, at)
    several = len(fields.at(talk.data, PATH)) > 1
    nameless = not record.get("name") and not record.get("subject")
    if given.system(talk.answers, f"{at}.id") and nameless and (everything or several):
        records.ask(talk, _question("name"), f"{at}.name")
        if name := fields.at(talk.data, f"{at}.name"):
            talk.keep(f"{at}.id", people.new_id(talk.data, PATH, name))
    elif everything and SAID not in given.labels(talk.answers, f"{at}.id"):
        records.ask(talk, _question("name"), f"{at}.name")
    if everything:
        _examine(talk, at)
    along: set[str] = set()
    for key in _lacking(talk, at, everything=everything):
        if key == "every":
            along = _ask_rhythm(talk, at)
        elif key not in along:
            records.ask(talk, _question(key), f"{at}.{key}")


def _ask_rhythm(talk: Talk, at: str) -> set[str]:
    """Ask how often, and take along the day and the time where they are said as well."""
    prompt = prompt_of(talk, _question("every"), f"{at}.every")
    prompt = replace(prompt, why=f"{prompt.why} Or all at once: {_AT_ONCE}.")
    record = fields.at(talk.data, at)

    def wrong(rhythm: dict[str, str]) -> str | None:
        trial = {**record, **rhythm}
        found = (checks.wrong(talk.answers, at, trial, about=f"{at}.{key}") for key in rhythm)
        return next((each for each in found if each), None)

    rhythm = talk.put(prompt, spoken.rhythm, wrong) or {"every": None}
    for key, answer in rhythm.items():
        talk.keep(f"{at}.{key}", answer)
    return set(rhythm)


def _lacking(talk: Talk, at: str, *, everything: bool = False) -> Iterator[str]:
    """What is asked of a series' rhythm: what has no answer, or everything."""
    for key in ("every", "dates", "on", "at"):
        place = f"{at}.{key}"
        stands = fields.at(talk.data, place) is not None
        by_rule = key == "dates" and fields.at(talk.data, f"{at}.every") is not None
        if not (by_rule or given.settled(talk.answers, place) or (stands and not everything)):
            yield key


def _examine(talk: Talk, at: str) -> None:
    """Ask whether a series has one subject, or takes them in turn, or there is one for each."""
    choices = tuple(_kinds(talk.data))
    if all(each.off for each in choices) or any(
        given.settled(talk.answers, f"{at}.{key}") for key in _TURNS
    ):
        return
    turns, for_each = _question("rotate").ask, _question("for_each").ask
    prompt = Prompt(
        name=f"{at}.examines",
        words="What does it examine?",
        why=f"{turns.example} {for_each.example}",
        help=more_about(turns),
        choices=choices,
        current=_kind(fields.at(talk.data, at)),
        open="Not decided yet, or all at once",
    )
    kind = talk.put(prompt)
    for key in (*_TURNS, *(() if str(kind).startswith("for_each") else ("times",))):
        talk.keep(f"{at}.{key}", None)
    key, _, which = str(kind or "").partition(" ")
    if which:
        talk.keep(f"{at}.{key}", which)
    elif key:
        records.ask(talk, _question(key), f"{at}.{key}")


def _kinds(data: Mapping[str, Any]) -> Iterator[Choice]:
    listed = {name: fields.at(data, path) or () for name, path in _ROSTERS.items()}
    for name, items in listed.items():
        one = name.removesuffix("s")
        off = "" if items else f"no {name} are listed"
        count = f", all {len(items)}" if items else ""
        yield Choice(f"rotate {name}", f"{name.capitalize()} take turns{count}", off=off)
        yield Choice(f"for_each {name}", f"One series for each {one}", off=off)
        yield Choice(one, f"Always the same {one}", off=off)
    off = "" if sum(map(len, listed.values())) > 1 else "fewer than two are listed"
    yield Choice("rotate", "Some of them take turns", off=off)


def _kind(record: Mapping[str, Any]) -> str | None:
    for key in _TURNS:
        if record.get(key):
            return f"{key} {record[key]}" if record[key] in _ROSTERS else key
    return None


def change(talk: Talk, at: str, key: str) -> None:
    """Ask which answer of a series to change, where the year cannot be made of it, and ask it.

    Args:
        talk: the interview.
        at: where the series stands.
        key: the answer that the problem was found at.
    """
    record = fields.at(talk.data, at)
    keys = ["every", "on", "at", *(["times"] if record.get("for_each") else []), "minutes", "room"]
    choices = [Choice(each, _question(each).ask.label) for each in keys]
    own = [each for each in _TAKEN_OUT if record.get(each)]
    choices += [Choice(each, f"Take its {_TAKEN_OUT[each]} out") for each in own]
    choices.append(Choice("out", "Take this series out"))
    current = key if key in (*keys, *own) else "on"
    prompt = Prompt(f"change:{at}", "What do you want to change?", choices=tuple(choices))
    how = talk.put(replace(prompt, current=current, why=in_words(record)))
    if how == "out":
        records.remove(talk, at)
    elif how in own:
        talk.keep(f"{at}.{how}", None)
    else:
        records.ask(talk, _question(str(how)), f"{at}.{how}")


def in_words(record: Mapping[str, Any]) -> str:
    """A series in a few words: "KCStat: every month, second Tuesday, subjects take turns"."""
    parts = [f"every {record['every']}"] if record.get("every") else []
    parts += [str(record[key]) for key in ("on", "at") if record.get(key)]
    if record.get("rotate"):
        turns = record["rotate"]
        parts.append(f"{turns if isinstance(turns, str) else english.listing(turns)} take turns")
    if record.get("for_each"):
        parts.append(f"one for each of the {record['for_each']}")
    if record.get("subject") and not record.get("name"):
        parts.insert(0, f"on {record['subject']}")
    name = f"{record['name']}: " if record.get("name") else ""
    rest = ", ".join(parts)
    return name + rest if name else rest[:1].upper() + rest[1:]

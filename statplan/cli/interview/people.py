"""Questions that somebody or something on the plan's lists answers: people, departments, subjects.

Where the one that is meant is on no list yet, its name is typed, and it is put there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from statplan.cli.ids import Ids
from statplan.cli.interview import checks, meaning
from statplan.cli.interview.given import SAID
from statplan.cli.interview.lists import one_at_a_time, parted
from statplan.cli.interview.prompter import Choice, Prompt
from statplan.cli.interview.prompts import OPEN, prompt_of
from statplan.cli.interview.talk import Talk
from statplan.plan import fields
from statplan.plan.fields import Question

OTHER = "\0other"  # no id looks like it
_PEOPLE = "participants.people"
_KEYS = ("office", "name", "item", "by", "day", "from", "id")


def title_of(record: Mapping[str, Any]) -> str:
    """What people call a record: an office, with the name where it is given, or a name."""
    if record.get("office") and record.get("name"):
        return f"{record['office']} ({record['name']})"
    return next((str(record[key]) for key in _KEYS if record.get(key)), "")


def title_at(data: Mapping[str, Any], rosters: tuple[str, ...], word: str) -> str:
    """What people call the record with an id on one of some lists; else the id itself."""
    for roster in rosters:
        for record in fields.at(data, roster) or ():
            if record.get("id") == word:
                return title_of(record)
    return word


def ask_named(talk: Talk, question: Question, path: str) -> None:
    """Ask for one, or for several, of those on a list."""
    rosters = question.rosters
    stands = fields.at(talk.data, path)
    prompt = replace(
        prompt_of(talk, question, path),
        choices=tuple(_choices(talk, rosters)),
        current=tuple(stands) if isinstance(stands, list) else stands,
        many=meaning.is_list(question),
    )
    if prompt.choices[1:] or (prompt.choices and prompt.many):
        answer = _chosen(talk, prompt, rosters[0])
    else:
        what = "Type an office, as in Chief of Staff." if rosters[0] == _PEOPLE else "Type a name."
        listed = "".join(f"On the list: {each.title}. " for each in prompt.choices)
        why = f"{prompt.why} {listed}{what}".strip()
        current = next((each.title for each in prompt.choices if each.value == stands), None)
        answer = _typed(talk, replace(prompt, why=why), rosters[0], current)
    talk.keep(path, list(answer) if prompt.many and answer else answer or None)


def _choices(talk: Talk, rosters: tuple[str, ...]) -> Iterator[Choice]:
    for roster in rosters:
        for record in fields.at(talk.data, roster) or ():
            yield Choice(record["id"], title_of(record))


def _chosen(talk: Talk, prompt: Prompt, roster: str) -> Any:  # noqa: ANN401 - one id or several
    person = roster == _PEOPLE
    other = Choice(OTHER, "Somebody else" if person else "Another one")
    choices = (*prompt.choices, other)
    answer = talk.put(replace(prompt, choices=choices, open="" if prompt.many else OPEN))
    words = "Who, then? Type the office." if person else "Which, then? Type its name."
    typed = replace(prompt, name=f"new:{prompt.name}", words=words, why="")
    if answer == OTHER:
        return _typed(talk, typed, roster)
    if isinstance(answer, tuple) and OTHER in answer:
        listed = [each for each in answer if each != OTHER]
        return list(dict.fromkeys((*listed, *(_typed(talk, typed, roster) or ()))))
    return answer


def _typed(talk: Talk, prompt: Prompt, roster: str, current: str | None = None) -> Any:  # noqa: ANN401 - one id or several
    """Ask for names, put each on its list, and return the ids; one id where one is asked for."""
    ends = f"{prompt.why} {one_at_a_time()}".strip() if prompt.many else prompt.why
    many = prompt.many
    prompt = replace(
        prompt, choices=(), many=False, current=current, why=ends, open="", several=many
    )
    found: list[str] = []

    def meant(reply: str) -> list[str]:
        return parted(reply) if many else [reply]

    def wrong(names: list[str]) -> str | None:
        new = (name for name in names if known(talk.data, roster, name) is None)
        reasons = (wrong_name(talk, roster, name) for name in new)
        return next((each for each in reasons if each), None)

    while True:
        names = talk.put(prompt, meant, wrong)
        if names is None:
            return found or None
        found += [enlist(talk, roster, name) for name in names]
        if not many:
            return found[0]
        if names[1:]:
            return found  # who gives several at once gives them all
        prompt = replace(prompt, words="And who else?", why="")


def key_of(roster: str) -> str:
    """The answer by which people know a record of a list."""
    return "office" if roster == _PEOPLE else "name"


def known(data: Mapping[str, Any], roster: str, name: str) -> str | None:
    """The id of the record that stands on a list under a name, or None."""
    wanted = " ".join(name.split()).casefold()
    for record in fields.at(data, roster) or ():
        names = (record.get(key_of(roster)), title_of(record), record["id"])
        if wanted in {str(each).casefold() for each in names}:
            return str(record["id"])
    return None


def wrong_name(talk: Talk, roster: str, name: str) -> str | None:
    """What is wrong with the name of a new record, or None."""
    place = f"{roster}[{len(fields.at(talk.data, roster) or ())}]"
    key = key_of(roster)
    return checks.wrong(talk.answers, place, {"id": "new", key: name}, about=f"{place}.{key}")


def enlist(talk: Talk, roster: str, name: str) -> str:
    """Put somebody or something on a list, unless it stands there, and return the id."""
    found = known(talk.data, roster, name)
    if found:
        return found
    record = {"id": new_id(talk.data, roster, name), key_of(roster): " ".join(name.split())}
    talk.answers.put(f"{roster}[{len(fields.at(talk.data, roster) or ())}]", record, SAID)
    return record["id"]


def new_id(data: Mapping[str, Any], path: str, name: str) -> str:
    """An id for a record with a name, unlike the others of its list."""
    return Ids(value for _, value in fields.places(data, f"{path}[].id")).new(name)

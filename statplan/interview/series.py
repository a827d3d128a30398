"""The series: what each examines, how often, on which day, at what time."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from statplan.errors import Words
from statplan.interview import lists, parse_reply, people, provenance, records, validate
from statplan.interview.prompt import Prompt, PromptChoice
from statplan.interview.prompt_text import build_prompt, format_help
from statplan.interview.provenance import FROM_PERSON
from statplan.interview.shared_turns import ask_shared_turns, format_turn
from statplan.interview.state import InterviewState
from statplan.plan import english, questions
from statplan.plan.lookup import ROSTER_PATHS, split_turn
from statplan.plan.paths import get_answer
from statplan.plan.questions import Question, is_applicable_at

SERIES_PATH = "frequency.series"
_RHYTHM_EXAMPLE = "monthly, second Tuesday, 2 pm"
_SUBJECT_KEYS = ("subject", "department", "rotate", "for_each")
_ONE_KEYS = ("subject", "department")
_SEVERAL = "several"
_WORDS = {"subjects": "topics", "departments": "departments"}  # what people call them
_REMOVABLE = {"changes": "changes of rule", "exceptions": "exceptions", "groups": "groups"}


def ask_series(state: InterviewState, question: Question, path: str) -> None:
    """Ask for the series, one after the other; those from a documented system are offered."""
    titles = [describe_series(record) for record in get_answer(state.answer_tree, path) or ()]
    action = lists.offer_list(state, question, path, titles)
    picked_indexes = lists.pick_indexes(state, path, titles) if action == "change" else ()
    count = len(get_answer(state.answer_tree, path) or ())
    for index in range(count):
        record_path, everything = f"{path}[{index}]", index in picked_indexes
        if count > 1 and (everything or any(_iter_missing_keys(state, record_path))):
            title = describe_series(get_answer(state.answer_tree, record_path))
            state.show(f"\n{title}:", "heading")
        _complete_series(state, record_path, everything=everything)
    if count and action in lists.FINAL_ACTIONS:
        return
    if not count:
        state.show(f"\n{question.format_question(state.answer_tree)}", "heading")
        state.show(question.ask.why)
        if not _add_series(state, path):
            return
    while state.ask(_build_another_prompt(len(get_answer(state.answer_tree, path)))) == "yes":
        _add_series(state, path)


def _build_another_prompt(count: int) -> Prompt:
    choices = (PromptChoice("no", "No"), PromptChoice("yes", "Yes"))
    words = "Is there another series?" if count == 1 else f"{count} series. Is there another?"
    return Prompt(name=f"another:{SERIES_PATH}", words=words, choices=choices, current="no")


def _find_question(key: str) -> Question:
    return questions.index_questions()[f"{SERIES_PATH}[].{key}"]


def _add_series(state: InterviewState, path: str) -> bool:
    """Ask for one more series; False where nothing is said of it."""
    existing = list(get_answer(state.answer_tree, path) or ())
    record_path = f"{path}[{len(existing)}]"
    prompt = build_prompt(state, _find_question("name"), f"{record_path}.name")

    def find_error(name: str) -> Words | None:
        return records.find_duplicate_error(existing, "name", name) or validate.find_answer_error(
            state.answers,
            record_path,
            {"id": "new", "name": name},
            question_path=f"{record_path}.name",
        )

    program_name = None if existing else get_answer(state.answer_tree, "program.name")
    # The first series is the program's own.
    name = program_name or state.ask(prompt, str.strip, find_error)
    named = {"name": name} if name else {}
    record = {"id": people.create_record_id(state.answer_tree, path, name or "stat"), **named}
    state.answers.set_answer(record_path, record, FROM_PERSON)
    _complete_series(state, record_path, everything=True)
    prefilled_keys = {"id", "name"} if program_name else {"id"}
    if set(get_answer(state.answer_tree, record_path)) <= prefilled_keys:
        state.set_answer(path, existing or None)
        return False
    return True


def _complete_series(state: InterviewState, record_path: str, *, everything: bool) -> None:
    """Ask what a series examines and when it meets; else only what a year cannot do without."""
    record = get_answer(state.answer_tree, record_path)
    has_several = len(get_answer(state.answer_tree, SERIES_PATH)) > 1
    is_nameless = not record.get("name") and not record.get("subject")
    if (
        provenance.find_system(state.answers, f"{record_path}.id")
        and is_nameless
        and (everything or has_several)
    ):
        records.ask_by_kind(state, _find_question("name"), f"{record_path}.name")
        if name := get_answer(state.answer_tree, f"{record_path}.name"):
            state.set_answer(
                f"{record_path}.id", people.create_record_id(state.answer_tree, SERIES_PATH, name)
            )
    elif everything and FROM_PERSON not in provenance.iter_labels(
        state.answers, f"{record_path}.id"
    ):
        records.ask_by_kind(state, _find_question("name"), f"{record_path}.name")
    if everything:
        _ask_subject(state, record_path)
    answered_keys: set[str] = set()
    for key in _iter_missing_keys(state, record_path, everything=everything):
        if key == "every":
            answered_keys = _ask_rhythm(state, record_path)
        elif key not in answered_keys:
            records.ask_by_kind(state, _find_question(key), f"{record_path}.{key}")


def _ask_rhythm(state: InterviewState, record_path: str) -> set[str]:
    """Ask how often, and take along the day and the time where they are said as well."""
    prompt = build_prompt(state, _find_question("every"), f"{record_path}.every")
    prompt = replace(prompt, why=f"{prompt.why} Or all at once: {_RHYTHM_EXAMPLE}.")
    record = get_answer(state.answer_tree, record_path)

    def find_error(rhythm: dict[str, Any]) -> Words | None:
        trial = {**record, **rhythm}
        errors = (
            validate.find_answer_error(
                state.answers, record_path, trial, question_path=f"{record_path}.{key}"
            )
            for key in rhythm
        )
        return next((error for error in errors if error), None)

    rhythm = state.ask(
        prompt,
        lambda reply: parse_reply.parse_rhythm(reply, state.phrase_context),
        find_error,
        parse_reply.explain_rhythm,
    ) or {"every": None}
    for key, answer in rhythm.items():
        state.set_answer(f"{record_path}.{key}", answer)
        state.answered_along.add(f"{record_path}.{key}")
    return set(rhythm)


def _iter_missing_keys(
    state: InterviewState, record_path: str, *, everything: bool = False
) -> Iterator[str]:
    """Yield what is asked of a series' rhythm: what has no answer, or everything."""
    for key in ("every", "dates", "on", "at"):
        answer_path = f"{record_path}.{key}"
        is_answered = get_answer(state.answer_tree, answer_path) is not None
        interval = get_answer(state.answer_tree, f"{record_path}.every")
        by_rule = key == "dates" and (
            interval is not None or _needs_no_interval(state, record_path)
        )
        needs_none = key in {"every", "on"} and not is_answered
        if not (
            by_rule
            or (needs_none and _needs_no_interval(state, record_path))
            or provenance.is_preset(state.answers, answer_path)
            or (is_answered and not everything)
        ):
            yield key


def _needs_no_interval(state: InterviewState, record_path: str) -> bool:
    """Return whether a series has an RRULE, or follows another one."""
    record = get_answer(state.answer_tree, record_path)
    every_path = f"{record_path}.every"
    return not record.get("dates") and not is_applicable_at(
        _find_question("every"), state.answer_tree, every_path
    )


def _ask_subject(state: InterviewState, record_path: str) -> None:
    """Ask whether a series has one topic or several, takes them in turn, or is one for each.

    The day is asked after this: a series for each department may name several days.
    """
    choices = tuple(_iter_kinds(state.answer_tree))
    if all(choice.disabled_reason for choice in choices) or any(
        provenance.is_preset(state.answers, f"{record_path}.{key}") for key in _SUBJECT_KEYS
    ):
        return
    rotate_ask, for_each_ask = _find_question("rotate").ask, _find_question("for_each").ask
    prompt = Prompt(
        name=f"{record_path}.examines",
        words="What does it examine?",
        why=f"{rotate_ask.example} {for_each_ask.example}",
        help=format_help(rotate_ask),
        choices=choices,
        current=_find_kind(get_answer(state.answer_tree, record_path)),
        open="Not decided yet, or all at once",
    )
    kind = state.ask(prompt)
    former_turns = get_answer(state.answer_tree, f"{record_path}.rotate")
    for key in (*_SUBJECT_KEYS, *(() if str(kind).startswith("for_each") else ("times",))):
        state.set_answer(f"{record_path}.{key}", None)
    key, _, roster_name = str(kind or "").partition(" ")
    if roster_name == _SEVERAL:
        records.ask_by_kind(state, _find_question(key), f"{record_path}.{key}")
    elif key in _ONE_KEYS:
        path = f"{record_path}.{key}"
        people.ask_from_roster(state, _find_question(key), path, many=False)
    elif roster_name:
        state.set_answer(f"{record_path}.{key}", roster_name)
    elif key:
        question = _find_question(key)
        records.ask_by_kind(state, question, f"{record_path}.{key}")
        if key == "rotate":
            ask_shared_turns(state, f"{record_path}.{key}", question.rosters, former_turns)
    forget_lost_turn(state, record_path)


def forget_lost_turn(state: InterviewState, record_path: str) -> None:
    """Take out whose turn is first where nobody takes turns any more, or they have none."""
    path = f"{record_path}.first_turn"
    turns = get_answer(state.answer_tree, f"{record_path}.rotate")
    if isinstance(turns, str):
        entries = get_answer(state.answer_tree, ROSTER_PATHS[turns]) or ()
        turns = [entry.get("id") for entry in entries]
    members = [member for turn in turns or () for member in split_turn(turn)]
    if get_answer(state.answer_tree, path) not in {None, *members}:
        state.set_answer(path, None)


def _iter_kinds(answers: Mapping[str, Any]) -> Iterator[PromptChoice]:
    listed = {name: get_answer(answers, path) or () for name, path in ROSTER_PATHS.items()}
    for name, entries in listed.items():
        singular, words = name.removesuffix("s"), _WORDS[name]
        off = "" if entries else f"no {words} are listed"
        count = f", all {len(entries)}" if entries else ""
        yield PromptChoice(
            f"rotate {name}", f"{words.capitalize()} take turns{count}", disabled_reason=off
        )
        word = words.removesuffix("s")
        yield PromptChoice(
            f"for_each {name}", f"One recurring meeting for each {word}", disabled_reason=off
        )
        yield PromptChoice(singular, f"Always the same {word}", disabled_reason=off)
        few = off or ("" if entries[1:] else f"only one of the {words} is listed")
        yield PromptChoice(
            f"{singular} {_SEVERAL}", f"Several {words} share each meeting", disabled_reason=few
        )
    off = "" if sum(map(len, listed.values())) > 1 else "fewer than two are listed"
    yield PromptChoice("rotate", "Some of them take turns", disabled_reason=off)


def _find_kind(record: Mapping[str, Any]) -> str | None:
    for key in _SUBJECT_KEYS:
        if isinstance(record.get(key), list) and key in _ONE_KEYS:
            return f"{key} {_SEVERAL}"
        if record.get(key):
            return f"{key} {record[key]}" if str(record[key]) in ROSTER_PATHS else key
    return None


def change_series(state: InterviewState, record_path: str, key: str) -> None:
    """Ask which answer of a series to change, where the year cannot be made of it, and ask it.

    Args:
        state: the interview.
        record_path: where the series stands.
        key: the answer that the problem was found at.
    """
    record = get_answer(state.answer_tree, record_path)
    keys = ["every", "on", "at", *(["times"] if record.get("for_each") else []), "minutes", "room"]
    choices = [
        PromptChoice(answer_key, _find_question(answer_key).ask.label) for answer_key in keys
    ]
    removable_keys = [answer_key for answer_key in _REMOVABLE if record.get(answer_key)]
    choices += [
        PromptChoice(answer_key, f"Take its {_REMOVABLE[answer_key]} out")
        for answer_key in removable_keys
    ]
    choices.append(PromptChoice("out", "Take this series out"))
    current = key if key in (*keys, *removable_keys) else "on"
    prompt = Prompt(f"change:{record_path}", "What do you want to change?", choices=tuple(choices))
    reply = state.ask(replace(prompt, current=current, why=describe_series(record)))
    if reply == "out":
        records.remove_record(state, record_path)
    elif reply in removable_keys:
        state.set_answer(f"{record_path}.{reply}", None)
    else:
        records.ask_by_kind(state, _find_question(str(reply)), f"{record_path}.{reply}")


def describe_series(record: Mapping[str, Any]) -> str:
    """Describe a series: "KCStat: every month, second Tuesday, subjects take turns"."""
    parts = [f"every {record['every']}"] if record.get("every") else []
    parts += [f"by the rule {record['rule']}"] if record.get("rule") else []
    parts += [str(record[key]) for key in ("on", "at") if record.get(key)]
    if record.get("not_in"):
        parts.append(f"not in {english.format_list(map(str, record['not_in']))}")
    if record.get("rotate"):
        turns = record["rotate"]
        names = turns if isinstance(turns, str) else english.format_list(map(format_turn, turns))
        parts.append(f"{names} take turns")
    if record.get("for_each"):
        parts.append(f"one for each of the {record['for_each']}")
    if record.get("subject") and not record.get("name"):
        ids = [record["subject"]] if isinstance(record["subject"], str) else record["subject"]
        parts.insert(0, f"on {english.format_list(map(str, ids))}")
    name = f"{record['name']}: " if record.get("name") else ""
    rest = ", ".join(parts)
    return name + rest if name else rest[:1].upper() + rest[1:]

"""`statplan explain`: a rule by its code, a question or a setting by its path, or all rules."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from statplan import screen
from statplan.advice import RETIRED, Rule, by_code, group_of
from statplan.cli import rulebook
from statplan.cli.report.width import wrap
from statplan.cli.selecting import near_code
from statplan.errors import StatplanError
from statplan.plan import fields
from statplan.plan.advice import Limits
from statplan.plan.fields import Question
from statplan.plan.section import Section
from statplan.plan.slots import SlotWeights
from statplan.systems import sources

_WIDTH = 80
_FORMS = ("text", "md", "json")
_SETTINGS: dict[str, type[Section]] = {
    "advice.limits": Limits,
    "frequency.slots.weights": SlotWeights,
}


def run(what: str | None, form: str, *, everything: bool) -> None:
    """Print what there is to know about a code or a path, or about all rules.

    Raises:
        StatplanError: there is no such code, path or format (exit code 2).
    """
    if form not in _FORMS:
        fact = f"--format: '{form[:40]}' is none."
        raise StatplanError(fact, hint="Write text, md or json.", exit_code=2)
    if everything == (what is not None):
        hint = "Write `statplan explain SP504`, `statplan explain leadership.attends` or --all."
        raise StatplanError("explain takes a code, a path or --all.", hint=hint, exit_code=2)
    screen.show_data(_told(what, form).encode())


def _told(what: str | None, form: str) -> str:
    if what is None:
        if form == "json":
            return rulebook.as_json()
        return rulebook.page() if form == "md" else "\n".join(_listed()) + "\n"
    rule = _rule(what)
    if rule and form == "json":
        return rulebook.as_json((rule,))
    if rule:
        lines = rulebook.section(rule, "#") if form == "md" else _of_rule(rule)
        return "\n".join(lines) + "\n"
    if form != "text":
        fact = f"only rules are written as {form}, and '{what[:40]}' is none."
        raise StatplanError(fact, hint="Leave --format out.", exit_code=2)
    return "\n".join(_of_path(what)) + "\n"


def _rule(what: str) -> Rule | None:
    code = what.upper()
    if code in RETIRED:
        fact = f"{code} is no rule any more, since version {RETIRED[code]}."
        raise StatplanError(fact, exit_code=2)
    named = {each.name: each for each in by_code().values()}
    return by_code().get(code) or named.get(what.lower())


def _listed() -> Iterator[str]:
    """Every code with its severity and title, and every question and setting by its path."""
    for each in by_code().values():
        yield from wrap(each.title, _WIDTH, " " * 16, f"{each.code}  {each.severity:7} ")
    yield ""
    for question in fields.questions():
        yield from wrap(question.ask.label, _WIDTH, "    ", f"{question.path}: ")
    yield ""
    yield from _settings()


def _settings(within: str = "") -> Iterator[str]:
    """The settings at a path or within it, each with its path."""
    for path, words in _all_settings():
        if fields.within(path, within) or not within:
            yield from wrap(words, _WIDTH, "    ", f"{path}: ")


def _all_settings() -> Iterator[tuple[str, str]]:
    for group, model in _SETTINGS.items():
        for name, field in model.model_fields.items():
            yield f"{group}.{name}", f"{field.description} Left open, it is {field.default}."


def _of_rule(rule: Rule) -> Iterator[str]:
    yield f"{rule.code} {rule.name} ({rule.severity}; {group_of(rule.code).lower()})"
    yield ""
    yield from wrap(rule.title, _WIDTH)
    for name, words in rule.parts.items():
        yield ""
        yield name
        yield from wrap(words, _WIDTH, "  ")
    yield ""
    yield "Sources"
    yield from _sources(rule.sources)
    if rule.check:
        yield ""
        yield "To silence it, write in the plan"
        yield from ("  advice:", "    silence:", f"      {rule.code}: the reason")


def _sources(keys: tuple[str, ...]) -> Iterator[str]:
    known = sources()
    for key in keys:
        source = known.get(key)
        words = f"{key}: {source.title}. {source.where}" if source else "none but us"
        yield from wrap(words, _WIDTH, "    ", "  ")


def _of_path(what: str) -> Iterator[str]:
    path = re.sub(r"\[[^\]]*\]", "[]", what)
    question = fields.by_path().get(path)
    inner = [each for each in fields.questions() if fields.within(each.path, path)]
    settings = dict(_all_settings())
    if question:
        yield from _of_question(question)
    elif inner:
        for each in inner:
            yield from wrap(each.words({}), _WIDTH, "    ", f"{each.path}: ")
        yield from _settings(path)
    elif path in settings:
        yield path
        yield from wrap(settings[path], _WIDTH, "  ")
    elif any(fields.within(each, path) for each in settings):
        yield from _settings(path)
    else:
        raise _unknown(what)


def _unknown(what: str) -> StatplanError:
    named = [*(each.name for each in by_code().values()), *fields.by_path()]
    near = near_code(what, list(by_code())) or next(iter(get_close_matches(what, named, n=1)), "")
    hint = f"Did you mean {near}?" if near else "See `statplan explain --all`."
    fact = f"'{what[:80]}' is no code of a rule and no question of the plan."
    return StatplanError(fact, hint=hint, exit_code=2)


def _of_question(question: Question) -> Iterator[str]:
    from statplan.plan.words import shown
    from statplan.plan.writing import choices_of

    ask = question.ask
    yield f"{question.path} ({ask.label})"
    yield ""
    yield from wrap(question.words({}), _WIDTH)
    for name, words in (
        ("Why it matters", ask.why),
        ("Example", ask.example),
        ("Suggested", ask.suggest),
        ("It is one of", ", ".join(choices_of(question))),
        ("Asked", _condition(question)),
    ):
        if words:
            yield ""
            yield name
            yield from wrap(words, _WIDTH, "  ")
    default = question.field.default
    if default is not None and not question.field.is_required():
        yield ""
        yield from wrap(f"Left open, it is {shown(default)}.", _WIDTH)
    if ask.source:
        yield ""
        yield "Source"
        yield from _sources((ask.source,))


def _condition(question: Question) -> str:
    only_if = question.ask.only_if
    if only_if is None:
        return "of everybody" if question.ask.depth == "essential" else "when somebody goes deeper"
    values = only_if.is_ or only_if.not_
    told = " or ".join("not stated" if each is None else str(each) for each in values)
    return f"only where {only_if.path} is {'' if only_if.is_ else 'not '}{told}"

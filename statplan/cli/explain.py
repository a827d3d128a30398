"""`statplan explain`: a rule by its code, a question or a setting by its path, or all rules."""

from collections.abc import Iterator

from statplan import screen
from statplan.advice.catalogue import RETIRED, find_group_name, index_rules
from statplan.advice.report import rulebook
from statplan.advice.report.text_width import wrap_text
from statplan.advice.rule import Rule
from statplan.advice.rule_selection import suggest_code
from statplan.errors import Command, Remedy, StatplanError
from statplan.plan import questions
from statplan.plan.advice_settings import Limits
from statplan.plan.ask import OnlyIf
from statplan.plan.base import Section
from statplan.plan.paths import is_within, strip_indexes
from statplan.plan.questions import Question
from statplan.plan.slot_preferences import SlotWeights
from statplan.spelling import find_similar_word, suggest_words
from statplan.systems import load_sources

_WIDTH = 80
_FORMS = ("text", "md", "json")
_DEPTH_WORDS = {
    "file": "never; it is a key of the plan file",
    "readiness": "by statplan init --section readiness",
}
_SETTINGS: dict[str, type[Section]] = {
    "advice.limits": Limits,
    "frequency.slots.weights": SlotWeights,
}


def run_explain(query: str | None, form: str, *, everything: bool) -> None:
    """Print what there is to know about a code or a path, or about all rules.

    Raises:
        StatplanError: there is no such code, path or format (exit code 2).
    """
    if form not in _FORMS:
        fact = f"--format: '{form[:40]}' is none."
        raise StatplanError(fact, remedy="Write text, md or json.", exit_code=2)
    if everything == (query is not None):
        remedy = Remedy(
            "Write ",
            Command("explain", "SP504"),
            ", ",
            Command("explain", "leadership.attends"),
            " or --all.",
        )
        raise StatplanError("explain takes a code, a path or --all.", remedy=remedy, exit_code=2)
    screen.print_bytes(_explain_query(query, form).encode())


def _explain_query(query: str | None, form: str) -> str:
    if query is None:
        if form == "json":
            return rulebook.render_json()
        return rulebook.render_page() if form == "md" else "\n".join(_list_everything()) + "\n"
    rule = _find_rule(query)
    if rule and form == "json":
        return rulebook.render_json((rule,))
    if rule:
        lines = rulebook.render_rule(rule, "#") if form == "md" else _explain_rule(rule)
        return "\n".join(lines) + "\n"
    if form != "text":
        fact = f"only rules are written as {form}, and '{query[:40]}' is none."
        raise StatplanError(fact, remedy="Leave --format out.", exit_code=2)
    return "\n".join(_explain_path(query)) + "\n"


def _find_rule(query: str) -> Rule | None:
    code = query.upper()
    if code in RETIRED:
        fact = f"{code} is no rule any more, since version {RETIRED[code]}."
        raise StatplanError(fact, exit_code=2)
    named = {rule.name: rule for rule in index_rules().values()}
    return index_rules().get(code) or named.get(query.lower())


def _list_everything() -> Iterator[str]:
    """List every code with its severity and title, and every question and setting by its path."""
    for rule in index_rules().values():
        yield from wrap_text(rule.title, _WIDTH, " " * 16, f"{rule.code}  {rule.severity:7} ")
    yield ""
    for question in questions.list_questions():
        yield from wrap_text(question.ask.label, _WIDTH, "    ", f"{question.path}: ")
    yield ""
    yield from _list_settings()


def _list_settings(parent_path: str = "") -> Iterator[str]:
    """List the settings at a path or within it, each with its path."""
    for path, words in _describe_settings():
        if is_within(path, parent_path) or not parent_path:
            yield from wrap_text(words, _WIDTH, "    ", f"{path}: ")


def _describe_settings() -> Iterator[tuple[str, str]]:
    for group, model in _SETTINGS.items():
        for name, field in model.model_fields.items():
            yield f"{group}.{name}", f"{field.description} Left open, it is {field.default}."


def _explain_rule(rule: Rule) -> Iterator[str]:
    yield f"{rule.code} {rule.name} ({rule.severity}; {find_group_name(rule.code).lower()})"
    yield ""
    yield from wrap_text(rule.title, _WIDTH)
    for name, words in rule.sections.items():
        yield ""
        yield name
        yield from wrap_text(words, _WIDTH, "  ")
    yield ""
    yield "Sources"
    yield from _list_sources(rule.sources)
    if rule.check:
        yield ""
        yield "To silence it, write in the plan"
        yield from ("  advice:", "    silence:", f"      {rule.code}: the reason")


def _list_sources(source_keys: tuple[str, ...]) -> Iterator[str]:
    sources_by_key = load_sources()
    for source_key in source_keys:
        source = sources_by_key.get(source_key)
        words = f"{source_key}: {source.title}. {source.where}" if source else "none but us"
        yield from wrap_text(words, _WIDTH, "    ", "  ")


def _explain_path(query: str) -> Iterator[str]:
    path = strip_indexes(query)
    question = questions.index_questions().get(path)
    inner = [nested for nested in questions.list_questions() if is_within(nested.path, path)]
    settings = dict(_describe_settings())
    if question:
        yield from _explain_question(question)
    elif inner:
        for nested in inner:
            yield from wrap_text(nested.format_question({}), _WIDTH, "    ", f"{nested.path}: ")
        yield from _list_settings(path)
    elif path in settings:
        yield path
        yield from wrap_text(settings[path], _WIDTH, "  ")
    elif any(is_within(setting_path, path) for setting_path in settings):
        yield from _list_settings(path)
    else:
        raise _build_unknown_error(query)


def _build_unknown_error(query: str) -> StatplanError:
    named = [*(rule.name for rule in index_rules().values()), *questions.index_questions()]
    near = suggest_code(query, list(index_rules())) or find_similar_word(query, named)
    remedy = suggest_words(near) if near else Remedy("See ", Command("explain", "--all"), ".")
    fact = f"'{query[:80]}' is no code of a rule and no question of the plan."
    return StatplanError(fact, remedy=remedy, exit_code=2)


def _explain_question(question: Question) -> Iterator[str]:
    from statplan.plan.quotation import quote_answer

    ask = question.ask
    yield f"{question.path} ({ask.label})"
    yield ""
    yield from wrap_text(question.format_question({}), _WIDTH)
    for name, words in (
        ("Why it matters", ask.why),
        ("Example", ask.example),
        ("Suggested", ask.suggest),
        ("It is one of", _describe_choices(question)),
        ("Asked", _describe_condition(question)),
    ):
        if words:
            yield ""
            yield name
            yield from wrap_text(words, _WIDTH, "  ")
    default = question.field.default
    if default is not None and not question.field.is_required():
        yield ""
        yield from wrap_text(f"Left open, it is {quote_answer(default)}.", _WIDTH)
    if ask.source:
        yield ""
        yield "Source"
        yield from _list_sources((ask.source,))


def _describe_choices(question: Question) -> str:
    """Describe the choices of a question, and how other words answer it where they may."""
    choices = ", ".join(questions.list_choices(question))
    own_words = ', or "other: " and your own words'
    return f"{choices}{own_words}" if questions.find_other_choices(question) else choices


def _describe_condition(question: Question) -> str:
    """Describe whom a question is asked: its depth, and the answer that it depends on."""
    only_if = question.ask.only_if
    if question.depth in _DEPTH_WORDS:
        return _DEPTH_WORDS[question.depth]
    if only_if is None:
        return "of everybody" if question.depth == "essential" else "when somebody goes deeper"
    return f"only where {' and '.join(map(_describe_one_condition, only_if.conditions))}"


def _describe_one_condition(condition: OnlyIf) -> str:
    values = condition.is_ or condition.not_ or (condition.likeness,)
    choices = " or ".join("not stated" if choice is None else str(choice) for choice in values)
    paths = (
        f"{condition.path} or {condition.or_in_list}" if condition.or_in_list else condition.path
    )
    return f"{paths} is {'' if condition.is_ else 'not '}{choices}"

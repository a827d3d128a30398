"""The context of a charter: the plan, its schedule, and names for the ids in them."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from statplan.charter.grammar import add_article, capitalize_title
from statplan.plan import lookup, questions
from statplan.plan.english import format_list
from statplan.plan.focus import Priority, Subject
from statplan.plan.model import Plan
from statplan.plan.participants import Department, Person
from statplan.plan.paths import get_answer, strip_indexes
from statplan.plan.questions import Question
from statplan.plan.series import Series
from statplan.plan.unlisted_people import list_principal_offices
from statplan.schedule.model import Schedule
from statplan.schedule.series_rules import SeriesRule, build_series_rules


def find_label(path: str) -> str:
    """Return the short name of the answer at a path, whatever numbers the path has."""
    return find_question(path).ask.label


def find_question(path: str) -> Question:
    """Return the question of the answer at a path, whatever numbers the path has."""
    return questions.index_questions()[strip_indexes(path)]


def _index_names(records: Iterable[Subject | Priority | Department] | None) -> dict[str, str]:
    return {record.id: record.name for record in records or ()}


@dataclass(frozen=True)
class CharterContext:
    """The plan and its schedule, with what is looked up in them."""

    plan: Plan
    schedule: Schedule

    @cached_property
    def answers(self) -> dict[str, Any]:
        """The answers as plain data, defaults among them."""
        return self.plan.model_dump(mode="json", by_alias=True, exclude_none=True)

    @cached_property
    def people(self) -> dict[str, Person]:
        """Everybody on the roster."""
        return {person.id: person for person in self.plan.participants.people or ()}

    @cached_property
    def subjects(self) -> dict[str, str]:
        """The subjects' names."""
        return _index_names(self.plan.focus.subjects)

    @cached_property
    def priorities(self) -> dict[str, str]:
        """The priorities' names."""
        return _index_names(self.plan.focus.priorities)

    @cached_property
    def departments(self) -> dict[str, str]:
        """The departments' names."""
        return _index_names(self.plan.participants.departments)

    @cached_property
    def _stated_answers(self) -> dict[str, Any]:
        return self.plan.model_dump(mode="json", by_alias=True, exclude_unset=True)

    def name_office(self, person_id: str) -> str:
        """Name somebody by office alone, within a sentence: "the Budget Director"."""
        return add_article(lookup.format_office(self.plan, person_id))

    def name_offices(self, person_ids: Iterable[str]) -> list[str]:
        """Name several people by office alone, within a sentence."""
        return [self.name_office(person_id) for person_id in person_ids]

    def name_person(self, person_id: str | None) -> str:
        """Name somebody by office, and by name where it is given: "Budget Director (name)"."""
        return lookup.format_job_title(self.plan, person_id) if person_id else ""

    def name_topics(self, topic_ids: Iterable[str]) -> list[str]:
        """Name the subjects or departments that take turns."""
        names = self.subjects | self.departments
        return [names.get(topic_id, topic_id) for topic_id in topic_ids]

    def name_series(self, series: Series) -> str:
        """Name a series: by its name, or by the program's and its subject's."""
        program = self.plan.program.name
        if series.name:
            return series.name
        if program and not series.subject and len(self.plan.frequency.series or ()) == 1:
            return program
        topics = () if series.department else series.examined_ids
        subject = format_list(self.name_topics(topics)) or series.id
        return f"{program}: {subject}" if program else subject

    @property
    def principals(self) -> list[str]:
        """The offices of the chief executive: one, or two who lead together."""
        offices = list_principal_offices(self.plan)
        return list(map(capitalize_title, offices)) if self.plan.leadership.form else offices

    @property
    def principal(self) -> str:
        """The chief executive within a sentence: "the Mayor and the City Manager"."""
        return " and ".join(map(add_article, self.principals))

    @property
    def is_scheduled(self) -> bool:
        """True if some meeting of the year has a date, or had one that was left out."""
        return bool(self.schedule.meetings or self.schedule.omitted)

    def is_on_calendar(self, series: Series) -> bool:
        """Tell whether the meetings of a series have dates in this year, or could have."""
        undecided_ids = {undecided.series for undecided in self.schedule.undecided}
        return self.is_scheduled and series.id not in undecided_ids

    @property
    def is_chaired_by_another(self) -> bool:
        """True if somebody else chairs every meeting, though the chief executive attends some."""
        leadership = self.plan.leadership
        principals = leadership.principal or ()
        is_partly_there = leadership.attends in {"first of each month", "first", "some"}
        return is_partly_there and leadership.chair not in {None, *principals}

    def choose_verb(self, singular: str, plural: str) -> str:
        """Choose the verb's form for the chief executive: attends, attend."""
        return singular if len(self.principals) == 1 else plural

    def is_answered(self, path: str) -> bool:
        """Tell whether somebody gave an answer."""
        return get_answer(self._stated_answers, path) is not None

    def is_default(self, path: str) -> bool:
        """Tell whether the tool uses a default of its own for at least one series."""
        series = get_answer(self._stated_answers, "frequency.series") or []
        series_path = path.removeprefix("frequency.")
        is_set_by_series = bool(series) and all(
            get_answer(series_answers, series_path) is not None for series_answers in series
        )
        return not self.is_answered(path) and not is_set_by_series


Policy = TypeVar("Policy", bound=Hashable)
Qualifier = Callable[[str], str]


def group_series_by_policy(
    context: CharterContext,
    policy_of: Callable[[SeriesRule], Policy],
    default_policy: Policy | None = None,
) -> Iterator[tuple[Qualifier, Policy]]:
    """Yield each policy with its qualifier, in the order in which the plan names the series.

    Where the plan names series and none has a rule yet, only `default_policy` is yielded.

    The qualifier makes "a meeting of BlightSTAT" of "a meeting" where another series has another
    policy, and changes nothing where all share one.
    """
    names = {
        f"frequency.series[{index}]": context.name_series(series)
        for index, series in enumerate(context.plan.frequency.series or ())
    }
    names_by_policy: dict[Policy, dict[str, None]] = {}
    rules, _, _ = build_series_rules(context.plan, context.schedule.first)
    for rule in rules:
        names_by_policy.setdefault(policy_of(rule), {})[names[rule.path]] = None
    if names and not rules and default_policy is not None:
        yield _build_qualifier([]), default_policy
    for policy, series_names in names_by_policy.items():
        yield _build_qualifier([] if len(names_by_policy) == 1 else list(series_names)), policy


def _build_qualifier(series_names: list[str]) -> Qualifier:
    return lambda meeting: f"{meeting} of {format_list(series_names)}" if series_names else meeting

"""The sources of answers: the command line and its files, the stronger over the weaker."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from statplan import screen, systems
from statplan.interview.provenance import FROM_PLAN, FROM_SUGGESTION
from statplan.plan import loader, questions
from statplan.plan.answers import Answers, parse_setting
from statplan.plan.paths import get_answer
from statplan.plan.time_answers import normalize_times
from statplan.plan.yaml_reader import ANSWERS_FILE, YamlDocument, decode_file, parse_yaml
from statplan.plan.yaml_scalars import parse_scalar
from statplan.workspace import files
from statplan.workspace.plan_loader import build_refusal

_FIRST_DAY = "frequency.first_day"


@dataclass(frozen=True, slots=True)
class InitOptions:
    """The options of `statplan init`: a system to begin with, files, single answers, a year."""

    like: str | None = None
    answers: Path | None = None
    settings: tuple[str, ...] = ()
    year: int | None = None
    roster: Path | None = None
    defaults: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSources:
    """All that is known before anybody is asked, as plain data: it is kept with a draft.

    Attributes:
        plan: the answers of the plan that is changed; None for a new one.
        like: the documented system that it begins like.
        layers: answers of files, each with the file's name, the weaker first.
        settings: single answers by their path.
        year: the year that somebody asked for.
        next_year: the year that it is otherwise.
        defaults: whether what is suggested is taken where nothing else answers.
    """

    plan: Mapping[str, Any] | None = None
    like: str | None = None
    layers: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    settings: tuple[tuple[str, Any], ...] = ()
    year: int | None = None
    next_year: int = 0
    defaults: bool = False

    def combine_answers(self, like: str | None = None) -> Answers:
        """Return the answers that this makes: flag over file over plan over system over default.

        Args:
            like: another documented system to begin like.
        """
        answers = Answers()
        system = like or self.like
        if system:
            from statplan.systems.likeness import extract_likeness

            answers.merge_answers(extract_likeness(system), f"like {system}")
        if self.plan is not None:
            answers.merge_answers(self.plan, FROM_PLAN)
        for name, layer in self.layers:
            answers.merge_answers(layer, name)
        for path, answer in self.settings:
            answers.set_answer(path, answer, "flag")
        answers.tree = normalize_times(answers.tree)
        self._set_first_day(answers)
        if self.defaults:
            _fill_suggestions(answers)
        return answers

    def _set_first_day(self, answers: Answers) -> None:
        first_day = get_answer(answers.tree, _FIRST_DAY)
        if self.year is not None or (first_day is None and self.plan is None):
            label = "default" if self.year is None else "flag"
            day = _choose_first_day(first_day, self.year or self.next_year)
            answers.set_answer(_FIRST_DAY, day, label)

    def merge_flags(self, other: Self) -> Self:
        """Return this, with the flags of another run over it."""
        return replace(
            self,
            like=other.like or self.like,
            layers=(*self.layers, *other.layers),
            settings=(*self.settings, *other.settings),
            year=self.year if other.year is None else other.year,
            defaults=self.defaults or other.defaults,
        )


def _fill_suggestions(answers: Answers) -> None:
    """Give the suggested answer to every question that has neither an answer nor a default."""
    for question in questions.list_questions():
        if question.is_in_record or question.field.default is not None or not question.ask.suggest:
            continue
        is_open = get_answer(answers.tree, question.path) is None
        if is_open and questions.is_applicable(question, answers.tree):
            suggested = parse_scalar(question.ask.suggest)
            answers.set_answer(
                question.path, [suggested] if question.is_list else suggested, FROM_SUGGESTION
            )


def read_sources(
    init_options: InitOptions,
    next_year: int,
    source_files: dict[str, YamlDocument],
    plan: Mapping[str, Any] | None = None,
) -> AnswerSources:
    """Read what the command line names.

    Args:
        init_options: what the command line said.
        next_year: the year in which a plan begins unless somebody says another.
        source_files: filled with the files, so that what is wrong in them can be placed.
        plan: the answers of the plan that is changed, if one is.

    Raises:
        StatplanError: a file or a system is not there, or cannot be read.
    """
    if init_options.like:
        systems.read_system(init_options.like)
    layers: list[tuple[str, Mapping[str, Any]]] = []
    if init_options.answers:
        source = _read_answers_file(init_options.answers)
        source_files[str(init_options.answers)] = source
        stated = {key: answer for key, answer in source.answers.items() if answer is not None}
        layers.append((str(init_options.answers), stated))
    sources = AnswerSources(
        plan if plan is None else normalize_times(plan),
        like=init_options.like,
        layers=tuple(layers),
        settings=tuple(parse_setting(setting) for setting in init_options.settings),
        year=init_options.year,
        next_year=next_year,
        defaults=init_options.defaults,
    )
    return sources if init_options.roster is None else _add_roster(sources, init_options.roster)


def read_interview_sources(
    init_options: InitOptions,
    next_year: int,
    source_files: dict[str, YamlDocument],
    plan: Mapping[str, Any] | None = None,
) -> AnswerSources:
    """Read the sources for an interview, which cannot fix a key that a plan does not know.

    Raises:
        StatplanError: as `read_sources`; or with every such key of a file, each with its line.
    """
    sources = read_sources(init_options, next_year, source_files, plan)
    for name, source in source_files.items():
        problems = loader.check_answers_file(source, loader.UNKNOWN_KEY_ERRORS)
        if problems:
            raise build_refusal(Path(name), problems)
    return sources


def _add_roster(sources: AnswerSources, path: Path) -> AnswerSources:
    """Return the same with the people and departments of a spreadsheet, over what the files say."""
    from statplan.roster_file.merge import read_roster

    answers = replace(sources, settings=()).combine_answers()
    roster = read_roster(files.read_file(path), answers.tree)
    if roster.problems:
        raise build_refusal(path, roster.problems)
    for note in roster.notes:
        screen.print_message(f"{path}: {note}")
    return replace(sources, layers=(*sources.layers, (str(path), roster.answers)))


def _choose_first_day(stated_day: object, year: int) -> str:
    """Return the day on which the year begins: as stated, but in the year that is wanted."""
    rest = (
        str(stated_day)[4:]
        if isinstance(stated_day, str) and len(stated_day) == len("2027-01-01")
        else "-01-01"
    )
    return f"{year:04}{rest}"


def _read_answers_file(path: Path) -> YamlDocument:
    """Read a file of answers.

    Raises:
        StatplanError: it is no such file, or something in it cannot be laid over other answers.
    """
    text, problems = decode_file(files.read_file(path), ANSWERS_FILE)
    if problems:
        raise build_refusal(path, problems)
    source = parse_yaml(text, ANSWERS_FILE)
    if source.problems:
        raise build_refusal(path, source.problems)
    if loader.check_answers_file(source, loader.WRONG_SHAPE_ERRORS):
        kinds = loader.WRONG_SHAPE_ERRORS | loader.UNKNOWN_KEY_ERRORS
        raise build_refusal(path, loader.check_answers_file(source, kinds))
    return source

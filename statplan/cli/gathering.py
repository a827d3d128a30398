"""What the command line and its files say, brought together as answers: the stronger on top."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from statplan import files, screen
from statplan.cli.interview.given import PLAN, SUGGESTED
from statplan.cli.loading import refusal
from statplan.cli.reference import system_text
from statplan.plan import fields, reading
from statplan.plan.file_text import ANSWERS, decode
from statplan.plan.ranking import Answers, parse_setting
from statplan.plan.scalars import plain
from statplan.plan.source import Source, parse

_FIRST_DAY = "frequency.first_day"


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line said: a system to begin with, files, single answers, a year."""

    like: str | None = None
    answers: Path | None = None
    settings: tuple[str, ...] = ()
    year: int | None = None
    roster: Path | None = None
    defaults: bool = False


@dataclass(frozen=True, slots=True)
class Basis:
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

    def answers(self, like: str | None = None) -> Answers:
        """The answers that this makes: flag over file over plan over system over default.

        Args:
            like: another documented system to begin like.
        """
        answers = Answers()
        system = like or self.like
        if system:
            from statplan.systems.likeness import like as answers_like

            answers.add(answers_like(system), f"like {system}")
        if self.plan is not None:
            answers.add(self.plan, PLAN)
        for name, data in self.layers:
            answers.add(data, name)
        for path, value in self.settings:
            answers.put(path, value, "flag")
        self._put_first_day(answers)
        if self.defaults:
            _suggest(answers)
        return answers

    def _put_first_day(self, answers: Answers) -> None:
        said = fields.at(answers.data, _FIRST_DAY)
        if self.year is not None or (said is None and self.plan is None):
            label = "default" if self.year is None else "flag"
            day = _first_day(said, self.year or self.next_year)
            answers.put(_FIRST_DAY, day, label)

    def under(self, other: Self) -> Self:
        """This, with the flags of another run over it."""
        return replace(
            self,
            like=other.like or self.like,
            layers=(*self.layers, *other.layers),
            settings=(*self.settings, *other.settings),
            year=self.year if other.year is None else other.year,
            defaults=self.defaults or other.defaults,
        )


def _suggest(answers: Answers) -> None:
    """Give every question that has a suggested answer, and neither another nor a default, that."""
    for question in fields.questions():
        if question.in_record or question.field.default is not None or not question.ask.suggest:
            continue
        open_one = fields.at(answers.data, question.path) is None
        if open_one and fields.applies(question, answers.data):
            suggested = plain(question.ask.suggest)
            answers.put(question.path, [suggested] if question.many else suggested, SUGGESTED)


def gather(
    given: Given,
    next_year: int,
    read: dict[str, Source],
    plan: Mapping[str, Any] | None = None,
) -> Basis:
    """Read what the command line names.

    Args:
        given: what the command line said.
        next_year: the year in which a plan begins unless somebody says another.
        read: filled with the files, so that what is wrong in them can be placed.
        plan: the answers of the plan that is changed, if one is.

    Raises:
        StatplanError: a file or a system is not there, or cannot be read.
    """
    if given.like:
        system_text(given.like)
    layers: list[tuple[str, Mapping[str, Any]]] = []
    if given.answers:
        source = _from_file(given.answers)
        read[str(given.answers)] = source
        stated = {key: value for key, value in source.data.items() if value is not None}
        layers.append((str(given.answers), stated))
    found = Basis(
        plan,
        like=given.like,
        layers=tuple(layers),
        settings=tuple(parse_setting(each) for each in given.settings),
        year=given.year,
        next_year=next_year,
        defaults=given.defaults,
    )
    return found if given.roster is None else _with_roster(found, given.roster)


def gather_known(
    given: Given,
    next_year: int,
    read: dict[str, Source],
    plan: Mapping[str, Any] | None = None,
) -> Basis:
    """Gather for an interview, in which no key can be mended that a plan does not know.

    Raises:
        StatplanError: as `gather`; or with every such key of a file, each with its line.
    """
    basis = gather(given, next_year, read, plan)
    for name, source in read.items():
        problems = reading.check_answers(source, reading.UNKNOWN)
        if problems:
            raise refusal(Path(name), problems)
    return basis


def _with_roster(basis: Basis, path: Path) -> Basis:
    """The same with the people and departments of a spreadsheet, over what the files say."""
    from statplan.cli.sheet import read_roster

    known = replace(basis, settings=()).answers()
    found = read_roster(files.read(path), known.data)
    if found.problems:
        raise refusal(path, found.problems)
    for note in found.notes:
        screen.say(f"{path}: {note}")
    return replace(basis, layers=(*basis.layers, (str(path), found.answers)))


def _first_day(said: object, year: int) -> str:
    """The day on which the year begins: as said, but in the year that is wanted."""
    rest = str(said)[4:] if isinstance(said, str) and len(said) == len("2027-01-01") else "-01-01"
    return f"{year:04}{rest}"


def _from_file(path: Path) -> Source:
    """Read a file of answers.

    Raises:
        StatplanError: it is no such file, or something in it cannot be laid over other answers.
    """
    text, problems = decode(files.read(path), ANSWERS)
    if problems:
        raise refusal(path, problems)
    source = parse(text, ANSWERS)
    if source.problems:
        raise refusal(path, source.problems)
    if reading.check_answers(source, reading.MISSHAPEN):
        kinds = reading.MISSHAPEN | reading.UNKNOWN
        raise refusal(path, reading.check_answers(source, kinds))
    return source

"""Walk the questionnaire: which question comes next, and which need not be put."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from statplan.cli.interview import course, opening, paths, review, year
from statplan.cli.interview.talk import Talk
from statplan.cli.interview.transcript import ON, REVIEW, Go
from statplan.plan import SECTIONS

_CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the interview; one that has nothing to ask is passed over.

    `name` is the section that it belongs to, or where it lies: `opening`, `review`, `confirm`.
    """

    name: str
    take: Callable[[Talk], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked, where it is not everything.

    Attributes:
        sections: the sections; none for all of them.
        paths: the paths of single answers.
        skip_answered: whether what has an answer is passed over.
    """

    sections: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    skip_answered: bool = False

    @property
    def is_part(self) -> bool:
        """Whether only a part is asked."""
        return bool(self.sections or self.paths)


def walk(talk: Talk, steps: Sequence[Step]) -> None:
    """Take every step in order, unless the person goes elsewhere.

    Raises:
        Back: the person goes back; the replies that are left are to be replayed.
    """
    names = [each.name for each in steps]
    at, left = 0, None
    while at < len(steps):
        talk.section = names[at]
        talk.may_go_on = left is not None
        try:
            steps[at].take(talk)
            at += 1
        except Go as go:
            if go.to == ON and left is not None:
                at, left = left, None
            else:
                left = at if go.to == REVIEW and at < names.index(REVIEW) else None
                at = names.index(go.to)
                talk.opened.add(go.to)
            talk.moved()


def steps_of(wish: Wish, confirm: Callable[[Talk], None]) -> list[Step]:
    """Every step of the interview, in order.

    Args:
        wish: what is asked, where it is not everything.
        confirm: shows what is written and asks whether to.
    """
    first = [Step("opening", opening.how_much)] if not (wish.is_part or wish.skip_answered) else []
    single = [Step(path.partition(".")[0], partial(_single, path)) for path in wish.paths]
    every = [
        Step(section, partial(_if_wished, wish, section, take))
        for section in SECTIONS
        for take in course.of(section)
    ]
    ends = [
        Step(REVIEW, partial(_if_wished, wish, REVIEW, review.look)),
        Step(_CONFIRM, year.finish),
        Step(_CONFIRM, confirm),
    ]
    return [*first, *single, *every, *ends]


def _if_wished(wish: Wish, name: str, take: Callable[[Talk], None], talk: Talk) -> None:
    if not wish.is_part or name in wish.sections or name in talk.opened:
        take(talk)


def _single(path: str, talk: Talk) -> None:
    found = paths.asked_at(path)
    if found:
        review.reopen(talk, *found)

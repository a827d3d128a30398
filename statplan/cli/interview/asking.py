"""Ask any question at its place, in its own way; ask again for an answer that is wrong."""

from collections.abc import Mapping

from statplan.cli.interview import (
    checks,
    conditions,
    listed,
    meaning,
    paths,
    places,
    records,
    series,
)
from statplan.cli.interview.talk import Talk
from statplan.errors import Problem
from statplan.plan import fields
from statplan.plan.fields import Question

_OWN_WAY = {
    series.PATH: series.ask,
    paths.LISTED: listed.ask,
    places.COUNTRY: records.ask_country,
}


def ask(talk: Talk, question: Question, path: str) -> None:
    """Ask a question whose answer stands at a path, if it applies there."""
    _OWN_WAY.get(path, records.ask)(talk, question, path)


def can_mend(problem: Problem, data: Mapping[str, object]) -> bool:
    """Whether asking can mend a problem: there is a question, and records to ask it of."""
    found = paths.asked_at(problem.path)
    if found is None:
        return False
    question, place = found
    answer = fields.at(data, place)
    if not question.record or answer is None:
        return True
    if place.endswith("]"):
        return isinstance(answer, Mapping)
    return isinstance(answer, list) and all(isinstance(each, Mapping) for each in answer)


def again(talk: Talk, problem: Problem) -> bool:
    """Say what is wrong with an answer and ask for it again; False where no question could help."""
    found = paths.asked_at(problem.path)
    if found is None:
        return False
    question, place = found
    talk.say(checks.told(problem), "wrong")
    if question.record and place.endswith("]"):
        records.fill_or_remove(talk, question, place)
    elif not conditions.applies(question, talk.data, place):
        talk.keep(place, None)
        talk.say("It is left out.")
    else:
        if meaning.is_list(question) and not isinstance(fields.at(talk.data, place), list):
            talk.keep(place, None)
        ask(talk, question, place)
        for follower, its_place in conditions.followers(place):
            if fields.at(talk.data, its_place) is None:
                ask(talk, follower, its_place)
    return True

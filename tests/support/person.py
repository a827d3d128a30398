"""A person who answers an interview by script: by the prompt's name, and with Enter elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from statplan.cli.init import AnswerOrigins, build_plan_text, complete_answers
from statplan.interview.prompt import MessageStyle, Prompt
from statplan.interview.replies import Transcript
from statplan.interview.session import InterviewSetup, WritePreview, run_interview
from statplan.interview.sources import AnswerSources, InitOptions, read_sources
from statplan.interview.steps import QuestionFilter
from statplan.plan import Plan, loader
from statplan.plan.answers import Answers
from statplan.plan.paths import strip_indexes

EVERYTHING = QuestionFilter()
TODAY = date(2026, 12, 1)
LINEAGE = "6f1c2b1e-0000-4000-8000-000000000002"
NEEDED = (
    "program.name=TestStat",
    "program.organization=City of Test",
    "program.timezone=America/Chicago",
    'frequency.series=[{id: stat, every: month, on: second Thursday, at: "08:00"}]',
)
SMALL: dict[str, Any] = {
    "program.name": "CitiStat",
    "program.organization": "City of Springfield",
    "program.government": "city",
    "program.timezone": "America/Chicago",
    "program.purpose": "Find out why response takes long, and mend it.",
    "leadership.form": "mayor",
    "leadership.attends": "some",
    "leadership.designee": "Chief of Staff",
    "leadership.designee_may.can_assign": "yes",
    "leadership.facilitator": "Director of Performance",
    "leadership.tone": "problem-focused",
    "focus.kind": "operations",
    "focus.priorities[0].name": "Safer streets",
    "focus.priorities[0].measure": "Response time",
    "participants.people[2].office": "Finance Director",
    "participants.departments[0].name": "Fire",
    "participants.departments[1].name": "Police",
    "participants.departments[2].name": "Public Works",
    "participants.departments[3].name": "Health",
    "participants.departments[4].name": "Parks & Recreation",
    "participants.panel": ("director-of-performance", "finance-director"),
    "participants.buy_in.gains[0]": "A place to ask for money, people or rules",
    "frequency.series[0].name": "CitiStat",
    "frequency.series[0].examines": "rotate departments",
    "frequency.series[0].every": "monthly",
    "frequency.series[0].on": "2nd tuesday",
    "frequency.series[0].at": "2 pm",
    "frequency.minutes": "60 minutes",
    "frequency.holidays.country": "usa",
    "frequency.holidays.subdivision": "Missouri",
    "frequency.release.by": "December 1, 2027",
    "publicity.access": "closed",
    "publicity.publishes": ("schedule",),
}


class Typed(tuple[Any, ...]):
    """Replies to the same prompt, one after the other."""

    __slots__ = ()


def then(*replies: object) -> Typed:
    return Typed(replies)


@dataclass
class Script:
    """A person who answers by the prompt's name, and with Enter wherever nothing is written."""

    replies: Mapping[str, Any] = field(default_factory=dict)
    asked: list[Prompt] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)

    def show(self, text: str, _: MessageStyle = "plain") -> None:
        self.said.append(text)

    def ask(self, prompt: Prompt) -> object:
        assert len(self.asked) < 1000, "the interview does not end"
        self.asked.append(prompt)
        reply = self._reply(prompt)
        values = [each.value for each in prompt.choices if not each.disabled_reason]
        picked = reply if prompt.many and isinstance(reply, tuple) else (reply,)
        assert reply is None or not values or set(picked) <= {*values, "?", "<", "/"}, (
            prompt,
            reply,
        )
        return reply

    def _reply(self, prompt: Prompt) -> object:
        reply = self._written(prompt)
        titled = {each.title: each.value for each in prompt.choices}
        return titled.get(reply, reply) if isinstance(reply, str) else reply

    def _written(self, prompt: Prompt) -> object:
        for name in (prompt.name, strip_indexes(prompt.name)):
            if name not in self.replies:
                continue
            reply = self.replies[name]
            if not isinstance(reply, Typed):
                return reply
            count = self.used[name] = self.used.get(name, 0) + 1
            if count <= len(reply):
                return reply[count - 1]
        return prompt.current  # Enter keeps what stands there

    def names(self) -> list[str]:
        return [each.name for each in self.asked]

    def prompt(self, name: str) -> Prompt:
        return next(each for each in self.asked if each.name == name)

    @property
    def heard(self) -> str:
        return "\n".join(self.said)


def interviewed(
    replies: Mapping[str, Any], *settings: str, like: str | None = None, **data: Any
) -> tuple[Answers, Script]:
    """Walk through the questions with a script; `data` are the answers of a file."""
    basis = read_sources(InitOptions(like=like, settings=settings), TODAY.year + 1, {})
    if data:
        basis = replace(basis, layers=(("answers.yaml", data),))
    return walked(basis, replies)


def walked(
    basis: AnswerSources,
    replies: Mapping[str, Any],
    wish: QuestionFilter = EVERYTHING,
    transcript: Transcript | None = None,
) -> tuple[Answers, Script]:
    """Walk through the questions from what is known, with a script."""
    script = Script({"depth": "offer", **replies})
    sitting = InterviewSetup(
        basis.combine_answers,
        lambda _: WritePreview(),
        wish,
        basis.plan,
        offers_systems=not basis.like,
        today=TODAY,
    )
    return run_interview(sitting, script, transcript or Transcript()), script


def plan_of(answers: Answers) -> Plan:
    """The plan that the answers make."""
    found = loader.validate_answers({"statplan": 1, **answers.tree})
    assert found.plan is not None, found.problems
    return found.plan


def written(answers: Answers) -> Plan:
    """The plan that `init` writes, read back."""
    data, _ = complete_answers(answers.tree, LINEAGE, TODAY)
    found = loader.parse_plan(
        build_plan_text(data, AnswerOrigins(answers.origins, {}), require_complete=False)
    )
    assert found.plan is not None, found.problems
    return found.plan

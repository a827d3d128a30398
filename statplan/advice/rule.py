"""A rule: a function that looks at one thing in a plan, declared with `@rule`.

How a rule is written:

    @rule("SP504", "warning", "G-HOST", "BALT-61")
    def slow_rhythm(context: RuleContext) -> Iterator[Remark]:
        '''Somebody comes up less often than once a month.

        What it checks: the usual number of days between two turns of a subject or department.
        Why it matters: after more than a month people have forgotten what they promised.
        What to do: shorten `every`, or silence this rule with the reason.
        Example: Baltimore's code asks for at least one session a month with each agency.
        '''
        yield Finding("frequency.series[0].every", "Blight comes up every 91 days.")

- The code is `SP`, the section's digit and two more: SP1 program and readiness, SP2 leadership,
  SP3 focus, SP4 participants, SP5 frequency and schedule, SP6 backups, SP7 preparation and
  follow-up, SP8 publicity, law and accessibility. SP0 is the engine's own (`advice/builtin.py`).
  A code is never used again: a rule that is gone leaves its code in `catalogue.RETIRED`.
- The severity: an error is what cannot be, what contradicts itself, or what the source page itself
  calls a must; a warning is advice with a source; a note is a prompt or a suggestion.
- The sources are keys of `systems/sources.yaml`; "ours" for advice without a source.
- The docstring is the only text about the rule. Its first line is the title, a sentence that names
  the problem. The four headings above follow in this order, each at the beginning of its own
  paragraph; a blank line between them is allowed. Words in backquotes are paths or answers.
- It yields `Finding(path, fact)` for each answer in question: `path` is the path of that answer,
  even where nobody gave it; the fact says what is the case in this plan, in a sentence, with its
  names and numbers. Where the rule's own remedy does not fit, `remedy` is a better one. Where a
  finding matters less than the rule's others, `severity` is a milder one.
- It yields `Unstated(path)` where it cannot tell because nobody has answered. The engine keeps one
  note for each question over all rules, and none where a finding has that path already or
  where the question does not apply. What is not stated is never a warning or an error. The path
  is that of a question of the questionnaire.
- A rule is pure and total: it reads `context` and nothing else, no clock, no disk, and it raises
  nothing on any plan that the reader accepts. All rules together have a tenth of the time of
  reading the plan: what several need, such as a walk over all meetings, is a cached property of
  `RuleContext`. A threshold of ours is a field of `statplan.plan.advice_settings.Limits`:
  `context.limits.minutes`.
- It is in the module of its section and is listed by hand, in order, in `catalogue.py`.
- Its tests are files: `tests/advice/SP504/flagged/*.yaml` and `tests/advice/SP504/fine/*.yaml`,
  each a small change of `tests/advice/clean.yaml` (see `tests/advice/test_rules.py`).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from inspect import cleandoc
from typing import Literal, NamedTuple

from statplan.advice.context import RuleContext

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
HEADINGS = ("What it checks", "Why it matters", "What to do", "Example")
_HEADING = re.compile(rf"^({'|'.join(HEADINGS)}):\s*", re.MULTILINE)


class Finding(NamedTuple):
    """A remark of a rule: the path of an answer, and the fact.

    Without `remedy` and `severity`, those of the rule count.
    """

    path: str
    fact: str
    remedy: str = ""
    severity: Severity | None = None


class Unstated(NamedTuple):
    """A question that nobody has answered, so that the rule cannot tell."""

    path: str


Remark = Finding | Unstated
Check = Callable[[RuleContext], Iterable[Remark]]


@dataclass(frozen=True)
class Rule:
    """A rule: its check, and its texts.

    `check` is None for the codes under which the engine itself reports.
    """

    code: str
    severity: Severity
    sources: tuple[str, ...]
    name: str
    text: str
    check: Check | None = None

    def run(self, context: RuleContext) -> Iterator[Remark]:
        """Run the rule on a plan and yield its remarks."""
        yield from self.check(context) if self.check else ()

    @property
    def title(self) -> str:
        """The sentence that names the problem."""
        return _join_lines(_HEADING.split(self.text)[0])

    @cached_property
    def sections(self) -> dict[str, str]:
        """The text under each heading, on one line each, as a sentence."""
        _, *rest = _HEADING.split(self.text)
        texts = {
            name: _join_lines(words) for name, words in zip(rest[::2], rest[1::2], strict=True)
        }
        return {name: words[:1].upper() + words[1:] for name, words in texts.items()}

    @property
    def remedy(self) -> str:
        """The advice on what to do."""
        return self.sections.get("What to do", "")


def _join_lines(words: str) -> str:
    return " ".join(words.split())


def rule(code: str, severity: Severity, *sources: str) -> Callable[[Check], Rule]:
    """Declare a function as a rule; its docstring is the text of the rule.

    Args:
        code: `SP` and three digits, never used before.
        severity: how much it matters.
        sources: keys of `systems/sources.yaml`, or "ours".
    """

    def make_rule(check: Check) -> Rule:
        name = getattr(check, "__name__", "").replace("_", "-")
        return Rule(code, severity, sources, name, cleandoc(check.__doc__ or ""), check)

    return make_rule

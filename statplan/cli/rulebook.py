"""All rules as a page in Markdown (docs/rules.md) and as JSON."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from statplan.advice import RETIRED, RULES, Rule, group_of
from statplan.advice.own import OWN
from statplan.plan.advice import Limits
from statplan.systems import Source, sources

_INTRO = """\
Generated from the rules by `make docs`. `statplan check` reviews a plan by them, `statplan explain
CODE` shows one. An **error** is what cannot be, what contradicts itself, or what the guidance
itself calls a must; a **warning** is advice with a source; a **note** is a prompt. What nobody
stated is at most a note. *ours* marks advice that has no source but us; every other key is listed
at the end.

Advice that is not followed is silenced in the plan, with the reason, which the charter prints:

```yaml
advice:
  silence:
    SP504: The council approved a quarterly rhythm for 2026.
```

Law is only asked about: whether a meeting is public and what must be announced is for counsel to
say, and what the federal web accessibility rule asks for, for the ADA coordinator.
"""


def page() -> str:
    """The page of all rules."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield "# The rules"
    yield ""
    yield from _INTRO.splitlines()
    for group, rules in groupby((*OWN, *RULES), key=lambda each: group_of(each.code)):
        yield ""
        yield f"## {group}"
        for rule in rules:
            yield ""
            yield from section(rule)
    if RETIRED:
        yield ""
        yield "## Codes that are no longer used"
        yield ""
        yield from (f"- {code}, since version {version}" for code, version in RETIRED.items())
    yield ""
    yield from _limits()
    yield ""
    yield "## Sources"
    yield ""
    used = {each for rule in RULES for each in rule.sources}
    yield from (f"- {_source(each)}" for key, each in sorted(sources().items()) if key in used)


def section(rule: Rule, level: str = "###") -> Iterator[str]:
    """One rule in Markdown."""
    yield f"{level} {rule.code} {rule.name}"
    yield ""
    yield f"{rule.title} *{rule.severity}; {', '.join(rule.sources)}*"
    yield ""
    yield from (f"- **{name}.** {words}" for name, words in rule.parts.items())


def _limits() -> Iterator[str]:
    yield "## Thresholds"
    yield ""
    yield "No source gives these; they are ours. A plan may have others, under `advice.limits`."
    yield ""
    yield "| setting | left open, it is | what it is |"
    yield "| --- | --- | --- |"
    for name, field in Limits.model_fields.items():
        yield f"| `advice.limits.{name}` | {field.default} | {field.description} |"


def _source(source: Source) -> str:
    where = f"<{source.where}>" if source.where.startswith("https://") else source.where
    return f"**{source.key}**: {source.title}. {where}"


def as_json(rules: tuple[Rule, ...] = (*OWN, *RULES)) -> str:
    """Rules as a list of records."""
    known = sources()
    return json.dumps([_record(each, known) for each in rules], indent=2, ensure_ascii=False) + "\n"


def _record(rule: Rule, known: dict[str, Source]) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity,
        "group": group_of(rule.code),
        "title": rule.title,
        **{name.lower().replace(" ", "_"): words for name, words in rule.parts.items()},
        "sources": [
            {"key": each, "title": known[each].title, "where": known[each].where}
            for each in rule.sources
            if each in known
        ],
    }

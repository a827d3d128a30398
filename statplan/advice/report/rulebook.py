"""All rules as a page in Markdown (docs/rules.md) and as JSON."""

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from statplan.advice.builtin import BUILTIN_RULES
from statplan.advice.catalogue import RETIRED, RULES, find_group_name
from statplan.advice.report.findings import describe_rule
from statplan.advice.rule import Rule
from statplan.plan.advice_settings import Limits
from statplan.systems import CitedSource, load_sources

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


def render_page() -> str:
    """Render the page of all rules."""
    return "\n".join(_render_lines()) + "\n"


def _render_lines() -> Iterator[str]:
    yield "# The rules"
    yield ""
    yield from _INTRO.splitlines()
    all_rules = (*BUILTIN_RULES, *RULES)
    for group, rules in groupby(all_rules, lambda rule: find_group_name(rule.code)):
        yield ""
        yield f"## {group}"
        for rule in rules:
            yield ""
            yield from render_rule(rule)
    if RETIRED:
        yield ""
        yield "## Codes that are no longer used"
        yield ""
        yield from (f"- {code}, since version {version}" for code, version in RETIRED.items())
    yield ""
    yield from _render_limits()
    yield ""
    yield "## Sources"
    yield ""
    used_keys = {source_key for rule in RULES for source_key in rule.sources}
    yield from (
        f"- {_render_source(source)}"
        for source_key, source in sorted(load_sources().items())
        if source_key in used_keys
    )


def render_rule(rule: Rule, level: str = "###") -> Iterator[str]:
    """Render one rule in Markdown."""
    yield f"{level} {rule.code} {rule.name}"
    yield ""
    yield f"{rule.title} *{rule.severity}; {', '.join(rule.sources)}*"
    yield ""
    yield from (f"- **{name}.** {words}" for name, words in rule.sections.items())


def _render_limits() -> Iterator[str]:
    yield "## Thresholds"
    yield ""
    yield "No source gives these; they are ours. A plan may have others, under `advice.limits`."
    yield ""
    yield "| setting | left open, it is | what it is |"
    yield "| --- | --- | --- |"
    for name, field in Limits.model_fields.items():
        yield f"| `advice.limits.{name}` | {field.default} | {field.description} |"


def _render_source(source: CitedSource) -> str:
    where = f"<{source.where}>" if source.where.startswith("https://") else source.where
    return f"**{source.key}**: {source.title}. {where}"


def render_json(rules: tuple[Rule, ...] = (*BUILTIN_RULES, *RULES)) -> str:
    """Render rules as a list of JSON records."""
    sources_by_key = load_sources()
    records = [_build_record(rule, sources_by_key) for rule in rules]
    return json.dumps(records, indent=2, ensure_ascii=False) + "\n"


def _build_record(rule: Rule, sources_by_key: dict[str, CitedSource]) -> dict[str, Any]:
    return {
        **describe_rule(rule),
        **{name.lower().replace(" ", "_"): words for name, words in rule.sections.items()},
        "sources": [
            {
                "key": source_key,
                "title": sources_by_key[source_key].title,
                "where": sources_by_key[source_key].where,
            }
            for source_key in rule.sources
            if source_key in sources_by_key
        ],
    }

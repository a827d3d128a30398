"""Make the pages, and parts of pages, that are derived from the code."""

import re
from collections.abc import Iterator
from pathlib import Path

from examples import slots
from statplan import systems
from statplan.advice.report.rulebook import render_page as rules_page
from statplan.plan import SECTIONS, questions
from statplan.plan.questions import Question, list_choices
from statplan.plan.slot_preferences import SlotWeights

HERE = Path(__file__).parent


def pages() -> dict[Path, bytes]:
    """Every generated page, with its bytes."""
    return {
        HERE / "questions.md": "\n".join(_questions()).encode() + b"\n",
        HERE / "rules.md": rules_page().encode(),
        HERE / "slots.md": _slots().encode(),
    }


def _slots() -> str:
    """The page on slots, with its table of weights and the answers to its example."""
    text = (HERE / "slots.md").read_text(encoding="utf-8")
    blocks = {
        "weights": "\n".join(_weights()),
        "single": f"```\n{slots.answer('blight')}```",
        "several": f"```\n{slots.answer()}```",
    }
    for name, block in blocks.items():
        between = re.compile(f"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
        text = between.sub(lambda found, block=block: f"{found[1]}{block}\n{found[2]}", text)  # type: ignore[misc]
    return text


def _weights() -> Iterator[str]:
    yield "| weight | costs | counted for |"
    yield "| --- | --- | --- |"
    for name, field in SlotWeights.model_fields.items():
        words = (field.description or "").rstrip(".")
        yield f"| `{name}` | {field.default} | {words[:1].lower()}{words[1:]} |"


def _questions() -> Iterator[str]:
    yield "# The questions"
    yield ""
    yield (
        "Generated from the model by `make docs`. **Essential** questions are asked of everybody; "
        "the others when somebody goes deeper. **Needed**: without it there is no calendar. "
        "**Own**: belongs to one government and is never copied by `--like`. *Ours* "
        "marks advice that has no source but us; every other key is listed at the end."
    )
    for section in SECTIONS:
        yield ""
        yield f"## {section.capitalize()}"
        yield ""
        yield "| path | question | why, and an example | source | marks |"
        yield "| --- | --- | --- | --- | --- |"
        for question in questions.list_questions():
            if question.section == section:
                yield _row(question)
    yield ""
    yield "## Sources"
    yield ""
    used = {question.ask.source for question in questions.list_questions()}
    for key, source in sorted(systems.load_sources().items()):
        if key in used:
            where = f"<{source.where}>" if source.where.startswith("https://") else source.where
            yield f"- **{key}**: {source.title}. {where}"


def _row(question: Question) -> str:
    ask = question.ask
    words = ask.question.format(principal="chief executive")
    choices = " / ".join(list_choices(question))
    if choices:
        words += f" ({choices})"
    why = " ".join(part for part in (ask.why, ask.example) if part)
    marks = [
        "essential" if ask.depth == "essential" and not question.is_in_record else "",
        "needed" if ask.needed else "",
        "own" if ask.identity else "",
        _condition(question),
    ]
    cells = [
        f"`{question.path}`",
        words,
        why,
        ask.source,
        ", ".join(mark for mark in marks if mark),
    ]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _condition(question: Question) -> str:
    only_if = question.ask.only_if
    if only_if is None:
        return ""
    values = only_if.is_ or only_if.not_
    told = " or ".join("not stated" if value is None else str(value) for value in values)
    return f"only if `{only_if.path}` is {'not ' * (not only_if.is_)}{told}"

"""Make the pages, and parts of pages, that are derived from the code."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from docs.next_year import make_transcripts
from examples import slots
from statplan import systems
from statplan.advice.report.rulebook import render_page as rules_page
from statplan.plan import SECTIONS, questions
from statplan.plan.ask import OnlyIf
from statplan.plan.questions import Question, find_other_choices, list_choices
from statplan.plan.slot_preferences import SlotWeights

HERE = Path(__file__).parent


def pages() -> dict[Path, bytes]:
    """Every generated page, with its bytes."""
    return {
        HERE / "questions.md": "\n".join(_questions()).encode() + b"\n",
        HERE / "rules.md": rules_page().encode(),
        HERE / "slots.md": _slots().encode(),
        HERE / "next-year.md": _next_year().encode(),
    }


def _next_year() -> str:
    """The page on the next year, with what the screen shows of an invented city."""
    transcripts = make_transcripts()
    return _fill_blocks(
        "next-year.md", {name: f"```\n{text}```" for name, text in transcripts.items()}
    )


def _slots() -> str:
    """The page on slots, with its table of weights and the answers to its example."""
    blocks = {
        "weights": "\n".join(_weights()),
        "single": f"```\n{slots.answer('blight')}```",
        "several": f"```\n{slots.answer()}```",
    }
    return _fill_blocks("slots.md", blocks)


def _fill_blocks(page: str, blocks: Mapping[str, str]) -> str:
    """Return a page with other text between the marks of each block."""
    text = (HERE / page).read_text(encoding="utf-8")
    for name, block in blocks.items():
        between = re.compile(f"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
        matches = list(between.finditer(text))
        if len(matches) != 1:
            raise ValueError(f"{page}: {len(matches)} blocks are called {name}")
        (found,) = matches
        text = f"{text[: found.start()]}{found[1]}{block}\n{found[2]}{text[found.end() :]}"
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
        "Generated from the model by `make docs`. **Essential** questions are asked of everybody, "
        "**more** when somebody goes deeper, **readiness** by `statplan init --section "
        "readiness`. A **file key only** is never asked: `--set`, `--ask`, and the plan file take "
        "it. **Needed**: without it there is no calendar. "
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
    if find_other_choices(question):
        choices += ' / "other: ..."'
    if choices:
        words += f" ({choices})"
    why = " ".join(part for part in (ask.why, ask.example) if part)
    marks = [
        _depth(question),
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


def _depth(question: Question) -> str:
    """Whom a question is asked; of a record, only what is a key of the file is marked."""
    if question.depth == "file":
        return "file key only"
    return "" if question.is_in_record else question.depth


def _condition(question: Question) -> str:
    only_if = question.ask.only_if
    if only_if is None:
        return ""
    return f"only if {' and '.join(map(_one_condition, only_if.conditions))}"


def _one_condition(condition: OnlyIf) -> str:
    values = condition.is_ or condition.not_ or (condition.likeness,)
    if not condition.is_ and None in values:
        others = " or ".join(str(value) for value in values if value is not None)
        return f"`{condition.path}` is stated{f', and not as {others}' * bool(others)}"
    told = " or ".join("not stated" if value is None else str(value) for value in values)
    return f"`{condition.path}` is {'not ' * (not condition.is_)}{told}"

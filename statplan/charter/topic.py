"""The outline of the charter: its sections in order, and how a section is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from statplan.charter.given import CharterContext, find_label
from statplan.documents.blocks import Block, Facts, Heading, Note, Paragraph, Undecided
from statplan.plan.english import format_list
from statplan.plan.undecided import MissingAnswer


def _write_nothing(_: CharterContext) -> Iterator[Block]:
    return iter(())


@dataclass(frozen=True, slots=True)
class CharterSection:
    """A section, or a part of one.

    Attributes:
        title: its heading.
        write: writes what is stated; nothing where nothing is.
        essential: paths of the essential questions whose answers belong here.
        kept_for: paths of the questions for whose sake the section stands even where nobody has
            answered one; the others leave the charter when there is nothing to say.
        defaults: paths of the answers on which the tool acts though nobody gave them.
        parts: what the section is divided into, once something is stated of any of them.
    """

    title: str
    write: Callable[[CharterContext], Iterator[Block]] = _write_nothing
    essential: tuple[str, ...] = ()
    kept_for: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    parts: tuple["CharterSection", ...] = ()

    def write_blocks(
        self, context: CharterContext, gaps: tuple[MissingAnswer, ...]
    ) -> tuple[Block, ...]:
        """Write the section's text: what is stated, what the tool set, what is open, its parts."""
        stated = tuple(self.write(context))
        notes = tuple(self._write_default_note(context)) if stated else ()
        divided = any(any(part.write(context)) for part in self.parts)
        parts = self.parts if divided else ()
        open_facts = _write_open_answers(
            gaps, self.essential if divided else self._list_essential_paths()
        )
        whole = (*stated, *notes, *open_facts, *_write_parts(parts, context, gaps))
        return whole or tuple(self._write_placeholder())

    def is_unwritten(self, context: CharterContext) -> bool:
        """Tell whether the section stands though nothing in it is stated."""
        return bool(self.kept_for) and not any(self.write(context))

    def _write_default_note(self, context: CharterContext) -> Iterator[Block]:
        names = [find_label(path).lower() for path in self.defaults if context.is_default(path)]
        if names:
            standing = "Set by the tool until somebody decides (tool default)"
            yield Note((f"{standing}: {'; '.join(names)}.",))

    def _list_essential_paths(self) -> tuple[str, ...]:
        return (*self.essential, *(path for part in self.parts for path in part.essential))

    def _write_placeholder(self) -> Iterator[Block]:
        if self.kept_for:
            names = format_list(find_label(path).lower() for path in self.kept_for)
            yield Paragraph((Undecided(self.kept_for[0]), f": {names}."))


def _write_open_answers(
    gaps: tuple[MissingAnswer, ...], essential: tuple[str, ...]
) -> Iterator[Block]:
    open_gaps = [gap for gap in gaps if gap.question.path in essential]
    if open_gaps:
        yield Facts(tuple((gap.label, (Undecided(gap.path),)) for gap in open_gaps))


def _write_parts(
    parts: tuple[CharterSection, ...], context: CharterContext, gaps: tuple[MissingAnswer, ...]
) -> Iterator[Block]:
    for part in parts:
        blocks = part.write_blocks(context, gaps)
        if blocks:
            yield Heading(3, part.title)
            yield from blocks

"""A section of the charter: its title, what it says, and which answers it cannot do without."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from statplan.charter.given import Given, label
from statplan.documents.blocks import Block, Facts, Heading, Note, Paragraph, Undecided
from statplan.plan.english import listing
from statplan.plan.undecided import Gap


def _nothing(_: Given) -> Iterator[Block]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Topic:
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
    write: Callable[[Given], Iterator[Block]] = _nothing
    essential: tuple[str, ...] = ()
    kept_for: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    parts: tuple["Topic", ...] = ()

    def blocks(self, given: Given, gaps: tuple[Gap, ...]) -> tuple[Block, ...]:
        """Write the section's text: what is stated, what the tool set, what is open, its parts."""
        said = tuple(self.write(given))
        noted = tuple(self._noted(given)) if said else ()
        divided = any(any(part.write(given)) for part in self.parts)
        parts = self.parts if divided else ()
        open_here = _open(gaps, self.essential if divided else self._all_essential())
        whole = (*said, *noted, *open_here, *_written(parts, given, gaps))
        return whole or tuple(self._unwritten())

    def is_unwritten(self, given: Given) -> bool:
        """Tell whether the section stands though nothing in it is stated."""
        return bool(self.kept_for) and not any(self.write(given))

    def _noted(self, given: Given) -> Iterator[Block]:
        names = [label(path).lower() for path in self.defaults if given.is_default(path)]
        if names:
            standing = "Set by the tool until somebody decides (tool default)"
            yield Note((f"{standing}: {'; '.join(names)}.",))

    def _all_essential(self) -> tuple[str, ...]:
        return (*self.essential, *(path for part in self.parts for path in part.essential))

    def _unwritten(self) -> Iterator[Block]:
        if self.kept_for:
            names = listing(label(path).lower() for path in self.kept_for)
            yield Paragraph((Undecided(self.kept_for[0]), f": {names}."))


def _open(gaps: tuple[Gap, ...], essential: tuple[str, ...]) -> Iterator[Block]:
    here = [gap for gap in gaps if gap.question.path in essential]
    if here:
        yield Facts(tuple((gap.label, (Undecided(gap.path),)) for gap in here))


def _written(parts: tuple[Topic, ...], given: Given, gaps: tuple[Gap, ...]) -> Iterator[Block]:
    for part in parts:
        blocks = part.blocks(given, gaps)
        if blocks:
            yield Heading(3, part.title)
            yield from blocks

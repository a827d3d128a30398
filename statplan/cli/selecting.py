"""Which rules are looked at: `--select` and `--ignore`, by code or by the beginning of codes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from statplan.advice import RULES, Rule, by_code
from statplan.errors import StatplanError


@dataclass(frozen=True, slots=True)
class Selection:
    """The beginnings of the codes that are selected, and of those that are left out of them.

    Problems of a plan are reported whatever is selected.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @classmethod
    def of(cls, select: Iterable[str], ignore: Iterable[str]) -> "Selection":
        """Read what was given, each a list with commas.

        Raises:
            StatplanError: no code begins like that.
        """
        return cls(_codes("--select", select), _codes("--ignore", ignore))

    def holds(self, code: str) -> bool:
        """Whether a code is looked at; the longer of two beginnings decides.

        What the engine itself reports comes with whatever rules are selected.
        """
        chosen = max((len(each) for each in self.select if code.startswith(each)), default=-1)
        left_out = max((len(each) for each in self.ignore if code.startswith(each)), default=-1)
        comes = chosen >= 0 or not self.select or (_is_own(code) and not self._wants_own_alone)
        return comes and left_out < max(chosen, 0)

    def rules(self) -> tuple[Rule, ...]:
        """The rules to run: those that are looked at, or all where only what they leave open is."""
        if self._wants_own_alone:
            return RULES
        return tuple(each for each in RULES if self.holds(each.code))

    @property
    def _wants_own_alone(self) -> bool:
        return bool(self.select) and all(map(_is_own, self.select))


def _is_own(code: str) -> bool:
    return code.startswith("SP0")


def _codes(flag: str, given: Iterable[str]) -> tuple[str, ...]:
    words = [word.strip().upper() for each in given for word in each.split(",")]
    for word in filter(None, words):
        _known(flag, word, sorted(by_code()))
    return tuple(filter(None, words))


def near_code(word: str, codes: Sequence[str]) -> str:
    """The code that was probably meant; empty where none was. A letter O may stand for a zero."""
    digits = word.upper()[:2] + word.upper()[2:].replace("O", "0")
    near = get_close_matches(digits, codes, n=1)
    return digits if digits in codes else near[0] if near else ""


def _known(flag: str, word: str, codes: Sequence[str]) -> None:
    if any(code.startswith(word) for code in codes):
        return
    near = near_code(word, codes)
    hint = f"Did you mean {near}?" if near else "See `statplan explain --all`."
    fact = f"{flag} {word[:40]}: no code begins like that."
    raise StatplanError(fact, hint=hint, exit_code=2)

"""The selection of rules by `--select` and `--ignore`: codes or the beginnings of codes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from statplan.advice.catalogue import RULES, index_rules
from statplan.advice.rule import Rule
from statplan.errors import Command, Remedy, StatplanError
from statplan.spelling import find_similar_word, suggest_words


@dataclass(frozen=True, slots=True)
class RuleSelection:
    """The beginnings of the codes that are selected, and of those that are left out of them.

    Problems of a plan are reported whatever is selected.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @classmethod
    def parse_flags(cls, select: Iterable[str], ignore: Iterable[str]) -> "RuleSelection":
        """Parse the two flags, each a list of codes with commas.

        Raises:
            StatplanError: no code begins like that.
        """
        return cls(_parse_codes("--select", select), _parse_codes("--ignore", ignore))

    def is_selected(self, code: str) -> bool:
        """Return whether a code is selected; the longer of two beginnings decides.

        What the engine itself reports comes with whatever rules are selected.
        """
        chosen = max((len(prefix) for prefix in self.select if code.startswith(prefix)), default=-1)
        left_out = max(
            (len(prefix) for prefix in self.ignore if code.startswith(prefix)), default=-1
        )
        is_included = (
            chosen >= 0 or not self.select or (_is_builtin(code) and not self._is_builtin_only)
        )
        return is_included and left_out < max(chosen, 0)

    def list_rules(self) -> tuple[Rule, ...]:
        """List the rules to run: those selected, or all if only the engine's codes are."""
        if self._is_builtin_only:
            return RULES
        return tuple(rule for rule in RULES if self.is_selected(rule.code))

    @property
    def _is_builtin_only(self) -> bool:
        return bool(self.select) and all(map(_is_builtin, self.select))


def suggest_code(word: str, codes: Sequence[str]) -> str:
    """Return the code that was probably meant; empty if none. A letter O may stand for a zero."""
    digits = word.upper()[:2] + word.upper()[2:].replace("O", "0")
    return digits if digits in codes else find_similar_word(digits, codes)


def _is_builtin(code: str) -> bool:
    return code.startswith("SP0")


def _parse_codes(flag: str, code_lists: Iterable[str]) -> tuple[str, ...]:
    words = [word.strip().upper() for code_list in code_lists for word in code_list.split(",")]
    for word in filter(None, words):
        _check_code(flag, word, sorted(index_rules()))
    return tuple(filter(None, words))


def _check_code(flag: str, word: str, codes: Sequence[str]) -> None:
    if any(code.startswith(word) for code in codes):
        return
    near = suggest_code(word, codes)
    remedy = suggest_words(near) if near else Remedy("See ", Command("explain", "--all"), ".")
    fact = f"{flag} {word[:40]}: no code begins like that."
    raise StatplanError(fact, remedy=remedy, exit_code=2)

"""Random numbers, the same on every machine and with every version of Python: SplitMix64."""

from collections.abc import MutableSequence, Sequence
from dataclasses import dataclass
from typing import TypeVar

_T = TypeVar("_T")
_ALL = (1 << 64) - 1


@dataclass(slots=True)
class SeededRandom:
    """A stream of numbers that a seed decides [Steele, Lea and Flood 2014]."""

    seed: int

    def draw_bits(self) -> int:
        """Draw the next 64 bits."""
        self.seed = (self.seed + 0x9E3779B97F4A7C15) & _ALL
        mixed = self.seed
        mixed = ((mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9) & _ALL
        mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & _ALL
        return mixed ^ mixed >> 31

    def draw_below(self, count: int) -> int:
        """Draw a number from 0 up to and without `count`."""
        return self.draw_bits() * count >> 64

    def draw_fraction(self) -> float:
        """Draw a number from 0 up to and without 1."""
        return self.draw_bits() / (1 << 64)

    def choose_one(self, choices: Sequence[_T]) -> _T:
        """Choose one of many."""
        return choices[self.draw_below(len(choices))]

    def shuffle(self, choices: MutableSequence[_T]) -> None:
        """Put many into a random order."""
        for last in range(len(choices) - 1, 0, -1):
            other = self.draw_below(last + 1)
            choices[last], choices[other] = choices[other], choices[last]

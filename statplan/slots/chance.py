"""Chance that is the same on every machine and with every version of Python: SplitMix64."""

from collections.abc import MutableSequence, Sequence
from dataclasses import dataclass
from typing import TypeVar

_T = TypeVar("_T")
_ALL = (1 << 64) - 1


@dataclass(slots=True)
class Chance:
    """A stream of numbers that a seed decides [Steele, Lea and Flood 2014]."""

    seed: int

    def bits(self) -> int:
        """The next 64 bits."""
        self.seed = (self.seed + 0x9E3779B97F4A7C15) & _ALL
        mixed = self.seed
        mixed = ((mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9) & _ALL
        mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & _ALL
        return mixed ^ mixed >> 31

    def below(self, count: int) -> int:
        """A number from 0 up to and without `count`."""
        return self.bits() * count >> 64

    def share(self) -> float:
        """A number from 0 up to and without 1."""
        return self.bits() / (1 << 64)

    def one_of(self, many: Sequence[_T]) -> _T:
        """One of many."""
        return many[self.below(len(many))]

    def shuffle(self, many: MutableSequence[_T]) -> None:
        """Put many into an order that is left to chance."""
        for last in range(len(many) - 1, 0, -1):
            other = self.below(last + 1)
            many[last], many[other] = many[other], many[last]

"""How much a test searches: a fixed sample, or everything in `make test-thorough`.

`THOROUGH` is the one switch. It is a number:

- 0, or not set: each search takes a sample, the same one everywhere, as in `make test`.
- 1: each search is whole. `make test-thorough` does this, and CI runs it once.
- 2 or more: random searches also go that many times as far, and draw other cases in each run.
"""

import os
from collections.abc import Iterable
from typing import TypeVar

Case = TypeVar("Case")

LEVEL = int(os.environ.get("THOROUGH") or 0)
THOROUGH = LEVEL > 0
REPEATABLE = LEVEL < 2


def sample(cases: Iterable[Case], count: int) -> list[Case]:
    """Return `count` of the cases, evenly spaced from first to last; all in a thorough run."""
    every = list(cases)
    if THOROUGH or count >= len(every):
        return every
    if count == 1:
        return every[:1]
    last = len(every) - 1
    return [every[number * last // (count - 1)] for number in range(count)]


def count_examples(sampled: int, whole: int) -> int:
    """Return how many random examples to draw: `sampled`, or `whole` in a thorough run."""
    return whole * LEVEL if THOROUGH else sampled

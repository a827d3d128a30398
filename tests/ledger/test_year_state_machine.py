"""Random plans with random histories, which keep every law of the ledger.

In `make test` it takes 120 steps, and 240 in `make test-thorough`, as CI has it once: a step over
several years takes long. `THOROUGH=4` goes four times as far.
"""

from typing import Any, cast

from hypothesis import HealthCheck, settings

from tests.support.histories import Histories
from tests.support.sampling import count_examples

_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]

TestHistories = cast("Any", Histories).TestCase
TestHistories.settings = settings(
    max_examples=count_examples(4, 8),
    stateful_step_count=30,
    suppress_health_check=_QUIET,
)

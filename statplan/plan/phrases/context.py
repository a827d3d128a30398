"""What a phrase may be read by: the day on which a person says it, and the program's country."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

DateOrder = Literal["month first", "day first"]

# Countries and territories where 1/5 is January 5.
_MONTH_FIRST = frozenset(["US", "AS", "FM", "GU", "MH", "MP", "PW", "UM", "VI"])
# Countries where both orders are common, or where a date is written with its year first, so that
# one with its year last may be either.
_UNSETTLED = frozenset(
    ["CA", "CN", "GH", "HU", "JP", "KE", "KP", "KR", "LT", "MN", "PA", "PH", "PR", "SE", "TW", "ZA"]
)


@dataclass(frozen=True, slots=True)
class PhraseContext:
    """The day on which a phrase is said, and the country by whose customs it is read.

    `country` is an ISO 3166 code; it decides whether 1/5 is in January or in May. Where it is empty
    that is not known. A day without a year is the next such day from `first_day` on, where the
    program's year is still ahead; else from today on.
    """

    today: date
    country: str = "US"
    first_day: date | None = None


def list_date_orders(country: str) -> tuple[DateOrder, ...]:
    """Return the orders in which a country writes the month and the day of a date in numbers."""
    if country in _MONTH_FIRST:
        return ("month first",)
    if not country or country in _UNSETTLED:
        return ("month first", "day first")
    return ("day first",)

"""The only clock of the program."""

import os
import re
from datetime import UTC, date, datetime

from statplan.errors import StatplanError
from statplan.plan.timezones import load_timezone

_LATEST = 7_258_118_399  # the last second of 2199
_VARIABLE = "SOURCE_DATE_EPOCH"  # reproducible-builds.org: the same inputs, the same bytes


def get_today() -> date:
    """Return the day of `get_now`."""
    return get_now().date()


def get_today_in(zone: str) -> date:
    """Return the day that it is in a time zone."""
    return get_now().astimezone(load_timezone(zone)).date()


def get_now() -> datetime:
    """Return the current moment in the computer's time zone, or what SOURCE_DATE_EPOCH states.

    Raises:
        StatplanError: exit code 2; SOURCE_DATE_EPOCH does not state a moment.
    """
    stated = os.environ.get(_VARIABLE, "")
    if not stated:
        return datetime.now().astimezone().replace(microsecond=0)
    if not re.fullmatch("[0-9]{1,10}", stated) or int(stated) > _LATEST:
        raise StatplanError(
            f"{_VARIABLE} is '{stated[:40]}', which is not a moment between 1970 and 2200.",
            remedy=f"Write it as seconds since 1970, as in {_VARIABLE}=1799000000, or unset it.",
            exit_code=2,
        )
    return datetime.fromtimestamp(int(stated), UTC)

"""The only clock of the program."""

import os
from datetime import UTC, date, datetime

_STATED = "SOURCE_DATE_EPOCH"  # reproducible-builds.org: the same inputs, the same bytes


def today() -> date:
    """The day it is where the person sits."""
    return now().date()


def now() -> datetime:
    """The moment, where the person sits; or the one that SOURCE_DATE_EPOCH states."""
    stated = os.environ.get(_STATED, "")
    if stated.isdecimal():
        return datetime.fromtimestamp(int(stated), UTC)
    return datetime.now().astimezone().replace(microsecond=0)

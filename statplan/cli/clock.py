"""The only clock of the program."""

from datetime import date, datetime


def today() -> date:
    """The day it is where the person sits."""
    return datetime.now().astimezone().date()


def now() -> datetime:
    """The moment, where the person sits."""
    return datetime.now().astimezone().replace(microsecond=0)

"""Which meeting is meant: by its key, by a date or by its series, where only one can be."""

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from statplan.errors import StatplanError
from statplan.ledger.settling import Settled, Standing
from statplan.plan.english import clock, short_day
from statplan.schedule import Schedule

_SHOWN = 12
_HOW = "`statplan status` lists what is next. Write a date with its year, as in 2027-03-11."


def choose(said: str, settled: Settled, schedule: Schedule) -> Standing:
    """The one meeting that is meant.

    Args:
        said: a key (`blightstat/2027-03`), a date (`2027-03-11`), a series with one meeting, or a
            series and a date (`blightstat/2027-03-11`).
        settled: the year as it stands.
        schedule: the year as planned, which knows what is left out.

    Raises:
        StatplanError: exit code 2; none or several, with the candidates.
    """
    said = said.strip()
    by_key = settled.by_key()
    if said in by_key:
        return by_key[said]
    found = _candidates(said, settled.standings)
    if len(found) == 1:
        return found[0]
    if found:
        shown = "".join(f"\n    {line(each)}" for each in found[:_SHOWN])
        more = f"\n    and {len(found) - _SHOWN} more" if found[_SHOWN:] else ""
        fact = f"'{said}' may be any of {len(found)} meetings:{shown}{more}"
        raise StatplanError(fact, hint="Name it by its key, as above.", exit_code=2)
    for each in schedule.omitted:
        if said == str(each.key):
            fact = f"{said} is not on the schedule: {each.why}."
            raise StatplanError(fact, hint="`statplan show` has the year.", exit_code=2)
    near = get_close_matches(said, by_key, n=3, cutoff=0.6)
    hint = f"Did you mean {' or '.join(near)}?" if near else _HOW
    raise StatplanError(f"there is no meeting '{said}'.", hint=hint, exit_code=2)


def line(standing: Standing) -> str:
    """A meeting in a list of candidates."""
    stand = standing.course.stand
    when = f"{short_day(stand.day)}, {clock(stand.at)}" if stand else "cancelled"
    return f"{standing.key}  {when}  {standing.meeting.name}"


def _candidates(said: str, standings: Iterable[Standing]) -> list[Standing]:
    series, _, rest = said.rpartition("/")
    try:
        day = date.fromisoformat(rest)
    except ValueError:
        wanted = said.casefold()
        return [
            each
            for each in standings
            if wanted in {each.meeting.key.series, each.meeting.title.casefold()}
            or wanted == each.meeting.key.period.casefold()
        ]
    here = [each for each in standings if not series or each.meeting.key.series == series]
    standing = [each for each in here if each.course.stand and each.course.stand.day == day]
    return standing or [each for each in here if each.course.planned.day == day]

"""The rules of the engine: problems, silences, questions not answered, and busy calendars."""

from statplan.advice.rule import Rule

SILENCE_IN_VAIN = Rule(
    "SP001",
    "warning",
    ("ours",),
    "silence-in-vain",
    """A silence silences nothing.

What it checks: every code under `advice.silence` against what was found in this plan.
Why it matters: a silence that outlives its reason hides the next finding of its kind.
What to do: take the line out of `advice.silence`, or mend the code.
Example: a plan silenced the rule on long meetings, then shortened them; the silence stayed.
""",
)

UNSTATED = Rule(
    "SP002",
    "note",
    ("ours",),
    "not-stated",
    """A question that a rule needs is not answered.

What it checks: for each question that rules look at, whether somebody answered it.
Why it matters: what nobody stated is neither right nor wrong; the rule cannot tell.
What to do: answer it, with `statplan init` or in the file, or leave it open on purpose.
Example: whose lawyer attends is known of few documented systems.
""",
)

WRONG_ANSWER = Rule(
    "SP010",
    "error",
    ("ours",),
    "wrong-answer",
    """The plan cannot be read, or an answer in it cannot be what it is.

What it checks: that the file is a plan, every key is known, every answer is of its kind, and no
answer contradicts another.
Why it matters: nothing is made from a plan that would have to be guessed at.
What to do: mend the place that is named. It cannot be silenced.
Example: a series on a day that is not in the calendar, a person whom no roster names.
""",
)

IMPOSSIBLE_YEAR = Rule(
    "SP011",
    "error",
    ("ours",),
    "impossible-year",
    """The year of meetings cannot be held as it is planned.

What it checks: that no person and no room is held twice at once, and that every time exists.
Why it matters: a calendar that contradicts itself is found out by the first assistant.
What to do: mend the place that is named. It cannot be silenced.
Example: two series in one room at the same hour.
""",
)

BUSY_MEETING = Rule(
    "SP020",
    "error",
    ("ours",),
    "busy-meeting",
    """Somebody who must be there, or the room, is busy when a meeting stands.

What it checks: with `--busy`, the firm time of calendars against every meeting of the year.
Why it matters: a meeting over something that cannot move is bumped, or missed.
What to do: choose another slot, move that one meeting, or clear the calendar.
Example: a second Thursday at eight over the budget office's weekly close.
""",
)

BUSY_BACKUP = Rule(
    "SP021",
    "warning",
    ("ours",),
    "busy-back-up",
    """Somebody who must be there, or the room, is busy when a back-up stands.

What it checks: with `--busy`, the firm time of calendars against the back-up of every meeting.
Why it matters: a bumped meeting has nowhere to go if its back-up is taken.
What to do: widen the window for back-ups, or clear the calendar.
Example: the back-up of the March meeting lies in the finance director's vacation.
""",
)

DISTURBED = Rule(
    "SP022",
    "note",
    ("ours",),
    "time-better-left",
    """A meeting or a back-up takes time that had better be left alone.

What it checks: with `--busy`, tentative time of anybody, and all time of those who may come.
Why it matters: it can be taken, but somebody has to be asked.
What to do: ask them, or choose another slot.
Example: an optional guest has another meeting at that hour.
""",
)

UNREAD_CALENDAR = Rule(
    "SP023",
    "warning",
    ("ours",),
    "calendar-not-read",
    """Something in the folder of busy calendars could not be read or used.

What it checks: with `--busy`, every file of the folder and every entry in it.
Why it matters: whose calendar cannot be read is not known; no meeting is checked against it.
What to do: name the file after its owner, or export it again.
Example: a calendar whose file name is nobody's on the roster.
""",
)

BUILTIN_RULES = (
    SILENCE_IN_VAIN,
    UNSTATED,
    WRONG_ANSWER,
    IMPOSSIBLE_YEAR,
    BUSY_MEETING,
    BUSY_BACKUP,
    DISTURBED,
    UNREAD_CALENDAR,
)

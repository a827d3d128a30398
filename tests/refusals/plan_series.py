"""Answers about a series that contradict each other."""

from tests.support.refusal_cases import Refusal, RefusalCase, Refuse, check_answers, check_series


def check_places(places: str) -> Refuse:
    """Check a plan with a series for each department, some of which have places of their own."""
    return check_series(f"every: week, on: Thursday, for_each: departments, places: {places}")


CASES = (
    RefusalCase(
        "plan/series_checks._check_rule",
        check_series("on: Tuesday and Thursday"),
        Refusal(
            "'Tuesday and Thursday' names several days for one series.",
            "Write one day, or make a series for each.",
            path="frequency.series[0].on",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_rule",
        check_series("every: week"),
        Refusal(
            "'second Thursday' needs months, but the series repeats every week.",
            "Write on: Thursday, or every: month.",
            path="frequency.series[0].on",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_rule",
        check_series("on: Thursday"),
        Refusal(
            "'Thursday' does not say which one of the month.",
            "Write on: second Thursday, or every: week.",
            path="frequency.series[0].on",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_for_each_rule",
        check_series("for_each: departments"),
        Refusal(
            "the series for each of the departments cannot all stand on the second Thursday.",
            "Write weekdays alone, as in Tuesday and Wednesday.",
            path="frequency.series[0].on",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_recurrence",
        check_series("every: null, dates: [2027-02-04]"),
        Refusal(
            "the series has both dates and a rule.",
            "Keep the dates, or every and on.",
            path="frequency.series[0].on",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_recurrence",
        check_series("every: null, on: null, dates: [2027-02-04], for_each: departments"),
        Refusal(
            "dates are the same for all departments, who cannot all meet on them at once.",
            "Write rotate: departments to give each date to one of them, or every and on.",
            path="frequency.series[0].for_each",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_recurrence",
        check_series("in_month: 2"),
        Refusal(
            "in_month belongs to a series that repeats every quarter.",
            "Take it out, or write every: quarter.",
            path="frequency.series[0].in_month",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_recurrence",
        check_series('times: ["10:00"]'),
        Refusal(
            "times belong to a series with for_each.",
            "Keep at, and take times out.",
            path="frequency.series[0].times",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_recurrence",
        check_series(
            "changes: [{from: 2027-03-01, every: month}, {from: 2027-02-01, every: month}]"
        ),
        Refusal(
            "2027-02-01 does not come after 2027-03-01.",
            "Put the changes in order.",
            path="frequency.series[0].changes[1].from",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_recurrence",
        check_series("starts: 2027-02-01, until: 2027-01-01"),
        Refusal(
            "2027-01-01 comes before the start, 2027-02-01.",
            "Change one of them.",
            path="frequency.series[0].until",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_working_days",
        check_answers("frequency: {working_days: [Monday]}"),
        Refusal(
            "Thursday is no working day.",
            "Choose another, or change frequency.working_days.",
            path="frequency.series[0].on",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_end_times",
        check_series('at: "23:30"'),
        Refusal(
            "a meeting of 90 minutes from 23:30 ends after midnight.",
            "Start earlier or make it shorter.",
            path="frequency.series[0].at",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_exceptions",
        check_series(
            "exceptions: [{meeting: stat/2027-02, day: 2027-02-15}, {meeting: "
            'stat/2027-02, at: "09:00"}]'
        ),
        Refusal(
            "stat/2027-02 stands twice.",
            "Put both in one.",
            path="frequency.series[0].exceptions[1].meeting",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_exceptions",
        check_series("exceptions: [{meeting: stat/2027-02}]"),
        Refusal(
            "nothing is said of stat/2027-02.",
            "Write day, at or backup, or take it out.",
            path="frequency.series[0].exceptions[0]",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_exceptions",
        check_series('exceptions: [{meeting: stat/2027-02, at: "09:00", called_off: yes}]'),
        Refusal(
            "stat/2027-02 has another date, and is called off.",
            "Keep one of them.",
            path="frequency.series[0].exceptions[0].called_off",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_exceptions",
        check_series(
            "exceptions: [{meeting: stat/2027-02, backup: 2027-02-16, without_backup: yes}]"
        ),
        Refusal(
            "stat/2027-02 has a back-up, 2027-02-16, and goes without one.",
            "Keep one of them.",
            path="frequency.series[0].exceptions[0].without_backup",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_exceptions",
        check_series('exceptions: [{meeting: stat/2027-02, backup_at: "09:00"}]'),
        Refusal(
            "a back-up time is named, but no day.",
            "Write backup: and the day above it.",
            path="frequency.series[0].exceptions[0].backup_at",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_exceptions",
        check_series("exceptions: [{meeting: stat/2027-02, day: 2027-02-16, backup: 2027-02-15}]"),
        Refusal(
            "the back-up, 2027-02-15, does not come after 2027-02-16.",
            "Change one of them.",
            path="frequency.series[0].exceptions[0].backup",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_exceptions",
        check_series('exceptions: [{meeting: stat/2027-02, at: "23:30"}]'),
        Refusal(
            "a meeting of 90 minutes from 23:30 ends after midnight.",
            "Start earlier or make it shorter.",
            path="frequency.series[0].exceptions[0].at",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_meeting_series",
        check_series('exceptions: [{meeting: works/2027-02, at: "09:00"}]'),
        Refusal(
            "works/2027-02 is no meeting of stat.",
            "Its meetings are called as in stat/2027-02.",
            path="frequency.series[0].exceptions[0].meeting",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_own_places",
        check_series('places: [{of: works, at: "09:00"}]'),
        Refusal(
            "places belong to a series with for_each.",
            "Keep on and at, and take places out.",
            path="frequency.series[0].places",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_own_places",
        check_places('[{of: lots, at: "09:00"}]'),
        Refusal(
            "there is no series for lots: it is one for each of the departments.",
            "Write one of those, as in works.",
            path="frequency.series[0].places[0].of",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_own_places",
        check_places('[{of: works, at: "09:00"}, {of: works, at: "10:00"}]'),
        Refusal("works stands twice.", "Put both in one.", path="frequency.series[0].places[1].of"),
    ),
    RefusalCase(
        "plan/series_checks._check_own_place",
        check_places("[{of: works, on: Monday and Tuesday}]"),
        Refusal(
            "'Monday and Tuesday' names several days for one series.",
            "Write one day.",
            path="frequency.series[0].places[0].on",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_own_place",
        check_places("[{of: works, on: first Monday}]"),
        Refusal(
            "'first Monday' does not fit 'every week'.",
            "Write on: Monday.",
            path="frequency.series[0].places[0].on",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_own_place",
        check_series(
            "every: quarter, on: Thursday, for_each: departments, places: [{of: "
            "works, in_month: 4}]"
        ),
        Refusal(
            "there is no month 4 in 'every quarter'.",
            "Take it out, or change it.",
            path="frequency.series[0].places[0].in_month",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_own_place",
        check_series(
            "every: month, on: Thursday, for_each: departments, places: [{of: works, in_month: 2}]"
        ),
        Refusal(
            "there is no month 2 in 'every month'.",
            "Take it out, or change it.",
            path="frequency.series[0].places[0].in_month",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_own_place",
        check_series(
            "every: 2 weeks, on: Thursday, for_each: departments, places: [{of: works, week: 3}]"
        ),
        Refusal(
            "there is no week 3 in 'every 2 weeks'.",
            "Take it out, or change it.",
            path="frequency.series[0].places[0].week",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_own_place",
        check_places('[{of: works, at: "23:30"}]'),
        Refusal(
            "a meeting of 90 minutes from 23:30 ends after midnight.",
            "Start earlier or make it shorter.",
            path="frequency.series[0].places[0].at",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_turns",
        check_series("subject: lots, rotate: departments"),
        Refusal(
            "the series already has subject.",
            "Keep subject or rotate.",
            path="frequency.series[0].rotate",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_turns",
        check_answers(
            "participants: {departments: []}\nfrequency: {series: [{id: stat, "
            "rotate: departments}]}"
        ),
        Refusal(
            "participants.departments is empty.",
            "Add some, or take this out.",
            path="frequency.series[0].rotate",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_turns",
        check_series("rotate: [works, works]"),
        Refusal("one of them stands twice.", "Name each once.", path="frequency.series[0].rotate"),
    ),
    RefusalCase(
        "plan/series_checks._check_backup_policy",
        check_series("backup: {rule: reserve day}"),
        Refusal(
            "no reserve day is named.",
            "Write reserve: and the day, as in fourth Friday.",
            path="frequency.series[0].backup.rule",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_backup_policy",
        check_series("backup: {reserve: fourth Friday}"),
        Refusal(
            "a reserve day is named, but not kept.",
            "Write rule: reserve day.",
            path="frequency.series[0].backup.reserve",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_backup_policy",
        check_series("backup: {rule: reserve day, reserve: Friday}"),
        Refusal(
            "'Friday' does not say which one of the month.",
            "Write one as in fourth Friday.",
            path="frequency.series[0].backup.reserve",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_backup_policy",
        check_series("backup: {within: 2, after: 5}"),
        Refusal(
            "no day is at least 5 and at most 2 working days after the meeting.",
            "Change one of them.",
            path="frequency.series[0].backup.within",
        ),
    ),
)

"""Answers about a series that contradict each other."""

from tests.support.refusal_cases import Refusal, RefusalCase, Refuse, check_answers, check_series


def check_places(places: str) -> Refuse:
    """Check a plan with a series for each department, some of which have places of their own."""
    return check_series(f"every: week, on: Thursday, for_each: departments, places: {places}")


CASES = (
    RefusalCase(
        "plan/recurrence_checks.check_for_each_days",
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
        "plan/recurrence_checks.check_working_weekdays",
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
        "plan/series_checks._check_program_backup_time",
        check_answers('frequency: {backup: {at: "23:00"}}'),
        Refusal(
            "a meeting of 90 minutes from 23:00 ends after midnight.",
            "Start earlier.",
            path="frequency.backup.at",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_shared_reserve",
        check_answers("frequency: {backup: {shared: yes}}"),
        Refusal(
            "no reserve day is kept that could be shared.",
            "Write rule: reserve day.",
            path="frequency.backup.shared",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_shared_reserve",
        check_answers(
            "frequency: {backup: {shared: yes, rule: reserve day, reserve: last Friday}}"
        ),
        Refusal(
            "the reserve day that all series share has no time of day.",
            "Write at: and the time, such as 14:00.",
            path="frequency.backup.shared",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_shared_reserve",
        check_answers(
            "frequency: {series: [{id: reserve}], backup: {shared: yes, rule: reserve day, "
            'reserve: last Friday, at: "14:00"}}'
        ),
        Refusal(
            "'reserve' is what the shared reserve days are called.",
            "Choose another id, such as reserve-meeting.",
            path="frequency.series[1].id",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_backup_policy",
        check_series("backup: {rule: reserve day, reserve: Monday before the first Thursday}"),
        Refusal(
            "'Monday before the first Thursday' is counted from another day.",
            "Write one as in fourth Friday.",
            path="frequency.series[0].backup.reserve",
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
        "plan/series_checks._check_other_dates",
        check_series("exceptions: [{meeting: stat/2027-02}]"),
        Refusal(
            "nothing is said of stat/2027-02.",
            "Write day, at or backup, or take it out.",
            path="frequency.series[0].exceptions[0]",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_other_dates",
        check_series('exceptions: [{meeting: stat/2027-02, at: "09:00", called_off: yes}]'),
        Refusal(
            "stat/2027-02 has another date, and is called off.",
            "Keep one of them.",
            path="frequency.series[0].exceptions[0].called_off",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_other_dates",
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
        "plan/series_checks._check_other_dates",
        check_series('exceptions: [{meeting: stat/2027-02, backup_at: "09:00"}]'),
        Refusal(
            "a back-up time is named, but no day.",
            "Write backup: and the day above it.",
            path="frequency.series[0].exceptions[0].backup_at",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_other_dates",
        check_series("exceptions: [{meeting: stat/2027-02, day: 2027-02-16, backup: 2027-02-15}]"),
        Refusal(
            "the back-up, 2027-02-15, does not come after 2027-02-16.",
            "Change one of them.",
            path="frequency.series[0].exceptions[0].backup",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_exception_end",
        check_series('exceptions: [{meeting: stat/2027-02, at: "23:30"}]'),
        Refusal(
            "a meeting of 90 minutes from 23:30 ends after midnight.",
            "Start earlier or make it shorter.",
            path="frequency.series[0].exceptions[0].at",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_exception_end",
        check_series('at: "21:00", exceptions: [{meeting: stat/2027-02, minutes: 240}]'),
        Refusal(
            "a meeting of 240 minutes from 21:00 ends after midnight.",
            "Start earlier or make it shorter.",
            path="frequency.series[0].exceptions[0].minutes",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_exception_end",
        check_series('backup: {at: "14:00"}, exceptions: [{meeting: stat/2027-02, minutes: 660}]'),
        Refusal(
            "a meeting of 660 minutes from 14:00 ends after midnight.",
            "Start earlier or make it shorter.",
            path="frequency.series[0].exceptions[0].minutes",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_other_answers",
        check_series("exceptions: [{meeting: stat/2027-02, room: Annex, called_off: yes}]"),
        Refusal(
            "stat/2027-02 is called off, so its room has no effect.",
            "Keep called_off or room.",
            path="frequency.series[0].exceptions[0].room",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_other_answers",
        check_series("exceptions: [{meeting: stat/2027-02, subject: lots, department: works}]"),
        Refusal(
            "stat/2027-02 takes up a subject and a department.",
            "Keep subject or department.",
            path="frequency.series[0].exceptions[0].department",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_other_answers",
        check_series(
            "on: Tuesday, for_each: departments, "
            "exceptions: [{meeting: stat-works/2027-02, subject: lots}]"
        ),
        Refusal(
            "each meeting of stat takes up the department that it is for.",
            "Take subject out.",
            path="frequency.series[0].exceptions[0].subject",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_link",
        check_series("mode: in person, link: 'https://meet.example.gov/stat'"),
        Refusal(
            "stat is in person, and has a link.",
            "Take the link out, or write mode: both.",
            path="frequency.series[0].link",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_link",
        check_series(
            "exceptions: [{meeting: stat/2027-02, mode: in person, "
            "link: 'https://meet.example.gov/stat'}]"
        ),
        Refusal(
            "stat/2027-02 is in person, and has a link.",
            "Take the link out, or write mode: both.",
            path="frequency.series[0].exceptions[0].link",
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
            "'Monday and Tuesday' is not one weekday, which a series for each of them needs.",
            "Write one, as in Tuesday or second Tuesday.",
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
        "plan/group_checks.find_group_faults",
        check_series("groups: [{of: [works], every: week}]"),
        Refusal(
            "groups belong to a series with for_each.",
            "Write for_each: departments, or take groups out.",
            path="frequency.series[0].groups",
        ),
    ),
    RefusalCase(
        "plan/group_checks._check_members",
        check_series("on: Tuesday, for_each: departments, groups: [{of: [], every: week}]"),
        Refusal(
            "the group is empty.",
            "Name some departments, or take the group out.",
            path="frequency.series[0].groups[0].of",
        ),
    ),
    RefusalCase(
        "plan/group_checks._check_members",
        check_series("on: Tuesday, for_each: departments, groups: [{of: [lots], every: week}]"),
        Refusal(
            "there is no series for lots: it is one for each of the departments.",
            "Write one of those, as in works.",
            path="frequency.series[0].groups[0].of[0]",
        ),
    ),
    RefusalCase(
        "plan/group_checks._check_members",
        check_series(
            "on: Tuesday, for_each: departments, "
            "groups: [{of: [works], every: week}, {of: [works], every: 2 weeks}]"
        ),
        Refusal(
            "works is in two groups.", "Keep it in one.", path="frequency.series[0].groups[1].of[0]"
        ),
    ),
    RefusalCase(
        "plan/group_checks._check_members",
        check_series(
            "on: Tuesday, for_each: departments, groups: [{of: [works, works], every: week}]"
        ),
        Refusal(
            "works is named twice.", "Name it once.", path="frequency.series[0].groups[0].of[1]"
        ),
    ),
    RefusalCase(
        "plan/group_checks._check_end_times",
        check_series(
            "on: Tuesday, for_each: departments, groups: [{of: [works], every: week, at: '23:30'}]"
        ),
        Refusal(
            "a meeting of 90 minutes from 23:30 ends after midnight.",
            "Start earlier or make it shorter.",
            path="frequency.series[0].groups[0].at",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_turns",
        check_series("department: [works, works]"),
        Refusal(
            "one of them stands twice.", "Name each once.", path="frequency.series[0].department"
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_rotation",
        check_series("rotate: [works, works]"),
        Refusal("one of them stands twice.", "Name each once.", path="frequency.series[0].rotate"),
    ),
    RefusalCase(
        "plan/series_checks._check_rotation",
        check_series("rotate: [[works, lots], works]"),
        Refusal("one of them stands twice.", "Name each once.", path="frequency.series[0].rotate"),
    ),
    RefusalCase(
        "plan/series_checks._check_rotation",
        check_series("rotate: [works, []]"),
        Refusal(
            "a turn is empty.",
            "Name a department or a topic, or take the brackets out.",
            path="frequency.series[0].rotate[1]",
        ),
    ),
    RefusalCase(
        "plan/cross_checks._find_unknown_ids",
        check_series("rotate: [[works, worksx], lots]"),
        Refusal(
            "'worksx' is not in focus.subjects or participants.departments.",
            "Did you mean works?",
            path="frequency.series[0].rotate[0][1]",
        ),
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
    RefusalCase(
        "schedule/unused_dates._check_closures",
        check_answers("frequency: {closures: [{day: 2025-12-31, why: Move, offices_closed: yes}]}"),
        Refusal(
            "2025-12-31 lies outside the days that are planned, 2027-01-01 to 2027-08-28.",
            "Take it out, or change the date.",
            path="frequency.closures[0].day",
        ),
    ),
    RefusalCase(
        "schedule/unused_dates._check_closures",
        check_answers(
            "frequency: {civic_dates: [{name: Council, rule: 'FREQ=WEEKLY;UNTIL=20260101'}]}"
        ),
        Refusal(
            "the rule has no day among those that are planned, 2027-01-01 to 2027-08-28.",
            "Take it out, or change the rule.",
            path="frequency.civic_dates[0].rule",
        ),
    ),
)

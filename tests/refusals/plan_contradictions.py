"""Answers that contradict each other, and years that cannot be."""

from tests.support.refusal_cases import Refusal, RefusalCase, check_answers, check_series

CASES = (
    RefusalCase(
        "plan/cross_checks._find_duplicate_ids",
        check_answers(
            "participants: {departments: [{id: works, name: Roads}, {id: works, name: Parks}]}"
        ),
        Refusal(
            "the id 'works' is taken by participants.departments[0].",
            "Choose another.",
            path="participants.departments[2].id",
        ),
    ),
    RefusalCase(
        "plan/cross_checks._find_unknown_ids",
        check_answers("participants: {panel: [mayer]}"),
        Refusal(
            "'mayer' is not in participants.people.",
            "Did you mean mayor?",
            path="participants.panel[0]",
        ),
    ),
    RefusalCase(
        "plan/cross_checks._check_term",
        check_answers("program: {term: {starts: 2027-01-01, ends: 2026-01-01}}"),
        Refusal(
            "2026-01-01 comes before the start, 2027-01-01.",
            "Change one of them.",
            path="program.term.ends",
        ),
    ),
    RefusalCase(
        "plan/cross_checks._check_closed_days",
        check_answers("frequency: {working_days: []}"),
        Refusal(
            "no day is a working day.",
            "Name at least one, or leave the list out for Monday to Friday.",
            path="frequency.working_days",
        ),
    ),
    RefusalCase(
        "plan/cross_checks._check_closed_days",
        check_answers("frequency: {holidays: {subdivision: MO}}"),
        Refusal(
            "a state is named, but no country.",
            "Write country: US above it.",
            path="frequency.holidays.subdivision",
        ),
    ),
    RefusalCase(
        "plan/cross_checks._check_closure",
        check_answers("frequency: {closures: [{why: Recess, day: 2027-02-05, until: 2027-02-01}]}"),
        Refusal(
            "2027-02-01 comes before 2027-02-05.",
            "Change one of them.",
            path="frequency.closures[0].until",
        ),
    ),
    RefusalCase(
        "plan/cross_checks._check_civic_date",
        check_answers("frequency: {civic_dates: [{name: Council}]}"),
        Refusal(
            "a civic date recurs by every and on, by a rule, or on dates.",
            "Write exactly one of them.",
            path="frequency.civic_dates[0]",
        ),
    ),
    RefusalCase(
        "plan/cross_checks._check_civic_date",
        check_answers("frequency: {civic_dates: [{name: Council, every: week}]}"),
        Refusal("every and on belong together.", "Write both.", path="frequency.civic_dates[0]"),
    ),
    RefusalCase(
        "plan/cross_checks._check_civic_date",
        check_answers(
            "frequency: {civic_dates: [{name: Council, every: week, on: Monday and Tuesday}]}"
        ),
        Refusal(
            "'Monday and Tuesday' names several days for one civic date.",
            "Write one day, or make a civic date for each.",
            path="frequency.civic_dates[0].on",
        ),
    ),
    RefusalCase(
        "plan/cross_checks._check_civic_date",
        check_answers("frequency: {civic_dates: [{name: Council, every: week, on: first Monday}]}"),
        Refusal(
            "'first Monday' does not fit 'every week'.",
            "Write Thursday with weeks, second Thursday with months.",
            path="frequency.civic_dates[0].on",
        ),
    ),
    RefusalCase(
        "plan/cross_checks._check_recurrence_rule",
        check_answers("frequency: {civic_dates: [{name: Council, rule: FREQ=SOMETIMES}]}"),
        Refusal(
            "'FREQ=SOMETIMES' is no rule for recurring days.",
            "Write one as in FREQ=WEEKLY;BYDAY=TH (RFC 5545, 3.3.10).",
            path="frequency.civic_dates[0].rule",
        ),
    ),
    RefusalCase(
        "plan/cross_checks._check_slot_preferences",
        check_answers("frequency: {slots: {days: []}}"),
        Refusal(
            "no weekday is allowed.",
            "Name at least one, or leave the list out for every working day.",
            path="frequency.slots.days",
        ),
    ),
    RefusalCase(
        "plan/cross_checks._check_slot_preferences",
        check_answers('frequency: {slots: {first: "10:00", last: "09:00"}}'),
        Refusal(
            "09:00 does not come after first, 10:00.",
            "Change one of them.",
            path="frequency.slots.last",
        ),
    ),
    RefusalCase(
        "schedule/build_schedule._report_collisions",
        check_answers(
            "frequency: {series: [{id: other, every: month, on: second Thursday, "
            'at: "08:00", required: [mayor]}]}'
        ),
        Refusal(
            "TestStat (stat/2027-01) and TestStat: other (other/2027-01) both need "
            "the person 'mayor' on 2027-01-14 at 08:00 (4 times in the year).",
            "Change the day, the time, the room or who must be there.",
            path="frequency.series[0].on",
        ),
    ),
    RefusalCase(
        "schedule/build_schedule._report_clock_changes",
        check_answers(
            'frequency: {series: [{id: stat, on: second Sunday, at: "02:00"}], '
            "working_days: [Sunday]}"
        ),
        Refusal(
            "TestStat (stat/2027-03): 02:00 does not exist on 2027-03-14: clocks change.",
            "Choose another time of day.",
            path="frequency.series[0].at",
        ),
    ),
    RefusalCase(
        "schedule/exceptions.check_override_days",
        check_answers(
            "frequency: {series: [{id: stat, exceptions: [{meeting: stat/2027-02, "
            "day: 2027-02-15}]}], holidays: {listed: {2027-02-15: A holiday}}}"
        ),
        Refusal(
            "TestStat (stat/2027-02) cannot stand on 2027-02-15: it is closed (A holiday).",
            "Choose another day, or take it out.",
            path="frequency.series[0].exceptions[0].day",
        ),
    ),
    RefusalCase(
        "schedule/exceptions.reserve_chosen_backups",
        check_answers(
            "frequency: {series: [{id: stat, exceptions: [{meeting: stat/2027-02, "
            "backup: 2027-02-15}]}], holidays: {listed: {2027-02-15: A holiday}}}"
        ),
        Refusal(
            "the back-up of TestStat (stat/2027-02) cannot stand on 2027-02-15: it "
            "is closed (A holiday).",
            "Choose another day, or take it out.",
            path="frequency.series[0].exceptions[0].backup",
        ),
    ),
    RefusalCase(
        "schedule/exceptions.check_override_periods",
        check_series("exceptions: [{meeting: stat/2027-2, day: 2027-02-15}]"),
        Refusal(
            "the year has no meeting stat/2027-2.",
            "Did you mean stat/2027-02?",
            path="frequency.series[0].exceptions[0].meeting",
        ),
    ),
    RefusalCase(
        "schedule/distribution._distribute_evenly",
        check_series("on: Thursday, every: week, for_each: departments"),
        Refusal(
            "2 departments do not fit into 1 place.",
            "Name more weekdays in on, or more start times in times.",
            path="frequency.series[0].for_each",
        ),
    ),
    RefusalCase(
        "schedule/open_days.find_public_holidays",
        check_answers("frequency: {holidays: {country: XX}}"),
        Refusal(
            "no holidays are known for 'XX'.",
            "Write its ISO code, such as GB, or list the days under holidays.listed.",
            path="frequency.holidays.country",
        ),
    ),
    RefusalCase(
        "schedule/open_days.find_public_holidays",
        check_answers("frequency: {holidays: {country: US, subdivision: ZZ}}"),
        Refusal(
            "'ZZ' is no part of US whose holidays are known.",
            "Write a code such as AK, AL, AR, AS, AZ, CA, CO, CT, DC, DE, FL, GA.",
            path="frequency.holidays.subdivision",
        ),
    ),
)

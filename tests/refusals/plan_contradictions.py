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
            "frequency: {civic_dates: [{name: Council, every: month, on: last working day}]}"
        ),
        Refusal(
            "'last working day' depends on this plan's own calendar.",
            "Write days as in first and third Tuesday, or list the dates.",
            path="frequency.civic_dates[0].on",
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks.check_rrule",
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
        "schedule/unused_dates._check_listed_holidays",
        check_answers("frequency: {holidays: {listed: {2029-01-01: New Year}}}"),
        Refusal(
            "1 listed holiday of 2029 lies outside the days that are planned, "
            "2027-01-01 to 2027-08-28.",
            "Take it out, or change the date.",
            path="frequency.holidays.listed.2029-01-01",
        ),
    ),
    RefusalCase(
        "schedule/unused_dates._check_omitted",
        check_series(
            "called_off: [{day: 2027-02-11, why: Flood}], "
            "exceptions: [{meeting: stat/2027-02, day: 2027-02-16}]"
        ),
        Refusal(
            "stat/2027-02 does not take place: called off: Flood.",
            "Take it out, or let the meeting take place.",
            path="frequency.series[0].exceptions[0].day",
        ),
    ),
    RefusalCase(
        "schedule/unused_dates._check_exceptions",
        check_series("exceptions: [{meeting: stat/2027-2, day: 2027-02-15}]"),
        Refusal(
            "the year has no meeting stat/2027-2.",
            "Did you mean stat/2027-02?",
            path="frequency.series[0].exceptions[0].meeting",
        ),
    ),
    RefusalCase(
        "schedule/unused_dates._check_bounds",
        check_series("starts: 2028-01-03"),
        Refusal(
            "the series starts on 2028-01-03, after the year, which ends on 2027-04-30.",
            "Change it, or take the series out.",
            path="frequency.series[0].starts",
        ),
    ),
    RefusalCase(
        "schedule/unused_dates._check_bounds",
        check_series("until: 2026-12-31"),
        Refusal(
            "the series ends on 2026-12-31, before the year, which begins on 2027-01-01.",
            "Change it, or take the series out.",
            path="frequency.series[0].until",
        ),
    ),
    RefusalCase(
        "schedule/unused_dates._check_bounds",
        check_series("changes: [{from: 2028-01-01, every: month}]"),
        Refusal(
            "2028-01-01 lies after the year, which ends on 2027-04-30.",
            "Take the change out: it belongs to a later year.",
            path="frequency.series[0].changes[0].from",
        ),
    ),
    RefusalCase(
        "schedule/unused_dates._check_called_off",
        check_series("called_off: [{day: 2027-04-07, why: Picnic}]"),
        Refusal(
            "no meeting of the series is usually on 2027-04-07.",
            "The nearest, stat/2027-04, is on 2027-04-08: write 2027-04-08.",
            path="frequency.series[0].called_off[0].day",
        ),
    ),
    RefusalCase(
        "schedule/unused_dates._check_dates",
        check_series("every: null, on: null, dates: [2027-03-01, 2028-03-01]"),
        Refusal(
            "2028-03-01 lies outside the year, 2027-01-01 to 2027-04-30.",
            "Take it out, or change frequency.first_day or months.",
            path="frequency.series[0].dates[1]",
        ),
    ),
    RefusalCase(
        "schedule/unused_dates._check_closures",
        check_answers("frequency: {closures: [{day: 2026-07-01, why: Recess}]}"),
        Refusal(
            "2026-07-01 lies outside the days that are planned, 2027-01-01 to 2027-08-28.",
            "Take it out, or change the date.",
            path="frequency.closures[0].day",
        ),
    ),
    RefusalCase(
        "schedule/unused_dates._check_closures",
        check_answers("frequency: {civic_dates: [{name: Council, dates: [2026-07-01]}]}"),
        Refusal(
            "2026-07-01 lies outside the days that are planned, 2027-01-01 to 2027-08-28.",
            "Take it out, or change the date.",
            path="frequency.civic_dates[0].dates[0]",
        ),
    ),
    RefusalCase(
        "schedule/unused_dates._check_closures",
        check_answers(
            "frequency: {civic_dates: [{name: Council, every: month, on: first Monday, "
            "starts: 2029-01-01}]}"
        ),
        Refusal(
            "2029-01-01 lies after the days that are planned, 2027-01-01 to 2027-08-28.",
            "Take it out, or change the date.",
            path="frequency.civic_dates[0].starts",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_change_is_reached",
        check_series("until: 2027-08-31, changes: [{from: 2027-10-01, every: month}]"),
        Refusal(
            "the series ends on 2027-08-31, before 2027-10-01.",
            "Change one of them, or take the change out.",
            path="frequency.series[0].changes[0].from",
        ),
    ),
    RefusalCase(
        "plan/series_checks._check_change_is_reached",
        check_series("starts: 2027-08-31, changes: [{from: 2027-05-01, every: month}]"),
        Refusal(
            "the series starts on 2027-08-31, and this change is from 2027-05-01 on.",
            "Say the rule from 2027-08-31 on in every and on.",
            path="frequency.series[0].changes[0].from",
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
        "schedule/holiday_lists.look_up_holidays",
        check_answers("frequency: {holidays: {country: XX}}"),
        Refusal(
            "no holidays are known for 'XX'.",
            "Write its ISO code, such as GB, or list the days under holidays.listed.",
            path="frequency.holidays.country",
        ),
    ),
    RefusalCase(
        "schedule/holiday_lists.look_up_holidays",
        check_answers("frequency: {holidays: {country: US, subdivision: ZZ}}"),
        Refusal(
            "'ZZ' is no part of US whose holidays are known.",
            "Write a code such as AK, AL, AR, AS, AZ, CA, CO, CT, DC, DE, FL, GA.",
            path="frequency.holidays.subdivision",
        ),
    ),
    RefusalCase(
        "schedule/public_holidays.check_holiday_names",
        check_answers("frequency: {holidays: {country: US, open: [Colombus Day]}}"),
        Refusal(
            "'Colombus Day' is no holiday of the list, nor of the country.",
            "Did you mean Columbus Day?",
            path="frequency.holidays.open[0]",
        ),
    ),
    RefusalCase(
        "schedule/public_holidays.check_holiday_names",
        check_answers(
            "frequency: {holidays: {country: US, meetings: [{holiday: Xyz, policy: skip}]}}"
        ),
        Refusal(
            "'Xyz' is no holiday on which the offices are closed.",
            "Take it out, or list the day.",
            path="frequency.holidays.meetings[0].holiday",
        ),
    ),
    RefusalCase(
        "schedule/public_holidays.check_holiday_names",
        check_answers("frequency: {holidays: {country: US, open: [Xyz]}}"),
        Refusal(
            "'Xyz' is no holiday of the list, nor of the country.",
            "Take it out.",
            path="frequency.holidays.open[0]",
        ),
    ),
    RefusalCase(
        "schedule/public_holidays.check_holiday_names",
        check_answers(
            "frequency: {holidays: {country: US, listed: {2027-10-11: Columbus Day}, "
            "open: [Columbus Day]}}"
        ),
        Refusal(
            "'Columbus Day' is listed as a day on which the offices are closed.",
            "Take it out here, or there.",
            path="frequency.holidays.open[0]",
        ),
    ),
    RefusalCase(
        "schedule/public_holidays.check_holiday_names",
        check_answers(
            "frequency: {holidays: {country: US, open: [Columbus Day], "
            "meetings: [{holiday: Columbus Day, policy: skip}]}}"
        ),
        Refusal(
            "the offices are open on 'Columbus Day', which is no closed day.",
            "Take it out here, or in open.",
            path="frequency.holidays.meetings[0].holiday",
        ),
    ),
    RefusalCase(
        "schedule/public_holidays.check_holiday_names",
        check_answers(
            "frequency: {holidays: {country: US, meetings: [{holiday: Veterans Day, "
            "policy: meets anyway}, {holiday: Veterans Day, policy: skip}]}}"
        ),
        Refusal(
            "'Veterans Day' stands twice.",
            "Keep one of them.",
            path="frequency.holidays.meetings[1].holiday",
        ),
    ),
    RefusalCase(
        "plan/cross_checks._check_civic_date",
        check_answers(
            "frequency: {civic_dates: [{name: Council, dates: [2027-03-09], starts: 2026-01-01}]}"
        ),
        Refusal(
            "dates are counted from no day.",
            "Take it out.",
            path="frequency.civic_dates[0].starts",
        ),
    ),
)

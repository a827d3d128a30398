"""Rules of a series that contradict each other, or that name what there is not."""

from tests.support.refusal_cases import Refusal, RefusalCase, check_answers, check_series

_ON = "frequency.series[0].on"
_NOT_IN = "frequency.series[0].not_in"

CASES = (
    RefusalCase(
        "plan/recurrence_checks.check_days",
        check_series("every: week"),
        Refusal(
            "'second Thursday' is a day of the month, and the interval is every week.",
            "Write on: Thursday, or every: month.",
            path=_ON,
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks.check_days",
        check_series("on: Tuesday and Thursday"),
        Refusal(
            "'Tuesday and Thursday' does not say which one of the month.",
            "Write on: second Tuesday, or every: week.",
            path=_ON,
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_distance",
        check_series("on: 40 days after the first Monday"),
        Refusal(
            "'40 days after the first Monday' is more than 31 days away.",
            "Write a nearer day, as in Monday before the first Thursday.",
            path=_ON,
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_stated_rule",
        check_series("changes: [{from: 2027-03-01, every: week, rule: FREQ=WEEKLY;BYDAY=TH}]"),
        Refusal(
            "the change has a rule, and every or on.",
            "Keep the rule, or every and on.",
            path="frequency.series[0].changes[0].rule",
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_stated_rule",
        check_series("changes: [{from: 2027-03-01, on: third Thursday}]"),
        Refusal(
            "the change does not say how often.",
            "Write every: and the interval, as in every: month.",
            path="frequency.series[0].changes[0]",
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_stated_rule",
        check_answers(
            "frequency: {series: [{id: stat, every: null, on: null, starts: 2027-01-01, "
            "rule: FREQ=MONTHLY;BYDAY=2TU, changes: [{from: 2027-03-01, every: month}]}]}"
        ),
        Refusal(
            "the change does not say on which day.",
            "Write on: and the day, as in on: second Thursday.",
            path="frequency.series[0].changes[0]",
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_stated_rule",
        check_series(
            "every: week, on: Monday and Tuesday, for_each: departments, "
            "changes: [{from: 2027-03-01, rule: FREQ=WEEKLY;BYDAY=TH}]"
        ),
        Refusal(
            "the departments cannot all meet on the days of one rule.",
            "Write every and on.",
            path="frequency.series[0].changes[0].rule",
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_base",
        check_series("every: null, on: Monday before stat"),
        Refusal(
            "'Monday before stat' follows the series itself.",
            "Name another series, or write a day as in second Thursday.",
            path=_ON,
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_base",
        check_series("every: null, on: Monday before council"),
        Refusal(
            "the plan has no series 'council'.",
            "Write a day as in second Thursday.",
            path=_ON,
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_base",
        check_answers(
            "frequency: {series: [{id: stat, every: null, on: Monday before talks}, {id: talks, "
            'every: month, on: Tuesday, at: "08:00", for_each: departments}]}'
        ),
        Refusal(
            "talks is one series for each of the departments.",
            "Name a series without for_each, or write a day.",
            path=_ON,
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_base",
        check_answers(
            "frequency: {series: [{id: stat, every: null, on: Monday before council, "
            "for_each: departments}, {id: council, every: month, on: third Tuesday, "
            'at: "18:00"}]}'
        ),
        Refusal(
            "the series for each of the departments cannot all follow council.",
            "Write weekdays alone, as in Tuesday and Wednesday.",
            path=_ON,
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_base",
        check_answers(
            "frequency: {series: [{id: stat, every: week, on: Monday before council}, "
            '{id: council, every: month, on: third Tuesday, at: "18:00"}]}'
        ),
        Refusal(
            "the series meets as often as council, and not every week.",
            "Take every out.",
            path=_ON,
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_circle",
        check_answers(
            "frequency: {series: [{id: stat, every: null, on: Monday before council}, "
            '{id: council, on: third Tuesday, every: month, at: "18:00", '
            "changes: [{from: 2027-03-01, on: day after stat}]}]}"
        ),
        Refusal(
            "stat follows council, which follows stat.",
            "Give one of them a day, as in second Thursday.",
            path=_ON,
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_rrule_alone",
        check_series("rule: FREQ=WEEKLY;BYDAY=TH, starts: 2027-01-07, on: null"),
        Refusal(
            "the series has both a rule and every.",
            "Keep the rule or every.",
            path="frequency.series[0].every",
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_rrule_alone",
        check_series("rule: FREQ=WEEKLY;BYDAY=TH, every: null, on: null"),
        Refusal(
            "the rule does not say from which day it counts.",
            "Write starts: and the first day, as in starts: 2027-01-05.",
            path="frequency.series[0].rule",
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks.check_rrule",
        check_series("rule: 'FREQ=MONTHLY;BYDAY=9TU', starts: 2027-01-05, every: null, on: null"),
        Refusal(
            "'FREQ=MONTHLY;BYDAY=9TU' is no rule for recurring days.",
            "Write one as in FREQ=WEEKLY;BYDAY=TH (RFC 5545, 3.3.10).",
            path="frequency.series[0].rule",
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks.check_rrule",
        check_series(
            "rule: 'FREQ=MONTHLY;BYDAY=1TU;BYHOUR=9,14', starts: 2027-01-05, every: null, on: null"
        ),
        Refusal(
            "'FREQ=MONTHLY;BYDAY=1TU;BYHOUR=9,14' is no rule for recurring days.",
            "Write one as in FREQ=WEEKLY;BYDAY=TH (RFC 5545, 3.3.10).",
            path="frequency.series[0].rule",
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_base",
        check_answers(
            "frequency: {series: [{id: stat, every: null, on: Monday before council}, {id: each, "
            'every: month, on: Tuesday, at: "08:00", for_each: departments}]}'
        ),
        Refusal(
            "the plan has no series 'council'.",
            "Write a day as in second Thursday.",
            path=_ON,
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_gaps",
        check_series("not_in: [July, July]"),
        Refusal("July is named twice.", "Keep one of them.", path=f"{_NOT_IN}[1]"),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_gap",
        check_series("every: quarter, not_in: [February]"),
        Refusal(
            "the series never meets in February.",
            "Take it out.",
            path=f"{_NOT_IN}[0]",
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_gap",
        check_series("not_in: [first Monday in July]"),
        Refusal(
            "the series does not meet on the first Monday.",
            "Name a day of the series, or the month alone: July.",
            path=f"{_NOT_IN}[0]",
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_gap",
        check_series("not_in: [July, second Thursday in July]"),
        Refusal(
            "July is left out as a whole.",
            "Take one of them out.",
            path=f"{_NOT_IN}[1]",
        ),
    ),
    RefusalCase(
        "plan/recurrence_checks._check_gaps",
        check_series("every: quarter, not_in: [January, April, July, October]"),
        Refusal(
            "no meeting of the series is left.",
            "Take some of them out.",
            path=_NOT_IN,
        ),
    ),
)

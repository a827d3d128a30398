"""The words of days and times, and what each means."""

from statplan.plan.time_values import MONTHS, ORDINALS, WEEKDAYS

_SHORT_WEEKDAYS = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4,
    "sat": 5, "sun": 6,
}  # fmt: skip
PLURAL_WEEKDAYS = {f"{name.lower()}s": index for index, name in enumerate(WEEKDAYS)}
WEEKDAY_WORDS = {
    **{name.lower(): index for index, name in enumerate(WEEKDAYS)},
    **PLURAL_WEEKDAYS,
    **_SHORT_WEEKDAYS,
}
MONTH_WORDS = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
ORDINAL_WORDS = {
    **ORDINALS,
    "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12,
    "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "final": -1, "penultimate": -2,
}  # fmt: skip
EVERY = ("every", "each")
AND = ("and", "&", "+")
TO = ("to", "-", "until", "till", "through", "thru")
AN = ("a", "an")
BEFORE, AFTER = ("before", "preceding"), ("after", "following")

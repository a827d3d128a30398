"""The dates of the federal rule on web accessibility. They have moved before: they are data.

28 CFR 35, subpart H, as 91 FR 20902 of April 20, 2026 has it [ADA-IFR]. A suit asks to vacate that
change, and more may follow: nothing here says that anybody has until a date.
"""

from datetime import date

SOURCE = "ADA-IFR"
STANDARD = "WCAG 2.1 AA"
LARGE = 50_000  # people
LARGE_DATE = date(2027, 4, 26)
SMALLER_DATE = date(2028, 4, 26)
SPECIAL_DISTRICT_DATE = SMALLER_DATE  # whatever its population
EARLIEST = min(LARGE_DATE, SMALLER_DATE)


def find_compliance_date(population: int) -> date:
    """Return the date that the rule names for a government of so many people."""
    return LARGE_DATE if population >= LARGE else SMALLER_DATE

"""Capitalized words that name nobody: streets' kinds, titles, bodies, months, and weekdays."""

from calendar import day_name, month_name

_STREET_KINDS = """
alley aly avenue ave av boulevard blvd circle cir close court ct crescent cres drive dr expressway
highway hwy lane ln loop parkway pkwy place pl plaza road rd route rte row square sq street st str
terrace ter trail trl turnpike way
"""
_TITLES = """
mr mrs ms mx miss dr prof professor sir madam herr frau judge justice officer sergeant sgt
lieutenant lt captain capt corporal detective chief deputy sheriff marshal director manager
supervisor superintendent inspector commissioner councilmember councilman councilwoman councilor
councillor alderman alderwoman alderperson mayor governor senator representative president chair
chairman chairwoman chairperson vice secretary treasurer clerk attorney counsel auditor assessor
controller comptroller administrator coordinator analyst engineer foreman operator driver technician
nurse teacher principal employee resident tenant owner complainant plaintiff defendant witness
applicant vendor contractor bidder patient student firefighter paramedic assistant associate senior
junior interim acting former
"""
_BODIES = """
agency authority board borough branch bureau center centre city civic commission committee community
council county court department dept district division facility federal fire fund government hall
house human law library local municipal neighborhood office panel park parks planning police program
project public resources room safety school section services service sewer staff state station suite
team town township transit transportation union unit village ward water works zone company
corporation corp inc llc ltd floor building bldg apartment apt north south east west northeast
northwest southeast southwest new old united states health housing finance budget personnel legal
grants adult adults care children clinic education emergency environmental family families general
hospital information international management medical mental metropolitan national operations
regional revenue social special tax technology university youth
"""
_LITTLE_WORDS = """
the this that these those and for with from not all any his her she they was were has had will
"""
_DAYS = """
jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun noon
midnight today tomorrow yesterday monthly annual quarter
"""

STREET_KINDS = frozenset(_STREET_KINDS.split())
TITLES = frozenset(_TITLES.split())
# Those that are surnames too.
AMBIGUOUS_WORDS = frozenset(
    {"hall", "house", "judge", "justice", "marshal", "park", "parks", "ward"}
)
TITLE_ENDS = (TITLES | frozenset(_BODIES.split())) - AMBIGUOUS_WORDS
CALENDAR_WORDS = frozenset(_DAYS.split()) | frozenset(
    name.lower() for name in (*month_name, *day_name) if name
)
CIVIC_WORDS = CALENDAR_WORDS | frozenset(
    f"{_STREET_KINDS} {_TITLES} {_BODIES} {_LITTLE_WORDS}".split()
)

"""Names of the files in the calendar folder; a name that was published stays."""

FEED = "calendar.ics"
FIRST_IMPORT = "first-import.ics"
ADDITIONS = "additions.ics"
NOTE = "CHANGES.md"

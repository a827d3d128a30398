"""What the files in the calendar folder are called; a name that was published stays."""

FEED = "calendar.ics"
FIRST_IMPORT = "first-import.ics"
ADDITIONS = "additions.ics"
NOTE = "CHANGES.md"

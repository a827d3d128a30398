"""Names of the files in the calendar folder; a name that was published stays."""

FEED_FILE = "calendar.ics"
FIRST_IMPORT_FILE = "first-import.ics"
ADDITIONS_FILE = "additions.ics"
CHANGE_NOTE_FILE = "CHANGES.md"

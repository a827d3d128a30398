"""The headings under which the help lists the commands."""

PLAN_COMMANDS = "Plan and review"
PAPER_COMMANDS = "Documents, calendars, and the public page"
MEETING_COMMANDS = "Meetings that change or take place"
YEAR_COMMANDS = "Publishing and the year"
OTHER_COMMANDS = "Other commands"

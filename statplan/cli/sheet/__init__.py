"""A roster from a spreadsheet: people and departments from the rows of an exported file."""

from statplan.cli.sheet.roster import Roster, read_roster

__all__ = ["Roster", "read_roster"]

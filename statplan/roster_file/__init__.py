"""A roster from a spreadsheet: people and departments from the rows of an exported file."""

from statplan.roster_file.merge import RosterAdditions, read_roster

__all__ = ["RosterAdditions", "read_roster"]

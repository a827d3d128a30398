"""Documents for one reader or one meeting: the letter to a department, and the briefing."""

from statplan.papers.briefing import make_briefing
from statplan.papers.letter import make_letter

__all__ = ["make_briefing", "make_letter"]

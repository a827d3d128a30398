"""The six sections as the interview presents them: a title, a paragraph, a name in a sentence."""

from statplan.plan.model import SECTIONS

TITLES = {
    "program": "The program: what it is called and what it is for",
    "leadership": "Leadership: who leads, with what authority, in what tone",
    "focus": "Focus: what the meetings examine",
    "participants": "Participants: who is in the room, and how departments are won",
    "frequency": "Frequency: when it meets, and what happens when it cannot",
    "publicity": "Publicity: who may attend and what is published",
}
INTRODUCTIONS = {
    "program": "A name that people will use, the government it belongs to, and a sentence on what "
    "should be better because these meetings take place.",
    "leadership": "The meeting carries as far as its leader's authority does. Either the chief "
    "executive is in the chair, or one person who may hand out follow-up and ask for it next time.",
    "focus": "A meeting may look at how departments run, at a subject that several of them share, "
    "or at both. What it looks at should be tied to a goal that somebody has set.",
    "participants": "Decisions are taken in the room when the support divisions sit in it: "
    "finance, procurement, technology, communications, law, personnel, equal rights, policy. "
    "Departments come willingly where they gain something by it.",
    "frequency": "Often enough to move a target, always at the same rhythm, held on calendars a "
    "year ahead, and each with a second date for the day when the first falls through.",
    "publicity": "Most of these meetings are closed, at first at least. The schedule can be public "
    "all the same, and so can what was shown and decided, without its sensitive parts.",
}
_NAMES = {"program": "the program", "focus": "the focus", "participants": "the participants"}


def format_title(section: str) -> str:
    """Return a section's number and title, "3 of 6. Focus: what the meetings examine"."""
    if section not in TITLES:
        return ""
    return f"{SECTIONS.index(section) + 1} of {len(SECTIONS)}. {TITLES[section]}"


def format_name(section: str) -> str:
    """Return a section's name as it stands in a sentence."""
    return _NAMES.get(section, section)

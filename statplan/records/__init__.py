"""What a meeting leaves behind: marked notes, the copies that are cleared of them, and promises."""

from statplan.records.clearing import Folder, Record, cleared, look
from statplan.records.kinds import GROUNDS, Kind
from statplan.records.papers import Copy
from statplan.records.promises import Promise, owed
from statplan.records.redacting import Manner, redact
from statplan.records.secrets import Withheld
from statplan.records.template import make_template
from statplan.records.withholding import withheld_of

__all__ = [
    "GROUNDS",
    "Copy",
    "Folder",
    "Kind",
    "Manner",
    "Promise",
    "Record",
    "Withheld",
    "cleared",
    "look",
    "make_template",
    "owed",
    "redact",
    "withheld_of",
]

"""Records of meetings: marked notes, the cleared copies made of them, and commitments."""

from statplan.records.clearing import (
    ClearedRecord,
    RecordFolder,
    check_copies,
    read_cleared_records,
)
from statplan.records.kinds import GROUNDS, RecordKind
from statplan.records.papers import ClearedCopy
from statplan.records.promises import RecordCommitment, list_missing_records
from statplan.records.redacting import RedactionRules, redact_notes
from statplan.records.secrets import WithheldText
from statplan.records.template import make_template
from statplan.records.withholding import collect_withheld_texts

__all__ = [
    "GROUNDS",
    "ClearedCopy",
    "ClearedRecord",
    "RecordCommitment",
    "RecordFolder",
    "RecordKind",
    "RedactionRules",
    "WithheldText",
    "check_copies",
    "collect_withheld_texts",
    "list_missing_records",
    "make_template",
    "read_cleared_records",
    "redact_notes",
]

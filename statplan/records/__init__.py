"""Records of meetings: marked notes, the cleared copies made of them, and commitments."""

from statplan.records.clearance import (
    ClearedRecord,
    RecordFolder,
    check_copies,
    read_cleared_records,
)
from statplan.records.commitments import RecordCommitment, list_missing_records
from statplan.records.model import GROUNDS, RecordKind
from statplan.records.record_files import ClearedCopy
from statplan.records.redact import RedactionRules, redact_notes
from statplan.records.template import make_template
from statplan.records.withheld_text import WithheldText, collect_withheld_texts

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

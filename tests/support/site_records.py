"""A site with records of meetings."""

from collections.abc import Mapping
from types import MappingProxyType

from statplan.documents.blocks import BulletList, Heading, Paragraph
from statplan.records import ClearedRecord, RecordKind
from statplan.schedule import make_schedule
from statplan.site import Site, make_site
from tests.support.plan_changes import set_answers
from tests.support.sample_site import LIFE, Told, city, tell


def record(kind: str = "notes", said: str = "Forty lots were mown.") -> ClearedRecord:
    blocks = (Heading(2, "What was said"), Paragraph((said,)), BulletList((("<b>One</b>",),)))
    return ClearedRecord("blight/2027-02", RecordKind(kind), "Notes of BlightStat", blocks)


def site(
    *records: ClearedRecord,
    publishes: tuple[str, ...] = ("schedule", "notes"),
    changes: Mapping[str, object] = MappingProxyType({}),
) -> Site:
    answers = set_answers(city(publishes=list(publishes)), {**changes})
    told: Told = tell(answers, LIFE)
    made = told.site("2027-03-21")
    return make_site(told.plan, told.ledger, make_schedule(told.plan), made.day, records=records)

"""The account of a year as JSON; see `status.schema.json`."""

import json
from importlib.resources import files
from typing import Any

from statplan.ledger.accounting import Account, MeetingAccount, YearAccount, name_year
from statplan.plan.model import Plan

VERSION = 1


def load_schema() -> str:
    """Return the JSON Schema (draft 2020-12) of what is written."""
    return (files("statplan.papers") / "status.schema.json").read_text(encoding="utf-8")


def write(plan: Plan, year: YearAccount) -> bytes:
    """Write the account of a year, with two-space indents and a line break at its end."""
    is_published = year.published_on is not None
    document = {
        "version": VERSION,
        "program": plan.program.name,
        "organization": plan.program.organization,
        "year": name_year(year.first, year.last),
        "first": year.first.isoformat(),
        "last": year.last.isoformat(),
        "as_of": year.as_of.isoformat(),
        "published_on": year.published_on.isoformat() if year.published_on else None,
        "total": _build_account(year.total, is_published=is_published),
        "series": [
            {
                "series": series.series,
                "title": series.title,
                **_build_account(series.account, is_published=is_published),
            }
            for series in year.list_series()
        ],
        "notice": {
            "changed": year.notice.meeting_count,
            "least_working_days": year.notice.least,
            "asked_working_days": year.notice.asked,
            "short": year.notice.short,
        },
        "next_schedule": {
            "due": year.next_by.isoformat() if year.next_by else None,
            "published_on": year.next_published_on.isoformat() if year.next_published_on else None,
            "on_time": year.is_next_on_time,
        },
        "meetings": [
            _build_meeting(meeting, is_published=is_published) for meeting in year.meetings
        ],
    }
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def _build_account(account: Account, *, is_published: bool) -> dict[str, Any]:
    return {
        "promised": account.promised if is_published else None,
        "planned": account.planned,
        "due": account.due,
        "held": account.held,
        "held_percent": account.held_percent,
        "is_least": account.is_least,
        "moved": account.moved,
        "bumped": account.bumped,
        "cancelled": account.cancelled,
        "dropped": account.dropped,
        "not_recorded": account.unrecorded,
        "postponed": account.postponed,
        "added": account.added,
        "added_held": account.added_held,
    }


def _build_meeting(meeting: MeetingAccount, *, is_published: bool) -> dict[str, Any]:
    promised = meeting.promised if is_published else None
    return {
        "meeting": meeting.key,
        "series": meeting.series,
        "title": meeting.title,
        "promised": promised.start.isoformat(timespec="minutes") if promised else None,
        "start": meeting.slot.start.isoformat(timespec="minutes"),
        "outcome": meeting.outcome,
        "moved": meeting.is_moved,
        "bumped": meeting.is_bumped,
    }

"""The outcome of a search as JSON: the answers with every meeting, the bound, what was read."""

import json
from typing import Any

from statplan.busy.owners import Owners
from statplan.busy.unknown_calendars import UnknownCalendar
from statplan.cli.busy_conflicts import list_lacking
from statplan.cli.slots.outcome import GapExplainer, SearchOutcome, calculate_gap, round_bound
from statplan.cli.slots.text import collect_resources
from statplan.schedule.model import TimeSlot
from statplan.slots.infeasibility import SlotGap
from statplan.slots.model import Obstacle, Pattern, PlacedMeeting, SearchAnswer, SeriesAnswer

VERSION = 1


def render_outcome(outcome: SearchOutcome) -> bytes:
    """Render the outcome as JSON; of people's calendars it holds times and nothing else."""
    owners, explainer = Owners(outcome.loaded.plan), GapExplainer(outcome)
    reading = outcome.busy_reading
    lacking = list_lacking(collect_resources(outcome.problem), reading)
    document = {
        "version": VERSION,
        "first": str(outcome.problem.first),
        "last": str(outcome.problem.last),
        "timezone": outcome.loaded.plan.program.timezone,
        "stopped": outcome.is_stopped,
        "calendars": [
            {"file": source.file, "of": source.label, "policy": str(source.policy)}
            for source in reading.sources
        ],
        "taken_to_be_free": sorted(owners.get_label(resource) for resource in lacking),
        "unknown": [_format_unknown(calendar) for calendar in reading.unknown],
        "taken_as_free": [calendar.label for calendar in outcome.assumed_free],
        "not_used": [str(trouble) for trouble in reading.errors],
        "not_looked_at": [
            {"series": name, "why": reason} for name, reason in outcome.problem.left_out
        ],
        "gaps": [_format_gap(gap, explainer) for gap in explainer.gaps],
        "easier": [
            {
                "series": relaxation.series_answer.series_id,
                "terms": relaxation.description,
                "complete": relaxation.complete,
                "of": relaxation.total,
            }
            for _, relaxations in explainer.relaxations_by_title
            for relaxation in relaxations
        ],
        "answers": [
            {"rank": rank, **_format_answer(answer, owners, is_doubtful=bool(outcome.doubtful))}
            for rank, answer in enumerate(outcome.answers, 1)
        ],
    }
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def _format_gap(gap: SlotGap, explainer: GapExplainer) -> dict[str, Any]:
    return {
        "meeting": str(gap.meeting_key),
        "missing": gap.missing,
        "days": [str(day) for day in gap.days],
        "because": [
            list(explainer.describe_reasons(reason_set, as_remedy=False))
            for reason_set in gap.reason_sets
        ],
        "enough": [
            list(explainer.describe_reasons(reason_set, as_remedy=True))
            for reason_set in gap.releases
        ],
    }


def _format_unknown(calendar: UnknownCalendar) -> dict[str, Any]:
    return {
        "of": calendar.label,
        "file": calendar.file,
        "fact": calendar.fact,
        "remedy": calendar.remedy,
        "partly_read": calendar.is_partly_read,
    }


def _format_answer(answer: SearchAnswer, owners: Owners, *, is_doubtful: bool) -> dict[str, Any]:
    """Format an answer; nothing is said of how good it is where somebody may be busy."""
    least_cost, gap_percent = round_bound(answer.bound), calculate_gap(answer.cost, answer.bound)
    has_gap = not is_doubtful and (least_cost or not gap_percent)
    return {
        "cost": answer.cost,
        "bound": None if is_doubtful else least_cost,
        "gap_percent": round(gap_percent, 2) if has_gap else None,
        "parts": dict(answer.parts),
        "series": [_format_series(series, owners) for series in answer.series_answers],
    }


def _format_series(series_answer: SeriesAnswer, owners: Owners) -> dict[str, Any]:
    return {
        "series": series_answer.series_id,
        "pattern": _format_pattern(series_answer.pattern),
        "meetings": [_format_meeting(meeting, owners) for meeting in series_answer.meetings],
    }


def _format_pattern(pattern: Pattern) -> dict[str, Any]:
    return {
        "on": str(pattern.on),
        "at": f"{pattern.start_time:%H:%M}",
        "month": pattern.month,
        "week": pattern.phase + 1,
    }


def _format_meeting(meeting: PlacedMeeting, owners: Owners) -> dict[str, Any]:
    return {
        "meeting": str(meeting.meeting_key),
        "nominal": _format_slot(meeting.nominal),
        "stand": _format_slot(meeting.slot),
        "backup": _format_slot(meeting.backup),
        "obstacles": [_format_obstacle(obstacle, owners) for obstacle in meeting.obstacles],
    }


def _format_slot(slot: TimeSlot | None) -> dict[str, str] | None:
    if slot is None:
        return None
    return {"date": str(slot.day), "start": f"{slot.start_time:%H:%M}", "end": f"{slot.end:%H:%M}"}


def _format_obstacle(obstacle: Obstacle, owners: Owners) -> dict[str, Any]:
    return {
        "date": str(obstacle.day),
        "who": owners.get_label(obstacle.need) if obstacle.need else None,
        "what": obstacle.name or None,
        "from": f"{obstacle.since:%H:%M}" if obstacle.since else None,
        "until": f"{obstacle.until:%H:%M}" if obstacle.until else None,
    }

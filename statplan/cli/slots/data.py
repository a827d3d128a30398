"""What was found, as JSON: the answers with every meeting, the bound, and what was read."""

import json
from typing import Any

from statplan.busy.owners import Owners
from statplan.cli.slots.bound import gap, least
from statplan.cli.slots.found import Found
from statplan.cli.slots.reasons import Reasons
from statplan.cli.slots.text import needed
from statplan.schedule import Stand
from statplan.slots import Answer, Gap, Line, Obstacle, Pattern, Placed

VERSION = 1


def render(found: Found) -> bytes:
    """The answers as JSON; of people's time it holds hours and nothing else."""
    owners, reasons = Owners(found.loaded.plan), Reasons(found)
    read = {each.owner for each in found.reading.sources}
    told = {
        "version": VERSION,
        "first": str(found.problem.first),
        "last": str(found.problem.last),
        "timezone": found.loaded.plan.program.timezone,
        "stopped": found.stopped,
        "calendars": [
            {"file": each.file, "of": each.label, "policy": str(each.policy)}
            for each in found.reading.sources
        ],
        "taken_to_be_free": sorted(owners.called(each) for each in needed(found.problem) - read),
        "not_used": [str(each) for each in found.reading.troubles],
        "not_looked_at": [{"series": name, "why": why} for name, why in found.problem.left_out],
        "gaps": [_gap(each, reasons) for each in reasons.gaps],
        "easier": [
            {
                "series": each.line.series,
                "terms": each.words,
                "complete": each.complete,
                "of": each.total,
            }
            for _, some in reasons.easier
            for each in some
        ],
        "answers": [
            {"rank": rank, **_answer(answer, owners)}
            for rank, answer in enumerate(found.answers, 1)
        ],
    }
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()


def _gap(gap: Gap, reasons: Reasons) -> dict[str, Any]:
    return {
        "meeting": str(gap.key),
        "missing": gap.missing,
        "days": [str(day) for day in gap.days],
        "because": [list(reasons.named(each, wanted=False)) for each in gap.together],
        "enough": [list(reasons.named(each, wanted=True)) for each in gap.releases],
    }


def _answer(answer: Answer, owners: Owners) -> dict[str, Any]:
    floor, above = least(answer.bound), gap(answer.cost, answer.bound)
    return {
        "cost": answer.cost,
        "bound": floor,
        "gap_percent": round(above, 2) if floor or not above else None,
        "parts": dict(answer.parts),
        "series": [_line(line, owners) for line in answer.lines],
    }


def _line(line: Line, owners: Owners) -> dict[str, Any]:
    return {
        "series": line.series,
        "pattern": _pattern(line.pattern),
        "meetings": [_placed(each, owners) for each in line.meetings],
    }


def _pattern(pattern: Pattern) -> dict[str, Any]:
    return {
        "on": str(pattern.on),
        "at": f"{pattern.at:%H:%M}",
        "month": pattern.month,
        "week": pattern.phase + 1,
    }


def _placed(placed: Placed, owners: Owners) -> dict[str, Any]:
    return {
        "meeting": str(placed.key),
        "nominal": _stand(placed.nominal),
        "stand": _stand(placed.stand),
        "backup": _stand(placed.backup),
        "obstacles": [_obstacle(each, owners) for each in placed.obstacles],
    }


def _stand(stand: Stand | None) -> dict[str, str] | None:
    if stand is None:
        return None
    return {"date": str(stand.day), "start": f"{stand.at:%H:%M}", "end": f"{stand.end:%H:%M}"}


def _obstacle(obstacle: Obstacle, owners: Owners) -> dict[str, Any]:
    return {
        "date": str(obstacle.day),
        "who": owners.called(obstacle.need) if obstacle.need else None,
        "what": obstacle.what or None,
        "from": f"{obstacle.since:%H:%M}" if obstacle.since else None,
        "until": f"{obstacle.until:%H:%M}" if obstacle.until else None,
    }

"""Set up a government's performance (Stat) meetings and keep them alive for a year.

The names in `__all__` are for other programs; docs/api.md shows how they fit together. A name is
imported when it is first used (PEP 562), so that `import statplan` loads no library.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from statplan.advice.engine import PlanAdvice, RuleFinding, check_plan
    from statplan.calendars import render_calendar
    from statplan.calendars.build_calendar import make_calendar
    from statplan.calendars.feed import Feed
    from statplan.charter import make_charter
    from statplan.documents import render_document
    from statplan.documents.blocks import Document
    from statplan.errors import Command, Problem, Remedy, StatplanError
    from statplan.plan.loader import LoadedPlan, parse_plan
    from statplan.plan.model import Plan
    from statplan.schedule.build_schedule import make_schedule
    from statplan.schedule.model import Backup, Meeting, MeetingKey, NoBackup, Schedule, TimeSlot
    from statplan.workspace.plan_loader import ScheduledPlan, load_plan

__version__ = "0.1.0"

_MODULES = {
    "Backup": "statplan.schedule.model",
    "Command": "statplan.errors",
    "Document": "statplan.documents.blocks",
    "Feed": "statplan.calendars.feed",
    "LoadedPlan": "statplan.plan.loader",
    "Meeting": "statplan.schedule.model",
    "MeetingKey": "statplan.schedule.model",
    "NoBackup": "statplan.schedule.model",
    "Plan": "statplan.plan.model",
    "PlanAdvice": "statplan.advice.engine",
    "Problem": "statplan.errors",
    "Remedy": "statplan.errors",
    "RuleFinding": "statplan.advice.engine",
    "Schedule": "statplan.schedule.model",
    "ScheduledPlan": "statplan.workspace.plan_loader",
    "StatplanError": "statplan.errors",
    "TimeSlot": "statplan.schedule.model",
    "check_plan": "statplan.advice.engine",
    "load_plan": "statplan.workspace.plan_loader",
    "make_calendar": "statplan.calendars.build_calendar",
    "make_charter": "statplan.charter",
    "make_schedule": "statplan.schedule.build_schedule",
    "parse_plan": "statplan.plan.loader",
    "render_calendar": "statplan.calendars",
    "render_document": "statplan.documents",
}

__all__ = [
    "Backup",
    "Command",
    "Document",
    "Feed",
    "LoadedPlan",
    "Meeting",
    "MeetingKey",
    "NoBackup",
    "Plan",
    "PlanAdvice",
    "Problem",
    "Remedy",
    "RuleFinding",
    "Schedule",
    "ScheduledPlan",
    "StatplanError",
    "TimeSlot",
    "__version__",
    "check_plan",
    "load_plan",
    "make_calendar",
    "make_charter",
    "make_schedule",
    "parse_plan",
    "render_calendar",
    "render_document",
]


if not TYPE_CHECKING:  # a type checker then refuses a name that is not above

    def __getattr__(name: str) -> object:
        if name not in _MODULES:
            message = f"module 'statplan' has no attribute '{name}'"
            raise AttributeError(message)
        return getattr(import_module(_MODULES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})

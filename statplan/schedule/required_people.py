"""The people who must attend the meetings of a series."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from statplan.plan.model import Plan
    from statplan.plan.series import Series


def list_required_people(
    plan: "Plan", series: "Series", chair_id: str | None = None
) -> tuple[str, ...]:
    """Return who must attend a meeting: whoever leads, Stat lead, panel, required people.

    A principal who attends every meeting leads; where nobody is named as the chair, the designee
    does.

    Args:
        plan: the plan.
        series: the series.
        chair_id: the chair of one meeting, in the place of the usual one.
    """
    leadership, participants = plan.leadership, plan.participants
    attends_all = leadership.attends == "every"
    principal = leadership.principal or () if attends_all else ()
    designee = None if attends_all else leadership.designee
    panel = () if series.without_panel else participants.panel or ()
    usual_chair_id = series.chair or leadership.chair or designee
    leader_ids = (chair_id or usual_chair_id, leadership.facilitator)
    everyone = (
        *principal,
        *(person_id for person_id in leader_ids if person_id),
        *panel,
        *(series.required or ()),
    )
    return tuple(dict.fromkeys(everyone))


def list_unlisted_people(plan: "Plan") -> tuple[str, ...]:
    """Return the chief executive where one attends every meeting and no roster names one."""
    leadership = plan.leadership
    is_listed = leadership.attends != "every" or leadership.principal
    return () if is_listed else (leadership.form or "chief executive",)

"""How advice is given on this plan: thresholds, and what is silenced for a reason.

These are settings and no questions: nobody is asked for them, and each has a default.
"""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from statplan.plan.section import Section
from statplan.plan.times import whole
from statplan.plan.words import Name, shown

_CODE = r"^SP[0-9]{3}$"


def _code(text: str) -> str:
    if not re.fullmatch(_CODE, text):
        raise ValueError(f"{shown(text)} is no code of a rule. Write it as in SP504.")
    return text


Code = Annotated[str, AfterValidator(_code), WithJsonSchema({"type": "string", "pattern": _CODE})]


class Limits(Section):
    """The thresholds that are ours: no source gives them, so that a plan may have others."""

    days_between_turns: Annotated[
        int,
        whole(1, 400),
        Field(description="The most days between two turns before a rhythm is called slow."),
    ] = 35
    days_between_turns_at_most: Annotated[
        int,
        whole(1, 400),
        Field(description="The most days between two turns: beyond it is less than quarterly."),
    ] = 100
    minutes: Annotated[
        int, whole(5, 720), Field(description="The most minutes that a meeting should last.")
    ] = 90


class Advice(Section):
    """What the plan says about the advice on it."""

    silence: Annotated[
        dict[Code, Name] | None,
        Field(description="Codes of advice that is not followed, each with the reason."),
    ] = None
    limits: Annotated[Limits, Field(description="Thresholds other than the tool's own.")] = Limits()

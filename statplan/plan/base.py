"""The base of every part of the plan: a frozen record that rejects unknown keys."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A part of the plan.

    A field that is `None` is not stated; a field with another default is one where the tool must
    act, and `model_fields_set` tells whether somebody said it.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, validate_by_name=False, validate_by_alias=True
    )

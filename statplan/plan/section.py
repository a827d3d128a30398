"""What every part of the plan is: a frozen record that refuses keys it does not know."""

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """A part of the plan.

    A field that is `None` is not stated; a field with another default is one where the tool must
    act, and `model_fields_set` tells whether somebody said it.
    """

    model_config = ConfigDict(
        extra="forbid", frozen=True, validate_by_name=False, validate_by_alias=True
    )

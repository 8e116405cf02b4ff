"""Fields that can say one thing only: `true`, `1`. Python takes one for the other, a document does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator
from pydantic_core import PydanticKnownError


def _exactly(value: bool | int) -> Callable[[Any], Any]:  # noqa: FBT001 - it is about booleans
    def check(written: Any) -> Any:  # noqa: ANN401
        if type(written) is not type(value) or written != value:
            raise PydanticKnownError("literal_error", {"expected": json.dumps(value)})
        return written

    return check


Yes = Annotated[Literal[True], BeforeValidator(_exactly(True))]
"""`true`, and never 1."""
One = Annotated[Literal[1], BeforeValidator(_exactly(1))]
"""1, and never `true`."""

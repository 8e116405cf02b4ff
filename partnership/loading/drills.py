"""Reads the file of a fire drill, or says with its line what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from partnership.canonical import canonical_json
from partnership.documents.drill import Drill
from partnership.errors import WrongUsage
from partnership.loading.tree import parse
from partnership.loading.wording import words_for


def read_drill(file: Path) -> Drill:
    """Read what is raised in a drill, and what happens when.

    Raises:
        WrongUsage: It cannot be read, or is no drill; the text names each line and what to write.

    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise WrongUsage(f"{file} cannot be read: {error.strerror}") from None
    tree = parse(content, with_places=True)
    wrong = [f"{file}:{one.line}:{one.column}: {one.message}" for one in tree.refusals]
    if wrong:
        raise WrongUsage("\n".join(wrong))
    if not isinstance(tree.value, dict):
        raise WrongUsage(f"{file} is no drill: begin with `escalation:` and `raised_by:`")
    try:
        return Drill.model_validate_json(canonical_json(tree.value), strict=True)
    except ValidationError as error:
        told = []
        for one in words_for(Drill, tree.value, error):
            marks = tree.values if one.check == "wrong-value" else tree.keys
            loc = one.loc
            while loc and loc not in marks:
                loc = loc[:-1]
            line, column = marks.get(loc, (1, 1))
            hint = f"; {one.hint}" if one.hint else ""
            told.append(f"{file}:{line}:{column}: {one.message}{hint}")
        raise WrongUsage("\n".join(told)) from None

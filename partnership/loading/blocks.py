"""Writes plain files in canonical form block by block; a block that stood elsewhere is not read again.

A block is what begins with `key:` in the first column and goes up to the next such line. The versions
of a file differ in few of theirs, and the records of a month share many. Of a block that alone is a
mapping of that one key, no quote, bracket or document is open where it ends, so that what follows
means the same after it as it does alone. Whatever is not like that is left to who reads whole files.
"""

from __future__ import annotations

import re
from functools import lru_cache

from partnership.canonical import canonical_json
from partnership.loading.plain import build_plain
from partnership.loading.tree import MAX_NODES, Tree, decode

BLOCK = re.compile("^(?=[a-z_]+:[ \n])", re.MULTILINE)
NOTES = re.compile("(#[^\n]*\n|\n)*")
"""What may stand before the first block."""
FIRST_ITEM = re.compile("([a-z_]+:\n)( *- )")
OTHER_BREAK = re.compile("[\x85\u2028\u2029]")
"""What YAML 1.1 takes for the end of a line as well."""
SHORT = 1024
"""Of fewer characters is a piece that is remembered."""
KEPT = 8192
"""How many pieces are remembered."""


def canonical_by_blocks(content: bytes) -> str:
    """Write a file's data in canonical form; nothing where that is not to be told from its blocks.

    Args:
        content: The file's bytes.

    """
    tree = Tree()
    text = decode(content, tree)
    if text is None or tree.refusals or len(text) >= MAX_NODES or _may_end(text):
        return ""
    notes, *blocks = BLOCK.split(text)
    if not NOTES.fullmatch(notes):
        return ""
    found = {block[: block.index(":")]: _canonical(block) for block in blocks}
    if len(found) < len(blocks) or "" in found.values() or found.get("kind", "")[:1] != '"':
        return ""
    return "{" + ",".join(f'"{key}":{found[key]}' for key in sorted(found)) + "}"


def _may_end(text: str) -> bool:
    """Whether the document may end before the text does, or a line otherwise than it seems."""
    return "\n..." in text or (not text.isascii() and OTHER_BREAK.search(text) is not None)


def _canonical(text: str) -> str:
    """Write a block's value, or an item's under its key, in canonical form; nothing where it has none."""
    return _remembered(text) if len(text) < SHORT else _written(text)


@lru_cache(maxsize=KEPT)
def _remembered(text: str) -> str:
    return _written(text)


def _written(text: str) -> str:
    """Write the value of a text's only key, a list item by item; nothing where it is not like that."""
    first = FIRST_ITEM.match(text)
    if first:
        head, start = first[1], first[2]
        items = text[len(head) + len(start) :].split(f"\n{start}")
        if len(items) > 1:
            items[:-1] = [f"{item}\n" for item in items[:-1]]
            written = [_canonical(f"{head}{start}{item}") for item in items]
            return "[" + ",".join(one[1:-1] for one in written) + "]" if all(written) else ""
    built = build_plain(text, MAX_NODES)
    if built is None or list(built) != [text[: text.index(":")]]:
        return ""
    return canonical_json(next(iter(built.values())))

"""A histogram as a few lines of text, with the limit between two of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from partnership.statistics import Histogram

LINES = 12
WIDTH = 32


def bars(histogram: Histogram, limit: int | None = None) -> Iterator[str]:
    """Yield a bar for each value, or for stretches of values where there are many.

    Args:
        histogram: What was counted.
        limit: The greatest value that is on time; a stretch never reaches over it.

    """
    if histogram.minimum is None or histogram.maximum is None:
        return
    edge = histogram.maximum if limit is None else limit
    width = -(-(histogram.maximum - histogram.minimum + 1) // (LINES - 1))
    counts: Counter[int] = Counter()
    for value, count in histogram.bins:
        counts[-((edge - value) // width)] += count
    most = max(counts.values())
    names = {number: _name(edge + number * width, width) for number in counts}
    space = max(map(len, names.values()))
    digits = max(len(str(count)) for count in counts.values())
    for number in sorted(counts):
        count = counts[number]
        bar = "█" * max(1, round(WIDTH * count / most))
        late = "  late" if limit is not None and number > 0 else ""
        yield f"{names[number].rjust(space)}  {str(count).rjust(digits)}  {bar}{late}"


def _name(last: int, width: int) -> str:
    return str(last) if width == 1 else f"{max(0, last - width + 1)}-{last}"

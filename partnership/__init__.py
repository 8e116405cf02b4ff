"""Partnership as code: what two companies promised each other, kept, measured and judged in git."""

from __future__ import annotations

__version__ = "0.1.0"

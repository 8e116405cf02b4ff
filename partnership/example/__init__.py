"""The example partnership: invented, with fixed dates, measured by the same code as a real one."""

from __future__ import annotations

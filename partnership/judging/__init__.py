"""From measurements to verdicts, by the terms in force in the period."""

from partnership.judging.slas import judge, judge_in_full
from partnership.judging.verdicts import Status, Verdict

__all__ = ["Status", "Verdict", "judge", "judge_in_full"]

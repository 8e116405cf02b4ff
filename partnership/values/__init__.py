"""The scalars people write, one grammar each: parsed once, printed one way."""

from partnership.values.clock_times import Clock, TimeRange
from partnership.values.constants import One, Yes
from partnership.values.days import Day
from partnership.values.durations import Duration, DurationUnit, Length
from partnership.values.exact import Exact
from partnership.values.grammar import GRAMMARS, Grammar
from partnership.values.identifiers import Id
from partnership.values.levels import Level, Percentage
from partnership.values.moments import LocalMoment
from partnership.values.money import Currency, Limit, Money, Multiple, Rate
from partnership.values.ordinals import Which
from partnership.values.periods import Month, Period, PeriodCount
from partnership.values.recurrences import Recurrence
from partnership.values.scales import Scale
from partnership.values.statistic_names import StatisticName
from partnership.values.texts import Step, Text
from partnership.values.zones import Zone

__all__ = [
    "GRAMMARS",
    "Clock",
    "Currency",
    "Day",
    "Duration",
    "DurationUnit",
    "Exact",
    "Grammar",
    "Id",
    "Length",
    "Level",
    "Limit",
    "LocalMoment",
    "Money",
    "Month",
    "Multiple",
    "One",
    "Percentage",
    "Period",
    "PeriodCount",
    "Rate",
    "Recurrence",
    "Scale",
    "StatisticName",
    "Step",
    "Text",
    "TimeRange",
    "Which",
    "Yes",
    "Zone",
]

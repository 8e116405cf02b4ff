"""What stops us, as exceptions whose text is fit to print.

    PartnershipError            everything raised on purpose
      NotAPartnership           no `partnership/partnership.yaml` where we were asked to look
      NothingToCheck            no SLA has any period
      WrongUsage                an argument that cannot be understood
      GitError                  git said no
      StoreError                the event store could not be read; nothing was written
        EventsError             what one SLA reads there cannot be counted; others can
      WriteError                a file could not be written; the old one stands

A document that is wrong is not an exception but a `Finding`, so that one file never hides another.
"""

from __future__ import annotations


class PartnershipError(Exception):
    """The root of what this package raises on purpose."""


class NotAPartnership(PartnershipError):  # noqa: N818 - reads as the sentence it is
    """No partnership was found where we were asked to look."""


class NothingToCheck(PartnershipError):  # noqa: N818
    """There is no SLA with any period to judge."""


class WrongUsage(PartnershipError):  # noqa: N818
    """An argument names something that is not there or cannot be understood."""


class GitError(PartnershipError):
    """Git refused; the text carries what it said."""


class StoreError(PartnershipError):
    """The event store could not be read as agreed."""


class EventsError(StoreError):
    """The store answers, but the events of one SLA contradict themselves or what was agreed."""


class WriteError(PartnershipError):
    """A file could not be written."""

"""What a proposal would have done: the last periods judged under both sets of terms."""

from partnership.replay.replaying import Asked, replay
from partnership.replay.results import Account, Compared, Credited, Party, Promise, Replay

__all__ = ["Account", "Asked", "Compared", "Credited", "Party", "Promise", "Replay", "replay"]

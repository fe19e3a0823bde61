"""How much of the machine queries may use, as numbers with nothing left to decide."""

import math
import os
from dataclasses import dataclass
from pathlib import Path

from kg.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query, one client and all of them together may use.

    Attributes:
        timeout_s: a query ends so long after it was asked; waiting for a place counts.
        memory_bytes: a query may need so much memory beside the dataset.
        answer_bytes: an answer may be this long.
        fast_places: queries that are begun at the same time.
        slow_places: queries at the same time that have run for long or have long answers.
        waiting: queries that wait for a place at the same time.
        wait_s: how long each of them waits.
        share_s: query seconds that a client may use in one go; 0 limits nobody.
        refill: query seconds that a client gets back in a second.
        spooled: long answers that are held for slow clients at the same time.
        spool: folder for them; None for the system's.
    """

    timeout_s: float = 30.0
    memory_bytes: int = 512 * 2**20
    answer_bytes: int = 2**30
    fast_places: int = 2
    slow_places: int = 8
    waiting: int = 64
    wait_s: float = 10.0
    share_s: float = 600.0
    refill: float = 5.0
    spooled: int = 16
    spool: Path | None = None

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """Take the operator's settings, and this machine's size where they leave it open."""
        cores = len(os.sched_getaffinity(0))
        fast = settings.fast_places or cores
        fitting = memory_of_machine_bytes() // 4 // settings.query_memory_bytes
        slow = settings.slow_places or min(4 * cores, max(2, fitting))
        return cls(
            timeout_s=settings.query_timeout_s,
            memory_bytes=settings.query_memory_bytes,
            answer_bytes=settings.answer_limit_bytes,
            fast_places=fast,
            slow_places=slow,
            # Each holds a thread; the others are for those that are answered or sent away.
            waiting=min(settings.waiting_queries, settings.threads // 2),
            wait_s=settings.wait_s,
            share_s=settings.share_s,
            refill=settings.share_refill or (fast + slow) / 2,
            spooled=settings.spooled_answers,
            spool=Path(settings.spool) if settings.spool else None,
        )

    @property
    def busy_retry_s(self) -> int:
        """Return the `Retry-After` of a full house: half of what a query would have waited."""
        return max(1, math.ceil(self.wait_s / 2))


def memory_of_machine_bytes() -> int:
    """Return the size of the machine's memory."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")

"""How many query seconds each client may still use: a bucket for each, refilled steadily.

Knows no clock: whoever asks says what time it is.
"""

import math
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from kg.engine.door import Share

_CLIENTS: Final = 10_000
"""The one that was seen longest ago is forgotten: its bucket has had the most time to fill."""


@dataclass(slots=True)
class _Bucket:
    used_s: float
    at_s: float


class Shares:
    """The buckets of all clients.

    Args:
        limit_s: query seconds in a full bucket; 0 limits nobody.
        refill: query seconds that flow back in a second.
    """

    def __init__(self, limit_s: float, refill: float) -> None:
        self._limit_s = limit_s
        self._refill = refill
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def is_limited(self, client: str) -> bool:
        """Say whether the house counts what *client* uses."""
        return bool(client) and self._limit_s > 0

    def remaining_s(self, client: str, now_s: float) -> float:
        """Tell how many query seconds *client* has left; less than 0 where it took more."""
        if not self.is_limited(client):
            return math.inf
        with self._lock:
            return self._limit_s - self._used_s(client, now_s)

    def charge(self, client: str, seconds: float, now_s: float) -> None:
        """Count what a query of *client* has used."""
        if not self.is_limited(client):
            return
        with self._lock:
            used_s = self._used_s(client, now_s) + seconds
            self._buckets[client] = _Bucket(used_s, now_s)
            self._buckets.move_to_end(client)
            if len(self._buckets) > _CLIENTS:
                self._buckets.popitem(last=False)

    def share(self, client: str, now_s: float) -> Share | None:
        """Tell what *client* may use; None where it is not limited."""
        if not self.is_limited(client):
            return None
        remaining_s = self.remaining_s(client, now_s)
        reset_s = (self._limit_s - remaining_s) / self._refill
        return Share(self._limit_s, max(0.0, remaining_s), reset_s)

    def retry_after_s(self, client: str, wanted_s: float, now_s: float) -> int:
        """Tell after how many whole seconds *client* will have *wanted_s* (at most a bucket)."""
        missing_s = min(wanted_s, self._limit_s) - self.remaining_s(client, now_s)
        return max(1, math.ceil(missing_s / self._refill))

    def _used_s(self, client: str, now_s: float) -> float:
        bucket = self._buckets.get(client)
        if bucket is None:
            return 0.0
        return max(0.0, bucket.used_s - (now_s - bucket.at_s) * self._refill)

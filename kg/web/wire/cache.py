"""Keep answers that were made, as many as fit; the ones not asked for the longest go first."""

import threading
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from cachetools import LRUCache

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class CacheState:
    """What a cache did so far, for the operator."""

    hits: int
    misses: int
    entries: int
    size_bytes: int


class Cache(Generic[Value]):
    """Values by key, bounded by their size. Safe among threads.

    Args:
        limit_bytes: the size of all values together; 0 keeps nothing.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._kept: LRUCache[Hashable, tuple[Value, int]] = LRUCache(
            limit_bytes, getsizeof=lambda entry: entry[1]
        )
        self._lock = threading.Lock()
        self._hits = self._misses = 0

    def get(self, key: Hashable) -> Value | None:
        """Return what is kept for *key*."""
        with self._lock:
            entry = self._kept.get(key)
            if entry is None:
                self._misses += 1
                return None
            self._hits += 1
            return entry[0]

    def put(self, key: Hashable, value: Value, size_bytes: int) -> None:
        """Keep *value*, unless it would take more than an eighth of the cache by itself."""
        if 0 < size_bytes <= self._limit_bytes // 8:
            with self._lock:
                self._kept[key] = (value, size_bytes)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()

    def state(self) -> CacheState:
        """Tell what the cache did so far."""
        with self._lock:
            size_bytes = int(self._kept.currsize)
            return CacheState(self._hits, self._misses, len(self._kept), size_bytes)

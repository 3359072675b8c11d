"""What is worked out once of a record that stays in memory: by its identity, never its value."""

from collections.abc import Callable
from itertools import islice
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Once(Generic[Key, Value]):
    """Values by the identity of what they were made from, the oldest forgotten beyond `limit`.

    A key is held as long as its value, so that nothing else can take its identity. Threads may
    share one: at worst a value is made twice.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: dict[int, tuple[Key, Value]] = {}
        self._lock = Lock()

    def of(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value that `make` gave for this very object, made now if it is new."""
        kept = self._kept.get(id(key))
        if kept is not None and kept[0] is key:
            return kept[1]
        value = make()
        self.put(key, value)
        return value

    def put(self, key: Key, value: Value) -> None:
        """Keep a value for this object, in place of what was kept."""
        with self._lock:
            self._kept[id(key)] = key, value
            if len(self._kept) > self._limit:
                for oldest in list(islice(self._kept, self._limit // 4)):
                    del self._kept[oldest]

"""A broker in memory for the loop of the services."""

from streams.domain.errors import Unavailable


class FakeBus:
    """Hands out batches; `down` names calls that fail and how often."""

    def __init__(self, *batches, down=None):
        self.batches = list(batches)
        self.down = dict(down or {})
        self.sent = []
        self.committed = []
        self.log = []

    def poll(self):
        self._answer("poll")
        return self.batches.pop(0) if self.batches else []

    def send(self, letters):
        self._answer("send")
        self.sent += letters

    def commit(self, batch):
        self._answer("commit")
        self.committed += [(o.topic, o.partition, o.offset) for o in batch]

    def _answer(self, call):
        self.log.append(call)
        if self.down.get(call, 0) > 0:
            self.down[call] -= 1
            raise Unavailable(f"{call} is down")


class FakeStop:
    """An event whose waits take no time; `after` waits it is set."""

    def __init__(self, after=None):
        self.waits = []
        self._after = after
        self._set = False

    def set(self):
        self._set = True

    def is_set(self):
        return self._set

    def wait(self, timeout):
        self.waits.append(timeout)
        if self._after is not None and len(self.waits) >= self._after:
            self._set = True
        return self._set

    def now_s(self):
        """A clock that only waiting moves."""
        return sum(self.waits)

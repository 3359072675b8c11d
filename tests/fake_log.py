"""Topics as a drill finds them, without a broker."""

from streams.adapters import avro
from tests.chaos.log import Entry


class FakeLog:
    """Topics as lists of records, all in one partition."""

    def __init__(self, **topics) -> None:
        self._topics = topics

    def of(self, name):
        return [self.all(name)]

    def all(self, name):
        return self._topics.get(name.replace(".", "_"), [])


def entry(topic, record, *, key=None, headers=None):
    value = avro.encode(topic, record) if record else b""
    return Entry(0, 0, 0, key, value, headers or {})

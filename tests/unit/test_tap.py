"""Asking how far a group has come, while the broker that knows is changing."""

from types import SimpleNamespace

import pytest
from kafka import TopicPartition
from kafka.errors import (
    CoordinatorLoadInProgressError,
    CoordinatorNotAvailableError,
    KafkaTimeoutError,
    NotCoordinatorError,
)

from streams.adapters import tap
from streams.adapters.tap import Tap
from streams.domain.errors import Unavailable

OFFSETS = {TopicPartition("news", 0): SimpleNamespace(offset=7)}


class Admin:
    """An admin client that answers, or raises, what it was made with."""

    def __init__(self, answer):
        self._answer = answer
        self.is_closed = False

    def list_group_offsets(self, group):
        if isinstance(self._answer, Exception):
            raise self._answer
        return {group: self._answer}

    def close(self):
        self.is_closed = True


@pytest.fixture
def tapped(monkeypatch):
    """Return a tap whose present client answers one thing and the next one another."""

    def made(present, following):
        made_tap = Tap("127.0.0.1:9", ["news"])
        made_tap._admin = Admin(present)
        made_tap.positions = {("news", 0): 0, ("other", 0): 0}
        monkeypatch.setattr(tap, "KafkaAdminClient", lambda **_: Admin(following))
        return made_tap

    return made


@pytest.mark.parametrize(
    "error", [CoordinatorLoadInProgressError, CoordinatorNotAvailableError, NotCoordinatorError]
)
def test_nothing_counts_as_committed_while_the_coordinator_changes(tapped, error):
    asked = tapped(error(), OFFSETS)
    before = asked._admin

    first, second = asked.committed("group", ["news"]), asked.committed("group", ["news"])

    assert (first, second) == ({("news", 0): 0}, {("news", 0): 7})
    assert before.is_closed


def test_broker_that_does_not_answer_is_unavailable(tapped):
    with pytest.raises(Unavailable, match="KafkaTimeoutError"):
        tapped(KafkaTimeoutError(), OFFSETS).committed("group", ["news"])

"""A worker notices that records wait which nothing reads."""

import asyncio

from aiokafka.errors import NodeNotReadyError

from streams.adapters.unread import Unread


class Consumer:
    """Two partitions: how far they are read, and how far they go."""

    def __init__(self):
        self.places = {"a": 5, "b": 9}
        self.ends = {"a": 5, "b": 9}
        self.is_lost = False

    def assignment(self):
        return set(self.places)

    async def highwaters(self, *partitions):
        if self.is_lost:
            raise NodeNotReadyError("0")
        return {tp: self.ends[tp] for tp in partitions}

    async def position(self, partition):
        return self.places[partition]


class Scene:
    """A consumer that is looked at, partitions in work, and a clock of ours."""

    def __init__(self):
        self.now = 100.0
        self.consumer = Consumer()
        self.busy = set()
        self.unread = Unread(
            lambda: self.consumer, lambda tp: tp not in self.busy, lambda: self.now
        )

    def look_after(self, seconds):
        self.now += seconds
        asyncio.run(self.unread.look())
        return self.unread.longest_s()


def test_nothing_waits_where_all_is_read():
    scene = Scene()
    assert scene.look_after(10) == scene.look_after(500) == 0


def test_a_standstill_has_the_age_of_its_first_sight():
    scene = Scene()
    scene.consumer.ends["b"] = 12
    assert scene.look_after(10) == 0
    assert scene.look_after(70) == 70
    scene.consumer.ends["a"] = 6
    assert scene.look_after(20) == 90


def test_a_partition_that_moves_does_not_stand_still():
    scene = Scene()
    scene.consumer.ends["b"] = 12
    scene.look_after(10)
    scene.consumer.places["b"] = 10
    assert scene.look_after(70) == 0
    scene.consumer.places["b"] = 12
    assert scene.look_after(70) == 0


def test_a_partition_in_work_is_no_standstill():
    scene = Scene()
    scene.consumer.ends["b"] = 12
    scene.look_after(10)
    scene.busy.add("b")
    assert scene.look_after(70) == 0


def test_silence_ages_from_the_first_question_without_an_answer():
    scene = Scene()
    assert scene.look_after(10) == 0
    scene.consumer.is_lost = True
    assert scene.look_after(70) == 0
    assert scene.look_after(70) == 70
    scene.consumer.is_lost = False
    assert scene.look_after(10) == 0


def test_a_standstill_goes_on_while_nothing_answers():
    scene = Scene()
    scene.consumer.ends["b"] = 12
    scene.look_after(10)
    scene.consumer.is_lost = True
    assert scene.look_after(70) == 70

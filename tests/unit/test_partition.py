import pytest
from hypothesis import given
from hypothesis import strategies as st
from kafka.partitioner.default import murmur2 as kafka_murmur2

from streams.domain.partition import murmur2, partition_of


@given(st.binary(max_size=64))
def test_murmur2_is_the_one_of_the_kafka_client(key):
    assert murmur2(key) == kafka_murmur2(key) & 0xFFFFFFFF


@pytest.mark.parametrize("partitions", [1, 3, 8])
def test_partition_is_within_range(partitions):
    assert {partition_of(str(i).encode(), partitions) for i in range(200)} == set(range(partitions))

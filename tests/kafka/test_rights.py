"""Each part has its rights alone: it may do what the list says, and is refused everything else."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import (
    CoordinatorNotAvailableError,
    GroupAuthorizationFailedError,
    TopicAuthorizationFailedError,
)

from streams.adapters.security import connection
from streams.cli.roles import every_topic
from tests.kafka.cluster import eventually
from tests.kafka.secured import ROLES, speaking

NAMES = sorted(every_topic())
GROUPS = sorted({right.name for role in ROLES for right in role.rights if right.kind == "group"})
POLL_MS = 5_000


ACTING = ("reader", "owner", "fusion", "storage", "alerting", "ingest", "console", "client")
"""Who reads and writes everything it can in the short run; the broker is asked about all."""
TRYING = [
    pytest.param(role, id=role.name, marks=() if role.name in ACTING else pytest.mark.slow)
    for role in ROLES
]


@pytest.fixture(params=ROLES, ids=lambda role: role.name)
def role(request):
    """Return each part, or what the test says."""
    return request.param


@pytest.fixture
def options(safe, role):
    """Return what clients of the part are made with."""
    with speaking(safe.scram(role.name)) as brokers:
        yield connection(brokers)


@pytest.fixture
def admin(options):
    """Return an admin client of the part."""
    made = KafkaAdminClient(**options)
    yield made
    made.close()


@pytest.fixture(scope="module")
def filled(safe):
    """Have a record on every topic, and a broker that answers for groups."""
    producer = KafkaProducer(bootstrap_servers=safe.cluster.bootstrap)
    for name in NAMES:
        producer.send(name, b"x", b"k", partition=0)
    producer.flush()
    producer.close()
    admin = KafkaAdminClient(bootstrap_servers=safe.cluster.bootstrap)
    eventually(lambda: answers(admin), "nobody answers for groups")
    admin.close()


def answers(admin):
    try:
        return admin.describe_groups(GROUPS)
    except CoordinatorNotAvailableError:
        return False


def listed(role, kind, *operations):
    return {r.name for r in role.rights if r.kind == kind and r.operation in operations}


def test_broker_allows_on_every_topic_what_the_list_says(admin, role):
    found = {
        topic["name"]: topic["authorized_operations"] or []
        for topic in admin.describe_topics(NAMES)
    }
    told = {
        operation: {name for name in NAMES if operation in found[name]}
        for operation in ("READ", "WRITE", "CREATE", "DELETE", "ALTER", "ALTER_CONFIGS")
    }
    assert told == {operation: listed(role, "topic", operation) for operation in told}
    # Who may read, write or delete may describe, and nobody else who is not listed.
    described = {name for name in NAMES if "DESCRIBE" in found[name]}
    assert described == listed(role, "topic", "READ", "WRITE", "DELETE", "DESCRIBE")


@pytest.mark.parametrize("role", TRYING, indirect=True)
def test_broker_takes_records_of_a_part_where_the_list_says(options, role, filled):
    producer = KafkaProducer(**options, enable_idempotence=False, max_block_ms=10_000)

    def is_taken(name):
        try:
            producer.send(name, b"x", b"k", partition=0).get(10)
        except TopicAuthorizationFailedError:
            return False
        return True

    with ThreadPoolExecutor(len(NAMES)) as pool:
        taken = dict(zip(NAMES, pool.map(is_taken, NAMES), strict=True))
    producer.close()
    assert {name for name in NAMES if taken[name]} == listed(role, "topic", "WRITE")


@pytest.mark.parametrize("role", TRYING, indirect=True)
def test_broker_gives_records_to_a_part_where_the_list_says(options, admin, role, filled):
    told = [topic["name"] for topic in admin.describe_topics(NAMES) if topic["error_code"] == 0]
    consumer = KafkaConsumer(**options, group_id=None)
    given = set()
    for name in told:
        at = TopicPartition(name, 0)
        consumer.assign([at])
        consumer.seek(at, 0)
        try:
            given |= {name} if consumer.poll(POLL_MS) else set()
        except TopicAuthorizationFailedError:
            continue
    consumer.close()
    assert given == listed(role, "topic", "READ")


def test_broker_lets_a_part_into_its_groups_alone(admin, role, filled):
    def is_let_in(name):
        try:
            admin.describe_groups([name])
        except GroupAuthorizationFailedError:
            return False
        return True

    assert {name for name in GROUPS if is_let_in(name)} == listed(role, "group", "READ")

"""The rights of every part: complete, least, and the same in every shape they are printed in."""

import shlex
from itertools import pairwise

import pytest

from streams.cli.acls import allowed
from streams.cli.roles import each_stage, every_topic, roles
from streams.domain.topics import TOPICS
from tests.rasid import rasid

ROLES = {role.name: role for role in roles("rasid", each_stage())}


def rights(name):
    return {(kind, of): operations for kind, of, operations in allowed(ROLES[name])}


def test_worker_reads_its_sources_writes_its_sinks_and_their_dead_letters():
    assert rights("language") == {
        ("group", "rasid-language"): ("READ",),
        ("topic", "news.article.unique.v1"): ("READ",),
        ("topic", "news.article.tagged.v1"): ("WRITE",),
        ("topic", "news.article.unique.v1.dead"): ("WRITE",),
    }


def test_worker_with_a_table_has_its_changelog_and_writes_the_clock_it_reads():
    found = rights("escalate")
    assert found["topic", "rasid.escalate.changelog"] == ("READ", "WRITE")
    assert found["topic", "news.clock.v1"] == ("READ", "WRITE")


def test_every_topic_is_written_by_somebody_and_all_that_is_granted_is_a_topic_of_ours():
    granted = {
        right.name for role in ROLES.values() for right in role.rights if right.kind == "topic"
    }
    parts = [role for name, role in ROLES.items() if name not in ("sample", "dlq")]
    written = {r.name for role in parts for r in role.rights if r.operation == "WRITE"}
    assert granted == set(every_topic())
    assert {topic.name for topic in TOPICS} <= written


def test_only_those_who_must_may_create_or_delete():
    by_operation = {
        operation: {
            name for name, role in ROLES.items() for r in role.rights if r.operation == operation
        }
        for operation in ("CREATE", "DELETE")
    }
    assert by_operation == {"CREATE": {"topics", "dlq"}, "DELETE": {"dlq"}}


def test_commands_grant_what_the_list_says_and_nothing_else(capfdbinary):
    code, out, _ = rasid(capfdbinary, "topics", "acls", "--as", "commands", "--part", "storage")
    granted = set()
    for line in out.splitlines():
        if line.startswith("#"):
            continue
        words = shlex.split(line)
        pairs = list(pairwise(words))
        assert ("--allow-principal", "User:rasid-storage") in pairs
        operations = [value for name, value in pairs if name == "--operation"]
        named = [(name[2:], value) for name, value in pairs if name in ("--topic", "--group")]
        granted |= {(kind, of, operation.upper()) for kind, of in named for operation in operations}
    assert code == 0
    assert granted == {(r.kind, r.name, r.operation) for r in ROLES["storage"].rights}


def test_principal_may_be_the_name_on_a_certificate(capfdbinary):
    how = ("--as", "commands", "--part", "ingest", "--principal", "User:CN={},O=news")
    _, out, _ = rasid(capfdbinary, "topics", "acls", *how)
    assert "--allow-principal User:CN=ingest,O=news" in out


def test_worker_of_several_stages_has_one_group_in_the_order_of_the_flow(capfdbinary):
    how = ("--worker", "reader=language,sign", "--part", "reader")
    code, out, _ = rasid(capfdbinary, "topics", "acls", *how)
    assert (code, "rasid-sign-language " in out) == (0, True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--as", "json"), "--as must be one of table, commands, strimzi, got 'json'"),
        (("--worker", "reader"), "--worker must be NAME=STAGE,... of sign"),
        (("--worker", "reader=read"), "got 'reader=read'"),
        (("--part", "reader"), "--part must be one of sign, dedup"),
    ],
)
def test_wrong_option_is_refused_with_what_is_allowed(options, said, capfdbinary):
    code, _, err = rasid(capfdbinary, "topics", "acls", *options)
    assert (code, len(err)) == (2, 1)
    assert said in err[0]

from collections.abc import Iterator

from streams.cli.chain import Chain
from streams.domain.flow import Emit, Reject, Stage
from streams.domain.records import Article, Signed
from streams.domain.topics import ARTICLE_RAW, ARTICLE_SIGNED, ARTICLE_TAGGED, ARTICLE_UNIQUE


def signing(batch, state, ctx) -> Iterator[Emit | Reject]:
    for cause, incoming in enumerate(batch):
        if incoming.value.body:
            yield Emit(ARTICLE_SIGNED, Signed(incoming.value, b"", 1, "", 0), cause)
        else:
            yield Reject(cause, "no_text", "empty body")


def counting(batch, state, ctx) -> Iterator[Emit | Reject]:
    """Send each article once for every article before it."""
    for cause, incoming in enumerate(batch):
        state["seen"] = state.get("seen", 0) + 1
        for _ in range(state["seen"] - 1):
            yield Emit(ARTICLE_TAGGED, incoming.value, cause)


SIGNING = Stage("signing", (ARTICLE_RAW,), (ARTICLE_SIGNED,), signing)
COUNTING = Stage("counting", (ARTICLE_UNIQUE,), (ARTICLE_TAGGED,), counting)


def article(name, body="text"):
    return Article(name, "afp", None, None, body, None, 0)


def test_chain_keeps_what_each_article_led_to_apart():
    a, b, c = (article(name) for name in "abc")
    assert Chain([SIGNING, COUNTING], None).run([a, b, c]) == [[], [b], [c, c]]


def test_chain_keeps_why_an_article_was_refused_on_its_way():
    refused, passed = Chain([SIGNING, COUNTING], None).run([article("a", ""), article("b")])
    assert [r.reason for r in refused] == ["no_text"]
    assert passed == []


def test_chain_remembers_between_batches():
    chain, a, b = Chain([SIGNING, COUNTING], None), article("a"), article("b")
    assert [chain.run([a]), chain.run([b])] == [[[]], [[b]]]

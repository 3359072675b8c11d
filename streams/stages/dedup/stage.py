"""The stage itself. One owner reads the signed topic: its order decides which article is first."""

from collections.abc import Iterator, Sequence

from streams.domain.context import Context
from streams.domain.flow import Emit, Incoming, Reject, State
from streams.domain.records import Article, Dedup, DuplicateLink, Signed, Tick
from streams.domain.signature import VERSION
from streams.domain.topics import ARTICLE_DUPLICATE, ARTICLE_UNIQUE
from streams.stages.dedup.entry import PASSED, Entry
from streams.stages.dedup.judge import NEW, Verdict, judge
from streams.stages.dedup.memory import Memory
from streams.stages.dedup.seen import HOUR_MS


def run(batch: Sequence[Incoming], state: State, ctx: Context) -> Iterator[Emit | Reject]:
    """Pass each article with its verdict, or a link in place of a copy."""
    window_ms = ctx.thresholds.dedup_window_hours * HOUR_MS
    readable = [i.value for i in batch if isinstance(i.value, Signed) and _is_readable(i.value)]
    memory = Memory(state, readable, window_ms)
    number = 0
    for cause, incoming in enumerate(batch):
        match incoming.value:
            case Tick(at):
                memory.evict_before(at - window_ms)
            case Signed() as signed if _is_readable(signed):
                yield _emit(cause, signed, _decided(number, signed, memory, ctx))
                number += 1
            case Signed(signature_version=version):
                yield Reject(cause, "wrong_type", f"signature version {version}, read {VERSION}")
            case other:
                yield Reject(cause, "wrong_type", type(other).__name__)


def _is_readable(signed: Signed) -> bool:
    return signed.signature_version == VERSION


def _decided(number: int, signed: Signed, memory: Memory, ctx: Context) -> Entry:
    """Return the entry of a signed article: the remembered one, or a new one, remembered."""
    verdict = NEW
    if memory.has_any(number):
        if known := memory.last_version(number, signed):
            return known
        verdict = judge(number, signed, memory, ctx.sources, ctx.thresholds.dedup_similarity)
    entry = _entry(signed, verdict, memory.next_order())
    memory.remember(number, entry)
    memory.evict_beyond(ctx.thresholds.dedup_live_articles)
    return entry


def _entry(signed: Signed, verdict: Verdict, order: int) -> Entry:
    article, earlier = signed.article, verdict.earlier
    is_passed = verdict.dedup.kind in PASSED
    return Entry(
        article_id=article.article_id,
        text_hash=article.text_hash or "",
        source=article.source,
        wires=article.wire_sources,
        published_at=article.published_at,
        fetched_at=article.fetched_at,
        exact=bytes.fromhex(signed.exact_hash),
        signature=signed.signature if is_passed else b"",
        length=signed.length,
        numbers=signed.numbers,
        order=order,
        kind=verdict.dedup.kind,
        of=verdict.dedup.of,
        similarity=verdict.dedup.similarity,
        changed=verdict.dedup.changed,
        of_source=earlier.source if earlier else "",
        origin=earlier.family if earlier and earlier.family != article.article_id else "",
    )


def _emit(cause: int, signed: Signed, entry: Entry) -> Emit:
    verdict = entry.verdict
    if verdict.kind in PASSED:
        return Emit(ARTICLE_UNIQUE, _passed(signed.article, verdict), cause)
    return Emit(ARTICLE_DUPLICATE, _link(signed, verdict, entry.of_source), cause)


def _passed(article: Article, verdict: Dedup) -> Article:
    """Return an article with its verdict; `replace` takes 4 µs more."""
    return Article(
        article_id=article.article_id,
        source=article.source,
        url=article.url,
        title=article.title,
        body=article.body,
        published_at=article.published_at,
        fetched_at=article.fetched_at,
        text_hash=article.text_hash,
        language=article.language,
        dedup=verdict,
        wire_sources=article.wire_sources,
        synthetic=article.synthetic,
    )


def _link(signed: Signed, verdict: Dedup, of_source: str) -> DuplicateLink:
    article = signed.article
    return DuplicateLink(
        article_id=article.article_id,
        of=verdict.of or "",
        kind=verdict.kind,
        similarity=verdict.similarity,
        source=article.source,
        of_source=of_source,
        url=article.url,
        published_at=article.published_at,
        fetched_at=article.fetched_at,
        synthetic=article.synthetic,
    )

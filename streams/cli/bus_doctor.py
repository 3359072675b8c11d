"""What `rasid doctor --bus` looks at: broker, topics, schema registry, and a canary through all."""

import time
from collections.abc import Iterator

from streams.adapters import registry, security, topics_admin
from streams.adapters.knock import knock
from streams.adapters.registry import ConfluentRegistry
from streams.cli.canary import canary as canary_of
from streams.cli.canary import missing, sightings
from streams.cli.finding import Finding
from streams.config import Settings
from streams.domain.errors import RasidError, SettingsError
from streams.domain.topics import ARTICLE_REJECTED, TOPICS
from streams.topology import TOPOLOGY

CONNECT_S = 10.0
ATTEMPTS = 2
"""A canary that joins the incident of an earlier one may set off no alert of its own."""


def findings(settings: Settings, timeout_s: float) -> Iterator[Finding]:
    """Yield what was found on the bus that the settings name, one thing after the other."""
    brokers = settings.brokers
    try:
        security.use(settings)
        knock(brokers, CONNECT_S, lambda _: None)
        yield Finding("ok", "bus", f"{brokers} answers")
        absent = list(_topics(settings))
        yield from absent or [Finding("ok", "topics", f"all of {len(_plans(settings))} are there")]
        yield from _schemas(settings)
        if not absent:
            yield _canary(brokers, timeout_s)
    except RasidError as error:
        yield Finding("missing", "bus", str(error))


def _plans(settings: Settings) -> tuple[topics_admin.Plan, ...]:
    return topics_admin.plans(TOPICS, TOPOLOGY, settings.partitions)


def _topics(settings: Settings) -> Iterator[Finding]:
    """Yield each topic that is not as the settings say."""
    plans = _plans(settings)
    there = topics_admin.describe(settings.brokers, [plan.name for plan in plans])
    for plan in plans:
        if plan.name not in there:
            yield Finding("missing", plan.name, "no such topic: run `rasid topics create`")
        elif there[plan.name] != plan.partitions:
            said = f"{there[plan.name]} partitions, the settings say {plan.partitions}"
            yield Finding("missing", plan.name, said)


def _schemas(settings: Settings) -> Iterator[Finding]:
    """Yield whether the registry, where one is set, has our schemas; none is registered here."""
    if registry.use(settings) is None:
        return
    looking = ConfluentRegistry(settings.schema_registry, may_register=False)
    unknown = []
    for topic in TOPICS:
        try:
            looking.header_of(topic)
        except SettingsError as error:
            unknown.append((topic.name, str(error)))
    if not unknown:
        yield Finding("ok", "registry", f"has the schemas of all {len(TOPICS)} topics")
    elif settings.schema_register:
        said = f"lacks the schemas of {len(unknown)} topics: who writes there first registers them"
        yield Finding("note", "registry", said)
    else:
        yield from (Finding("missing", f"{name}-value", said) for name, said in unknown)


def _canary(brokers: str, timeout_s: float) -> Finding:
    from streams.lang.loader import load_context

    gazetteer, lost = load_context().gazetteer, ""
    for _ in range(ATTEMPTS):
        article = canary_of(gazetteer, time.time_ns() // 1_000_000)
        seen = list(sightings(brokers, article, timeout_s))
        if any(sighting.topic is ARTICLE_REJECTED for sighting in seen):
            lost = f"{article.article_id} was rejected: see {ARTICLE_REJECTED.name}"
        elif (topic := missing(seen)) is None:
            return Finding("ok", "canary", f"an alert after {seen[-1].seconds:.2f} s")
        else:
            lost = f"{article.article_id} did not reach {topic.name} within {timeout_s:g} s"
    return Finding("missing", "canary", lost)

"""The topics as an AsyncAPI 3 document, from the one list, the Avro schemas and the examples."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from deploy.contracts.history import SCHEMAS, versions
from streams.adapters import cloud_events, headers
from streams.adapters.topics_admin import plans
from streams.domain.flow import Topic
from streams.domain.topics import ALERT_BREAKING, ARTICLE_RAW, TOPICS
from streams.topology import TOPOLOGY

ASYNCAPI = "3.0.0"
AVRO = "application/vnd.apache.avro+json;version=1.9.0"
BINDING = "0.5.0"
EXAMPLES = 1
ABOUT = (
    "What Rasid reads and writes on Apache Kafka. Records are Avro: single-object encoding (C3 01, "
    "CRC-64-AVRO fingerprint, body), or Confluent's wire format where a schema registry is set. "
    "Examples are what the seeds gave, in JSON. Rules of compatibility: docs/contracts.md."
)
DEAD = "The bytes and the key of a record that could not be used, as they came."
TEXT = {"type": "string"}
DIGITS = {"type": "string", "pattern": "^[0-9]{1,15}$"}
CARRIED = {
    headers.RECEIVED_AT: {**DIGITS, "description": "When we first saw it; epoch milliseconds."},
    headers.TRACE: {**TEXT, "description": "W3C Trace Context."},
}
PUBLISHED = {
    headers.SOURCE: {**TEXT, "description": "The source that whoever published is known as."},
    headers.RECEIVED_SHA256: {**TEXT, "description": "SHA-256 in hex of what was received."},
    headers.FINAL_URL: {**TEXT, "description": "Where the redirects from its URL ended."},
}
ALERTED = {headers.ALERTED_AT: {**DIGITS, "description": "When it was sent; epoch milliseconds."}}
EVENT = {
    "ce_specversion": {**TEXT, "const": "1.0", "description": "CloudEvents, binary mode."},
    "ce_id": {**TEXT, "description": "What tells the event from others; the same when sent again."},
    "ce_source": {**TEXT, "description": "The stage that sends it, such as `/rasid/escalate`."},
    "ce_time": {**TEXT, "format": "date-time", "description": "When the stage sent it."},
    "content-type": {**TEXT, "const": cloud_events.CONTENT},
}

Object = dict[str, Any]


def document() -> Object:
    """Return the whole document."""
    return {
        "asyncapi": ASYNCAPI,
        "info": {
            "title": "Rasid",
            "version": versions()[-1].name,
            "description": ABOUT,
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/vnd.apache.avro",
        "servers": {
            "kafka": {
                "host": "{brokers}",
                "protocol": "kafka",
                "variables": {"brokers": {"default": "localhost:9092"}},
            }
        },
        "channels": {topic.name: _channel(topic) for topic in TOPICS} | {"dead": _dead_channel()},
        "operations": dict(_operations()),
        "components": {
            "messages": {topic.name: _message(topic) for topic in TOPICS} | {"dead": _dead()},
            "schemas": {topic.schema: _avro(topic.schema) for topic in TOPICS},
        },
    }


def _channel(topic: Topic) -> Object:
    plan = next(plan for plan in plans(TOPICS, TOPOLOGY, 1) if plan.name == topic.name)
    cleanup = plan.config["cleanup.policy"].split(",")
    settings: Object = {"cleanup.policy": cleanup}
    if "retention.ms" in plan.config:
        settings["retention.ms"] = int(plan.config["retention.ms"])
    kafka: Object = {"topic": topic.name, "topicConfiguration": settings, "bindingVersion": BINDING}
    if topic.partitions:
        kafka["partitions"] = topic.partitions
    return {
        "address": topic.name,
        "description": _doc(topic),
        "messages": {topic.schema: {"$ref": f"#/components/messages/{topic.name}"}},
        "bindings": {"kafka": kafka},
    }


def _message(topic: Topic) -> Object:
    return {
        "name": topic.record.__name__,
        "contentType": "application/vnd.apache.avro",
        "headers": {"type": "object", "properties": _headers(topic)},
        "payload": {"$ref": f"#/components/schemas/{topic.schema}"},
        "bindings": {"kafka": {"key": _key(topic), "bindingVersion": BINDING}},
        "examples": [{"payload": each} for each in _examples(topic)],
    }


def _headers(topic: Topic) -> Object:
    if topic is ARTICLE_RAW:
        return CARRIED | PUBLISHED
    found = CARRIED | ALERTED if topic is ALERT_BREAKING else CARRIED
    if topic in cloud_events.ID_OF:
        return found | EVENT | {"ce_type": {**TEXT, "const": topic.name}}
    return found


def _key(topic: Topic) -> Object:
    return {**TEXT, "description": f"`{topic.key}`, or `unknown` where that is empty."}


def _dead_channel() -> Object:
    names = [topic.name for topic in TOPICS]
    return {
        "address": "{topic}.dead",
        "description": DEAD,
        "parameters": {"topic": {"description": "Where they came from.", "enum": names}},
        "messages": {"dead": {"$ref": "#/components/messages/dead"}},
    }


def _dead() -> Object:
    names = (headers.STAGE, headers.REASON, "kafka_dlt-original-topic")
    return {
        "name": "DeadLetter",
        "contentType": "application/octet-stream",
        "description": "The headers are those of docs/dead-letters.md.",
        "headers": {"type": "object", "properties": dict.fromkeys(names, TEXT)},
        "payload": {**TEXT, "description": DEAD},
    }


def _operations() -> Iterator[tuple[str, Object]]:
    """Yield what Rasid itself does: it sends what stages write, it receives what they read."""
    for topic in TOPICS:
        words = "".join(word.capitalize() for word in topic.name.split(".")[1:-1])
        if any(topic in stage.sinks for stage in TOPOLOGY):
            yield f"send{words}", _operation("send", topic.name)
        if any(topic in stage.sources for stage in TOPOLOGY):
            yield f"receive{words}", _operation("receive", topic.name)
    yield "sendDead", _operation("send", "dead")


def _operation(action: str, channel: str) -> Object:
    return {"action": action, "channel": {"$ref": f"#/channels/{channel}"}}


def _avro(stem: str) -> Object:
    return {"schemaFormat": AVRO, "schema": _schema(stem)}


def _schema(stem: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads((SCHEMAS / f"{stem}.avsc").read_text("utf-8"))
    return found


def _doc(topic: Topic) -> str:
    return str(_schema(topic.schema)["doc"])


def _examples(topic: Topic) -> list[Any]:
    lines = (SCHEMAS / "examples" / f"{topic.name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines[:EXAMPLES]]

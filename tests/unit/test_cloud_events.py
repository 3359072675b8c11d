"""Headers of CloudEvents, judged by the library that reads them."""

from dataclasses import replace

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from streams.adapters.cloud_events import ID_OF, attributes, moment
from streams.adapters.examples import examples_of
from streams.domain.topics import ALERT_BREAKING, ARTICLE_TAGGED, INCIDENT_UPDATED
from streams.topology import TOPOLOGY

NOW = 1_477_053_000_250
READ = {topic for stage in TOPOLOGY for topic in stage.sources}
FOR_OTHERS = {topic for stage in TOPOLOGY for topic in stage.sinks}


def read(topic, record, value=b"\xc3\x01"):
    """Return the event that the library sees."""
    headers = dict(attributes(topic, record, "escalate", moment(NOW)))
    return from_binary(KafkaMessage(headers, topic.key_of(record), value), JSONFormat(), CloudEvent)


@pytest.mark.parametrize("topic", ID_OF, ids=lambda topic: topic.name)
def test_record_is_an_event_as_the_library_reads_it(topic):
    record, *_ = examples_of(topic)
    event = read(topic, record)
    assert (event.get_specversion(), event.get_type()) == ("1.0", topic.name)
    assert event.get_source() == "/rasid/escalate"
    assert event.get_time().timestamp() * 1000 == NOW
    assert event.get_datacontenttype() == "application/vnd.apache.avro"
    assert event.get_data() == b"\xc3\x01"


def test_alert_is_told_by_its_id_and_an_incident_by_its_revision():
    alert, incident = examples_of(ALERT_BREAKING)[0], examples_of(INCIDENT_UPDATED)[0]
    assert read(ALERT_BREAKING, alert).get_id() == alert.alert_id
    revised = replace(incident, revision=incident.revision + 1)
    ids = {read(INCIDENT_UPDATED, one).get_id() for one in (incident, incident, revised)}
    assert ids == {f"{incident.incident_id}/{one.revision}" for one in (incident, revised)}


def test_topics_that_end_outside_have_events_and_those_between_stages_have_none():
    assert set(ID_OF) >= FOR_OTHERS - READ
    assert set(ID_OF) <= FOR_OTHERS
    [article, *_] = examples_of(ARTICLE_TAGGED)
    assert attributes(ARTICLE_TAGGED, article, "language", moment(NOW)) == []

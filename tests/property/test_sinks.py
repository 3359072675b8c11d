"""Whatever stands in an alert, each sink makes of it what its receiver can read."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st
from xmlschema import XMLSchema

from streams.adapters.cap_xml import Issuer, alert_xml
from streams.adapters.links import LETTERS, link_of
from streams.adapters.message_text import body_of, subject_of
from streams.adapters.sink_message import message_of
from streams.adapters.webhook import body_of as envelope_of
from streams.domain.records import AlertSource, Claim, Headline
from tests.messages import delivery, digest
from tests.samples import ALERT, KIRKUK

SCHEMA = XMLSchema(Path(__file__).parents[1] / "schemas" / "CAP-v1.2.xsd")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
URLS = st.one_of(TEXT, TEXT.map("https://example.org/{}".format), TEXT.map("http://{}/x".format))


@st.composite
def alerts(draw):
    return replace(
        ALERT,
        headline=Headline(draw(TEXT), draw(st.none() | TEXT), draw(st.none() | TEXT)),
        place=replace(KIRKUK, name=draw(TEXT), admin1=draw(TEXT), neighbourhood=draw(TEXT)),
        claims=(Claim(draw(TEXT), "responsibility", draw(TEXT)),),
        changed=(draw(TEXT),),
        sources=tuple(AlertSource(draw(TEXT), "a", draw(URLS)) for _ in range(2)),
    )


@settings(max_examples=150, deadline=None)
@given(alerts(), TEXT)
def test_cap_is_valid_whatever_it_says(alert, note):
    written = alert_xml(alert, (note,), Issuer("rasid@example.org"))
    SCHEMA.validate(ElementTree.fromstring(written))  # noqa: S314 - we wrote it


@settings(max_examples=200, deadline=None)
@given(st.lists(alerts(), max_size=3), TEXT)
def test_words_hold_one_subject_line_and_nothing_that_moves_a_terminal(found, note):
    for one in (digest(*found, notes=(note,)), *(delivery(alert, note) for alert in found)):
        message = message_of(one)
        subject, body = subject_of(message), body_of(message)
        assert len(subject.splitlines()) == 1
        assert not {"\x1b", "\u202e", "\r", "\x00"} & {*subject, *body}


@settings(max_examples=200, deadline=None)
@given(alerts(), TEXT)
def test_envelope_is_json_with_the_alert_as_it_was(alert, note):
    one = delivery(alert, note)
    found = json.loads(envelope_of(one.alert, one.notes))
    assert found["data"] == json.loads(one.alert)
    assert found["notes"] == [note]


@settings(max_examples=300, deadline=None)
@given(alerts())
def test_link_is_short_ascii_and_leads_to_the_web_or_there_is_none(alert):
    link = link_of(alert)
    if link is not None:
        assert link.isascii()
        assert link.isprintable()
        assert " " not in link
        assert len(link) <= LETTERS
        assert link.startswith(("https://", "http://"))

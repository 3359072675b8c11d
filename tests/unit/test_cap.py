"""Files of the Common Alerting Protocol, judged by its own schema."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from xmlschema import XMLSchema

from streams.adapters.cap import Cap
from streams.adapters.cap_xml import NAMESPACE, STATUSES, Issuer
from streams.domain.records import EventDate, Headline
from tests.messages import delivery, digest
from tests.samples import ALERT, AT, KIRKUK

SCHEMA = XMLSchema(Path(__file__).parents[1] / "schemas" / "CAP-v1.2.xsd")
OTHER = replace(ALERT, alert_id="alr-2", incident_id="inc-2", at=AT + 5_000)


def cap(tmp_path, status="Exercise"):
    return Cap(tmp_path / "cap", Issuer("rasid@example.org", status))


def written(sink, *deliveries):
    """Deliver; return the root of each file in the order of their names. All must be valid."""
    for one in deliveries:
        assert sink.deliver(one, AT).verdict == "delivered"
    paths = sorted(sink._folder.iterdir())
    for path in paths:
        SCHEMA.validate(path)
    return [ElementTree.parse(path).getroot() for path in paths]  # noqa: S314 - we wrote it


def text(root, path):
    parts = "/".join(f"{{{NAMESPACE}}}{part}" for part in path.split("/"))
    return [element.text for element in root.findall(parts)]


def test_schema_refuses_what_is_wrong(tmp_path):
    """The judge is awake: one element less, or one word that is not in the list, is noticed."""
    (root,) = written(cap(tmp_path), delivery(ALERT))
    assert SCHEMA.is_valid(root)
    root[3].text = "Real"
    assert not SCHEMA.is_valid(root)
    root[3].text = "Exercise"
    root.remove(root[0])
    assert not SCHEMA.is_valid(root)


def test_message_says_what_the_alert_says(tmp_path):
    (root,) = written(cap(tmp_path), delivery(ALERT, "12 km from Main depot"))

    assert text(root, "identifier") == ["alr-1"]
    assert text(root, "sender") == ["rasid@example.org"]
    assert text(root, "sent") == ["2016-10-20T21:46:40+00:00"]
    assert text(root, "status") == ["Exercise"]
    assert text(root, "msgType") == ["Alert"]
    assert text(root, "note") == [
        "Read by machine; not confirmed by an editor. 12 km from Main depot"
    ]
    assert text(root, "incidents") == ["inc-1"]
    assert text(root, "info/language") == ["en", "ar"]
    assert text(root, "info/headline") == [ALERT.headline.en, ALERT.headline.other]
    assert text(root, "info/event")[0] == "Attack: armed assault"
    assert text(root, "info/severity")[0] == "Severe"
    assert text(root, "info/certainty")[0] == "Possible"
    assert text(root, "info/web")[0] == "https://example.org/1"
    assert text(root, "info/area/areaDesc")[0] == "Kirkuk, Iraq"
    assert text(root, "info/area/circle")[0] == "35.4700,44.3900 5"
    assert text(root, "info/area/geocode/value")[0] == "IQ"
    assert "Killed: 6 (5 to 8), according to Kirkuk police" in text(root, "info/description")[0]


@pytest.mark.parametrize("level", ["low", "medium", "high", "critical", "unknown"])
@pytest.mark.parametrize("corroboration", ["unconfirmed", "confirmed", "contested"])
def test_every_level_and_corroboration_is_valid(tmp_path, level, corroboration):
    (root,) = written(
        cap(tmp_path), delivery(replace(ALERT, level=level, corroboration=corroboration))
    )
    assert text(root, "info/severity")[0] in {"Minor", "Moderate", "Severe", "Extreme", "Unknown"}


@pytest.mark.parametrize(
    ("kind", "message_type"),
    [
        ("escalation", "Update"),
        ("update", "Update"),
        ("correction", "Update"),
        ("close", "Update"),
        ("retraction", "Cancel"),
    ],
)
def test_follow_up_refers_to_what_it_follows(tmp_path, kind, message_type):
    later = replace(ALERT, alert_id="alr-2", kind=kind, supersedes="alr-1", at=AT + 90_000)
    first, second = written(cap(tmp_path), delivery(ALERT), delivery(later))

    assert text(first, "references") == []
    assert text(second, "msgType") == [message_type]
    assert text(second, "references") == ["rasid@example.org,alr-1,2016-10-20T21:46:40+00:00"]


def test_follow_up_of_what_was_never_written_is_an_alert_of_its_own(tmp_path):
    for supersedes in ("alr-0", "../alr", "*"):
        later = replace(ALERT, kind="update", supersedes=supersedes)
        (root,) = written(cap(tmp_path), delivery(later))
        assert (text(root, "msgType"), text(root, "references")) == (["Alert"], [])


def test_same_alert_again_is_the_same_file(tmp_path):
    sink = cap(tmp_path)
    written(sink, delivery(ALERT))
    (path,) = sink._folder.iterdir()
    first = path.read_bytes()
    assert len(written(sink, replace(delivery(ALERT), attempts=3))) == 1
    assert path.read_bytes() == first


def test_digest_is_one_file_an_alert_that_may_refer_to_each_other(tmp_path):
    later = replace(ALERT, alert_id="alr-3", kind="update", supersedes="alr-1", at=AT + 9_000)
    roots = written(cap(tmp_path), digest(ALERT, OTHER, later, notes=("3 alerts of route r",)))

    assert [text(root, "identifier") for root in roots] == [["alr-1"], ["alr-2"], ["alr-3"]]
    assert text(roots[2], "references") == ["rasid@example.org,alr-1,2016-10-20T21:46:40+00:00"]
    assert "3 alerts" not in text(roots[0], "note")[0]


def test_notice_is_about_the_system_and_says_its_lines(tmp_path):
    (root,) = written(cap(tmp_path, "Actual"), digest(notes=("afp: no article for 7 h",)))

    assert text(root, "status") == ["System"]
    assert text(root, "note") == ["afp: no article for 7 h"]
    assert text(root, "info") == []


@pytest.mark.parametrize("status", STATUSES)
def test_exercise_stays_one_whatever_the_status(tmp_path, status):
    real, drill = written(
        cap(tmp_path, status), delivery(ALERT), delivery(replace(OTHER, synthetic=True))
    )
    assert text(real, "status") == [status]
    assert text(drill, "status") == ["Exercise"]


def test_what_xml_cannot_hold_and_what_is_not_known_is_left_out(tmp_path):
    hostile = replace(
        ALERT,
        headline=Headline("</headline><status>Actual</status>\x00\x1b[2J\ufffe\u202e & more", None),
        place=replace(KIRKUK, lat=None, lon=None, country=None, precision="province"),
        date=EventDate(None, None, "unknown", "text", None, AT - 60_000),
        sources=(),
    )
    (root,) = written(cap(tmp_path), delivery(hostile))

    assert text(root, "status") == ["Exercise"]
    assert text(root, "info/headline") == ["</headline><status>Actual</status>  [2J & more"]
    assert text(root, "info/onset") == ["2016-10-20T21:45:40+00:00"]
    assert text(root, "info/area/circle") == text(root, "info/web") == []


@pytest.mark.parametrize(
    ("precision", "km"), [("city", "5"), ("district", "20"), ("province", "60")]
)
def test_circle_is_as_wide_as_the_place_is_known(tmp_path, precision, km):
    place = replace(KIRKUK, precision=precision)
    (root,) = written(cap(tmp_path), delivery(replace(ALERT, place=place)))

    assert text(root, "info/area/circle")[0] == f"35.4700,44.3900 {km}"


@pytest.mark.parametrize("alert_id", ["../../etc/x", "a b", "", "a" * 129])
def test_id_that_no_file_may_have_fails_and_writes_nothing(tmp_path, alert_id):
    sink = cap(tmp_path)
    outcome = sink.deliver(delivery(replace(ALERT, alert_id=alert_id)), AT)

    assert outcome.verdict == "failed"
    assert list(tmp_path.rglob("*.xml")) == []


def test_folder_that_cannot_be_written_to_is_tried_again(tmp_path):
    sink = cap(tmp_path)
    (tmp_path / "cap").write_text("in the way")
    outcome = sink.deliver(delivery(ALERT), AT)

    assert (outcome.verdict, outcome.detail) == ("retried", "FileExistsError: File exists")


def test_alert_that_cannot_be_read_any_more_fails_for_good(tmp_path):
    broken = replace(delivery(ALERT), alert=b'{"alert_id":"x"}')

    assert cap(tmp_path).deliver(broken, AT).verdict == "failed"

"""The query API of the console: what it answers, and whom."""

from dataclasses import replace
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest

from streams.adapters.database import file_url
from streams.config import Settings
from streams.domain.errors import Unavailable
from streams.domain.records import Attribution, Evidence, Feedback, FollowOn, Toll
from streams.services.console.decisions import BODY_BYTES
from streams.services.console.openapi import OPERATIONS
from streams.services.console.people import Doorkeeper
from tests.console import EDITOR, READER, Desk
from tests.samples import ALERT, ARTICLE, ATTACK, INCIDENT, REJECTION

V1 = "/api/v1"
BODY = "قتل ستة من رجال الشرطة في كركوك. وروى حيدر عبد الحسين (35 عاما) أنه رأى الهجوم."
KILLED = Evidence("killed", "body", 4, 22, BODY[4:22], "toll.post")
TOLD = Evidence("date", "body", 62, 66, BODY[62:66], "date.text")
STEP = Evidence("follow_on.curfew", "body", 26, 31, BODY[26:31], "follow_on.curfew")
FIGURE = Toll("killed", "victim", 6, 6, 6, attributed_to=Attribution("Haidar", role="police"))


@pytest.fixture
def desk(tmp_path):
    made = Desk(file_url(tmp_path / "rasid.db"))
    made.keep(
        replace(ARTICLE, body=BODY, title="هجوم في كركوك، هاتف 0012022773659"),
        replace(ATTACK, evidence=(KILLED, TOLD, STEP), tolls=(FIGURE,)),
        replace(INCIDENT, follow_on=(FollowOn("deployment", "Checkpoint 9"),)),
        replace(
            INCIDENT, incident_id="other", country="NG", gate=replace(INCIDENT.gate, fresh=False)
        ),
        ALERT,
        REJECTION,
    )
    yield made
    made.close()


def ids(answer):
    return [item["incident_id"] for item in answer.json["items"]]


def test_list_holds_what_is_asked_for(desk):
    assert ids(desk.ask(f"{V1}/incidents")) == ["other", "inc-1"]
    assert ids(desk.ask(f"{V1}/incidents?country=IQ&type=armed_assault&level=low")) == []
    assert ids(desk.ask(f"{V1}/incidents?country=IQ&country=SY&q=kirkuk")) == ["inc-1"]
    assert ids(desk.ask(f"{V1}/incidents?box=44,35,45,36&killed=6")) == ["other", "inc-1"]
    assert ids(desk.ask(f"{V1}/incidents?reported_from=2016-10-21")) == []
    assert desk.ask(f"{V1}/incidents?total=yes&limit=1").json["total"] == 2


def test_pages_follow_each_other(desk):
    first = desk.ask(f"{V1}/incidents?limit=1").json
    second = desk.ask(f"{V1}/incidents?limit=1&cursor={first['next']}")
    assert ids(second) == ["inc-1"]
    assert second.json["next"] is None


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=501",
        "limit=x",
        "limit=1&limit=2",
        "country=iraq",
        "type=earthquake",
        "box=1,2,3",
        "box=1,2,3,nan",
        "reported_from=yesterday",
        "killed=null",
        "unknown=1",
        "q=" + "a" * 201,
        "perpetrator=" + "a" * 81,
        "&".join(["country=IQ"] * 51),
    ],
)
def test_wrong_query_is_refused_by_its_name(desk, query):
    answer = desk.ask(f"{V1}/incidents?{query}")
    assert answer.status == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["detail"]


@pytest.mark.parametrize(
    "cursor", ["x", "WyJyZXBvcnRlZCIsIDEwMDAwMDAwMDAwMDAwMDAwMDAwMDAwLCAieCJd"]
)
def test_cursor_of_nobody_leads_nowhere(desk, cursor):
    assert desk.ask(f"{V1}/incidents?cursor={cursor}").status == 404


def test_query_without_end_is_refused(desk):
    assert desk.ask(f"{V1}/incidents?q=" + "a" * 40_000).status == 414


def test_incident_shows_each_fact_in_its_sentence(desk):
    page = desk.ask(f"{V1}/incidents/inc-1").json
    [report] = page["reports"]
    quote = next(one for one in report["quotes"] if one["field"] == "killed")
    assert [p["text"] for p in quote["pieces"]] == ["قتل ", BODY[4:22], BODY[22:32]]
    assert [p["is_marked"] for p in quote["pieces"]] == [False, True, False]
    assert quote["rules"] == ["toll.post"]
    assert page["figures"][0] == {
        "effect": "killed",
        "value": 6,
        "source": "example.org",
        "article_id": ARTICLE.article_id,
        "by": "police",
        "published_at": None,
    } | {"published_at": page["figures"][0]["published_at"]}
    assert page["headline"]["en"] == ALERT.headline.en


def test_private_persons_and_places_at_risk_are_nowhere(desk):
    answer = desk.ask(f"{V1}/incidents/inc-1")
    shown = answer.body.decode()
    for private in ("حيدر", "الحسين", "35", "0012022773659", "Haidar", "Checkpoint 9"):
        assert private not in shown.replace("35.47", "")
    assert not [q for q in answer.json["reports"][0]["quotes"] if q["field"].startswith("follow")]
    revisions = desk.ask(f"{V1}/incidents/inc-1/revisions")
    assert len(revisions.json["items"]) == 1
    assert b"Checkpoint" not in revisions.body


def test_text_that_is_gone_leaves_the_words_of_the_fact(desk):
    desk.store.forget_texts(2**50, 100)
    [report] = desk.ask(f"{V1}/incidents/inc-1").json["reports"]
    quote = next(one for one in report["quotes"] if one["field"] == "killed")
    assert quote["pieces"] == [{"text": BODY[4:22], "is_marked": True}]


def test_what_is_not_there_is_not_found(desk):
    for path in ("incidents/none", "incidents/none/revisions", "incidents/inc-1?revision=9", "x"):
        assert desk.ask(f"{V1}/{path}").status == 404


def test_suppressed_and_rejected(desk):
    assert ids(desk.ask(f"{V1}/suppressed")) == ["other"]
    found = desk.ask(f"{V1}/rejected").json
    assert found["items"][0]["title"] == "هجوم في كركوك، هاتف " + "•" * 13
    assert found["reasons"] == {"drill": 1}


def test_geojson_and_feed(desk):
    [_, point] = desk.ask(f"{V1}/incidents.geojson").json["features"]
    assert point["geometry"] == {"type": "Point", "coordinates": [44.39, 35.47]}
    feed = ET.fromstring(desk.ask(f"{V1}/incidents.atom").body)  # noqa: S314 - our own
    titles = [one.text for one in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert ALERT.headline.en in titles


def test_what_has_not_changed_is_not_sent_again(desk):
    tag = desk.ask(f"{V1}/incidents").headers["etag"]
    again = desk.ask(f"{V1}/incidents", if_none_match=tag)
    assert (again.status, again.body) == (304, b"")
    desk.keep(replace(INCIDENT, incident_id="third"))
    assert desk.ask(f"{V1}/incidents", if_none_match=tag).status == 200


PATHS = [(op.method.upper(), op.path.replace("{incident_id}", "inc-1")) for op in OPERATIONS]
PAGES = [("GET", path) for path in ("/", "/incident/inc-1", "/rejected", "/web/index.html", "/x")]


@pytest.mark.parametrize(("method", "path"), [*PATHS, *PAGES, ("GET", f"{V1}/openapi.json")])
def test_every_route_needs_a_person(desk, method, path):
    for token in (None, "", "wrong"):
        answer = desk.ask(path, method, token)
        assert answer.status == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_every_answer_is_guarded(desk):
    for path in ("/", f"{V1}/incidents", "/nowhere"):
        headers = desk.ask(path).headers
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_link_with_token_becomes_a_cookie(desk):
    answer = desk.ask(f"/?token={EDITOR}&lang=ar", token=None)
    assert (answer.status, answer.headers["location"]) == (303, "/?lang=ar")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    me = desk.ask(f"{V1}/me", token=None, cookie=cookie.partition(";")[0]).json
    assert (me["name"], me["can_edit"]) == ("edgar", True)
    assert desk.ask("/?token=wrong", token=None).status == 401


def test_form_lets_in(desk):
    form = f"token={EDITOR}".encode()
    assert desk.ask("/session", "POST", None, form).status == 303
    assert desk.ask("/session", "POST", None, b"token=wrong").status == 401
    assert desk.ask("/session", "POST", None, b"token=" + b"x" * 2000).status == 413


def test_proxy_is_believed_from_its_own_address_alone(tmp_path):
    keeper = Doorkeeper({}, "x-user", frozenset({"127.0.0.1"}), frozenset({"ed"}), True)
    desk = Desk(file_url(tmp_path / "rasid.db"), keeper)
    assert desk.ask(f"{V1}/me", token=None, x_user="ed").json["can_edit"] is True
    assert desk.ask(f"{V1}/me", token=None, x_user="reem").json["can_edit"] is False
    far = replace(keeper, proxies=frozenset({"10.0.0.1"}))
    desk.close()
    desk = Desk(file_url(tmp_path / "rasid.db"), far)
    assert desk.ask(f"{V1}/me", token=None, x_user="ed").status == 401
    desk.close()


def test_pace_is_kept(tmp_path):
    desk = Desk(file_url(tmp_path / "rasid.db"), settings=Settings(console_rate=4))
    found = [desk.ask(f"{V1}/me") for _ in range(3)]
    assert [one.status for one in found] == [200, 200, 429]
    assert int(found[-1].headers["retry-after"]) > 0
    desk.close()


def decide(desk, body=b'{"action":"confirm"}', token=EDITOR, **headers):
    headers.setdefault("content_type", "application/json")
    return desk.ask(f"{V1}/incidents/inc-1/feedback", "POST", token, body, **headers)


def test_decision_is_a_record_with_who_and_when(desk):
    answer = decide(desk, b'{"action":"mute","reason":"known"}')
    assert answer.status == 202
    [made] = desk.decided
    assert isinstance(made, Feedback)
    assert (made.action, made.by, made.country, made.reason) == ("mute", "edgar", "IQ", "known")
    assert made.at > 1_700_000_000_000


def test_decision_needs_an_editor_and_our_own_page(desk):
    refused = [
        decide(desk, token=READER),
        decide(desk, sec_fetch_site="cross-site"),
        decide(desk, content_type="text/plain"),
        decide(desk, b'{"action":"delete"}'),
        decide(desk, b"{"),
        decide(desk, b"\xff"),
        decide(desk, b'"' + b"x" * BODY_BYTES),
    ]
    assert [one.status for one in refused] == [403, 403, 415, 400, 400, 400, 413]
    assert desk.decided == []


def test_decision_nested_too_deep_is_refused(desk):
    answer = decide(desk, b'{"a":' * 4000)
    assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")


def test_path_leads_nowhere_else(desk):
    for name in ("../service.py", "..%2fservice.py", "/etc/passwd", "index.html/../../site.py"):
        assert desk.ask(f"/web/{name}").status == 404


def test_database_or_broker_that_is_away_is_said_and_nothing_else(desk, tmp_path):
    with desk.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE feedback")
    answer = desk.ask(f"{V1}/incidents/inc-1")
    assert answer.status == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.json["detail"] == "the database does not answer"

    def away(_):
        raise Unavailable("broker 10.1.2.3:9092 does not answer")

    desk.decided = SimpleNamespace(append=away)
    desk.__post_init__()
    answer = decide(desk)
    assert answer.status == 503
    assert b"10.1.2.3" not in answer.body

"""The file of sinks, routes and watchlists: what it says, and how it is told what is wrong."""

from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from streams.adapters.alerting_file import plan_of, read_plan
from streams.config import Settings
from streams.domain.errors import SettingsError
from streams.domain.records import Headline
from streams.domain.routing.hours import Quiet
from streams.domain.routing.routes import Coverage, Near, Route, Watched, plain_routing
from streams.domain.routing.sites import Site
from tests.messages import delivery, digest
from tests.samples import ALERT, AT

DEPLOY = Path(__file__).parents[2] / "deploy"
SINKS = '[sinks.desk]\nkind = "console"\n'
SITES = "name,lat,lon,km\nMain depot,35.40,44.30,\nCamp,35.67,44.07,40\n"


@pytest.fixture
def plan(tmp_path):
    (tmp_path / "sites.csv").write_text(SITES)

    def read(text):
        path = tmp_path / "alerting.toml"
        path.write_text(text)
        return read_plan(path)

    return read


def test_every_word_of_a_route_is_read(plan):
    found = plan(
        SINKS
        + """
        [watchlists.sites]
        file = "sites.csv"
        [routes.convoys]
        sinks = ["desk"]
        level = "high"
        countries = ["IQ", "SY"]
        attack_types = ["bombing"]
        kinds = ["new", "escalation"]
        near = { lat = 35.47, lon = 44.39, km = 50 }
        watchlist = { name = "sites", km = 25 }
        killed = 3
        claimed = true
        quiet = { from = "22:00", to = "06:00", zone = "Asia/Baghdad", unless = "high" }
        digest = "hourly"
        storm = 5
        [coverage]
        sinks = ["desk"]
        silent_hours = 3
        """
    )
    assert found.routing.sinks == ("desk",)
    assert [sink.name for sink in found.sinks] == ["desk"]
    assert found.routing.coverage == Coverage(("desk",), 3)
    assert found.routing.watchlists["sites"].sites == (
        Site("Main depot", (35.40, 44.30)),
        Site("Camp", (35.67, 44.07), 40),
    )
    assert found.routing.routes == (
        Route(
            name="convoys",
            sinks=("desk",),
            level="high",
            countries=frozenset({"IQ", "SY"}),
            attack_types=frozenset({"bombing"}),
            kinds=frozenset({"new", "escalation"}),
            near=Near(35.47, 44.39, 50),
            watched=Watched("sites", 25),
            killed=3,
            claimed=True,
            quiet=Quiet(time(22), time(6), "Asia/Baghdad"),
            digest="hourly",
            storm=5,
            urgent="high",
        ),
    )


def test_short_route_has_the_usual_values(plan):
    (route,) = plan(SINKS + '[routes.r]\nsinks = ["desk"]').routing.routes

    assert route == Route("r", ("desk",), "medium", storm=20, urgent="critical")


@pytest.mark.parametrize(
    ("route", "said"),
    [
        ('sinks = ["dask"]', "routes.r: sinks must be of desk, got 'dask'"),
        ("sinks = []", "routes.r can never match: sinks is empty"),
        ('sinks = "desk"', "Expected `array`, got `str` - at `$.sinks`"),
        ("", "missing required field `sinks`"),
        ('sinks = ["desk"]\nlevle = "high"', "unknown field `levle`; known: sinks, level,"),
        ('sinks = ["desk"]\nlevel = "loud"', "level must be of low, medium, high, critical"),
        ('sinks = ["desk"]\ncountries = ["Iraq"]', "ISO 3166-1 code such as IQ, got 'Iraq'"),
        ('sinks = ["desk"]\ncountries = []', "can never match: countries is empty"),
        ('sinks = ["desk"]\nkinds = ["fresh"]', "kinds must be of new, escalation, update"),
        ('sinks = ["desk"]\nattack_types = ["war"]', "attack_types must be of armed_assault"),
        ('sinks = ["desk"]\nkilled = -1', "killed must be 0..1000000, got -1"),
        ('sinks = ["desk"]\nkilled = "many"', "Expected `int | null`, got `str`"),
        ('sinks = ["desk"]\nstorm = 0', "storm must be 1..1000000, got 0"),
        ('sinks = ["desk"]\ndigest = "weekly"', "digest must be hourly or daily, got 'weekly'"),
        ('sinks = ["desk"]\nnear = {lat=91,lon=0,km=5}', "near.lat must be -90..90, got 91"),
        ('sinks = ["desk"]\nnear = {lat=35,lon=44,km=0}', "near.km must be above 0"),
        ('sinks = ["desk"]\nnear = {lat=35,lon=nan,km=1}', "near.lon must be -180..180, got nan"),
        ('sinks = ["desk"]\nwatchlist = {name="towns"}', "must be of sites, got 'towns'"),
        ('sinks = ["desk"]\nquiet = {from="22:00",to="22:00",zone="UTC"}', "has no length"),
        ('sinks = ["desk"]\nquiet = {from="25:00",to="6:00",zone="UTC"}', "from must be HH:MM"),
        ('sinks = ["desk"]\nquiet = {from="22:00",to="06:00",zone="Mars"}', "time zone such as"),
        ('sinks = ["desk"]\nquiet = {from="22:00",to="06:00",zone="../x"}', "time zone such as"),
        (
            'sinks = ["desk"]\nunless="high"\n'
            'quiet = {from="22:00",to="06:00",zone="UTC",unless="critical"}',
            "unless is said twice",
        ),
        (
            'sinks = ["desk"]\ncountries=["BR"]\nwatchlist = {name="sites"}',
            "routes.r can never match: what it must be near to lies far outside BR",
        ),
        (
            'sinks = ["desk"]\nnear={lat=0,lon=0,km=9}\nwatchlist={name="sites"}',
            "can never match: no site of its watchlist lies near its point",
        ),
    ],
)
def test_wrong_route_is_refused_with_a_line_that_says_where(plan, route, said):
    watch = '[watchlists.sites]\nfile = "sites.csv"\n'
    with pytest.raises(SettingsError) as caught:
        plan(f"{SINKS}{watch}[routes.r]\n{route}\n")

    assert said in str(caught.value)
    assert "alerting.toml: " in str(caught.value)
    assert "\n" not in str(caught.value)


ROUTE = '[routes.r]\nsinks = ["desk"]\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = ", "is not TOML"),
        ("[route.r]", "route is not known; known: sinks, watchlists, routes, coverage"),
        (ROUTE, "at least one table [sinks.NAME]"),
        (SINKS, "at least one table [routes.NAME]"),
        ("sinks = 3\n" + ROUTE, "at least one table [sinks.NAME]"),
        (SINKS + "[routes]\nr = 3", "routes.r must be a table, got 3"),
        ('[sinks."a b"]\nkind = "console"\n' + ROUTE, "letters, digits, _, -, ., got 'a b'"),
        ('[sinks.desk]\nkind = "fax"\n' + ROUTE, "'fax'"),
        (SINKS + ROUTE + '[coverage]\nsinks = ["x"]', "coverage: sinks must be of desk, got 'x'"),
        (SINKS + ROUTE + '[coverage]\nsinks = ["desk"]\nsilent_hours = 0', "above 0"),
        (SINKS + ROUTE + '[watchlists.w]\nfile = "none.csv"', "No such file"),
        (SINKS + ROUTE + "[watchlists.w]", "missing required field `file`"),
    ],
)
def test_wrong_file_is_refused(plan, text, said):
    with pytest.raises(SettingsError) as caught:
        plan(text)

    assert said in str(caught.value)


def test_file_that_is_not_there_is_named():
    with pytest.raises(SettingsError, match=r"cannot read /nowhere/x\.toml: No such file"):
        plan_of(Settings(alerting="/nowhere/x.toml"))


def test_without_a_file_console_and_webhook_get_everything():
    settings = Settings(webhook_url="https://desk.example/", alert_level="high")

    assert plan_of(settings).routing == plain_routing(("console", "webhook"), "high")
    assert plan_of(replace(settings, webhook_url="")).routing.sinks == ("console",)


def test_webhook_setting_beside_a_file_is_refused():
    with pytest.raises(SettingsError, match="RASID_WEBHOOK_URL has no effect beside"):
        plan_of(Settings(webhook_url="https://desk.example/", alerting="x.toml"))


def test_example_is_what_the_service_takes():
    found = read_plan(DEPLOY / "alerting.example.toml")

    assert [sink.name for sink in found.sinks] == ["console", "desk", "bridge"]
    assert [route.name for route in found.routing.routes] == ["screen", "sites", "kirkuk", "region"]
    assert found.routing.coverage is not None


def test_example_holds_with_all_that_is_left_to_the_reader(tmp_path):
    text = (DEPLOY / "alerting.example.toml").read_text("utf-8")
    text = text.replace("#: ", "").replace("/run/secrets", str(tmp_path))
    (tmp_path / "desk").write_text("whsec_" + "A" * 32)
    (tmp_path / "chat").write_text("json://127.0.0.1/")
    (tmp_path / "sites.example.csv").write_bytes((DEPLOY / "sites.example.csv").read_bytes())
    (tmp_path / "alerting.toml").write_text(text)
    found = read_plan(tmp_path / "alerting.toml")

    assert [sink.name for sink in found.sinks] == [
        "console", "desk", "bridge", "chat", "prometheus", "cap",
    ]  # fmt: skip
    assert not (tmp_path / "cap").exists()


def test_screen_of_a_file_shows_every_alert_of_a_digest_and_the_notes(plan, capsys):
    (sink,) = plan(SINKS + ROUTE).sinks
    other = replace(ALERT, alert_id="b", headline=Headline("Air strike on Daquq, Iraq"))
    outcome = sink.deliver(digest(ALERT, other, notes=("Kirkuk: 12 km from Main depot",)), AT)
    out = capsys.readouterr().out

    assert outcome.verdict == "delivered"
    assert ALERT.headline.en in out
    assert "Air strike on Daquq, Iraq" in out
    assert "Kirkuk: 12 km from Main depot" in out


def test_screen_of_a_file_shows_a_notice_and_the_note_of_one_alert(plan, capsys):
    (sink,) = plan(SINKS + ROUTE).sinks
    assert sink.deliver(digest(notes=("afp: no article for 7 h",)), AT).verdict == "delivered"
    one = delivery(ALERT, "12 km from Main depot")
    assert sink.deliver(one, AT).verdict == "delivered"
    out = capsys.readouterr().out

    assert "afp: no article for 7 h" in out
    assert "12 km from Main depot" in out

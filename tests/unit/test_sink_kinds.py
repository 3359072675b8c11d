"""The tables under `sinks`: what each kind takes, and how it is told what is wrong."""

import base64

import pytest

from streams.adapters.sink_kinds import KINDS, sink_of
from streams.adapters.sinks import Delivery
from streams.domain.errors import SettingsError
from streams.domain.plain import to_json
from tests.samples import ALERT, AT

SECRET = f"whsec_{base64.b64encode(bytes(24)).decode()}"
FILES = {
    "secret": f"# the newer one first\n{SECRET}\n\n{SECRET}\n",
    "weak": "whsec_c2hvcnQ=\n",
    "empty": "# nothing\n",
    "two": "json://one.example\njson://two.example\n",
    "one": "json://one.example/key\n",
    "latin": "geheim\xe4",
}
TABLES = {
    "console": {},
    "webhook": {"url": "https://desk.example/hook", "secret_file": "secret"},
    "apprise": {"url_file": "one"},
    "alertmanager": {"url": "https://am.example", "token_file": "one"},
    "cap": {"folder": "cap", "sender": "rasid@example.org"},
}


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_bytes(text.encode("latin-1" if name == "latin" else "utf-8"))
    return tmp_path


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_made_under_the_name_of_its_table(folder, kind):
    sink = sink_of("desk", {"kind": kind, **TABLES[kind]}, folder)

    assert sink.name == "desk"
    assert sink.target
    assert "example" not in sink.target


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({}, "kind must be one of console, webhook, apprise, alertmanager, cap, got None"),
        ({"kind": "fax"}, "kind must be one of console, webhook"),
        ({"kind": ["console"]}, "kind must be one of console, webhook"),
        ({"kind": "console", "url": "x"}, "unknown field `url`; known: kind"),
        ({"kind": "webhook"}, "one of url and url_file must be there"),
        ({"kind": "webhook", "url": "https://a.example", "url_file": "one"}, "one of url and url"),
        ({"kind": "webhook", "url": 3}, "Expected `str | null`, got `int` - at `$.url`"),
        ({"kind": "webhook", "url": "http://a.example/geheim"}, "got http://a.example; private ="),
        ({"kind": "webhook", "url": "https://[::ffff:10.0.0.1]/"}, "is not a public address"),
        ({"kind": "webhook", "url": "https://a.example", "private": "yes"}, "Expected `bool`"),
        ({"kind": "webhook", "url": "https://a.example", "secret": SECRET}, "unknown field"),
        (
            {"kind": "webhook", "url": "https://a.example", "secret_file": "none"},
            "none cannot be read: No such file",
        ),
        ({"kind": "webhook", "url": "https://a.example", "secret_file": "empty"}, "is empty"),
        ({"kind": "webhook", "url": "https://a.example", "secret_file": "latin"}, "is not UTF-8"),
        ({"kind": "webhook", "url": "https://a.example", "secret_file": "."}, "Is a directory"),
        (
            {"kind": "webhook", "url": "https://a.example", "secret_file": "weak"},
            "secret_file weak: a secret is whsec_ and 24..64 bytes in base64",
        ),
        ({"kind": "apprise"}, "one of url and url_file must be there"),
        ({"kind": "apprise", "url": "fax://a.example/geheim"}, "Apprise can use, got fax://..."),
        ({"kind": "apprise", "url": "geheim"}, "Apprise can use, got (no scheme)://..."),
        ({"kind": "apprise", "url_file": "two"}, "two must hold one line, got 2: give each a sink"),
        ({"kind": "alertmanager", "url": "http://am.example:9093"}, "private = true allows http"),
        ({"kind": "alertmanager", "url": "https://am.example/api/v2/alerts"}, "without /api/v2/al"),
        ({"kind": "alertmanager", "url": "https://am.example/?x=geheim"}, "without /api/v2/alerts"),
        ({"kind": "cap", "folder": "cap"}, "missing required field `sender`"),
        ({"kind": "cap", "folder": "cap", "sender": "a b"}, "sender must have 1..120 characters"),
        (
            {"kind": "cap", "folder": "cap", "sender": "a", "status": "Real"},
            "status must be one of",
        ),
        ({"kind": "cap", "folder": "one", "sender": "a"}, "one is a file"),
    ],
)
def test_wrong_table_is_refused_with_a_line_that_says_where(folder, table, said):
    with pytest.raises(SettingsError) as caught:
        sink_of("desk", table, folder)

    assert str(caught.value).startswith("sinks.desk: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_secret_file_of_any_length_is_not_read_into_memory(folder):
    (folder / "long").write_bytes(b"x" * 20_000)
    with pytest.raises(SettingsError, match="has more than 16384 bytes"):
        sink_of("desk", {"kind": "apprise", "url_file": "long"}, folder)


def test_nothing_is_made_in_the_folder_before_the_first_alert(folder):
    sink = sink_of("desk", {"kind": "cap", **TABLES["cap"]}, folder)
    assert not (folder / "cap").exists()
    sink.deliver(Delivery("alr-1", "desk", "inc-1", to_json(ALERT), 0, AT), AT)
    assert [path.suffix for path in (folder / "cap").iterdir()] == [".xml"]

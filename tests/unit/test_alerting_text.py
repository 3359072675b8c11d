"""What people read on the console."""

from dataclasses import replace
from io import BytesIO, StringIO, TextIOWrapper

import pytest

from streams.adapters.alert_text import NOTICE, clean, lines_of, title_of
from streams.adapters.console import Console
from streams.adapters.sinks import Delivery
from streams.domain.plain import to_json
from streams.domain.records import Claim, EventDate, FusedToll, Perpetrator, Tolls
from tests.samples import ALERT, AT

CORRECTION = replace(
    ALERT,
    kind="correction",
    supersedes="alr-0",
    changed=("killed 9 to 6",),
    claims=(Claim("Islamic State", "responsibility", "amaq"),),
    local_time="2016-10-21T00:46+03:00",
)


def delivery(alert):
    return Delivery(alert.alert_id, "console", alert.incident_id, to_json(alert), 0, AT)


def printed(alert):
    out = StringIO()
    assert Console(out).deliver(delivery(alert), AT).verdict == "delivered"
    return out.getvalue()


@pytest.mark.parametrize(
    "words",
    [
        "HIGH · unconfirmed · correction",
        "Gunmen attack police in Kirkuk, Iraq: 6 killed",
        "هجوم في كركوك",
        "Kirkuk, Iraq",
        "2016-10-21, dawn",
        "2016-10-21T00:46+03:00 at the place, 2016-10-20 21:46 UTC",
        "Islamic State (claimed)",
        "6 (5 to 8), according to Kirkuk police",
        "12, according to afp",
        "Islamic State: responsibility, via amaq",
        "killed 9 to 6",
        "high_unconfirmed: impact 3 from one reliable source",
        "example.org  https://example.org/1",
        "alr-1 of inc-1, follows alr-0",
        NOTICE,
    ],
)
def test_block_says(words):
    assert words in printed(CORRECTION)


def test_every_alert_says_that_it_was_read_by_machine():
    assert NOTICE in printed(replace(ALERT, corroboration="confirmed"))


def test_exercise_is_marked_before_anything_else():
    assert title_of(replace(ALERT, synthetic=True)).startswith("EXERCISE, NOT REAL")


def test_figure_that_nobody_gave_is_not_said():
    lines = dict(lines_of(replace(ALERT, tolls=Tolls())))

    assert (lines["Killed"], lines["Wounded"]) == ("not said", "not said")


def test_ambiguous_figure_says_whose_it_is_and_what_it_may_include():
    killed = FusedToll(22, 22, 22, "only", "irfaasawtak.com", "AFP", ambiguous=True)

    assert dict(lines_of(replace(ALERT, tolls=Tolls(killed))))["Killed"] == (
        "22, according to AFP; may include deaths elsewhere"
    )


def test_attackers_who_are_not_known_are_called_so():
    unknown = Perpetrator(None, None, "unknown")

    lines = dict(lines_of(replace(ALERT, perpetrators=(unknown,))))
    assert lines["By"] == "unidentified attackers (unknown)"


def test_date_of_several_days_is_a_span():
    date = EventDate("2016-10-21", "2016-10-23", "week", "text")

    assert dict(lines_of(replace(ALERT, date=date)))["When"] == "2016-10-21 to 2016-10-23"


def test_control_characters_and_directions_of_a_name_do_not_reach_the_terminal():
    assert clean("a\x1b[31m\u202eb\u2028c\x07") == "a [31mb c "
    assert clean("می\u200cشود") == "می\u200cشود"
    assert "\x1b" not in printed(replace(ALERT, headline=replace(ALERT.headline, en="\x1b[2J")))


def test_words_in_brackets_are_no_markup():
    assert "[bold]x[/]" in printed(
        replace(ALERT, headline=replace(ALERT.headline, en="[bold]x[/]"))
    )


class Terminal(StringIO):
    def isatty(self):
        return True


def test_level_is_in_colour_on_a_terminal_alone(monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    terminal = Terminal()
    Console(terminal).deliver(delivery(ALERT), AT)

    assert "\x1b[1;31m■ HIGH" in terminal.getvalue()
    assert "\x1b" not in printed(ALERT)


class Broken(StringIO):
    def write(self, _):
        raise BrokenPipeError(32, "Broken pipe")


def test_closed_output_is_tried_again():
    assert Console(Broken()).deliver(delivery(ALERT), AT).verdict == "retried"


def test_terminal_that_knows_no_arabic_still_gets_the_alert():
    raw = BytesIO()
    out = TextIOWrapper(raw, encoding="ascii")

    assert Console(out).deliver(delivery(ALERT), AT).verdict == "delivered"
    assert b"\\u0647" in raw.getvalue()


def test_alert_that_cannot_be_read_any_more_fails_for_good():
    broken = replace(delivery(ALERT), alert=b'{"alert_id":"x"}')

    assert Console(StringIO()).deliver(broken, AT).verdict == "failed"

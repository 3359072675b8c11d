from hypothesis import given
from hypothesis import strategies as st

from streams.adapters.dead_letters import DeadLetter
from streams.adapters.headers import SOURCE, Origin
from streams.adapters.intake import sender_of
from streams.adapters.tap import Message
from streams.cli.letter_text import cell, header_rows, moment, safe, value_of
from streams.domain.errors import BadRecord
from streams.domain.topics import ARTICLE_RAW

HOSTILE = "\x1b]0;owned\x07\x9b2J\r\n\u202ered"


def letter(pairs, value=b"\xff"):
    return DeadLetter(Message(ARTICLE_RAW.dead, 0, 0, 0, b"k", value, tuple(pairs)), False)


@given(st.text())
def test_what_is_shown_is_one_printable_line(text):
    assert safe(text).isprintable()
    assert not text.isprintable() or safe(text) == text


def test_names_of_headers_are_as_hostile_as_their_values():
    rows = header_rows(
        letter([(HOSTILE, HOSTILE.encode()), ("kafka_dlt-original-offset", bytes(8))])
    )
    assert all(cell.isprintable() for row in rows for cell in row)
    assert ("kafka_dlt-original-offset", "0") in rows


def test_value_that_does_not_read_is_its_escaped_bytes_and_why():
    shown = value_of(letter([], b"\xff" + HOSTILE.encode()))
    assert shown.isprintable()
    assert shown.endswith("(unknown_schema: first byte 0xff)")


def test_time_that_no_calendar_has_is_its_number():
    assert moment(1_477_000_000_000) == "2016-10-20T21:46:40Z"
    assert moment(2**62) == f"{2**62} ms"


def test_source_of_a_letter_is_the_one_that_intake_judged():
    twice = ((SOURCE, b"first.example"), (SOURCE, b"second.example"))
    origin = Origin(ARTICLE_RAW.name, 0, 0, 0, b"k", b"\xff", twice)
    assert letter(twice).source == sender_of(origin, BadRecord("decode", "bad_avro", ""))
    assert [row for row in header_rows(letter(twice)) if row[0] == SOURCE] == [
        (SOURCE, "first.example"),
        (SOURCE, "second.example"),
    ]


def test_cell_of_a_table_is_never_empty():
    assert [cell(value) for value in (True, False, 3, "", "a\n")] == ["yes", "no", "3", "-", "a\\n"]

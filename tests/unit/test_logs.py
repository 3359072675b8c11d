import json
import logging
import sys

from streams.adapters.logs import FIELDS, REPEAT_S, JsonFormatter, _Unrepeated


def record(name: str = "streams.agents", message: str = "said", created: float = 0.0, **extra):
    made = logging.LogRecord(name, logging.INFO, "/a.py", 1, message, (), None)
    made.created = created
    vars(made).update(extra)
    return made


def test_line_is_json_with_ids_and_nothing_else():
    line = json.loads(JsonFormatter().format(record(stage="sign", offset=7, body="a secret")))
    assert (line["message"], line["stage"], line["offset"]) == ("said", "sign", 7)
    assert set(line) <= {"time", "level", "logger", "message", *FIELDS}


def test_exception_is_named_without_its_message():
    try:
        int("text of an article")
    except ValueError:
        made = record(exc_info=sys.exc_info())
    line = JsonFormatter().format(made)
    assert json.loads(line)["error"] == "ValueError"
    assert "text of an article" not in line


def test_library_is_heard_once_in_a_while_and_we_always():
    unrepeated = _Unrepeated()
    assert unrepeated.filter(record("aiokafka", created=1.0))
    assert not unrepeated.filter(record("aiokafka", created=2.0))
    assert unrepeated.filter(record("aiokafka", created=1.0 + REPEAT_S))
    assert unrepeated.filter(record("aiokafka", "another", created=2.0))
    assert all(unrepeated.filter(record(created=1.0)) for _ in range(3))

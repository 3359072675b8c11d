"""The benchmarks' command and tables; what they measure is for `make bench`."""

import importlib.util

import pytest

from bench.__main__ import main
from bench.table import Table, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), ("word", "word"), (4.4521, "4.45"), (52.61, "52.6"), (1234.5, "1,234")],
)
def test_figures_show_the_digits_that_count(value, text):
    assert shown(value) == text


def test_table_aligns_figures_to_the_right():
    table = Table("Hop", [{"what": "ours", "µs": 5.0}, {"what": "other", "µs": "not installed"}])

    assert table.markdown().splitlines()[:6] == [
        "### Hop",
        "",
        "| what | µs |",
        "| --- | ---: |",
        "| ours | 5 |",
        "| other | not installed |",
    ]


def test_broken_bound_is_said_under_the_table():
    table = Table("Hop", [{"what": "ours"}], ["A note."], ["ours costs 9 floors, at most 2"])

    assert table.markdown().endswith("A note.\n**Out of bounds: ours costs 9 floors, at most 2**")


def test_unknown_suite_is_refused(capsys):
    with pytest.raises(SystemExit) as exit_:
        main(["buss"])

    assert exit_.value.code == 2
    assert "no such suite: 'buss'" in capsys.readouterr().err


@pytest.mark.skipif(
    importlib.util.find_spec("confluent_kafka") is not None, reason="the contenders are here"
)
def test_bus_without_its_libraries_is_one_line_and_a_failure(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr("bench.table.RESULTS", tmp_path)

    assert main(["bus", "--quick"]) == 1

    assert "bus: confluent_kafka is not installed: make bench" in capsys.readouterr().out

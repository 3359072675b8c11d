import json
from dataclasses import replace

from streams.adapters.files import Unusable
from streams.cli.results import Results, dead_line, dead_record
from streams.domain.records import Article, DuplicateLink, Language, Signed
from streams.domain.topics import ARTICLE_DUPLICATE, ARTICLE_RAW, ARTICLE_SIGNED, ARTICLE_TAGGED

FILES = ["alerts.jsonl", "attacks.jsonl", "dead.jsonl", "duplicates.jsonl", "incidents.jsonl"]


def link(name, at):
    return DuplicateLink(name, "first", "exact", 1.0, "afp", "afp", None, None, at)


def article(name, at=7):
    return Article(name, "afp", None, None, "", None, at)


def rows(folder, name):
    return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]


def test_results_are_five_files_even_when_nothing_happened(tmp_path):
    Results().write(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == FILES
    assert all(not p.read_bytes() for p in tmp_path.iterdir())


def test_results_do_not_show_the_order_or_number_of_deliveries(tmp_path):
    links = [link("b", 1), link("a", 2), link("c", 1), link("b", 1)]
    found = []
    for name, order in (("one", links), ("two", links[::-1])):
        results = Results()
        for record in order:
            results.add(ARTICLE_DUPLICATE, record)
        (tmp_path / name).mkdir()
        results.write(tmp_path / name)
        found.append((tmp_path / name / "duplicates.jsonl").read_bytes())
    assert found[0] == found[1]
    assert [r["article_id"] for r in rows(tmp_path / "one", "duplicates.jsonl")] == ["b", "c", "a"]


def test_topics_on_the_way_are_not_written():
    results = Results()
    results.add(ARTICLE_RAW, article("a"))
    assert results == Results()


def test_dead_letters_of_equal_records_are_all_kept(tmp_path):
    dead = dead_record(ARTICLE_RAW, "sign", "no_text", "empty body", article("a"))
    Results(dead=[dead, dead]).write(tmp_path)
    first, second = rows(tmp_path, "dead.jsonl")
    assert first == second
    assert first["original"]["article_id"] == "a"
    assert {k: first[k] for k in ("topic", "stage", "reason", "article_id")} == {
        "topic": "news.article.raw.v1",
        "stage": "sign",
        "reason": "no_text",
        "article_id": "a",
    }


def test_dead_letter_of_a_signed_article_has_its_name_and_no_bytes(tmp_path):
    signed = Signed(article("a"), b"\x00", 1, "", 0)
    Results(dead=[dead_record(ARTICLE_SIGNED, "dedup", "stage_error", "x", signed)]).write(tmp_path)
    [row] = rows(tmp_path, "dead.jsonl")
    assert row["article_id"] == "a"
    assert "signature" not in row["original"]


def test_dead_letter_of_a_line_keeps_its_place_and_every_byte(tmp_path):
    line = Unusable("in.jsonl:2", "bad_json", "not UTF-8", b'{"a": "\xff"}')
    Results(dead=[dead_line(line)]).write(tmp_path)
    [row] = rows(tmp_path, "dead.jsonl")
    assert row["detail"] == "in.jsonl:2: not UTF-8"
    assert row["original"] == '{"a": "\\xff"}'


def test_articles_in_languages_that_are_not_read_are_counted():
    results = Results()
    for name, code in (("a", "de"), ("b", "de"), ("b", "de"), ("c", "it"), ("d", "ar")):
        tagged = replace(article(name), language=Language(code, "Latn", 1.0))
        results.add(ARTICLE_TAGGED, tagged)
    assert str(results).endswith("0 dead letters; 3 not read: de 2, it 1")

from dataclasses import replace

import pytest

from streams.domain.bare import bare_words
from streams.domain.flow import Emit, Incoming, Reject
from streams.domain.look import looks
from streams.domain.records import Tick
from streams.domain.topics import ARTICLE_RAW, CLOCK
from streams.domain.vocabulary import Vocabulary
from streams.lang.small_numbers import small_numbers
from streams.stages import sign
from streams.stages.sign.numbers import numbers_in
from tests.stories import CONTEXT, HOUR, START, article, story


def run(*records):
    batch = [Incoming(ARTICLE_RAW, record) for record in records]
    return list(sign.run(batch, {}, CONTEXT))


def signed(record):
    (found,) = run(record)
    assert isinstance(found, Emit)
    return found.value


def numbers(text):
    (look,) = looks([text], Vocabulary({}, {}))
    words = [word for word in bare_words(text) if word in small_numbers()]
    return numbers_in(text, look.figures(), words)


PLAIN = article("a", story(1))


def test_plain_article_is_passed_on_unchanged_but_for_its_hash():
    found = signed(PLAIN).article
    assert found == replace(PLAIN, text_hash=found.text_hash)
    assert len(found.text_hash) == 16


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (replace(PLAIN, title=None, body=" \n\t"), "no_text"),
        (replace(PLAIN, title="", body="<script>x</script>"), "no_text"),
        (replace(PLAIN, source="  "), "no_source"),
        (replace(PLAIN, body="x" * 900_001), "too_large"),
        (replace(PLAIN, body="ق" * 450_001), "too_large"),
        (replace(PLAIN, title="bad \ud800"), "lone_surrogate"),
        (replace(PLAIN, url="http://x/\udfff"), "lone_surrogate"),
        (replace(PLAIN, fetched_at=-1), "bad_time"),
        (replace(PLAIN, fetched_at=10**16), "bad_time"),
    ],
)
def test_article_that_cannot_be_used_is_rejected_with_the_reason(record, reason):
    (found,) = run(record)
    assert isinstance(found, Reject)
    assert found.reason == reason


def test_rejected_article_does_not_touch_its_neighbours():
    found = run(PLAIN, replace(PLAIN, source=""), replace(PLAIN, article_id="b"))
    assert [type(each) for each in found] == [Emit, Reject, Emit]
    assert [each.cause for each in found] == [0, 1, 2]


def test_record_of_another_kind_is_rejected():
    (found,) = sign.run([Incoming(CLOCK, Tick(1))], {}, CONTEXT)
    assert found.reason == "wrong_type"


def test_missing_id_is_the_page_or_else_the_words():
    by_url = signed(replace(PLAIN, article_id="", url="http://one.example/1#top"))
    assert by_url.article.article_id == "http://one.example/1"
    by_words = signed(replace(PLAIN, article_id=""))
    assert by_words.article.article_id == signed(replace(PLAIN, article_id="")).article.article_id
    assert by_words.article.article_id.startswith("art-")


def test_html_is_cleaned_before_anything_is_named():
    found = signed(replace(PLAIN, body=f"<p>{PLAIN.body}</p>".replace("\n\n", "</p><p>")))
    assert found.article.body == PLAIN.body
    assert found.article.text_hash == signed(PLAIN).article.text_hash


def test_publication_far_after_fetching_is_unknown():
    assert signed(replace(PLAIN, published_at=START + HOUR)).article.published_at is None
    near = START + HOUR // 12
    assert signed(replace(PLAIN, published_at=near)).article.published_at == near


@pytest.mark.parametrize(
    ("text", "wires"),
    [
        ("كركوك (أ ف ب) - قتل خمسة", ("afp",)),
        ("وقال مسؤول لوكالة فرانس برس إن", ("afp",)),
        ("نقلا عن وكالة الصحافة الفرنسية", ("afp",)),
        ("BAGHDAD (Reuters) - Five people", ("reuters",)),
        ("a police officer told AFP on Friday", ("afp",)),
        ("according to The Associated Press and Reuters", ("ap", "reuters")),
        ("تصوير: رويترز", ()),
        ("Photo: AFP / Getty Images", ()),
        ("A vendor in downtown Tunis, June 18, 2015. REUTERS/Some Body", ()),
        ("وصل الوزير إلى بغداد اليوم الخميس لإجراء محادثات", ()),
        ("the map of the city", ()),
    ],
)
def test_wires_are_those_that_the_text_credits(text, wires):
    assert signed(replace(PLAIN, body=f"{text}\n\n{story(2)}")).article.wire_sources == wires


def test_numbers_are_read_in_all_digits_and_as_words():
    found = numbers("مقتل ٢٥ شخصا\nوجرح 2,500 و۱۲، ثلاثة منهم نساء")
    assert found == ("3", "25", "2500", "12")


def test_at_most_32_numbers_are_kept():
    assert len(numbers(" ".join(map(str, range(100))))) == 32


def test_company_changes_nothing_in_what_is_signed():
    bodies = ["", "<p>خبر &amp; صورة</p>", story(2), "ﻻ ﺇله", "😀", "\u202bقال\u202c " + story(3)]
    bodies += [f"{story(4)}\nجميع الحقوق محفوظة", "12²5 3.5²6"]
    articles = [PLAIN, *(article(f"b{at}", body, title="") for at, body in enumerate(bodies))]
    alone = [run(each)[0] for each in articles]
    together = run(*articles)
    assert [each.cause for each in together] == list(range(len(articles)))
    assert [replace(each, cause=0) for each in together] == alone

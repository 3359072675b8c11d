from dataclasses import fields, replace

from streams.domain.flow import Incoming
from streams.domain.records import Article, Dedup, DuplicateLink, Language, Signed
from streams.domain.signature import VERSION
from streams.domain.topics import ARTICLE_DUPLICATE, ARTICLE_SIGNED, ARTICLE_UNIQUE
from streams.stages import dedup, sign
from tests.stories import CONTEXT, HOUR, START, article, results, sentences, story, tick, verdicts

BASE = article("a", story(1))


def numbered(killed: int, seed: int = 1) -> str:
    lines = sentences(seed, 12)
    return " ".join([*lines[:4], f"قتل {killed} أشخاص عام 2016 عند الساعة 10.", *lines[4:]])


def edited(seed: int, changed: int, of: int = 20) -> str:
    lines, others = sentences(seed, of), sentences(seed + 1000, of)
    return " ".join([*lines[: of - changed], *others[:changed]])


def test_first_article_of_a_story_is_unique():
    assert verdicts([BASE]) == [("a", "unique", None)]


def test_nothing_of_an_article_is_lost_on_its_way():
    full = replace(
        results([BASE])[0].value,
        url="https://one.example/1",
        title="عنوان",
        published_at=START,
        synthetic=True,
        wire_sources=("reuters",),
        language=Language("ar", "Arab", 1.0),
    )
    signed = Signed(replace(full, dedup=None), b"", VERSION, "0" * 32, 9)
    (found,) = dedup.run([Incoming(ARTICLE_SIGNED, signed)], {}, CONTEXT)
    assert found.value == replace(full, dedup=Dedup("unique"))
    assert None not in [getattr(found.value, each.name) for each in fields(full)]


def test_same_text_by_another_outlet_is_exact():
    copy = replace(BASE, article_id="b", source="two.example")
    assert verdicts([BASE, copy])[1] == ("b", "exact", "a")


def test_same_text_with_another_headline_is_syndicated():
    copy = article("b", story(1), "two.example", title="عنوان آخر مختلف تماما عن الأول")
    assert verdicts([BASE, copy])[1] == ("b", "syndicated", "a")


def test_text_edited_in_a_quarter_of_its_sentences_is_a_near_copy():
    first = article("a", " ".join(sentences(7, 20)))
    copy = article("b", edited(7, 5), "two.example")
    (_, kind, of) = verdicts([first, copy])[1]
    assert (kind in {"near", "revision"}, of) == (True, "a")


def test_copy_of_which_a_quarter_is_its_own_is_passed_on_as_a_revision():
    first = article("a", " ".join(sentences(7, 20)))
    found = results([first, article("b", edited(7, 6), "two.example")])
    assert found[1].topic is ARTICLE_UNIQUE
    assert (found[1].value.dedup.kind, found[1].value.dedup.of) == ("revision", "a")


def test_copy_of_another_toll_in_words_is_passed_on():
    lines = sentences(3, 12)

    def told(killed: str, wounded: int) -> str:
        return " ".join(
            [*lines[:4], f"قتل {killed} جنود وجرح {wounded}. {killed} عام 2016", *lines[4:]]
        )

    found = results([article("a", told("14", 5)), article("b", told("عشرة", 5), "two.example")])
    assert found[1].value.dedup.kind == "revision"


def test_half_of_a_text_is_a_copy():
    lines = sentences(1, 20)
    found = verdicts(
        [article("a", " ".join(lines)), article("b", " ".join(lines[:10]), "two.example")]
    )
    assert found[1][1] in {"near", "syndicated"}
    assert found[1][2] == "a"


def test_text_that_grew_is_passed_on_as_a_revision():
    lines = sentences(1, 20)
    found = verdicts(
        [article("a", " ".join(lines[:10])), article("b", " ".join(lines), "two.example")]
    )
    assert found[1] == ("b", "revision", "a")


def test_copy_with_another_toll_is_passed_on_with_what_changed():
    for source in ("one.example", "two.example"):
        found = results([article("a", numbered(5)), article("b", numbered(7), source)])
        assert found[1].topic is ARTICLE_UNIQUE
        assert found[1].value.dedup.kind == "revision"
        assert found[1].value.dedup.changed == ("5>7",)


def test_new_text_under_the_same_id_is_a_revision_of_itself():
    found = results([BASE, replace(BASE, body=story(2))])
    assert found[1].topic is ARTICLE_UNIQUE
    assert (found[1].value.dedup.kind, found[1].value.dedup.of) == ("revision", "a")


def test_redelivery_repeats_its_verdict():
    copy = replace(BASE, article_id="b", source="two.example")
    found = results([BASE, copy, BASE, copy])
    assert [each.value for each in found[2:]] == [each.value for each in found[:2]]


def test_link_names_both_articles():
    copy = replace(BASE, article_id="b", source="two.example", url="http://two.example/b")
    link = results([BASE, copy])[1].value
    assert link == DuplicateLink(
        "b", "a", "exact", 1.0, "two.example", "one.example", copy.url, None, START
    )


def test_stories_that_share_only_boilerplate_are_unique():
    about = " ".join(sentences(99, 3))
    articles = [article(str(n), f"{story(n, 6)}\n\n{about}") for n in range(12)]
    assert {kind for _, kind, _ in verdicts(articles)} == {"unique"}


def test_boilerplate_that_outweighs_the_story_is_learnt():
    about = " ".join(sentences(99, 7))
    articles = [article(str(n), f"{story(n, 6)}\n\n{about}", at=n) for n in range(12)]
    assert {kind for _, kind, _ in verdicts(articles)} == {"unique"}


def test_copy_with_a_third_of_its_sentences_rewritten_is_found():
    first = article("a", " ".join(sentences(7, 30)))
    copy = article("b", edited(7, 9, 30), "two.example", title="عنوان آخر مختلف تماما عن الأول")
    (_, kind, of) = verdicts([first, copy])[1]
    assert (kind in {"near", "revision"}, of) == (True, "a")


def test_issues_of_a_template_are_not_copies():
    def prices(day: int) -> str:
        lines = sentences(5, 10)
        return " ".join(f"{line} {day * 100 + at}" for at, line in enumerate(lines))

    found = verdicts([article("a", prices(1)), article("b", prices(2), at=600)])
    assert found[1] == ("b", "unique", None)


def test_short_texts_are_compared_exactly():
    first = article("a", "انفجار في كركوك", title="عاجل")
    found = verdicts(
        [
            first,
            replace(first, article_id="b", body="انفجار في كركوك."),
            replace(first, article_id="c", body="انفجار في بغداد"),
        ]
    )
    assert [kind for _, kind, _ in found] == ["unique", "exact", "unique"]


def test_copy_after_the_window_is_a_new_story():
    late = replace(BASE, article_id="b", fetched_at=START + 73 * HOUR)
    assert verdicts([BASE, late])[1] == ("b", "unique", None)


def test_article_of_another_age_disturbs_nothing():
    far = [replace(BASE, article_id=f"far{n}", fetched_at=n * HOUR) for n in range(9)]
    ahead = [replace(each, fetched_at=4_070_908_800_000) for each in far]
    copy = replace(BASE, article_id="b")
    found = verdicts([BASE, *far[:3], *ahead[:3], copy])
    assert found[-1] == ("b", "exact", "a")


def test_tick_forgets_what_no_verdict_can_need():
    (signed,) = sign.run([Incoming(ARTICLE_SIGNED, BASE)], {}, CONTEXT)
    state = dedup.TABLE.empty()
    list(dedup.run([Incoming(ARTICLE_SIGNED, signed.value)], state, CONTEXT))
    assert len(state) == 1
    list(dedup.run([tick(START + 71 * HOUR)], state, CONTEXT))
    assert len(state) == 1
    list(dedup.run([tick(START + 80 * HOUR)], state, CONTEXT))
    assert (len(state), dict(state)) == (0, {})


def test_live_articles_are_bounded_oldest_first():
    few = replace(CONTEXT.thresholds, dedup_live_articles=3)
    context = type(CONTEXT)(thresholds=few, sources=CONTEXT.sources)
    articles = [article(str(n), story(n), at=n) for n in range(6)]
    batch = [Incoming(ARTICLE_SIGNED, a) for a in articles]
    state = dedup.TABLE.empty()
    signed = [Incoming(ARTICLE_SIGNED, each.value) for each in sign.run(batch, {}, CONTEXT)]
    list(dedup.run(signed, state, context))
    assert [entry.article_id for entry in state.values()] == ["3", "4", "5"]


def test_record_of_another_kind_is_rejected():
    (found,) = dedup.run([Incoming(ARTICLE_DUPLICATE, BASE)], {}, CONTEXT)
    assert found.reason == "wrong_type"


def test_signature_of_another_version_is_rejected():
    (signed,) = sign.run([Incoming(ARTICLE_SIGNED, BASE)], {}, CONTEXT)
    other = replace(signed.value, signature_version=99)
    (found,) = dedup.run([Incoming(ARTICLE_SIGNED, other)], {}, CONTEXT)
    assert found.reason == "wrong_type"


def test_table_brings_every_value_back():
    articles = [BASE, replace(BASE, article_id="b"), article("c", numbered(5))]
    state = {}
    batch = [Incoming(ARTICLE_SIGNED, a) for a in articles]
    signed = [Incoming(ARTICLE_SIGNED, each.value) for each in sign.run(batch, {}, CONTEXT)]
    list(dedup.run(signed, state, CONTEXT))
    stored = {key: dedup.TABLE.dump(value) for key, value in state.items()}
    assert {key: dedup.TABLE.load(value) for key, value in stored.items()} == state
    assert all(isinstance(value, bytes) for value in stored.values())
    assert isinstance(results(articles)[0].value, Article)


def brief(place: str, side: str, killed: str, wounded: str) -> str:
    """Return a report as agencies fill them in: one mould, another town."""
    return (
        f"أفاد مصدر أمني اليوم بأن عبوة ناسفة انفجرت في قضاء {place} {side} بغداد. "
        f"وقال المصدر إن العبوة كانت مزروعة على جانب الطريق قرب سوق شعبية في قضاء {place}، "
        f"ما أسفر عن مقتل {killed} وإصابة {wounded} آخرين بجروح متفاوتة. "
        "وأضاف أن قوة أمنية طوقت مكان الانفجار ونقلت الجرحى إلى مستشفى قريب لتلقي العلاج. "
        "يذكر أن العاصمة تشهد منذ أشهر أعمال عنف شبه يومية تستهدف المدنيين وعناصر الأمن."
    )


def test_reports_of_one_mould_on_two_towns_are_two_stories():
    first = article("a", brief("المدائن", "جنوبي", "شخص", "ثلاثة"))
    second = article("b", brief("التاجي", "شمالي", "جندي", "خمسة"), at=40)
    assert verdicts([first, second])[1] == ("b", "unique", None)


def test_report_of_a_mould_is_still_copied():
    body = brief("المدائن", "جنوبي", "شخص", "ثلاثة")
    copy = article("b", f"بغداد اليوم - {body}", "two.example", title="عنوان آخر")
    assert verdicts([article("a", body), copy])[1][2] == "a"
    corrected = article("c", brief("المدائن", "جنوبي", "شخصين", "سبعة"), at=40)
    assert verdicts([article("a", body), corrected])[1] == ("c", "revision", "a")

"""What a console asks the database of incidents, on SQLite and, where there is one, PostgreSQL."""

from dataclasses import replace

import pytest

from streams.adapters.database import connect, file_url
from streams.adapters.incident_file import incident_file, revisions, survivor
from streams.adapters.incident_filters import Box, Wanted
from streams.adapters.incident_queries import count, incidents, suppressed
from streams.adapters.news_store import NewsStore
from streams.adapters.rejection_queries import RejectedWanted, rejected, rejected_by_reason
from streams.domain.errors import InputError
from streams.domain.records import (
    EventDate,
    Evidence,
    Feedback,
    Headline,
    Perpetrator,
    Place,
    Target,
)
from tests.databases import BOTH, postgres_url
from tests.samples import ALERT, ARTICLE, AT, ATTACK, INCIDENT, REJECTION, REPORT, origin

HOUR = 3_600_000
LAGOS = Place("Lagos", "city", "Lagos", "NG", "Lagos", None, "Lagos", None, 6.45, 3.39)
SUVA = Place("Suva", "city", "Suva", "FJ", "Rewa", None, "Suva", None, -18.14, 178.44)
DAY = EventDate("2016-10-22", "2016-10-22", "day", "text")
DECISION = Feedback("fb-1", "kirkuk", "IQ", "confirm", "editor", AT)

KIRKUK = replace(INCIDENT, incident_id="kirkuk", corroboration="corroborated")
LAGOS_BOMB = replace(
    INCIDENT,
    incident_id="lagos",
    country="NG",
    place=LAGOS,
    date=DAY,
    attack_types=("bombing", "shelling_or_rocket"),
    perpetrators=(Perpetrator(None, None, "possible"),),
    targets=(Target("market", "Balogun market"),),
    gate=replace(INCIDENT.gate, fresh=False, in_body=False),
    first_reported_at=AT + HOUR,
    updated_at=AT + 5 * HOUR,
)
SUVA_RAID = replace(
    INCIDENT,
    incident_id="suva",
    country="FJ",
    place=SUVA,
    perpetrators=(),
    first_reported_at=AT + 2 * HOUR,
    updated_at=AT + 2 * HOUR,
    status="closed",
)
MERGED = replace(INCIDENT, incident_id="twin", status="merged", merged_into="kirkuk")
EXERCISE = replace(INCIDENT, incident_id="drill", synthetic=True)
EVERYTHING = (KIRKUK, LAGOS_BOMB, SUVA_RAID, MERGED, EXERCISE)


@pytest.fixture(params=BOTH)
def url(request, tmp_path):
    return file_url(tmp_path / "rasid.db") if request.param == "sqlite" else postgres_url()


@pytest.fixture
def kept(url):
    """Return a connection, after records were written."""
    store, engine = NewsStore(url), connect(url)

    def connection(*records):
        store.write([(origin("t", n), record) for n, record in enumerate(records)], AT)
        return opened

    with engine.connect() as opened:
        yield connection
    store.close()
    engine.dispose()


def names(connection, wanted=None, **options):
    page = incidents(connection, wanted or Wanted(), **options)
    return [line.incident_id for line in page.items]


def test_list_is_newest_first_without_what_was_merged_or_is_an_exercise(kept):
    connection = kept(*EVERYTHING)

    assert names(connection) == ["suva", "lagos", "kirkuk"]
    assert names(connection, by="updated") == ["lagos", "suva", "kirkuk"]
    assert names(connection, Wanted(statuses=("merged",))) == ["twin"]
    assert names(connection, Wanted(synthetic=True)) == ["drill"]
    assert count(connection, Wanted()) == 3


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(reported_from=AT + HOUR), ["suva", "lagos"]),
        (Wanted(reported_from=AT + HOUR, reported_before=AT + 2 * HOUR), ["lagos"]),
        (Wanted(updated_from=AT + 3 * HOUR), ["lagos"]),
        (Wanted(happened_from="2016-10-22"), ["lagos"]),
        (Wanted(happened_to="2016-10-21"), ["suva", "kirkuk"]),
        (Wanted(countries=("IQ", "FJ")), ["suva", "kirkuk"]),
        (Wanted(attack_types=("shelling_or_rocket",)), ["lagos"]),
        (Wanted(attack_types=("bombing", "armed_assault")), ["suva", "lagos", "kirkuk"]),
        (Wanted(perpetrators=("is",)), ["kirkuk"]),
        (Wanted(perpetrators=("ISLAMIC State",)), ["kirkuk"]),
        (Wanted(targets=("market",)), ["lagos"]),
        (Wanted(levels=("low",)), ["lagos"]),
        (Wanted(levels=("high", "critical")), ["suva", "kirkuk"]),
        (Wanted(corroborations=("corroborated",)), ["kirkuk"]),
        (Wanted(statuses=("closed",)), ["suva"]),
        (Wanted(killed_from=7), []),
        (Wanted(campaign_id="c"), []),
        (Wanted(countries=("IQ",), levels=("low",)), []),
        (Wanted(text="balogun"), ["lagos"]),
        (Wanted(text="العراق"), ["kirkuk"]),
        (Wanted(text="iraq ISLAM"), ["kirkuk"]),
        (Wanted(text="100%_'\\"), []),
        (Wanted(text=" ، "), ["suva", "lagos", "kirkuk"]),
    ],
)
def test_list_is_narrowed_by(kept, wanted, found):
    connection = kept(*EVERYTHING)

    assert names(connection, wanted) == found
    assert count(connection, wanted) == len(found)


@pytest.mark.parametrize(
    ("box", "found"),
    [
        (Box(44, 35, 45, 36), ["kirkuk"]),
        (Box(0, 0, 50, 40), ["lagos", "kirkuk"]),
        (Box(170, -30, -170, 0), ["suva"]),
        (Box(-180, -90, 180, 90), ["suva", "lagos", "kirkuk"]),
        (Box(10, 10, 10, 10), []),
    ],
)
def test_list_is_narrowed_to_a_box_also_over_the_date_line(kept, box, found):
    assert names(kept(*EVERYTHING), Wanted(box=box)) == found


def test_incident_without_a_point_is_in_no_box(kept):
    nowhere = replace(KIRKUK, place=replace(KIRKUK.place, lat=None, lon=None))

    connection = kept(nowhere)

    assert names(connection, Wanted(box=Box(-180, -90, 180, 90))) == []
    assert names(connection) == ["kirkuk"]


def test_words_are_found_in_headlines_and_in_titles_of_reports(kept):
    headline = Headline("Gunmen attack police", "مسلحون يهاجمون كركوك", "ar")
    alert = replace(ALERT, incident_id="kirkuk", headline=headline)
    article = replace(ARTICLE, title="هجوم على محطة الكهرباء")
    connection = kept(KIRKUK, LAGOS_BOMB, alert, article)

    assert names(connection, Wanted(text="كركوك")) == ["kirkuk"]
    assert names(connection, Wanted(text="gunmen")) == ["kirkuk"]
    # both incidents of the samples name the same report
    assert names(connection, Wanted(text="كهرباء")) == ["lagos", "kirkuk"]


def test_line_shows_what_a_list_needs(kept):
    corrected = replace(
        ALERT, alert_id="b", incident_revision=2, headline=Headline("Corrected", "صحح", "ar")
    )
    connection = kept(INCIDENT, ALERT, corrected, LAGOS_BOMB)
    low, high = incidents(connection, Wanted()).items

    assert (high.headline, high.headline_other, high.headline_language) == (
        "Corrected",
        "صحح",
        "ar",
    )
    assert (high.attack_types, high.killed, high.perpetrator) == (
        ("armed_assault",),
        6,
        "Islamic State",
    )
    assert (low.level, low.why_low, low.headline) == ("low", ("gate.fresh", "gate.in_body"), None)
    assert low.attack_types == ("bombing", "shelling_or_rocket")


def test_pages_follow_each_other_while_incidents_are_added_and_updated(kept):
    many = [
        replace(KIRKUK, incident_id=f"i{n:02}", first_reported_at=AT + n // 3) for n in range(20)
    ]
    connection = kept(*many)
    seen, cursor = [], None
    while True:
        page = incidents(connection, Wanted(), cursor=cursor, limit=6)
        seen += [line.incident_id for line in page.items]
        if page.next is None:
            break
        cursor = page.next
        kept(replace(KIRKUK, incident_id=f"new{len(seen)}", first_reported_at=AT + 100))
        kept(replace(many[0], revision=len(seen), updated_at=AT + len(seen)))

    assert seen == [one.incident_id for one in reversed(many)]


@pytest.mark.parametrize("cursor", ["", "x", "é", "W10", "WyJyZXBvcnRlZCIsMSwyXQ", "W1tbW1tbWw"])
def test_cursor_that_is_none_is_refused(kept, cursor):
    with pytest.raises(InputError, match="cursor"):
        incidents(kept(KIRKUK), Wanted(), cursor=cursor)


def test_cursor_of_another_order_is_refused(kept):
    connection = kept(*EVERYTHING)
    cursor = incidents(connection, Wanted(), limit=1).next

    with pytest.raises(InputError, match="another list"):
        incidents(connection, Wanted(), by="updated", cursor=cursor)


def test_suppressed_are_those_that_never_alerted(kept):
    connection = kept(INCIDENT, ALERT, LAGOS_BOMB)
    [line] = suppressed(connection, Wanted()).items

    assert (line.incident_id, line.why_low) == ("lagos", ("gate.fresh", "gate.in_body"))


def test_file_of_an_incident_has_each_report_with_its_evidence(kept):
    words = (Evidence("killed", "body", 0, 2, "نص", "toll"),)
    alert = replace(ALERT, incident_id="kirkuk")
    unseen = replace(REPORT, attack_id="atk-9", article_id="elsewhere")
    incident = replace(KIRKUK, reports=(REPORT, unseen))
    connection = kept(ARTICLE, replace(ATTACK, evidence=words), incident, alert, DECISION)
    found = incident_file(connection, "kirkuk")

    assert (found.incident, found.level, found.is_current) == (incident, "critical", True)
    assert (found.alerts, found.feedback) == ((alert,), (DECISION,))
    first, second = found.reports
    assert (first.title, first.attack.evidence) == ("عنوان", words)
    assert (second.article_id, second.title, second.attack) == ("elsewhere", None, None)


def test_file_of_an_earlier_revision_is_as_it_was(kept):
    later = replace(KIRKUK, revision=2, updated_at=AT + 1, reports=(), status="closed")
    connection = kept(KIRKUK, later)

    assert revisions(connection, "kirkuk") == (KIRKUK, later)
    assert incident_file(connection, "kirkuk").incident == later
    first = incident_file(connection, "kirkuk", revision=1)
    assert (first.incident, first.is_current) == (KIRKUK, False)
    assert incident_file(connection, "kirkuk", revision=3) is None
    assert incident_file(connection, "nobody") is None
    assert revisions(connection, "nobody") == ()


def test_merged_incident_leads_to_the_one_that_stands_for_it(kept):
    again = replace(MERGED, incident_id="third", merged_into="twin")
    ring = [replace(MERGED, incident_id=a, merged_into=b) for a, b in ("ab", "ba")]
    connection = kept(*EVERYTHING, again, *ring)

    assert [survivor(connection, name) for name in ("third", "twin", "kirkuk")] == ["kirkuk"] * 3
    assert survivor(connection, "a") in ("a", "b")


def test_rejected_articles_are_listed_with_reason_and_title(kept):
    court = replace(REJECTION, article_id="b", reason="court", fetched_at=AT + 1, language="en")
    connection = kept(ARTICLE, REJECTION, court, replace(court, article_id="c", synthetic=True))

    page = rejected(connection, RejectedWanted(), limit=1)
    assert [(it.article_id, it.reason, it.title) for it in page.items] == [("b", "court", None)]
    rest = rejected(connection, RejectedWanted(), cursor=page.next)
    assert [(it.reason, it.title) for it in rest.items] == [("drill", "عنوان")]
    assert rejected_by_reason(connection, RejectedWanted()) == {"court": 1, "drill": 1}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (RejectedWanted(reasons=("court",)), {"court": 1}),
        (RejectedWanted(languages=("ar",)), {"drill": 1}),
        (RejectedWanted(sources=("nobody",)), {}),
        (RejectedWanted(fetched_from=AT + 1), {"court": 1}),
        (RejectedWanted(fetched_before=AT + 1), {"drill": 1}),
    ],
)
def test_rejected_articles_are_narrowed_by(kept, wanted, found):
    court = replace(REJECTION, article_id="b", reason="court", fetched_at=AT + 1, language="en")
    connection = kept(REJECTION, court)

    assert rejected_by_reason(connection, wanted) == found
    assert len(rejected(connection, wanted).items) == len(found)

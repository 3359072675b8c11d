"""What is forgotten is gone from every table and file, and no replay brings it back."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from streams.adapters.database import connect, file_url
from streams.adapters.incident_file import incident_file
from streams.adapters.news_forget import Request, forget
from streams.adapters.news_store import NewsStore
from streams.adapters.news_tables import MODEL
from streams.domain.records import Attribution, Evidence, Toll
from tests.databases import BOTH, postgres_url
from tests.samples import ARTICLE, AT, ATTACK, INCIDENT, LINK, REJECTION, origin

SPOKEN = "نص سري قاله شاهد"
TITLE = "عنوان سري"
NOW = AT + 1_000
WITNESS = Attribution("witness by name", "witness")
TOLLED = Toll("killed", "victim", 6, 6, 6, attributed_to=WITNESS)
TOLD = replace(ARTICLE, url="https://example.org/page", title=TITLE, body=f"{SPOKEN} من كركوك")
QUOTING = replace(
    ATTACK,
    evidence=(Evidence("killed", "body", 0, 16, SPOKEN, "toll"),),
    attributed_to=(WITNESS,),
    tolls=(TOLLED,),
)
OTHER = replace(TOLD, article_id="other", source="elsewhere.org", url="https://elsewhere.org/x")
OTHERS = replace(QUOTING, attack_id="atk-2", article_id="other", source="elsewhere.org")
EVERYTHING = (
    TOLD,
    replace(TOLD, text_hash="22"),
    QUOTING,
    OTHER,
    OTHERS,
    INCIDENT,
    REJECTION,
    LINK,
)


@pytest.fixture(params=BOTH)
def url(request, tmp_path):
    return file_url(tmp_path / "rasid.db") if request.param == "sqlite" else postgres_url()


@pytest.fixture
def engine(url):
    opened = connect(url)
    write(url, *EVERYTHING)
    yield opened
    opened.dispose()


def write(url, *records):
    store = NewsStore(url)
    store.write([(origin("t", n), record) for n, record in enumerate(records)], NOW)
    store.close()


def asked(kind, value):
    return Request(kind, value, "editor", "a court's order")


def all_text(engine):
    with engine.connect() as connection:
        return "\n".join(
            str([tuple(row) for row in connection.execute(sa.select(table))])
            for table in MODEL.sorted_tables
        )


def spoken(engine):
    """Return the articles that still have words."""
    articles = MODEL.tables["articles"].c
    query = sa.select(articles.article_id, articles.text_hash).where(articles.body.is_not(None))
    with engine.connect() as connection:
        return sorted(tuple(row) for row in connection.execute(query))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("article", TOLD.article_id),
        ("url", "https://example.org/page"),
        ("url", TOLD.article_id),
        ("source", "example.org"),
    ],
)
def test_article_loses_its_words_in_every_version_and_the_others_keep_theirs(engine, kind, value):
    done = forget(engine, asked(kind, value), NOW)

    assert done == {"articles": 2, "attacks": 1}
    assert spoken(engine) == [("other", TOLD.text_hash)]
    with engine.connect() as connection:
        [report] = incident_file(connection, "inc-1").reports
    assert (report.title, report.attack.evidence, report.attack.attributed_to) == (None, (), ())
    assert (report.attack.killed, report.attack.tolls[0].attributed_to) == (6, None)


def test_words_are_in_no_table_when_all_that_hold_them_are_forgotten(engine):
    for name in (TOLD.article_id, "other"):
        forget(engine, asked("article", name), NOW)

    left = all_text(engine)
    assert SPOKEN not in left
    assert TITLE not in left
    assert "by name" not in left
    assert "a court's order" in left


def test_words_are_in_no_file_of_sqlite(tmp_path):
    url = file_url(tmp_path / "rasid.db")
    write(url, *EVERYTHING)
    files = [path for path in tmp_path.iterdir() if path.name.startswith("rasid.db")]
    assert any(SPOKEN.encode() in path.read_bytes() for path in files)

    engine = connect(url)
    for name in (TOLD.article_id, "other"):
        forget(engine, asked("article", name), NOW)
    engine.dispose()

    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert (SPOKEN.encode() in kept, TITLE.encode() in kept) == (False, False)


@pytest.mark.parametrize("kind", ["article", "url", "source"])
def test_replay_does_not_bring_it_back(engine, url, kind):
    value = {"article": TOLD.article_id, "url": TOLD.url, "source": "example.org"}[kind]
    forget(engine, asked(kind, value), NOW)
    write(url, *EVERYTHING, replace(TOLD, text_hash="33"), replace(QUOTING, attack_id="atk-9"))

    assert spoken(engine) == [("other", TOLD.text_hash)]
    attacks = MODEL.tables["attacks"].c
    with engine.connect() as connection:
        mine = sa.select(attacks.record).where(attacks.article_id == TOLD.article_id)
        assert all(not record["evidence"] for record in connection.execute(mine).scalars())


def test_source_is_forgotten_up_to_now_and_its_news_of_tomorrow_is_kept(engine, url):
    forget(engine, asked("source", "example.org"), NOW)
    write(url, replace(TOLD, article_id="tomorrow", fetched_at=NOW + 1))
    write(url, replace(TOLD, article_id="late", fetched_at=NOW))

    assert [name for name, _ in spoken(engine)] == ["other", "tomorrow"]


def test_forgetting_what_is_not_stored_keeps_it_out_all_the_same(engine, url):
    assert forget(engine, asked("url", "https://example.org/later"), NOW).total() == 0
    write(url, replace(TOLD, article_id="later", url="https://example.org/later"))

    assert "later" not in [name for name, _ in spoken(engine)]


def test_forgetting_twice_changes_nothing_more(engine):
    forget(engine, asked("article", TOLD.article_id), NOW)
    before = all_text(engine)

    assert forget(engine, asked("article", TOLD.article_id), NOW).total() == 0
    assert all_text(engine) == before

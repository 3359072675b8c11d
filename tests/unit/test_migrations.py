"""The tables that the migrations make are those of the model, from nothing and from 0.2.0."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from streams.adapters import news_schema
from streams.adapters.database import connect, file_url
from streams.adapters.deliveries import Deliveries
from streams.adapters.incident_filters import Wanted
from streams.adapters.incident_queries import incidents
from streams.adapters.news_schema import HEAD, INDEXES, MIGRATIONS, open_current
from streams.adapters.news_store import NewsStore, open_upgraded
from streams.adapters.news_tables import MODEL
from streams.domain.errors import SettingsError
from streams.domain.plain import to_plain
from streams.domain.thresholds import Thresholds
from tests.databases import BOTH, postgres_url
from tests.samples import ARTICLE, AT, INCIDENT, origin

BEFORE = (Path(__file__).parents[1] / "schemas" / "news-0.2.0.sql").read_text("utf-8")


@pytest.fixture(params=BOTH)
def url(request, tmp_path):
    return file_url(tmp_path / "a %b.db") if request.param == "sqlite" else postgres_url()


def ours(_object, name, kind, *_):
    """What PostGIS adds is not ours."""
    return kind != "table" or name in MODEL.tables


def differences(connection):
    options = {"include_object": ours, "compare_type": True}
    found = compare_metadata(MigrationContext.configure(connection, opts=options), MODEL)
    extra = [name for made in INDEXES.values() for name in made]
    return [one for one in found if not any(name in str(one) for name in extra)]


def test_migrations_make_the_tables_of_the_model(url):
    engine, done = open_upgraded(url, Thresholds())
    with engine.connect() as connection:
        assert differences(connection) == []
    engine.dispose()
    assert (done.before, done.is_fresh) == (None, True)


def test_a_table_that_differs_from_the_model_is_seen(url):
    engine, _ = open_upgraded(url, Thresholds())
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE incidents ADD COLUMN stray INTEGER")
        assert "stray" in str(differences(connection))
    engine.dispose()


def test_first_migration_makes_the_tables_of_0_2_0(tmp_path):
    made, before = (connect(file_url(tmp_path / name)) for name in ("made.db", "before.db"))
    with made.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        config.set_main_option("path_separator", "os")
        command.upgrade(config, "0001")
    create_before(before)

    assert shape(made) == shape(before)
    for engine in (made, before):
        engine.dispose()


def create_before(engine):
    with engine.begin() as connection:
        for statement in BEFORE.split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
        connection.exec_driver_sql("INSERT INTO schema_version VALUES (1)")


def shape(engine):
    tables = sa.inspect(engine)
    return {
        name: (
            [(c["name"], str(c["type"]), c["nullable"]) for c in tables.get_columns(name)],
            tables.get_pk_constraint(name)["constrained_columns"],
            sorted((i["name"], i["column_names"]) for i in tables.get_indexes(name)),
        )
        for name in tables.get_table_names()
        if name not in ("alembic_version", "schema_version")
    }


def test_database_of_0_2_0_is_taken_over_and_can_be_searched(url):
    before = connect(url)
    create_before(before)
    record = to_plain(INCIDENT)
    with before.begin() as connection:
        for table in ("incidents", "incident_revisions"):
            connection.execute(sa.text(OLD_INCIDENT.format(table)), {"record": json.dumps(record)})
        connection.execute(sa.text(OLD_ARTICLE), {"title": ARTICLE.title})
        connection.execute(sa.text(OLD_REPORT))
    before.dispose()

    engine, done = open_upgraded(url, Thresholds())
    with engine.connect() as connection:
        # the file holds no comments
        assert [it for it in differences(connection) if it[0][0] != "modify_comment"] == []
        wanted = Wanted(levels=("high",), attack_types=("armed_assault",), text="KIRKUK عنوان")
        [line] = incidents(connection, wanted).items
        assert (line.incident_id, line.lat, line.perpetrator) == ("inc-1", 35.47, "Islamic State")
        levels = connection.exec_driver_sql("SELECT level FROM incident_revisions").scalars().all()
    engine.dispose()
    assert (done.before, done.is_fresh, levels) == ("0001", False, ["high"])

    store = NewsStore(url)
    store.write([(origin("t"), replace(INCIDENT, revision=2, updated_at=AT + 1))], AT)
    store.close()
    assert store.is_fresh is False


OLD_INCIDENT = """INSERT INTO {} (incident_id, revision, status, corroboration, country, place,
independent_sources, first_reported_at, last_reported_at, updated_at, reader_version, synthetic,
perpetrator, record) VALUES ('inc-1', 1, 'open', 'unconfirmed', 'IQ', 'Kirkuk', 1, 1, 1, 1, 'r',
false, 'Islamic State', :record)"""
OLD_ARTICLE = """INSERT INTO articles (article_id, text_hash, source, title, body, fetched_at,
synthetic, stored_at) VALUES ('https://example.org/1', 'h', 's', :title, 'b', 1, false, 1)"""
OLD_REPORT = """INSERT INTO reports (incident_id, attack_id, revision, article_id, source, language,
fetched_at) VALUES ('inc-1', 'atk-1', 1, 'https://example.org/1', 's', 'ar', 1)"""


def test_database_is_not_changed_by_whoever_only_reads(url):
    with pytest.raises(SettingsError, match=r"schema version None, .* run `rasid db upgrade`"):
        open_current(url)
    open_upgraded(url, Thresholds())[0].dispose()
    open_current(url).dispose()


def test_database_of_another_service_is_refused(url):
    engine = connect(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE schema_version (version INTEGER)")
        connection.exec_driver_sql("INSERT INTO schema_version VALUES (2)")
    engine.dispose()

    with pytest.raises(SettingsError, match="has schema version 2, this program needs"):
        open_upgraded(url, Thresholds())


def test_alerting_does_not_work_on_a_database_of_what_was_read(url):
    open_upgraded(url, Thresholds())[0].dispose()

    with pytest.raises(SettingsError, match="alerting needs one of its own"):
        Deliveries(url)


def test_upgrade_that_fails_leaves_the_database_as_it_was(url, monkeypatch):
    def fails(*_):
        raise RuntimeError

    monkeypatch.setattr(news_schema, "_index_by_extensions", fails)
    with pytest.raises(RuntimeError):
        open_upgraded(url, Thresholds())
    engine = connect(url)
    with engine.connect() as connection:
        assert "incidents" not in sa.inspect(connection).get_table_names()
    engine.dispose()


def test_head_is_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]

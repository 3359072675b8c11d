"""`rasid db upgrade|show`: the tables of the database of what was read."""

import os
from pathlib import Path

import typer

from streams.cli import stored
from streams.cli.doctor import without_password
from streams.cli.tables import table
from streams.config import Settings

app = typer.Typer(help="The database of what was read.", no_args_is_help=True)


@app.command()
def upgrade() -> None:
    """Make the tables, or bring them up to date; does nothing when they are."""
    from streams.adapters.database import file_url
    from streams.adapters.news_schema import HEAD
    from streams.adapters.news_store import open_upgraded

    settings = Settings.from_env(os.environ)
    folder = Path(settings.run_dir or ".run/services")
    if not settings.database:
        folder.mkdir(parents=True, exist_ok=True)
    url = settings.database or file_url(folder / "rasid.db")
    engine, done = open_upgraded(url, settings.thresholds)
    engine.dispose()
    extensions = "".join(f", with {name}" for name in done.extensions)
    named = without_password(settings.database or str(folder / "rasid.db"))
    typer.echo(f"{named}: schema {done.before or 'none'} -> {HEAD}{extensions}")


@app.command()
def show() -> None:
    """Show how much is stored in each table."""
    import sqlalchemy as sa

    from streams.adapters.database import transaction
    from streams.adapters.news_tables import MODEL

    with stored.engine() as engine, transaction(engine) as connection:
        rows = [
            (
                one.name,
                str(connection.execute(sa.select(sa.func.count()).select_from(one)).scalar()),
            )
            for one in MODEL.sorted_tables
        ]
    table(("table", "rows"), sorted(rows))

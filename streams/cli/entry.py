"""Where `rasid` begins: the commands in one list, and how each way of ending is told.

0 done; 1 some input or child failed; 2 wrong option or setting; 3 no broker; 130 Ctrl-C;
141 the reader of our output went away; 143 SIGTERM.
"""

import io
import os
import signal
import sys
from collections.abc import Sequence
from typing import Any

import typer

from streams.cli import (
    alerts,
    batch,
    db,
    dlq,
    doctor,
    explain,
    export,
    feeds,
    forget,
    publish,
    replay,
    reprocess,
    sample,
    serve,
    signals,
    topics,
    watch,
)
from streams.cli import run as running
from streams.config import Settings
from streams.domain.errors import RasidError, SettingsError, Unavailable

EXIT_CODES: dict[type, int] = {
    SettingsError: 2,
    Unavailable: 3,
    RasidError: 1,
    OSError: 1,
}

app = typer.Typer(
    name="rasid",
    help="Reads the news as it arrives and tells people that an attack has happened.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("extract")(batch.extract)
app.command("dedup")(batch.dedup)
app.command("detect")(batch.detect)
app.command("explain")(explain.explain)
app.command("replay")(replay.replay)
app.command("run")(running.run)
app.command("publish")(publish.publish)
app.command("sample")(sample.sample)
app.command("worker")(serve.worker)
app.command("serve")(serve.serve)
app.command("export")(export.export)
app.command("dossier")(export.dossier)
app.command("forget")(forget.forget)
app.command("reprocess")(reprocess.reprocess)
app.add_typer(db.app, name="db")
app.add_typer(topics.app, name="topics")
app.add_typer(dlq.app, name="dlq")
app.add_typer(alerts.app, name="alerts")
app.add_typer(watch.app, name="watch")
app.add_typer(feeds.app, name="feeds")
app.command("doctor")(doctor.doctor)
app.command("version")(doctor.version)


@app.callback()
def begins(ctx: typer.Context) -> None:
    """Read the settings of every command before it starts, so that none is wrong unnoticed."""
    if ctx.invoked_subcommand == "doctor":  # which shows what is wrong among the rest
        return
    from streams.adapters import security

    settings = Settings.from_env(os.environ)
    if settings.schema_registry:
        from streams.adapters.registry import use

        use(settings)
    security.use(settings)


def begin() -> None:
    """Run the command in `sys.argv` and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # articles are UTF-8 whatever the locale is
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    signals.install()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; what went wrong is one line on stderr."""
    try:
        command = typer.main.get_command(app)
        code = command.main(list(arguments), prog_name="rasid", standalone_mode=False)
        sys.stdout.flush()
        return int(code or 0)
    except typer.TyperException as error:
        return _misused(error)
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    except (BrokenPipeError, SystemExit) as ending:
        # Typer answers a closed pipe with an exit of its own, whose code would say failure.
        if not isinstance(ending.__context__ or ending, BrokenPipeError):
            raise
        return _deaf()
    except (RasidError, OSError) as error:
        typer.echo(f"rasid: {error}", err=True)
        return EXIT_CODES[next(kind for kind in type(error).__mro__ if kind in EXIT_CODES)]


def _misused(error: typer.TyperException) -> int:
    """Say what is wrong and what is allowed; no arguments at all ask for the help."""
    message = error.format_message()
    ctx = getattr(error, "ctx", None)
    if not message.startswith("Usage:"):
        message = f"{ctx.command_path if ctx else 'rasid'}: {' '.join(message.split())}"
        message += _known(ctx, message)
    typer.echo(message, err=True)
    return 2


def _known(ctx: Any, message: str) -> str:
    if "No such command" in message:
        known = list(ctx.command.commands)
    elif "No such option" in message:
        known = [name for param in ctx.command.params for name in param.opts]
    else:
        return ""
    return f" Known: {', '.join(known)}."


def _deaf() -> int:
    """Keep the interpreter from flushing to a pipe that nobody reads."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 128 + signal.SIGPIPE

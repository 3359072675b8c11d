"""Make sinks of what the file of alerting says about them."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from streams.adapters.alertmanager import PATH, Alertmanager
from streams.adapters.apprise_sink import AppriseSink
from streams.adapters.cap import Cap
from streams.adapters.cap_xml import STATUSES, Issuer
from streams.adapters.posting import Endpoint
from streams.adapters.route_tables import Form, formed
from streams.adapters.screen import Screen
from streams.adapters.secret_files import address_of, lines_in, one_line_in
from streams.adapters.sinks import Delivery, Outcome, Sink
from streams.adapters.web_address import RefusedUrl
from streams.adapters.webhook import Webhook
from streams.domain.errors import SettingsError


class ConsoleForm(Form):
    """Standard output."""

    kind: str


class WebhookForm(Form):
    """A web address; `private` allows http and addresses that are not public."""

    kind: str
    url: str | None = None
    url_file: str | None = None
    secret_file: str | None = None
    private: bool = False


class AppriseForm(Form):
    """One URL of Apprise."""

    kind: str
    url: str | None = None
    url_file: str | None = None


class AlertmanagerForm(Form):
    """The address of an Alertmanager, without the path of its interface."""

    kind: str
    url: str | None = None
    url_file: str | None = None
    token_file: str | None = None
    private: bool = False


class CapForm(Form):
    """A folder for files of CAP 1.2."""

    kind: str
    folder: str
    sender: str
    status: str = STATUSES[0]


class Named:
    """A sink under the name that the file gives it."""

    def __init__(self, name: str, sink: Sink) -> None:
        self.name = name
        self.target = sink.target
        self._sink = sink

    def deliver(self, delivery: Delivery, now_ms: int) -> Outcome:
        """Attempt once."""
        return self._sink.deliver(delivery, now_ms)


def sink_of(name: str, table: Mapping[str, object], folder: Path) -> Sink:
    """Return the sink that a table describes; files in it are relative to `folder`.

    Raises SettingsError for an unknown kind or key, a missing secret, a refused address.
    """
    kind = table.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise SettingsError(f"sinks.{name}: kind must be one of {', '.join(KINDS)}, got {kind!r}")
    form, make = KINDS[kind]
    described = formed(f"sinks.{name}", table, form)
    try:
        return Named(name, make(described, folder))
    except RefusedUrl as error:
        allows = "; private = true allows http and private addresses"
        raise SettingsError(f"sinks.{name}: url {error}{allows}") from None
    except SettingsError as error:
        raise SettingsError(f"sinks.{name}: {error}") from None


def _console(form: ConsoleForm, folder: Path) -> Sink:  # noqa: ARG001 - as the others
    return Screen(sys.stdout)


def _webhook(form: WebhookForm, folder: Path) -> Sink:
    url = address_of(form.url, form.url_file, folder)
    secrets = lines_in("secret_file", form.secret_file, folder) if form.secret_file else ()
    try:
        return Webhook(Endpoint(url, private=form.private), secrets)
    except RefusedUrl:
        raise
    except SettingsError as error:
        raise SettingsError(f"secret_file {form.secret_file}: {error}") from None


def _apprise(form: AppriseForm, folder: Path) -> Sink:
    return AppriseSink(address_of(form.url, form.url_file, folder))


def _alertmanager(form: AlertmanagerForm, folder: Path) -> Sink:
    url = address_of(form.url, form.url_file, folder).rstrip("/")
    if any(mark in url for mark in "?#") or url.endswith(PATH):
        raise SettingsError(f"url must be the address of an Alertmanager, without {PATH}, ? and #")
    token = one_line_in("token_file", form.token_file, folder) if form.token_file else None
    return Alertmanager(Endpoint(url + PATH, private=form.private), token)


def _cap(form: CapForm, folder: Path) -> Sink:
    return Cap(folder / form.folder, Issuer(form.sender, form.status))


KINDS: dict[str, tuple[type[Form], Callable[[Any, Path], Sink]]] = {
    "console": (ConsoleForm, _console),
    "webhook": (WebhookForm, _webhook),
    "apprise": (AppriseForm, _apprise),
    "alertmanager": (AlertmanagerForm, _alertmanager),
    "cap": (CapForm, _cap),
}

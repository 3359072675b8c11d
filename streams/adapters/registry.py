"""A schema registry by Confluent's REST interface: ids for what we write, schemas for what we read.

Each id and each schema is asked for once. While the registry does not answer, or answers as no
registry would, every call that needs it raises Unavailable; what it has said already goes on.
"""

import json
import time
from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, quote, unquote, urlsplit

from streams.adapters.foreign_schemas import parsed_safely
from streams.adapters.framing import CONFLUENT, FRAMING
from streams.adapters.schemas import is_same, schema_of, text_of
from streams.config import Settings
from streams.domain.errors import BadRecord, SettingsError, Unavailable
from streams.domain.flow import Topic

TIMEOUT_S = 3.0
ANSWER_BYTES = 4 * 1024 * 1024
FORGET_S = 10.0
"""An id that is not known may become so: it is asked for again after this time."""
FORGET_COUNT = 1000
UNKNOWN_CODES = frozenset({40401, 40402, 40403})
"""Subject, version or schema not found; any other 404 is of something that is no registry."""
REFUSED = frozenset({409, 422})
JSON = "application/vnd.schemaregistry.v1+json"


@dataclass(slots=True)
class ConfluentRegistry:
    """One registry. With `may_wait` a schema is asked for where it is needed; else whoever needs
    it is sent away with Unavailable, to call `learn` where waiting harms nobody.
    """

    url: str
    may_register: bool = True
    may_wait: bool = True
    now_s: Callable[[], float] = time.monotonic
    _headers: dict[str, bytes] = field(default_factory=dict)
    _schemas: dict[int, Any] = field(default_factory=dict)
    _unknown: dict[int, tuple[float, str]] = field(default_factory=dict)
    _ours: dict[tuple[int, str], bool] = field(default_factory=dict)

    def header_of(self, topic: Topic) -> bytes:
        """Return the five bytes before each record of a topic, asking once for the id.

        Raises SettingsError when the registry refuses our schema, or does not know it and we may
        not register it.
        """
        if (known := self._headers.get(topic.name)) is None:
            known = CONFLUENT + self._id_of(topic).to_bytes(4, "big")
            self._headers[topic.name] = known
        return known

    def prepare(self, topics: Iterable[Topic]) -> None:
        """Ask for the ids of all `topics`, so that no record waits for one."""
        for topic in topics:
            self.header_of(topic)

    def written_by(self, topic: Topic, number: int) -> Any:
        """Return the schema of an id, None when it is the present one of the topic.

        Raises BadRecord (`unknown_schema`) when there is none that we can read by.
        """
        if number not in self._schemas:
            self._check_unknown(number)
            if not self.may_wait:
                raise Unavailable(f"schema {number} is still to be asked for")
            self.learn(number)
            self._check_unknown(number)
        schema = self._schemas[number]
        if (number, topic.schema) not in self._ours:
            self._ours[number, topic.schema] = is_same(schema, schema_of(topic.schema))
        return None if self._ours[number, topic.schema] else schema

    def learn(self, number: int) -> None:
        """Ask for the schema of an id and remember it, or that it is none."""
        status, answer = self._ask("GET", f"/schemas/ids/{number}")
        if status == 404:
            self._remember_unknown(number, f"the registry knows no schema {number}")
        elif answer.get("schemaType", "AVRO") != "AVRO" or answer.get("references"):
            self._remember_unknown(number, f"schema {number} is not Avro in one piece")
        else:
            try:
                self._schemas[number] = parsed_safely(str(answer.get("schema")))
            except ValueError as error:
                self._remember_unknown(number, f"schema {number}: {error}")

    def require(self, topic: Topic, level: str) -> None:
        """Have the registry itself refuse schemas of a topic that are not compatible so."""
        status, answer = self._ask("PUT", f"/config/{_subject(topic)}", {"compatibility": level})
        if status != 200:
            raise SettingsError(f"{self._name()} refuses {level}: {answer.get('message')}")

    def _id_of(self, topic: Topic) -> int:
        path = f"/subjects/{_subject(topic)}"
        if self.may_register:
            path += "/versions"
        status, answer = self._ask("POST", path, {"schema": text_of(topic.schema)})
        if status in REFUSED:
            raise SettingsError(
                f"{self._name()} refuses schemas/{topic.schema}.avsc as {topic.name}-value: "
                f"{answer.get('message')}"
            )
        if status == 404:
            raise SettingsError(
                f"{self._name()} does not have schemas/{topic.schema}.avsc as {topic.name}-value: "
                "run `rasid topics register`, or set RASID_SCHEMA_REGISTER=1"
            )
        if not isinstance(number := answer.get("id"), int):
            raise Unavailable(f"{self._name()} gives no id for {topic.name}-value")
        return number

    def _check_unknown(self, number: int) -> None:
        if (known := self._unknown.get(number)) and self.now_s() < known[0]:
            raise BadRecord("decode", "unknown_schema", known[1])

    def _remember_unknown(self, number: int, why: str) -> None:
        if len(self._unknown) >= FORGET_COUNT:
            self._unknown.clear()
        self._unknown[number] = (self.now_s() + FORGET_S, why)

    def _ask(
        self, method: str, path: str, content: Mapping[str, str] | None = None
    ) -> tuple[int, Mapping[str, Any]]:
        """Return status and answer, of 200, 404, 409 or 422. Raises Unavailable otherwise."""
        status, answer = _answered(urlsplit(self.url), method, path, content, self._name())
        is_unknown = status == 404 and answer.get("error_code") in UNKNOWN_CODES
        if status != 200 and status not in REFUSED and not is_unknown:
            raise Unavailable(f"{self._name()} answers {method} {path} with {status}")
        return status, answer

    def _name(self) -> str:
        at = urlsplit(self.url)
        return f"schema registry {at.scheme}://{at.netloc.rpartition('@')[2]}{at.path}"


def use(settings: Settings, *, may_wait: bool = True) -> ConfluentRegistry | None:
    """Frame with the registry in the settings from now on. Raises SettingsError for no address."""
    if not settings.schema_registry:
        return None
    at = urlsplit(settings.schema_registry)
    if not _is_address(at):
        raise SettingsError(
            "RASID_SCHEMA_REGISTRY must be http(s)://HOST[:PORT][/PATH], got "
            f"{at.scheme}://{at.netloc.rpartition('@')[2]}{at.path}"
        )
    found = ConfluentRegistry(settings.schema_registry, settings.schema_register, may_wait)
    FRAMING.registry = found
    return found


def _is_address(at: SplitResult) -> bool:
    try:
        has_port = at.port is None or at.port > 0
    except ValueError:
        return False
    is_web = at.scheme in ("http", "https") and bool(at.hostname)
    return is_web and has_port and not at.query and not at.fragment


def _subject(topic: Topic) -> str:
    return quote(f"{topic.name}-value", safe="")


def _answered(
    at: SplitResult, method: str, path: str, content: Mapping[str, str] | None, name: str
) -> tuple[int, Mapping[str, Any]]:
    """Return status and JSON of one request. No redirect is followed: it would take secrets on."""
    kind = HTTPSConnection if at.scheme == "https" else HTTPConnection
    body = json.dumps(content) if content is not None else None
    connection = kind(at.hostname or "", at.port, timeout=TIMEOUT_S)
    try:
        connection.request(method, at.path.rstrip("/") + path, body, _headers(at))
        answer = connection.getresponse()
        text = answer.read(ANSWER_BYTES)
        status = answer.status
    except (OSError, HTTPException) as error:
        raise Unavailable(f"{name} does not answer ({type(error).__name__})") from None
    finally:
        connection.close()
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    if status == 200 and not isinstance(said, dict):
        raise Unavailable(f"{name} answers {method} {path} with no JSON object")
    return status, said if isinstance(said, dict) else {}


def _headers(at: SplitResult) -> dict[str, str]:
    headers = {"Accept": f"{JSON}, application/json", "Content-Type": JSON}
    if at.username is not None:
        pair = f"{unquote(at.username)}:{unquote(at.password or '')}"
        headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
    return headers

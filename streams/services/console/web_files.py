"""The files of the console, held in memory with their compressed form: no path leads elsewhere."""

import gzip
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import Response

from streams.services.console.answers import has
from streams.services.console.problems import Refusal

PAGE = "index.html"
SMALL = 500
"""Bytes up to which a file is not compressed."""
KINDS = {".js": "text/javascript", ".geojson": "application/geo+json", ".svg": "image/svg+xml"}
HEADERS = {"Cache-Control": "private, no-cache", "Vary": "Accept-Encoding, Cookie, Authorization"}


@dataclass(frozen=True, slots=True)
class WebFile:
    """A file as it is sent."""

    body: bytes
    packed: bytes | None
    kind: str
    tag: str


@dataclass(frozen=True, slots=True)
class WebFiles:
    """Endpoints of the page and its files."""

    found: Mapping[str, WebFile]

    def page(self, request: Request) -> Response:
        """Answer with the page, whose address the page itself reads."""
        return self._sent(request, PAGE)

    def file(self, request: Request) -> Response:
        """Answer with a file by its name."""
        return self._sent(request, request.path_params["name"])

    def _sent(self, request: Request, name: str) -> Response:
        file = self.found.get(name)
        if file is None:
            raise Refusal(404, "there is no such file")
        headers = {**HEADERS, "ETag": file.tag}
        if has(request, file.tag):
            return Response(None, 304, headers)
        body = file.body
        if file.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            body, headers["Content-Encoding"] = file.packed, "gzip"
        return Response(body, 200, headers, media_type=file.kind)


@cache
def web_files() -> WebFiles:
    """Read and pack every file of the console, once."""
    root = files("streams").joinpath("services", "console", "web")
    return WebFiles(dict(_walked(root, "")))


def _walked(folder: Traversable, before: str) -> list[tuple[str, WebFile]]:
    found: list[tuple[str, WebFile]] = []
    for entry in folder.iterdir():
        name = f"{before}{entry.name}"
        if entry.is_dir():
            found += _walked(entry, f"{name}/")
        else:
            found.append((name, _read(entry.name, entry.read_bytes())))
    return found


def _read(name: str, body: bytes) -> WebFile:
    ending = "." + name.rpartition(".")[2]
    kind = KINDS.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = gzip.compress(body, 9, mtime=0) if len(body) > SMALL else None
    return WebFile(body, packed, kind, f'W/"{blake2b(body, digest_size=12).hexdigest()}"')

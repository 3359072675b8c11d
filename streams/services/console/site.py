"""The whole of it as one application: routes, and the door before them."""

import time
from collections.abc import Sequence

import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from streams.config import Settings
from streams.services.console import openapi
from streams.services.console.answers import answered
from streams.services.console.asking import NoQuery, asked
from streams.services.console.decisions import Decisions, Send
from streams.services.console.door import Door
from streams.services.console.events import Events
from streams.services.console.hub import Hub
from streams.services.console.incident_page import IncidentPages
from streams.services.console.lists import Lists
from streams.services.console.me import me
from streams.services.console.pace import Pace
from streams.services.console.people import Doorkeeper
from streams.services.console.problems import HANDLERS
from streams.services.console.web_files import WebFiles, web_files

STRANGERS_A_MINUTE = 60
PACKED_FROM = 1000


def site(
    settings: Settings, keeper: Doorkeeper, engine: sa.Engine, hub: Hub, send: Send
) -> Starlette:
    """Return the application. The door is outermost: no route is without it."""
    pace = Pace(settings.console_rate, time.monotonic)
    strangers = Pace(STRANGERS_A_MINUTE, time.monotonic)
    return Starlette(
        routes=[*_api(engine, hub, send), *_pages(web_files())],
        middleware=[
            Middleware(Door, keeper=keeper, pace=pace, strangers=strangers),
            Middleware(GZipMiddleware, minimum_size=PACKED_FROM),
        ],
        exception_handlers=HANDLERS,
    )


def _api(engine: sa.Engine, hub: Hub, send: Send) -> Sequence[BaseRoute]:
    lists, pages = Lists(engine), IncidentPages(engine)
    endpoints = {
        "incidents": lists.incidents,
        "suppressed": lists.suppressed,
        "rejected": lists.rejected,
        "geojson": lists.geojson,
        "feed": lists.feed,
        "incident": pages.one,
        "revisions": pages.revisions,
        "decide": Decisions(engine, send).decide,
        "events": Events(hub).listen,
        "me": me,
    }
    routes = [Route(op.path, endpoints[op.name], methods=[op.method]) for op in openapi.OPERATIONS]
    return [*routes, Route(openapi.V1 + "/openapi.json", _described, methods=["get"])]


def _pages(web: WebFiles) -> Sequence[BaseRoute]:
    return [
        Route("/", web.page, methods=["get"]),
        Route("/incident/{incident_id}", web.page, methods=["get"]),
        Route("/rejected", web.page, methods=["get"]),
        Route("/wall", web.page, methods=["get"]),
        Route("/web/{name:path}", web.file, methods=["get"]),
    ]


def _described(request: Request) -> Response:
    asked(request, NoQuery)
    return answered(request, openapi.document())

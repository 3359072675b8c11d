"""Who asks, and what the console itself is."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from streams import __version__
from streams.lang.countries import load_countries
from streams.services.console.answers import answered
from streams.services.console.asking import NoQuery, asked


@dataclass(frozen=True, slots=True)
class Me:
    """The person, the version of what answers, and the countries it knows."""

    name: str
    can_edit: bool
    version: str
    countries: tuple[str, ...]


def me(request: Request) -> Response:
    """Answer with who asks."""
    asked(request, NoQuery)
    person = request.scope["person"]
    return answered(
        request, Me(person.name, person.can_edit, __version__, tuple(load_countries().by_code))
    )

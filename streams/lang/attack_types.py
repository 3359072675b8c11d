"""Load which attack types go together, once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class TypeFamilies:
    """Attack type to its families, those of attacks from afar, the target categories whose names
    tell attacks apart, the sets of which one attack hits but one, and the roles whose word may name
    an attacker.
    """

    families: Mapping[str, frozenset[str]]
    distant: frozenset[str]
    named_targets: frozenset[str]
    civil: frozenset[str]
    guarded: frozenset[str]
    authorities: frozenset[str]

    def of(self, attack_types: tuple[str, ...]) -> frozenset[str]:
        """Return the families of some types; empty when one of them goes with all."""
        if any(kind not in self.families for kind in attack_types):
            return frozenset()
        return frozenset[str]().union(*(self.families[kind] for kind in attack_types))


@cache
def type_families() -> TypeFamilies:
    """Return the table of `shared/attack_types.toml`."""
    text = files("streams").joinpath("lang", "shared", "attack_types.toml").read_text("utf-8")
    table = tomllib.loads(text)
    families: dict[str, frozenset[str]] = {}
    for family, kinds in table["family"].items():
        for kind in kinds:
            families[kind] = families.get(kind, frozenset()) | {family}
    named, civil, guarded = (frozenset(table["target"][k]) for k in ("named", "civil", "guarded"))
    distant = frozenset(table["manner"]["distant"])
    authorities = frozenset(table["voice"]["authorities"])
    return TypeFamilies(families, distant, named, civil, guarded, authorities)

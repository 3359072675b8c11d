"""What is measured on MUC-4: detection by document, and each slot on the attacks that align.

Its keys ask whether a document tells of an attack at all: a court, an arrest or an interview of
weeks later counts. So detection is measured in two ways. `detection, told` takes every attack that
the reader gives, reported or only recalled, by the rules of the keys: none on the armed forces
alone, none more than two months old, no clash. `detection` takes only what the reader reports as
news, which is all that may alert anybody.
"""

from collections.abc import Sequence
from datetime import date

from deploy.evaluate.scorer import Row, Scorer, same_group
from streams.domain.folding import fold

LATELY_DAYS = 62
"""The keys leave out what lies more than two months back."""
_NAMES = ("city", "canonical", "name", "district", "neighbourhood", "admin1")


def scored(scorer: Scorer, gold: Sequence[Row]) -> tuple[dict[str, float], tuple[str, ...]]:
    """Return the figures and the misleading errors by document id.

    Detection is over all documents; `fresh` leaves out those whose attacks are all long past.
    The slots are those of reported attacks.
    """
    out = scorer.read(gold)
    graded = [g for g in gold if g["is_attack"] is not None]
    fresh = [g for g in graded if g["is_fresh"] or not g["is_attack"]]
    figures = {}
    for name, rows in (("detection", graded), ("detection, fresh", fresh)):
        found, _ = scorer.score("detection", rows, out)
        figures |= {f"{name} F1": found["f1"], f"{name} precision": found["p"]}
        figures[f"{name} recall"] = found["r"]
    figures |= _told(scorer, graded, [o for g, o in zip(gold, out, strict=True) if g in graded])
    pairs = [pair for g, row in zip(gold, out, strict=True) for pair in aligned(scorer, g, row)]
    for slot, judge in _SLOTS.items():
        verdicts = [v for _, event, attack in pairs if (v := judge(event, attack)) is not None]
        figures[slot] = round(sum(verdicts) / max(1, len(verdicts)), 4)
        figures[f"{slot}, of"] = len(verdicts)
    return figures, tuple(line for pair in pairs for line in _harm(*pair))


def _told(scorer: Scorer, gold: Sequence[Row], out: Sequence[Row]) -> dict[str, float]:
    """Return detection by what the keys count: an attack that is told in the document at all."""
    told = [
        {**row, "attacks": [{**a, "modality": "asserted"} for a in row["attacks"] if counts(g, a)]}
        for g, row in zip(gold, out, strict=True)
    ]
    found, _ = scorer.score("detection", gold, told)
    names = {"F1": "f1", "precision": "p", "recall": "r"}
    return {f"detection, told {name}": found[key] for name, key in names.items()}


def counts(gold: Row, attack: Row) -> bool:
    """Whether the keys count such an attack: told as done, lately, not on armed forces alone."""
    if attack["modality"] not in ("asserted", "historical") or attack["engagement"] == "clash":
        return False
    if {target["category"] for target in attack["targets"]} == {"military"}:
        return False
    day = attack["date"]["end"]
    published = date.fromisoformat(gold["published_at"][:10])
    return day is None or (published - date.fromisoformat(day)).days <= LATELY_DAYS


def aligned(scorer: Scorer, gold: Row, row: Row) -> list[tuple[str, Row, Row]]:
    """Return the document's id with each event and the attack that is it."""
    events, attacks = gold["events"], scorer.live(row)
    found = scorer.align(events, attacks) if events and attacks else ()
    return [(gold["id"], events[e], attacks[a]) for e, a in found]


def _type(event: Row, attack: Row) -> bool | None:
    return bool({event["attack_type"], *event["alt_types"]} & set(attack["attack_types"]))


def _location(event: Row, attack: Row) -> bool | None:
    """Country, and the town or else the province where one is named."""
    place = attack["place"]
    if event["country"] is None:
        return None
    wanted = event["city"] or event["admin1"]
    names = [p.get(key) for p in (place, *attack["places"]) for key in _NAMES]
    named = wanted is None or any(n and fold(n, "en") == fold(wanted, "en") for n in names)
    return place.get("country") == event["country"] and named


def _killed(event: Row, attack: Row) -> bool | None:
    return None if event["killed_victims"] is None else event["killed_victims"] == attack["killed"]


def _wounded(event: Row, attack: Row) -> bool | None:
    return None if event["wounded"] is None else event["wounded"] == attack["wounded"]


def _perpetrator(event: Row, attack: Row) -> bool | None:
    wanted = [event["perpetrator"], *event["perpetrator_alt"]]
    named = [p["name"] for p in attack["perpetrators"] if p.get("name")]
    if event["perpetrator"] is None:
        return None
    return any(same_group(w, n) for w in wanted for n in named)


_SLOTS = {
    "attack type": _type,
    "location": _location,
    "killed": _killed,
    "wounded": _wounded,
    "perpetrator": _perpetrator,
}


def _harm(document: str, event: Row, attack: Row) -> list[str]:
    found = []
    killed = event["killed_victims"]
    if killed and attack["killed"] and attack["killed"] > max(killed * 1.5, killed + 2):
        found.append(f"{document}: toll inflated")
    named = any(p.get("name") for p in attack["perpetrators"])
    if named and event["perpetrator"] and not _perpetrator(event, attack):
        found.append(f"{document}: wrong perpetrator named")
    country = attack["place"].get("country")
    if country and event["country"] and country != event["country"]:
        found.append(f"{document}: wrong country")
    return found

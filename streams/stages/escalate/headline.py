"""One plain sentence from the facts, to be read aloud; nothing in it that the facts do not say."""

from datetime import date
from typing import Literal

from streams.domain.context import Context
from streams.domain.records import FusedToll, Headline, Incident
from streams.domain.records.vocabulary import AlertKind
from streams.lang.headlines import HeadlineWords, headline_words
from streams.stages.escalate.names import (
    authority_name,
    country_name,
    group_name,
    place_name,
    speaker_name,
)

Kind = Literal["killed", "wounded", "abducted", "perpetrators_killed"]
KINDS: tuple[Kind, ...] = ("killed", "wounded", "abducted", "perpetrators_killed")
UNSAID = ("other", "unknown")


def headline_for(incident: Incident, kind: AlertKind, ctx: Context) -> Headline:
    """Return the sentence in English, and in the trigger's language where we have the words."""
    words = headline_words()
    language = next(
        (r.language for r in incident.reports if r.article_id == incident.trigger_article_id), "en"
    )
    english = _sentence(incident, kind, words["en"], ctx)
    if language == "en" or language not in words:
        return Headline(english)
    return Headline(english, _sentence(incident, kind, words[language], ctx), language)


def _sentence(incident: Incident, kind: AlertKind, words: HeadlineWords, ctx: Context) -> str:
    phrases = words.phrases
    sentence = phrases["in_place"].format(
        attack=_attack(incident, words), place=_place(incident, words, ctx)
    )
    if incident.date.start is not None:
        sentence = phrases["on_date"].format(
            sentence=sentence, date=_date(incident.date.start, words)
        )
    sentence = phrases["with_tolls"].format(sentence=sentence, tolls=_tolls(incident, words, ctx))
    sentence = _with_attacker(sentence, incident, words, ctx)
    labels = [words.labels[label] for label in _labels(incident, kind)]
    if labels:
        sentence = f"{phrases['label_comma'].join(labels)}: {sentence}"
    if "confirm" not in incident.decisions:
        sentence = phrases["machine"].format(sentence=sentence)
    return sentence[0].upper() + sentence[1:] + phrases["end"]


def _labels(incident: Incident, kind: AlertKind) -> tuple[str, ...]:
    shown = ("correction", "retraction", "close")
    backing = ("unconfirmed", "contested") if kind != "retraction" else ()
    return tuple(label for label in (kind, incident.corroboration) if label in (*shown, *backing))


def _attack(incident: Incident, words: HeadlineWords) -> str:
    kind = next((k for k in incident.attack_types if k in words.attacks), "other")
    said = [t for t in incident.targets if t.category not in UNSAID]
    target = next((t for t in said if t.critical), said[0] if said else None)
    attack = words.attacks[kind]
    if target is not None:
        attack = words.attacks_on[kind].format(target=words.targets[target.category])
    if incident.stage == "attempted":
        attack = words.phrases["attempted"].format(attack=attack)
    return attack


def _place(incident: Incident, words: HeadlineWords, ctx: Context) -> str:
    place = place_name(incident.place, words, ctx)
    country = country_name(incident.country, words.language)
    if country is None or country == place:
        return place
    return words.phrases["in_country"].format(place=place, country=country)


def _date(start: str, words: HeadlineWords) -> str:
    day = date.fromisoformat(start)
    return words.phrases["date"].format(
        day=day.day, month=words.months[day.month - 1], year=day.year
    )


def _tolls(incident: Incident, words: HeadlineWords, ctx: Context) -> str:
    """Return the figures with who says them, and which may count deaths elsewhere."""
    said: dict[Kind, FusedToll] = {}
    for kind in KINDS:
        toll: FusedToll | None = getattr(incident.tolls, kind)
        if toll is not None and (toll.best > 0 or kind == "killed"):
            said[kind] = toll
    if not said:
        return words.phrases["unknown_tolls"]
    by_speaker: dict[str, list[Kind]] = {}
    for kind, toll in said.items():
        by_speaker.setdefault(speaker_name(toll, words, ctx), []).append(kind)
    parts = []
    for who, kinds in by_speaker.items():
        figures = words.phrases["comma"].join(words.count(k, said[k].best) for k in kinds)
        sentence = words.phrases["said_by"].format(sentence=figures, who=who)
        if any(said[kind].ambiguous for kind in kinds):
            sentence = words.phrases["ambiguous"].format(sentence=sentence)
        parts.append(sentence)
    return words.phrases["semicolon"].join(parts)


def _with_attacker(sentence: str, incident: Incident, words: HeadlineWords, ctx: Context) -> str:
    """Name the attacker only when it claimed, or a named authority says so and we can say who."""
    claimant = next((c.claimant for c in incident.claims if c.kind == "responsibility"), None)
    if claimant is not None:
        named = next((p for p in incident.perpetrators if p.name == claimant), None)
        who = group_name(claimant, named.group_id if named else None, words, ctx)
        return words.phrases["claimed"].format(sentence=sentence, who=who)
    first = next((p for p in incident.perpetrators if p.name is not None), None)
    authority = incident.named_by and authority_name(incident.named_by, words, ctx)
    if first is None or first.name is None or not authority or first.confidence == "possible":
        return sentence
    phrase = "stated" if first.confidence in ("claimed", "stated") else "suspected"
    who = group_name(first.name, first.group_id, words, ctx)
    return words.phrases[phrase].format(sentence=sentence, who=who, authority=authority)

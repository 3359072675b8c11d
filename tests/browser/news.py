"""What the console of the browser tests has stored, and what comes in."""

from dataclasses import replace

from streams.domain.records import (
    Conflict,
    Evidence,
    FusedToll,
    Headline,
    Place,
    Report,
    Tolls,
)
from tests.samples import ALERT, ARTICLE, AT, ATTACK, INCIDENT, REJECTION

HOUR = 3_600_000
LAGOS = Place("Lagos", "city", "Lagos", "NG", "Lagos", None, "Lagos", None, 6.45, 3.39)
SENTENCE = "قتل 6 من الشرطة وأصيب 12 في هجوم على كركوك فجر الجمعة."
OTHER = "Eight policemen died in Kirkuk, police said."
HOSTILE = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    '"><svg onload=window.pwned=1>',
    "javascript:window.pwned=1",
    "{{constructor.constructor('window.pwned=1')()}}",
    "</title><script>window.pwned=1</script>",
    "\u202egnp.exe<iframe srcdoc='<script>parent.pwned=1</script>'>",
)


def words(field, text, whole, rule):
    at = whole.index(text)
    return Evidence(field, "body", at, at + len(text), text, rule)


def written():
    """Yield what storage has: Kirkuk as told by two, Lagos, a low one, and one full of tricks."""
    other_id = "https://example.net/2"
    arabic = (
        words("killed", "قتل 6", SENTENCE, "toll.before"),
        words("place", "كركوك", SENTENCE, "place.site"),
        words("date", "فجر الجمعة", SENTENCE, "date.text"),
    )
    english = (words("killed", "Eight policemen died", OTHER, "toll.before"),)
    yield replace(ARTICLE, title="هجوم في كركوك", body=SENTENCE)
    yield replace(ARTICLE, article_id=other_id, source="afp", title="Eight dead", body=OTHER)
    yield replace(ATTACK, evidence=arabic)
    yield replace(
        ATTACK,
        attack_id="atk-2",
        article_id=other_id,
        source="afp",
        language="en",
        killed=8,
        evidence=english,
    )
    reports = (
        Report(
            ARTICLE.article_id, "atk-1", "example.org", (), "https://example.org/1", AT, AT, "ar"
        ),
        Report(other_id, "atk-2", "afp", (), other_id, AT + HOUR, AT + HOUR, "en"),
    )
    tolls = Tolls(
        killed=FusedToll(6, 8, 8, "latest", "afp", "police"), wounded=INCIDENT.tolls.wounded
    )
    kirkuk = replace(INCIDENT, incident_id="kirkuk", tolls=replace(tolls, killed=None))
    yield kirkuk
    conflict = Conflict("tolls.killed", "8", "afp", "6", "example.org")
    yield replace(
        kirkuk,
        revision=2,
        tolls=tolls,
        reports=reports,
        conflicts=(conflict,),
        corroboration="corroborated",
        independent_sources=2,
        updated_at=AT + HOUR,
    )
    yield replace(ALERT, alert_id="alr-k", incident_id="kirkuk")
    yield from told("lagos", place=LAGOS, at=AT + 2 * HOUR, types=("bombing",))
    stale = replace(INCIDENT.gate, fresh=False)
    yield replace(
        INCIDENT, incident_id="low", gate=stale, first_reported_at=AT - HOUR, tolls=Tolls()
    )
    yield from hostile()
    yield REJECTION


def told(name, *, place=INCIDENT.place, at=AT + 3 * HOUR, types=("armed_assault",)):
    """Return an incident and the alert of it; both are of the country that the place is in."""
    incident = replace(
        INCIDENT,
        incident_id=name,
        country=place.country,
        place=place,
        attack_types=types,
        first_reported_at=at,
        last_reported_at=at,
        updated_at=at,
    )
    headline = Headline(f"News of {name}", f"خبر {name}", "ar")
    alert = replace(
        ALERT,
        alert_id=f"alr-{name}",
        incident_id=name,
        place=place,
        attack_types=types,
        headline=headline,
        at=at,
    )
    return incident, alert


def hostile():
    """Yield records with the tricks in every text that a page shows."""
    trick = " ".join(HOSTILE)
    name = "evil<script>"
    article = replace(ARTICLE, article_id=name, source=HOSTILE[1], title=trick, body=f"{trick}. x")
    evidence = (words("killed", HOSTILE[0], article.body, HOSTILE[2]),)
    link = "javascript:window.pwned=1"
    place = replace(INCIDENT.place, name=HOSTILE[0], admin1=HOSTILE[1], city=HOSTILE[2])
    report = Report(name, "atk-x", HOSTILE[1], (), link, AT, AT, "ar")
    who = replace(INCIDENT.perpetrators[0], name=HOSTILE[4])
    yield article
    yield replace(
        ATTACK, attack_id="atk-x", article_id=name, source=HOSTILE[1], url=link, evidence=evidence
    )
    yield replace(
        INCIDENT,
        incident_id=name,
        place=place,
        perpetrators=(who,),
        reports=(report,),
        conflicts=(Conflict(trick, trick, trick, trick, trick),),
        first_reported_at=AT - 2 * HOUR,
        named_by=trick,
    )
    yield replace(
        ALERT,
        alert_id="alr-x",
        incident_id=name,
        headline=Headline(trick, trick, "ar"),
        place=place,
    )
    yield replace(REJECTION, article_id=name, source=HOSTILE[1], url=link, reason="drill")

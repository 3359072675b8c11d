"""Who is counted, and on which side: the noun of a number, or what stands in its place."""

from streams.domain.numbers import Number
from streams.domain.records.vocabulary import Side
from streams.stages.extract.harm.numerals import is_part
from streams.stages.extract.harm.reader import Reader
from streams.stages.extract.words.scan import Hit

ENDS_A_LIST = (
    "harm_verb", "harm_post", "harm_counted", "harm_pre", "says", "locative", "by", "subset",
    "trigger", "trigger_weak", "light", "combined",
)  # fmt: skip
_HARMS = ("harm_post", "harm_pre", "harm_counted", "harm_total", "light")
_DEEDS = ("trigger", "trigger_weak", "weapon", "arms")
_GOES_ON = ("says", "claim", "claim_verb", "trigger", "trigger_weak", "act", "attackers", "aux")
_OF_REACH = 3
_PHRASE = 4
_ARMED = ("police", "military")
_PRONOUN_REACH = 16
_SENTENCE_REACH = 30
_THING_REACH = 4
_OF_PLACE = ("يا", "يين", "يون")
"""How Arabic nouns for people of a place or a body end."""
_BROKEN_PLURAL = "ايا"
"""How plurals of things end that look like them: `قضايا`, `خلايا`."""


def who(reader: Reader, noun: Hit | None, number_end: int, end: int) -> tuple[str | None, Side]:
    """Return who is counted and on which side; a `member` takes the side of what follows."""
    if noun is None or noun.kind.startswith("others"):
        return None, "unknown"
    if noun.kind.startswith("attackers"):
        return noun.value, "perpetrator"
    if noun.value not in _ARMED and _belongs_to_attackers(reader, number_end, noun, end):
        return "fighters", "perpetrator"
    if noun.kind.startswith("member"):
        org = next(iter(reader.hits.within(noun.end, min(noun.end + 4, end), "org")), None)
        return (org.value, "victim") if org else ("people", "unknown")
    return noun.value, "victim"


def _is_name_counted(reader: Reader, at: int, end: int) -> bool:
    """Whether the name of an armed group is what the number counts: `killed 12 ADF`.

    Not where the group goes on to tell or do something: `killed 12, the ADF said`.
    """
    named = reader.attacking_orgs
    if at >= end or at not in named or at - 1 in named or reader.passage.gap(at - 1).strip():
        return False
    behind = next(token for token in range(at, end + 1) if token not in named)
    return not reader.hits.within(behind, min(behind + 1, end), *_GOES_ON)


def _belongs_to_attackers(reader: Reader, number_end: int, noun: Hit, end: int) -> bool:
    """Whether an armed group owns the noun: `12 Islamic State men`, `عنصرا من داعش`."""
    if any(token in reader.attacking_orgs for token in range(number_end, noun.end + 1)):
        return True
    return _are_of_attackers(reader, noun.end, end)


def _are_of_attackers(reader: Reader, at: int, end: int) -> bool:
    """Whether `of` and an armed group or its people follow, over an adjective: `بارزين من`."""
    linked = reader.hits.within(at, min(at + _OF_REACH, end), "of")
    own = reader.hits.at(at - 1, "of") if reader.lexicon.grammar.nouns_lead else None
    if own is not None and own.end == at:
        linked = [own]  # `integrantes de` has it already
    out_of = reader.hits.at(at, "out_of") if at < end else None
    if out_of is not None and reader.hits.at(out_of.end, "attackers") is not None:
        return True
    if not linked or reader.hits.within(at, linked[0].start, *ENDS_A_LIST):
        return False
    if reader.hits.at(linked[0].start, "subset") is not None:
        return False  # `هشت نفر، از جمله دو مهاجم`
    first = linked[0].end
    after = range(first, min(first + 3, end))
    if any(token in reader.attacking_orgs for token in after):
        return True
    return reader.hits.at(first, "attackers") is not None if first < end else False


def unnamed(reader: Reader, number: Number, end: int) -> tuple[str | None, Side]:
    """Return who a bare number counts: `17 من الحوثيين`, `four of them assailants`.

    A pronoun points back at attackers: `21 منهم`, `وعددهم ستة`.
    """
    if _are_of_attackers(reader, number.end, end) or _is_name_counted(reader, number.end, end):
        return "fighters", "perpetrator"
    before = reader.hits.within(max(0, number.start - 2), number.start, "attackers")
    taken = reader.hits.at(number.end, "harm_counted")
    if any(hit.end == number.start for hit in before) and not (taken and taken.value == "abducted"):
        return "fighters", "perpetrator"
    back = points_back(reader, number)
    named = _named_after(reader, number, end) if back else _called(reader, number)
    if named is not None:
        return who(reader, named, number.end, end)
    back = back and not _is_behind_harm(reader, number)
    if (back and _is_of_whom_forces_kill(reader, number)) or _is_known(reader, number):
        return "fighters", "perpetrator"
    back = back or is_part(reader, number)
    first = max(0, number.start - _PHRASE)
    phrases = reader.hits.within(first, number.start, "their_number")
    theirs = back or any(hit.end == number.start for hit in phrases)
    if theirs and attackers_before(reader, number.start):
        return "fighters", "perpetrator"
    return None, "unknown"


def _is_known(reader: Reader, number: Number) -> bool:
    """Whether an article makes of a bare number people known already: `abatieron a los cinco`."""
    owner = reader.hits.at(number.start - 1, "open_end") if number.low > 1 else None
    known = owner is not None and owner.value == "article"
    return known and _is_of_whom_forces_kill(reader, number, over=2)


def _is_of_whom_forces_kill(reader: Reader, number: Number, over: int = 0) -> bool:
    """Whether police or troops are the subject: `Troops killed 12 of them`.

    At most `over` small words stand between the verb and the number.
    """
    first = max(0, number.start - 3 - over)
    harms = reader.hits.within(first, number.start, "harm_verb", "harm_post")
    if not harms or number.start - harms[-1].end > over or harms[-1].value != "killed":
        return False
    at = harms[-1].start
    subject = reader.hits.within(max(0, at - 3), at, "org", "people")
    armed = [h for h in subject if h.end == at and (h.kind == "org" or h.value in _ARMED)]
    return bool(armed)


def _is_behind_harm(reader: Reader, number: Number) -> bool:
    """Whether the people just said to be hurt are meant: `about 40 injured, 15 of them badly`."""
    if not reader.passage.gap(number.start - 1).startswith((",", "،")):
        return False
    near = reader.hits.within(max(0, number.start - 2), number.start, *_HARMS, "harm_verb")
    return any(hit.end == number.start for hit in near)


def attackers_before(reader: Reader, at: int) -> bool:
    """Whether attackers are the last people named before a pronoun: `تاركين جثة أحدهم`."""
    begins = at > 0 and reader.passage.gap(at - 1).startswith(".")
    start = max(0, at - (_SENTENCE_REACH if begins else _PRONOUN_REACH))
    told = reader.hits.within(start, at, "attackers", "people", "member", "org")
    phrases = [hit for hit in told if hit.kind == "attackers"]
    people = [
        hit
        for hit in told
        if reader.hits.at(hit.start, "remains") is None
        and not any(p.start <= hit.start and hit.end <= p.end for p in phrases if p is not hit)
    ]
    return bool(people) and people[-1].kind == "attackers"


def _called(reader: Reader, number: Number) -> Hit | None:
    """Return the attackers that the number is said to be: `the other four were gunmen`."""
    be = reader.hits.at(number.end, "be")
    named = reader.hits.within(be.end, be.end + 2, "attackers") if be is not None else []
    return named[0] if named else None


def _named_after(reader: Reader, number: Number, end: int) -> Hit | None:
    """Return the people named behind `of them`, over one small word: `منهم من المهاجمين`."""
    cue = reader.hits.at(number.end, "subset")
    if cue is None or reader.passage.gap(cue.end - 1).strip():
        return None
    for at in range(cue.end, min(cue.end + 2, end)):
        noun = reader.hits.at(at, "attackers", "people")
        if noun is not None:
            return noun
    return None


def points_back(reader: Reader, number: Number) -> bool:
    """Whether a number only points back: `منهم`, `of them`."""
    kind = "subset" if reader.lexicon.grammar.clitics else "of_them"
    return reader.hits.at(number.end, kind) is not None


def counts_things(reader: Reader, number: Number, end: int) -> bool:
    """Whether a number counts a noun that is no word for people: `3 رشاشات`, `tres palmas`.

    Right behind a word of harm any noun is somebody. Words for deeds and arms are things anyway:
    `mató de tres balazos`.
    """
    at, grammar = number.end, reader.lexicon.grammar
    if (
        not (grammar.clitics or grammar.nouns_lead)
        or at >= end
        or reader.passage.gap(at - 1) != " "
    ):
        return False
    if grammar.nouns_lead and reader.hits.at(at, *_DEEDS) and not reader.hits.at(at, *_HARMS):
        return reader.hits.at(at, "harm_verb") is None
    if reader.hits.within(max(0, number.start - _THING_REACH), number.start, *_HARMS):
        return False
    plain = reader.passage.words[at]
    known = bool(reader.hits.by_start.get(at)) or at in reader.nationalities
    if grammar.nouns_lead:
        return plain.isalpha() and not known and plain.endswith("s")
    free = plain.startswith(("و", "ب", "ل", "ف")) or plain.endswith(_OF_PLACE)
    free = free and not plain.endswith(_BROKEN_PLURAL)
    return plain.isalpha() and not known and not free

"""Who says it: the role, agency or group that a sentence is credited to."""

from collections.abc import Sequence

from streams.domain.lexicon import Lexicon
from streams.domain.records import Attribution
from streams.domain.sources import SourceRegister
from streams.stages.extract.who.actors import GroupMention
from streams.stages.extract.words.names import names_in
from streams.stages.extract.words.scan import Hit, Hits
from streams.stages.extract.words.text import Passage, Sentence

_OFFICE_REACH = 5
_SUBJECT_REACH = 3
_OFFICE_OF = 2
_SPOKESMAN = "spokesman"


def speaker_in(
    passage: Passage,
    hits: Hits,
    sentence: Sentence,
    lexicon: Lexicon,
    sources: SourceRegister,
    named: Sequence[GroupMention],
) -> tuple[Attribution, int, int] | None:
    """Return who the sentence says it is from, with the tokens that tell, or None."""
    speech = hits.inside(sentence, "says")
    if not speech:
        return None
    wire = _wire(passage, hits, sentence, lexicon, sources)
    role = _nearest(hits.inside(sentence, "role"), speech)
    voice = next((m for m in named if m.own_voice), None)
    if voice is not None:
        said = Attribution(voice.group.name, None, wire[0] if wire else None, perpetrator=True)
        return said, voice.start, voice.end
    if role is not None and (own := _own_spokesman(hits, role, named)) is not None:
        return own
    if role is None and wire is None:
        speaking = next(
            (m for m in named if any(_speaks(hits, m, s, lexicon) for s in speech)), None
        )
        if speaking is not None and speaking.group.kind == "nonstate":
            said = Attribution(speaking.group.name, None, None, perpetrator=True)
            return said, speaking.start, speaking.end
        return None
    span = (role.start, _office_end(hits, role, sentence)) if role else wire[1:] if wire else (0, 0)
    return Attribution(None, role.value if role else None, wire[0] if wire else None), *span


def _own_spokesman(
    hits: Hits, role: Hit, named: Sequence[GroupMention]
) -> tuple[Attribution, int, int] | None:
    """Return an armed group as the speaker where its own spokesman speaks.

    `المتحدث باسم حركة الشباب`, or of the group named before: `المتحدث باسم الحركة`.
    """
    if role.value != _SPOKESMAN:
        return None
    for mention in named:
        if mention.group.kind == "nonstate" and mention.start - role.end in range(_OFFICE_OF):
            said = Attribution(mention.group.name, role.value, None, perpetrator=True)
            return said, role.start, mention.end
    if hits.within(role.end - 1, role.end + _OFFICE_OF, "the_group"):
        return Attribution(None, role.value, None, perpetrator=True), role.start, role.end
    return None


def _speaks(hits: Hits, group: GroupMention, said: Hit, lexicon: Lexicon) -> bool:
    """Whether a group stands by a verb of speaking, not in what is said: `added that 12 X men`."""
    if abs(group.start - said.end) > _SUBJECT_REACH:
        return False
    follows = lexicon.clitics.article or said.value == "according"
    if not follows:
        return group.start < said.start
    return not hits.within(said.end, group.start, "that")


def _wire(
    passage: Passage, hits: Hits, sentence: Sentence, lexicon: Lexicon, sources: SourceRegister
) -> tuple[str, int, int] | None:
    """Return the agency that the sentence credits and its tokens."""
    for name in names_in(passage, hits, sentence, lexicon, lexicon.outlets):
        source = sources.sources[str(lexicon.outlets.names[name.key])]
        if source.wire:
            return source.id, name.start, name.end
    return None


def _office_end(hits: Hits, role: Hit, sentence: Sentence) -> int:
    """Return where the office that follows a role ends: `نقيب في قوات الأمن`."""
    end = min(role.end + _OFFICE_REACH, sentence.end)
    said = hits.within(role.end, end, "that", "says")
    office = hits.within(role.end, said[0].start if said else end, "org", "target", "officials")
    return max((hit.end for hit in office), default=role.end)


def _nearest(roles: Sequence[Hit], speech: Sequence[Hit]) -> Hit | None:
    return min(roles, key=lambda r: min(abs(r.start - s.start) for s in speech), default=None)

"""One attack told in nine languages is one incident; its alert reads well in each of them."""

import json
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from streams.domain.flow import Incoming
from streams.domain.records import Alert, Article, Attack, Language
from streams.domain.topics import INCIDENT_UPDATED
from streams.stages import escalate
from streams.stages.extract.stage import read
from tests.factories import fused, latest
from tests.reading import SCRIPTS, context, millis

LANGUAGES = ("ar", "ckb", "en", "es", "fa", "fr", "it", "ru", "tr")
MARKET, CHECKPOINT = "baghdad-market", "baghdad-checkpoint"
HEADLINES = {
    "ar": "غير مؤكد: تفجير ضد سوق في بغداد، العراق يوم 14 مارس 2017: 14 قتيلاً، "
    "بحسب صحيفة المدى؛ 31 جريحاً، بحسب وزارة عبر صحيفة المدى؛ وصدر التبني عن تنظيم الدولة "
    "الإسلامية (قراءة آلية).",
    "ckb": "پشتڕاست نەکراوەتەوە: تەقینەوەی بۆمب دژی بازاڕێک لە بەغدا، عێراق، "
    "لە 14ی ئازاری 2017: 14 کوژراو و 31 بریندار، بەپێی Rudaw؛ ڕێکخراوی دەوڵەتی ئیسلامی "
    "بەرپرسیارێتیی گرتە ئەستۆ "
    "(بە ئامێر خوێندراوەتەوە).",
    "es": "Sin confirmar: atentado con explosivos contra un mercado en Bagdad, Irak, el "
    "14 de marzo de 2017: 14 muertos, según EFE; 31 heridos, según la policía, citado por "
    "EFE; reivindicado por "
    "Estado Islámico (lectura automática).",
    "fa": "تأییدنشده: بمب‌گذاری علیه یک بازار در بغداد، عراق در 14 مارس 2017: 14 کشته و "
    "31 زخمی، به گفته ISNA؛ گروه داعش مسئولیت آن را پذیرفت (خوانش ماشینی).",
    "fr": "Non confirmé: attentat à la bombe contre un marché à Bagdad, Irak, le 14 mars "
    "2017 : 14 morts, selon RFI ; 31 blessés, selon la police, cité par RFI ; revendiqué "
    "par le groupe "
    "État islamique (lu par une machine).",
    "it": "Non confermato: attentato con esplosivo contro un mercato a Baghdad, Iraq, il 14 marzo "
    "2017: 14 morti, secondo ANSA; 31 feriti, secondo la polizia, citato da ANSA; rivendicato da "
    "Stato islamico (lettura automatica).",
    "ru": "Не подтверждено: взрыв (цель: рынок), Багдад, Ирак, 14 марта 2017 года: 14 "
    "погибших, по данным Interfax; 31 раненый, по данным источника в силовых структурах "
    "(передает "
    "Interfax); ответственность взяла на себя группировка «Исламское государство» "
    "(прочитано машиной).",
    "tr": "Doğrulanmadı: bombalı saldırı (hedef: pazar yeri), Bağdat, Irak, 14 Mart 2017: "
    "14 kişi "
    "öldü, 31 kişi yaralandı, kaynak: Anadolu; üstlenen: İslam Devleti (IŞİD) (makine "
    "tarafından okundu).",
}
ROWS = Path(__file__).parents[1] / "gold" / "eight-languages.jsonl"


@cache
def told(incident: str, language: str) -> Attack:
    """Return the one attack that is read in the report of `incident` in a language."""
    rows = map(json.loads, ROWS.read_text("utf-8").splitlines())
    row = next(r for r in rows if (r["incident"], r["language"]) == (incident, language))
    moment = millis(row["published_at"])
    name = Language(language, SCRIPTS.get(language, "Zyyy"), 1.0)
    article = Article(
        row["id"], row["source"], None, row["title"], row["body"], moment, moment,
        text_hash="0" * 16, language=name,
    )  # fmt: skip
    found = read(article, context()).attacks
    assert len(found) == 1, [attack.place.name for attack in found]
    return found[0]


def alert_of(attack: Attack) -> Alert:
    """Return the alert on an attack that one report tells."""
    revisions = [Incoming(INCIDENT_UPDATED, i) for i in fused([attack], None, context())]
    alerts = [e.value for e in escalate.run(revisions, {}, context()) if isinstance(e.value, Alert)]
    assert len(alerts) == 1
    return alerts[0]


@pytest.mark.parametrize("pair", list(combinations(LANGUAGES, 2)), ids="-".join)
def test_two_languages_tell_one_incident_and_the_next_day_another(pair):
    attacks = [told(incident, lang) for incident in (MARKET, CHECKPOINT) for lang in pair]
    for order in (attacks, attacks[::-1]):
        found = latest(fused(order, None, context()))
        shared = sorted(sorted(r.language for r in i.reports) for i in found)
        days = sorted(i.date.start for i in found)
        assert shared == [list(pair), list(pair)]
        assert days == ["2017-03-14", "2017-03-15"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_tells_the_same_facts(language):
    market, checkpoint = told(MARKET, language), told(CHECKPOINT, language)
    assert (market.killed, market.wounded, market.place.city) == (14, 31, "Baghdad")
    assert (checkpoint.killed, checkpoint.wounded, checkpoint.place.city) == (4, 6, "Baghdad")
    assert [t.category for t in market.targets] == ["market"]
    assert [t.category for t in checkpoint.targets] == ["police"]
    assert checkpoint.claims == ()


@pytest.mark.parametrize("language", HEADLINES)
def test_headline_is_a_sentence_of_the_language(language):
    headline = alert_of(told(MARKET, language)).headline
    assert (headline.other_language, headline.other) == (language, HEADLINES[language])

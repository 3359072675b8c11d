"""Made-up articles of a chosen length, the same for the same seed; and the seeds of the demo.

Words are drawn at random with the share of function words that news has, so that no two articles
look like copies and the reader meets its lexicon as often as in real text.
"""

import random
from pathlib import Path
from typing import Literal

from streams.adapters.article_line import Gaps, article_of
from streams.domain.records import Article

Kind = Literal["plain", "mention", "attack"]
KINDS: tuple[Kind, ...] = ("plain", "mention", "attack")
SEEDS = Path(__file__).parents[1] / "seeds" / "articles.jsonl"
START = 1_477_040_400_000
"""21 October 2016, 09:00 UTC, a Friday."""
MINUTE = 60_000
_SENTENCE = (9, 22)
_PARAGRAPH = 3
_FUNCTION_SHARE = 0.4
_FUNCTION = {
    "ar": "في من على إلى عن أن إن التي الذي هذا هذه ما مع بعد قبل كما بين خلال حول عند لا كان وقد",
    "en": "the of to and a in for is on that by this with as it was are at from has had which an",
}
_CONTENT = {
    "ar": "الحكومة الوزير المدينة السوق الشركة الجامعة الطلاب المشروع الميزانية الانتخابات المياه"
    " الكهرباء الطريق المطار المستشفى الأطباء المدارس الاقتصاد النفط الأسعار الزراعة القمح الأمطار"
    " الصيف الشتاء المعرض الكتاب الفنان المسرح الموسيقى الباحثون الدراسة النتائج التقرير اللجنة"
    " الاجتماع الاتفاق العقد السنوات الأسبوع اليوم الخميس بغداد القاهرة عمان بيروت تونس الرباط قال"
    " أضاف أوضح أعلن أكد يعمل يدرس يزور افتتح وقع ناقش ثلاثة خمسة عشرين 12 40 2016 جديدة كبيرة",
    "en": "government minister city market company university students project budget elections"
    " water electricity road airport hospital doctors schools economy oil prices farming wheat rain"
    " summer winter fair book artist theatre music researchers study results report committee deal"
    " contract years week Thursday Baghdad Cairo Amman Beirut Tunis Rabat said added explained"
    " announced works visits planned signed discussed three five twenty 12 40 2016 new large local",
}
_LEAD = {
    ("mention", "ar"): "وجاء الاجتماع بعد أيام من هجوم على مركز للشرطة.",
    ("mention", "en"): "The meeting came days after an attack on a police station.",
    (
        "attack",
        "ar",
    ): "قتل {n} من عناصر الشرطة وأصيب 12 شخصاً بينهم طفلان في هجوم شنه مسلحون من تنظيم"
    " داعش على حاجز تفتيش في مدينة كركوك الجمعة. وتبنى التنظيم الهجوم.",
    (
        "attack",
        "en",
    ): "Gunmen of Islamic State killed {n} policemen and wounded 12 people, including"
    " two children, in an attack on a checkpoint in the city of Kirkuk on Friday. The group claimed"
    " responsibility.",
}


def seeds() -> list[Article]:
    """Return the articles of the demonstration in order of arrival."""
    return [article_of(line, Gaps()) for line in SEEDS.read_bytes().splitlines()]


def made_up(kind: Kind, length: int, count: int, seed: int = 1) -> list[Article]:
    """Return `count` articles of about `length` characters, Arabic and English by turns."""
    chance = random.Random(f"{kind} {length} {seed}")  # noqa: S311 - the same every time
    return [
        _article(chance, kind, length, ("ar", "en")[at % 2], f"{kind}-{length}-{seed}-{at}", at)
        for at in range(count)
    ]


def feed(count: int, length: int, attacks: float) -> list[Article]:
    """Return a mixed feed in order of arrival; a share of `attacks`, 0 to 1, reports one."""
    every = round(1 / attacks) if attacks else count + 1
    plain = made_up("plain", length, count, seed=2)
    told = made_up("attack", length, count // every + 1, seed=2)
    return [told[at // every] if attacks and at % every == 0 else plain[at] for at in range(count)]


def _article(
    chance: random.Random, kind: Kind, length: int, language: str, name: str, at: int
) -> Article:
    lead = _LEAD.get((kind, language), "").format(n=chance.randint(3, 30))
    lines = [lead] if lead else []
    while sum(map(len, lines)) + len(lines) < length:
        lines.append(_sentence(chance, language))
    groups = [lines[i : i + _PARAGRAPH] for i in range(0, len(lines), _PARAGRAPH)]
    body = "\n\n".join(" ".join(group) for group in groups)
    title = _sentence(chance, language)[:60]
    moment = START + at * MINUTE
    return Article(name, f"source{at}.example", None, title, body, moment, moment)


def _sentence(chance: random.Random, language: str) -> str:
    function, content = _FUNCTION[language].split(), _CONTENT[language].split()
    words = [
        chance.choice(function if chance.random() < _FUNCTION_SHARE else content)
        for _ in range(chance.randint(*_SENTENCE))
    ]
    return " ".join(words) + "."

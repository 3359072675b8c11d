"""Reports of one attack in nine languages, and what they tell of private persons, all invented.

The attack is that of `tests/gold/eight-languages.jsonl`; the sentences beside it say who saw it,
who died, and how to reach people. None of `PRIVATE` may leave the topics of articles.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from streams.domain.records import Article
from tests.reading import millis

ROWS = Path(__file__).parent / "gold" / "eight-languages.jsonl"
INCIDENT = "baghdad-market"


class Told(NamedTuple):
    """What an article says beside the attack: in its title, at its start, and after it."""

    title: str
    before: str
    after: str
    private: tuple[str, ...]


BESIDE = {
    "ar": Told(
        "للتواصل 07705550143",
        "وقال سالم الورداني (41 عاما)، صاحب متجر، إنه رأى 14 قتيلا في تفجير السوق في بغداد.",
        "وقتلت الطفلة داليا الورداني (9 أعوام) في تفجير السيارة المفخخة في بغداد. "
        "هاتف والدها 07705550144، وبريده nada.ar@example.org، وحسابه @salem_ar88.",
        ("الورداني", "سالم", "داليا", "07705550143", "07705550144", "nada.ar", "salem_ar88"),
    ),
    "ckb": Told(
        "پەیوەندی 07705550145",
        "شایەتحاڵ ئازاد وەردانی (٤١ ساڵ) گوتی ١٤ کوژراوی لە تەقینەوەکەی بەغدا بینیوە.",
        "دالیا وەردانی، تەمەن ٩ ساڵ، لە تەقینەوەکەی بەغدا کوژرا. "
        "تەلەفۆن 07705550146، ئیمەیل nada.ckb@example.org، @azad_ckb88.",
        ("وەردانی", "ئازاد", "دالیا", "07705550145", "07705550146", "nada.ckb", "azad_ckb88"),
    ),
    "en": Told(
        "call +964 770 555 0147 or @salem_en88",
        "Salem Wardani, 41, a shopkeeper, said he saw 14 people killed by the car bomb in Baghdad.",
        "Nine-year-old Dalia Wardani was killed in the car bombing in Baghdad, posted @nada_en88 "
        "from her phone. Her father, Rami Wardani, is at 0770-555-0148 or nada.en@example.org. "
        "Later that night the army sent reinforcements to positions near Wardiya.",
        ("Wardani", "Salem", "Dalia", "555 0147", "555-0148", "nada.en", "salem_en88", "nada_en88"),
    ),
    "es": Told(
        "llame al 0770 555 0149",
        "Saúl Wardani, de 41 años, vecino del barrio, vio 14 muertos por el coche bomba en Bagdad.",
        "La niña Delia Wardani, de 9 años, murió en la explosión del coche bomba en Bagdad. "
        "Su teléfono es 0770 555 0150, su correo nada.es@example.org y su cuenta @saul_es88.",
        ("Wardani", "Saúl", "Delia", "555 0149", "555 0150", "nada.es", "saul_es88"),
    ),
    "fa": Told(
        "تماس ۰۷۷۰۵۵۵۰۱۵۱",
        "سالم وردانی، ۴۱ ساله، از ساکنان محله، گفت ۱۴ کشته در انفجار بغداد دیده است.",
        "دالیا وردانی، ۹ ساله، در انفجار خودروی بمب‌گذاری‌شده در بغداد کشته شد. "
        "تلفن ۰۷۷۰۵۵۵۰۱۵۲، ایمیل nada.fa@example.org، @salem_fa88.",
        ("وردانی", "سالم", "دالیا", "۰۷۷۰۵۵۵۰۱۵۱", "۰۷۷۰۵۵۵۰۱۵۲", "nada.fa", "salem_fa88"),
    ),
    "fr": Told(
        "appelez le 07 70 55 50 153",
        "Salim Wardani, 41 ans, habitant du quartier, a vu 14 morts après l'attentat à Bagdad.",
        "Dalia Wardani, âgée de 9 ans, a été tuée dans l'explosion de la voiture piégée à Bagdad. "
        "Son père répond au 07.70.55.50.154, à nada.fr@example.org et sous @salim_fr88.",
        ("Wardani", "Salim", "Dalia", "55 50 153", "55.50.154", "nada.fr", "salim_fr88"),
    ),
    "it": Told(
        "chiamate 0770 555 0155",
        "Salvo Wardani, 41 anni, residente nel quartiere, ha visto 14 morti per l'autobomba a "
        "Baghdad.",
        "Dalia Wardani, di 9 anni, è morta nell'esplosione dell'autobomba a Baghdad. "
        "Il telefono è 0770 555 0156, la posta nada.it@example.org, il profilo @salvo_it88.",
        ("Wardani", "Salvo", "Dalia", "555 0155", "555 0156", "nada.it", "salvo_it88"),
    ),
    "ru": Told(
        "звоните +7 (770) 555-01-57",
        "Салим Вардани, 41 год, житель района, видел 14 погибших при взрыве в Багдаде.",
        "Девятилетняя Далия Вардани погибла при взрыве автомобиля в Багдаде. "
        "Телефон отца +7 770 555 01 58, почта nada.ru@example.org, @salim_ru88.",
        ("Вардани", "Салим", "Далия", "555-01-57", "555 01 58", "nada.ru", "salim_ru88"),
    ),
    "tr": Told(
        "arayın 0770 555 0159",
        "Selim Verdani (41), mahalle sakini, Bağdat'taki patlamada 14 ölü gördüğünü söyledi.",
        "9 yaşındaki Dalya Verdani Bağdat'taki bombalı araç saldırısında öldü. "
        "Telefon 0770 555 0160, e-posta nada.tr@example.org, @selim_tr88.",
        ("Verdani", "Selim", "Dalya", "555 0159", "555 0160", "nada.tr", "selim_tr88"),
    ),
}
AT_RISK = ("Wardiya",)
"""Where people are at risk after the attack, as the English report has it."""
PRIVATE = tuple(word for told in BESIDE.values() for word in told.private)


def articles() -> list[Article]:
    """Return the reports, in the order of their languages."""
    rows = [json.loads(line) for line in ROWS.read_text("utf-8").splitlines()]
    return [_article(row, BESIDE[row["language"]]) for row in rows if row["incident"] == INCIDENT]


def _article(row: dict[str, str], told: Told) -> Article:
    at = millis(row["published_at"])
    body = f"{told.before}\n\n{row['body']}\n\n{told.after}"
    title = f"{row['title']}: {told.title}"
    return Article(row["id"], row["source"], None, title, body, at, at)


def no_attack() -> Article:
    """Return an article that reports none, and is listed with what was rejected."""
    told = BESIDE["en"]
    title = f"Drill in Baghdad simulates an attack: {told.title}"
    body = (
        "Rescuers in Baghdad held a drill on Monday that simulated a car bomb attack on a market. "
        "Salem Wardani, a shopkeeper, and his daughter Dalia Wardani watched it; "
        "they can be reached at nada.en@example.org."
    )
    return replace(articles()[1], article_id="no-attack", title=title, body=body)


def leaks(text: str, words: Sequence[str] = (*PRIVATE, *AT_RISK)) -> list[str]:
    """Return which of these words stand in a text, as they are or as JSON may escape them."""
    return [word for word in words if word in text or json.dumps(word)[1:-1] in text]

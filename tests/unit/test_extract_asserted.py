"""A fresh attack told in the opening is reported, whatever else the article is about."""

import pytest

from tests.reading import reading

ASSERTED = {
    "fright first": (
        "fr",
        "Nuit d'angoisse à Djibo",
        "Personne n'a dormi. Des hommes armés ont ouvert le feu sur les habitants de Djibo, dans"
        " le Soum. Sept personnes ont été tuées.",
    ),
    "condemned first": (
        "ru",
        "МИД осудил теракт в Могадишо",
        "Россия осуждает теракт в столице Сомали. Смертник подорвал себя у входа в гостиницу,"
        " погибли девять человек. В Москве выразили соболезнования.",
    ),
    "caught on the next day": (
        "fa",
        "عاملان حمله به کلانتری زاهدان دستگیر شدند",
        "دادستان از دستگیری سه نفر از عاملان حمله شب گذشته به کلانتری زاهدان خبر داد."
        " در این حمله پنج مأمور پلیس کشته شدند.",
    ),
    "a short sentence counts": (
        "tr",
        "Antep'te polis noktasına ateş",
        "Gaziantep'te polis uygulama noktasına bir araçtan ateş edildi. Bir polis memuru ağır"
        " yaralandı. Kaçan şüphelilerden biri yakalandı.",
    ),
    "told by those who fled": (
        "es",
        "Noche de terror en Tumaco",
        "Los vecinos no durmieron. Hombres armados llegaron en lancha y dispararon contra varias"
        " casas de Tumaco, Nariño. Cinco personas perdieron la vida.",
    ),
}
NOT_ASSERTED = {
    "a court": (
        "fr",
        "Deux hommes condamnés pour l'attaque de Djibo",
        "La cour a condamné deux hommes à vingt ans de prison. Ils avaient ouvert le feu sur les"
        " habitants de Djibo. Sept personnes avaient été tuées.",
    ),
    "an old attack": (
        "fr",
        "Attaque de Djibo : ce que dit le rapport",
        "L'ONU a rendu public jeudi son rapport sur l'embuscade de Djibo, dans laquelle sept"
        " soldats avaient été tués le 4 octobre 2011 par des hommes armés.",
    ),
    "a count": (
        "es",
        "En enero hubo 12 masacres en Colombia",
        "El instituto registró en enero 12 masacres, en las que fueron asesinadas 41 personas."
        " También fueron asesinados 15 líderes sociales en Cauca.",
    ),
    "world leaders": (
        "tr",
        "Dünya liderlerinden Kabil saldırısına kınama",
        "Afganistan'ın başkenti Kabil'de onlarca kişinin öldüğü terör saldırısına dünya liderleri"
        " tepki gösterdi. BM de saldırıyı kınadı.",
    ),
}


@pytest.mark.parametrize("case", ASSERTED)
def test_a_deed_with_people_hurt_and_a_place_is_a_report_however_it_opens(case: str) -> None:
    code, title, body = ASSERTED[case]
    read = reading(body, title=title, language=code)
    assert read.rejected is None
    assert any(attack.killed or attack.wounded for attack in read.attacks)


@pytest.mark.parametrize("case", NOT_ASSERTED)
def test_what_courts_counts_and_condolences_recall_is_no_report(case: str) -> None:
    code, title, body = NOT_ASSERTED[case]
    assert reading(body, title=title, language=code).rejected is not None

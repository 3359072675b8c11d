"""Tolls of lists and parts, of people whom a pronoun takes up, of parts on both sides."""

import pytest

from tests.reading import reading

DAY = "2021-06-15T18:40:00+02:00"


@pytest.mark.parametrize(
    ("language", "text", "killed", "wounded", "attackers"),
    [
        (
            "en",
            "Gunmen stormed the village of Gajiram on Monday, leaving six residents dead, among "
            "them a 12-year-old girl, and 38 injured.",
            6,
            38,
            None,
        ),
        (
            "en",
            "Gunmen rang the bell of a councillor in Kirkuk on Monday and opened fire when she "
            "answered. She was pronounced dead; her husband is in intensive care.",
            1,
            1,
            None,
        ),
        (
            "en",
            "An ambassador, his bodyguard and their driver were killed by gunmen near Goma on "
            "Monday.",
            3,
            None,
            None,
        ),
        (
            "en",
            "Gunmen in Kabul killed a mayor and his deputy on Monday.",
            2,
            None,
            None,
        ),
        (
            "en",
            "The blast in Kandahar on Monday left 13 dead: four soldiers, five workers and four "
            "attackers.",
            9,
            None,
            4,
        ),
        (
            "es",
            "Sicarios lo atacaron a tiros el lunes en Portovelo. El concejal falleció en el "
            "centro de salud.",
            1,
            None,
            None,
        ),
        (
            "es",
            "Hallan los cuerpos de tres policías secuestrados el lunes en Sardinata por el ELN.",
            3,
            None,
            None,
        ),
        (
            "fr",
            "Un maire et son adjoint ont été assassinés lundi à Djibo par des hommes armés.",
            2,
            None,
            None,
        ),
        (
            "fr",
            "L'attaque de lundi à Tombouctou a fait treize morts : quatre soldats, cinq employés "
            "et quatre assaillants.",
            9,
            None,
            4,
        ),
        (
            "fr",
            "Des hommes armés ont attaqué lundi le village de Solhan, tuant douze personnes, dont "
            "trois enfants, et en blessant sept.",
            12,
            7,
            None,
        ),
        (
            "ru",
            "Во вторник в Херсоне от удара дрона погиб водитель, продавец и охранник ранены.",
            1,
            2,
            None,
        ),
        (
            "ru",
            "Вчера в Махачкале неизвестные застрелили имама и его брата.",
            2,
            None,
            None,
        ),
        (
            "ru",
            "Террористы остановили автобус под Кветтой, высадили девятерых пенджабцев и "
            "расстреляли их.",
            9,
            None,
            None,
        ),
        (
            "ru",
            "Взрыв на рынке в Кабуле в понедельник: десятилетний Федя ранен, его мать погибла.",
            1,
            1,
            None,
        ),
        (
            "tr",
            "Pazartesi günü Hakkari'de düzenlenen saldırıda iki polisle bir temizlik işçisi şehit "
            "oldu.",
            3,
            None,
            None,
        ),
        (
            "tr",
            "Pazartesi günü Kabil'deki saldırıda iki kadın polis öldü, 3 çocuk işçi yaralandı.",
            2,
            3,
            None,
        ),
        (
            "tr",
            "Şırnak'ta pazartesi günü patlayan mayın iki jandarmayı şehit etti, ikisini yaraladı.",
            2,
            2,
            None,
        ),
        (
            "ar",
            "استهدف مسلحون مجهولون يوم الاثنين سيارة في كركوك، ما أدى إلى مقتل الطفلة رويدا صالح "
            "وإصابة والدها.",
            1,
            1,
            None,
        ),
        (
            "ar",
            "أطلق مسلحون النار على العقيد المتقاعد مفتاح بوشيحة في بنغازي يوم الاثنين فأردوه "
            "قتيلاً.",
            1,
            None,
            None,
        ),
        (
            "ar",
            "اغتال مسلحون يوم الاثنين مدير الناحية ومرافقه في بعقوبة.",
            2,
            None,
            None,
        ),
        (
            "fa",
            "افراد مسلح ناشناس روز دوشنبه یک ملا و پسرش را در قندهار با شلیک گلوله کشتند.",
            2,
            None,
            None,
        ),
        (
            "fa",
            "روز دوشنبه شهردار، راننده و محافظش در حمله افراد مسلح در غزنی کشته شدند.",
            3,
            None,
            None,
        ),
        (
            "ckb",
            "ڕۆژی دووشەممە چەکدارانی نەناسراو لە جەلەولا جووتیارێک و کوڕەکەی و شوانێکیان کوشت.",
            3,
            None,
            None,
        ),
        (
            "tr",
            "Silahlı kişiler pazartesi günü Diyarbakır'da bir avukata ateş açtı. Hastanede "
            "hayatını kaybetti.",
            1,
            None,
            None,
        ),
        (
            "en",
            "A suspected gunman fled the scene of the bombing in Kabul on Monday. He was shot "
            "dead by police. The bomb killed four people.",
            4,
            None,
            1,
        ),
        (
            "fr",
            "Des hommes armés ont enlevé lundi trois commerçants près de Gao et les ont exécutés.",
            3,
            None,
            None,
        ),
        (
            "es",
            "Hombres armados sacaron el lunes de su casa a un concejal en Tibú y lo mataron a "
            "tiros.",
            1,
            None,
            None,
        ),
        (
            "ru",
            "Боевики во вторник остановили машину под Идлибом, вывели троих солдат и расстреляли "
            "их.",
            3,
            None,
            None,
        ),
        (
            "en",
            "Gunmen stopped a bus near Quetta on Monday, took nine passengers off and shot them "
            "dead.",
            9,
            None,
            None,
        ),
        (
            "fa",
            "افراد مسلح روز دوشنبه یک معلم را در قندهار ربودند و او را کشتند.",
            1,
            None,
            None,
        ),
        (
            "fr",
            "Dix villageois, dont six femmes, ont été tués lundi dans une attaque à Boni.",
            10,
            None,
            None,
        ),
        (
            "ru",
            "Десять человек, двое из них дети, погибли в понедельник при взрыве в Кабуле.",
            10,
            None,
            None,
        ),
        (
            "ru",
            "Восемь человек, трое из которых — полицейские, погибли во вторник при взрыве в "
            "Кабуле.",
            8,
            None,
            None,
        ),
        (
            "fa",
            "روز دوشنبه ده نفر که سه تن آنان کودک بودند در انفجاری در کابل کشته شدند.",
            10,
            None,
            None,
        ),
        (
            "tr",
            "Pazartesi günü Kabil'deki patlamada ikisi çocuk sekiz kişi öldü.",
            8,
            None,
            None,
        ),
        (
            "ckb",
            "ڕۆژی دووشەممە لە تەقینەوەیەک لە کابول دە کەس کە سێیان منداڵن کوژران.",
            10,
            None,
            None,
        ),
    ],
)
def test_lists_and_parts_are_counted(
    language: str, text: str, killed: int | None, wounded: int | None, attackers: int | None
) -> None:
    [attack] = reading(text, title=None, language=language, at=DAY).attacks
    assert (attack.killed, attack.wounded) == (killed, wounded)
    assert attackers is None or attack.perpetrators_killed == attackers

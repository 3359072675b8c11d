"""What `make evaluate` makes of MUC-4 keys, and the table it prints."""

from deploy.evaluate.captions import caption_of, degrees, half_of
from deploy.evaluate.measures import Measured
from deploy.evaluate.muc4 import gold_of, place_in, toll
from deploy.evaluate.muc4_score import counts
from deploy.evaluate.page import page, printed
from deploy.evaluate.revisions import passages

KEYS = (
    "MESSAGE: TEMPLATE", "INCIDENT: DATE", "INCIDENT: LOCATION", "INCIDENT: TYPE",
    "INCIDENT: STAGE OF EXECUTION", "PERP: ORGANIZATION ID", "HUM TGT: TYPE", "HUM TGT: NUMBER",
    "HUM TGT: EFFECT OF INCIDENT",
)  # fmt: skip


def template(**fields):
    """Return a filled template; a field is named by the last words of its key."""
    found = {key: ["-"] for key in KEYS}
    found |= {"MESSAGE: TEMPLATE": ["1"], "INCIDENT: TYPE": ["BOMBING"]}
    for name, value in fields.items():
        key = next(k for k in KEYS if k.endswith(name.replace("_", " ").upper()))
        found[key] = value if isinstance(value, list) else [value]
    return found


def document(*templates):
    return {"docid": "X-1", "text": "LIMA, 12 JAN 90 -- TEXT.", "templates": list(templates)}


def test_event_takes_date_place_type_and_names_from_the_keys():
    keys = template(date="11 JAN 90", organization_id='"THE FRONT" / "TF"', type="BOMBING")
    keys["INCIDENT: LOCATION"] = ["PERU: AYACUCHO (DEPARTMENT): HUANTA (TOWN): ROSE (STREET)"]
    gold = gold_of(document(keys))
    event = gold["events"][0]
    assert (gold["is_attack"], gold["is_fresh"], event["date"]) == (True, True, "1990-01-11")
    assert (event["country"], event["admin1"], event["city"]) == ("PE", "AYACUCHO", "HUANTA")
    assert event["places"] == ["ROSE"]
    assert (event["perpetrator"], event["perpetrator_alt"]) == ("THE FRONT", ["TF"])
    assert event["attack_type"] == "bombing"


def test_optional_threatened_and_other_crimes_ask_for_nothing():
    optional = template()
    optional["MESSAGE: TEMPLATE"] = ["1 (OPTIONAL)"]
    robbery = template()
    robbery["INCIDENT: TYPE"] = ["ROBBERY"]
    threat = template(stage_of_execution="THREATENED")
    assert gold_of(document())["is_attack"] is False
    assert gold_of(document(robbery))["is_attack"] is None
    assert gold_of(document(threat))["events"] == []
    assert gold_of(document(optional))["is_attack"] is None
    assert len(gold_of(document(optional))["events"]) == 1


def test_attack_long_past_is_not_fresh():
    assert gold_of(document(template(date="16 NOV 89")))["is_fresh"] is False


def test_toll_adds_numbers_and_is_none_where_one_is_missing():
    keys = template(number=['6: "GUARDS"', '2: "COOKS"', 'PLURAL: "CLERKS"'])
    keys["HUM TGT: EFFECT OF INCIDENT"] = ['DEATH: "GUARDS"', 'DEATH: "COOKS"', 'INJURY: "CLERKS"']
    assert toll(keys, "DEATH") == 8
    assert toll(keys, "INJURY") is None


def test_country_alone_is_a_place():
    assert place_in("EL SALVADOR") == {"country": "SV", "admin1": None, "city": None, "places": []}


def test_table_shows_the_last_version_beside_today():
    found = [Measured("seeds", {"slots F1": 0.9612, "false alarms": 0}, ("a1: toll inflated",))]
    last = {"seeds": {"slots F1": 0.5}}
    assert printed(found, "0.1.0", last).splitlines()[1].split()[-2:] == ["0.961", "0.500"]
    text = page(found, "0.1.0", last, {"ps": {"five words": 0.9}, "de": {"word pairs": 1.0}})
    assert "| seeds | slots F1 | 0.961 | 0.500 |" in text
    assert "|  | false alarms | 0 | - |" in text
    assert "  - a1: toll inflated" in text
    assert "| language | five words | word pairs |" in text
    assert text.index("| de | - | 1.000 |") < text.index("| ps | 0.900 | - |")


def told(**changes):
    """Return a row of an attack that was recalled on 12 January 1990, three weeks after it."""
    row = {"modality": "historical", "engagement": "attack", "targets": [{"category": "police"}]}
    return {**row, "date": {"end": "1989-12-20"}, **changes}


def test_an_attack_that_is_only_recalled_counts_for_the_keys():
    gold = {"published_at": "1990-01-12T20:00:00+00:00"}
    assert counts(gold, told())
    assert counts(gold, told(date={"end": None}))
    assert counts(gold, told(modality="asserted"))


def test_old_attacks_clashes_denials_and_those_on_soldiers_do_not_count_for_the_keys():
    gold = {"published_at": "1990-01-12T20:00:00+00:00"}
    assert not counts(gold, told(date={"end": "1989-10-30"}))
    assert not counts(gold, told(engagement="clash"))
    assert not counts(gold, told(modality="denied"))
    assert not counts(gold, told(targets=[{"category": "military"}]))
    assert counts(gold, told(targets=[{"category": "military"}, {"category": "civilians"}]))


def caption(lat, lon, location, code="RU_1"):
    return {
        "reference_code": code, "location": location, "recording_date": "2016-01-31 18:03:39+00:00",
        "location_latitude": lat, "location_longitude": lon,
        "description_en": "SHELLING OF X", "description_ar": "",
    }  # fmt: skip


def test_captions_know_degrees_however_they_are_written():
    assert degrees("36.5") == degrees("36.5N") == degrees("36°30'0\"N") == degrees(" 36° 30'00.0")
    assert degrees("") is None
    assert degrees("north") is None


def test_a_caption_must_be_placed_closer_in_a_large_town():
    aleppo = caption_of(caption("36.20", "37.13", "ALEPPO : Salaheen"), "en")
    azaz = caption_of(caption("36.58", "37.05", "ALEPPO : Azaz"), "en")
    assert (aleppo.bound, azaz.bound) == (5.0, 25.0)
    assert aleppo.row["body"] == "SHELLING OF X"
    assert caption_of(caption("", "", "ALEPPO : Azaz"), "en") is None


def test_the_half_of_a_caption_depends_on_its_code_alone():
    halves = [half_of(caption("1", "2", "HOMS", f"RU_{n}")) for n in range(40)]
    assert halves == [half_of(caption("3", "4", "", f"RU_{n}")) for n in range(40)]
    assert set(halves) == {"development", "test"}


def test_passages_of_a_revision_are_what_the_earlier_does_not_hold_longest_first():
    earlier = {"title": "Fire", "body": "A fire broke out on Friday. Nobody was hurt."}
    later = {
        "title": "Fire",
        "body": "A fire broke out on Friday. Two firemen were later hurt, police say. Nobody died.",
    }
    assert passages(earlier, later)[0].startswith("two firemen")
    assert all("friday" not in passage for passage in passages(earlier, later))
    assert passages(earlier, earlier) == []

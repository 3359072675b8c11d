"""What a replay says once ids, revisions and times are taken out of it.

Two replays are canonically equal when `canonical` gives the same for their folders: the same
reports form an incident, with the same final facts; one article passes of each set of copies; the
same incidents alerted and ended at the same level; the same incidents are of one campaign. Which
copy of a set passed is a matter of arrival: its members count as the same report and source.
"""

import json
from collections import defaultdict

FACTS = (
    "status",
    "corroboration",
    "country",
    "attack_types",
    "stage",
    "modality",
    "engagement",
    "date",
    "place",
    "places",
    "perpetrators",
    "targets",
    "claims",
    "follow_on",
    "level_inputs",
    "independent_sources",
    "languages",
    "named_by",
    "tolls",
    "campaign_tolls",
    "conflicts",
    "synthetic",
)
SOURCES = ("source", "other_source", "named_by")


def canonical(folder):
    """Return what the files of a replay in `folder` say, as values that compare."""
    families = _families(_rows(folder, "duplicates"))
    last = _last(_rows(folder, "incidents"), "revision")
    alerts = _last(_rows(folder, "alerts"), "incident_revision")
    standing = {name: row for name, row in last.items() if row["status"] != "merged"}
    said = {n: (_reports(row, families), _facts(row, families)) for n, row in standing.items()}
    return {
        "copies": _passed(families, _rows(folder, "duplicates")),
        "incidents": sorted(said.values()),
        "alerted": sorted((said[n], alerts[n]["level"]) for n in said if n in alerts),
        "campaigns": _campaigns(standing, said),
        "dead": sorted((row["topic"], row["reason"]) for row in _rows(folder, "dead")),
    }


def _rows(folder, name):
    text = (folder / f"{name}.jsonl").read_text("utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _last(rows, order):
    """Return the last row of each incident."""
    found = {}
    for row in rows:
        before = found.get(row["incident_id"])
        if before is None or row[order] > before[order]:
            found[row["incident_id"]] = row
    return found


def _families(links):
    """Return each article that has copies with its set of copies, sorted."""
    family = {}
    for link in links:
        one, other = link["article_id"], link["of"]
        joined = family.get(one, {one}) | family.get(other, {other})
        family.update(dict.fromkeys(joined, joined))
    return {name: tuple(sorted(members)) for name, members in family.items()}


def _passed(families, links):
    """Return each set of copies with how many of it passed on."""
    held = {link["article_id"] for link in links}
    return {f: sum(name not in held for name in f) for f in families.values()}


def _reports(incident, families):
    """Return the reports of an incident, a copy by the whole set it is of."""
    names = (report["article_id"] for report in incident["reports"])
    return tuple(sorted({families.get(name, (name,)) for name in names}))


def _facts(incident, families):
    """Return final facts as text; a source whose report has copies is named by the copies."""
    by_source = {
        report["source"]: "|".join(families[report["article_id"]])
        for report in incident["reports"]
        if report["article_id"] in families
    }
    facts = {name: _renamed(incident[name], by_source) for name in FACTS}
    facts["named_by"] = by_source.get(incident["named_by"], incident["named_by"])
    return json.dumps(facts, sort_keys=True, ensure_ascii=False)


def _renamed(value, by_source):
    if isinstance(value, list):
        return [_renamed(item, by_source) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: by_source.get(item, item) if name in SOURCES else _renamed(item, by_source)
        for name, item in value.items()
    }


def _campaigns(incidents, said):
    groups = defaultdict(set)
    for name, incident in incidents.items():
        if incident["campaign_id"] is not None:
            groups[incident["campaign_id"]].add(said[name])
    return {frozenset(group) for group in groups.values()}

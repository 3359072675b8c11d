// Two revisions of an incident side by side: what each said, and what is no longer the same.
import { h, own } from "./dom.js";
import { day, field, kind, moment, number, t } from "./words.js";

const EFFECTS = ["killed", "wounded", "abducted", "perpetrators_killed"];

export function sideBySide(items) {
  const query = new URLSearchParams(location.search);
  const at = (name, otherwise) => { const found = items.findIndex((one) => String(one.revision) === query.get(name)); return found < 0 ? otherwise : found; };
  const chosen = { left: at("left", items.length - 2), right: at("right", items.length - 1) };
  const body = h("tbody"), count = h("p", { class: "faint", role: "status" });
  const select = (side) => h("select", { id: side, "aria-label": t(side), onchange: (event) => { chosen[side] = Number(event.target.value); draw(); remember(); } },
    items.map((one, n) => h("option", { value: n, selected: n === chosen[side] }, `${t("revision")} ${number(one.revision)} · ${moment(one.updated_at)}`)));
  function remember() {
    const next = new URLSearchParams(location.search);
    for (const [side, n] of Object.entries(chosen)) next.set(side, items[n].revision);
    history.replaceState(null, "", `${location.pathname}?${next}`);
  }
  function draw() {
    const [left, right] = [told(items[chosen.left]), told(items[chosen.right])];
    const rows = left.map((one, n) => ({ name: one.name, left: one.said, right: right[n].said })).filter((one) => one.left.length || one.right.length);
    for (const one of rows) one.isChanged = keys(one.left) !== keys(one.right);
    body.replaceChildren(...rows.map(row));
    count.textContent = t("differ")(rows.filter((one) => one.isChanged).length);
  }
  draw();
  return [h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": `${t("left")}, ${t("right")}` }, h("table", { class: "pair", id: "pair" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("field")), h("th", { scope: "col" }, select("left")), h("th", { scope: "col" }, select("right")))), body)), count];
}

const keys = (said) => said.map((one) => one.key).sort().join("\n");

function row({ name, left, right, isChanged }) {
  const cell = (mine, other) => h("td", {}, mine.length ? h("ul", {}, mine.map((one) => h("li", {}, other.some((it) => it.key === one.key) ? one.parts : h("mark", {}, one.parts)))) : h("span", { class: "faint" }, "—"));
  return h("tr", { class: isChanged ? "changed" : null }, h("th", { scope: "row" }, name, isChanged && [" ", h("span", { class: "chip" }, t("changed"))]), cell(left, right), cell(right, left));
}

// One thing that is said: its parts keep their own direction, its key tells whether it is the same.
const item = (...parts) => ({ key: parts.join(""), parts: parts.map((part) => (/^[\s(),:≠]+$/.test(part) ? part : own(part))) });
const each = (words) => words.filter(Boolean).map((word) => item(word));

// What a revision says, field by field, in the order in which people ask.
function told(one) {
  const { place, date } = one;
  const said = [
    [t("status"), each([t(one.status)])],
    [t("corroboration"), each([t(one.corroboration)])],
    [t("place"), each([...new Set([place.neighbourhood, place.name, place.admin1])])],
    [t("date"), each([...new Set([day(date.start), date.end && day(date.end)])])],
    [t("type"), each(one.attack_types.map(kind))],
    [t("perpetrator"), each(one.perpetrators.map((who) => who.name))],
    [field("targets"), each(one.targets.map((target) => target.name ?? target.category.replaceAll("_", " ")))],
    ...EFFECTS.map((name) => [field(name), figure(one.tolls[name])]),
    [field("claims"), one.claims.map((claim) => (claim.kind === "responsibility" ? item(claim.claimant) : item(claim.claimant, ": ", claim.kind.replaceAll("_", " "))))],
    [t("conflicts"), one.conflicts.map((it) => item(it.field.replace(/^tolls\./, "").split(".").map(field).join(" "), ": ", it.value, " (", it.source, ") ≠ ", it.other_value, " (", it.other_source, ")"))],
    [t("reports"), one.reports.map((report) => item(report.source, " (", moment(report.published_at ?? report.fetched_at), ")"))],
    [t("decisions"), each(one.decisions.map((name) => t(name)))],
  ];
  return said.map(([name, items]) => ({ name, said: items }));
}

function figure(toll) {
  if (!toll) return [];
  const range = toll.low !== toll.high ? [" (", `${number(toll.low)}–${number(toll.high)}`, ")"] : [];
  return [item(number(toll.best), ...range, ", ", toll.source)];
}

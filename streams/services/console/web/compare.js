// Two revisions of an incident side by side: what each said, and what is no longer the same.
import { h, own } from "./dom.js";
import { day, field, isArabic, kind, moment, number, t } from "./words.js";

const EFFECTS = ["killed", "wounded", "abducted", "perpetrators_killed"];
const joined = (items) => [...new Set(items.filter(Boolean))].join(isArabic() ? "، " : ", ");

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
    const names = Object.keys(left).filter((name) => left[name].length || right[name].length);
    const changed = names.filter((name) => left[name].join("\n") !== right[name].join("\n"));
    body.replaceChildren(...names.map((name) => row(name, left[name], right[name], changed.includes(name))));
    count.textContent = t("differ")(changed.length);
  }
  draw();
  return [h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": `${t("left")}, ${t("right")}` }, h("table", { class: "pair", id: "pair" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("field")), h("th", { scope: "col" }, select("left")), h("th", { scope: "col" }, select("right")))), body)), count];
}

function row(name, left, right, changed) {
  const cell = (mine, other) => h("td", {}, mine.length ? h("ul", {}, mine.map((one) => h("li", {}, other.includes(one) ? own(one) : h("mark", {}, own(one))))) : h("span", { class: "faint" }, "—"));
  return h("tr", { class: changed ? "changed" : null }, h("th", { scope: "row" }, name, changed && h("span", { class: "chip" }, t("changed"))), cell(left, right), cell(right, left));
}

// Each field as a list of words, in the order in which people ask.
function told(one) {
  const said = {
    [t("status")]: [t(one.status)],
    [t("corroboration")]: [t(one.corroboration)],
    [t("place")]: [joined([one.place.neighbourhood, one.place.name, one.place.admin1])],
    [t("date")]: [joined([day(one.date.start), one.date.end && day(one.date.end)])],
    [t("type")]: one.attack_types.map(kind),
    [t("perpetrator")]: one.perpetrators.map((who) => who.name).filter(Boolean),
    [field("targets")]: one.targets.map((target) => target.name ?? target.category.replaceAll("_", " ")),
  };
  for (const name of EFFECTS) said[field(name)] = figure(one.tolls[name]);
  said[field("claims")] = one.claims.map((claim) => `${claim.kind.replaceAll("_", " ")}: ${claim.claimant}`);
  said[t("conflicts")] = one.conflicts.map((it) => `${it.field.replace(/^tolls\./, "").split(".").map(field).join(", ")}: ${it.value} (${it.source}) ≠ ${it.other_value} (${it.other_source})`);
  said[t("reports")] = one.reports.map((report) => `${report.source}, ${moment(report.published_at ?? report.fetched_at)}`);
  said[t("decisions")] = one.decisions.map((name) => t(name));
  return said;
}

function figure(toll) {
  if (!toll) return [];
  const range = toll.low !== toll.high ? ` (${number(toll.low)}–${number(toll.high)})` : "";
  return [`${number(toll.best)}${range}, ${toll.source}`];
}

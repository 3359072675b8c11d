// The bar of filters; what is chosen is in the address.
import { h } from "./dom.js";
import { LEVELS, shape } from "./levels.js";
import { countryName, kind, t } from "./words.js";

const TYPES = ["armed_assault", "bombing", "suicide_bombing", "assassination", "hostage_taking", "facility_attack", "arson", "air_strike", "drone_strike", "shelling_or_rocket", "vehicle_ramming", "stabbing", "chemical", "other"];
const CORROBORATIONS = ["unconfirmed", "corroborated", "confirmed", "contested"];
const WAIT_MS = 250;

export function bar(filters, countries, changed, view) {
  let wait;
  const change = (name, value) => {
    const next = { ...filters };
    if (value === null || value === "" || (Array.isArray(value) && !value.length)) delete next[name];
    else next[name] = value;
    filters = next;
    changed(next);
  };
  const typed = (name) => (event) => { clearTimeout(wait); const { value } = event.target; wait = setTimeout(() => change(name, value.trim()), WAIT_MS); };
  const named = (id, label, control) => h("label", { class: "field", for: id }, h("span", {}, label), control);
  const select = (name, options) => named(`f-${name}`, t(name), h("select", { id: `f-${name}`, onchange: (event) => change(name, event.target.value ? [event.target.value] : null) },
    h("option", { value: "" }, t("all")), options.map(([value, text]) => h("option", { value, selected: filters[name]?.[0] === value }, text))));
  const date = (name, label) => named(`f-${name}`, label, h("input", { id: `f-${name}`, type: "date", value: filters[name] ?? "", onchange: (event) => change(name, event.target.value) }));
  const levels = h("fieldset", { class: "levels" }, h("legend", { class: "unseen" }, t("level")), LEVELS.map((level) =>
    h("button", { type: "button", class: "level", "data-level": level, "aria-pressed": String(Boolean(filters.level?.includes(level))), onclick: (event) => {
      const chosen = new Set(filters.level ?? []);
      if (!chosen.delete(level)) chosen.add(level);
      event.currentTarget.setAttribute("aria-pressed", String(chosen.has(level)));
      change("level", [...chosen]);
    } }, shape(level), t(level))));
  const inView = h("label", { class: "check" }, h("input", { type: "checkbox", id: "f-box", checked: Boolean(filters.box), onchange: (event) => change("box", event.target.checked ? view() : null) }), t("inView"));
  return h("form", { class: "bar", role: "search", "aria-label": t("search"), onsubmit: (event) => event.preventDefault() },
    named("f-q", t("search"), h("input", { id: "f-q", type: "search", value: filters.q ?? "", placeholder: t("searchHint"), dir: "auto", maxlength: "200", oninput: typed("q") })),
    levels,
    select("country", countries.map((code) => [code, countryName(code)]).sort((a, b) => a[1].localeCompare(b[1]))),
    select("type", TYPES.map((one) => [one, kind(one)])),
    select("corroboration", CORROBORATIONS.map((one) => [one, t(one)])),
    named("f-perpetrator", t("perpetrator"), h("input", { id: "f-perpetrator", type: "text", value: filters.perpetrator?.[0] ?? "", dir: "auto", maxlength: "80", oninput: (event) => { clearTimeout(wait); const { value } = event.target; wait = setTimeout(() => change("perpetrator", value.trim() ? [value.trim()] : null), 2 * WAIT_MS); } })),
    h("span", { class: "group" }, date("happened_from", t("from")), date("happened_to", t("to")), inView),
    h("button", { type: "button", class: "clear", onclick: () => changed(null) }, t("clear")));
}

// One incident: what is known, from whom, in which words.
import { ask } from "./api.js";
import { sideBySide } from "./compare.js";
import { belonging, decisions } from "./deciding.js";
import { h, outward, own } from "./dom.js";
import { shape } from "./levels.js";
import { countryName, day, field, isArabic, kind, moment, number, role, t, titleOf } from "./words.js";

const EFFECTS = ["killed", "wounded", "abducted", "perpetrators_killed"];
const FIRST = ["attack_types", "place", "date", "perpetrators", "targets", "killed", "wounded", "abducted", "perpetrators_killed", "claims"];
const capital = (name) => t(name[0].toUpperCase() + name.slice(1));

export async function incident(id, me) {
  let page, history;
  try {
    [page, history] = await Promise.all([ask(`/incidents/${encodeURIComponent(id)}`), ask(`/incidents/${encodeURIComponent(id)}/revisions`)]);
  } catch (error) {
    return h("article", { class: "page" }, back(), h("div", { class: "empty" }, h("h1", { class: "head" }, error.status === 404 ? t("missing") : t("failed")), h("p", {}, own(error.message))));
  }
  const { incident: found } = page;
  return h("article", { class: "page", "aria-labelledby": "incident-head" },
    back(), head(page),
    section("figures", figures(page)), section("facts", facts(page)),
    found.conflicts.length ? section("conflicts", conflicts(found)) : null,
    section("revisions", revisions(history.items)),
    history.items.length > 1 ? section("sideBySide", sideBySide(history.items)) : null,
    section("alerts", alerts(page)), section("reports", reports(page)),
    section("decisions", decisions(page, me)),
    me.can_edit && found.status !== "merged" ? section("belonging", belonging(page)) : null);
}

const back = () => h("p", { class: "back" }, h("a", { href: "/", "data-back": "" }, t("back")));
const section = (name, ...content) => h("section", { class: `part p-${name}`, "aria-labelledby": `h-${name}` }, h("h2", { id: `h-${name}` }, t(name)), content);

function head(page) {
  const { incident: found } = page;
  const place = found.place;
  const line = { ...page.headline && { headline: page.headline.en, headline_other: page.headline.other, headline_language: page.headline.other_language }, attack_types: found.attack_types, place: place.name, country: found.country };
  const [title, language] = titleOf(line);
  const where = [place.neighbourhood, place.name, place.admin1, countryName(found.country)].filter(Boolean);
  const names = found.perpetrators.map((one) => one.name).filter(Boolean);
  return h("header", { class: `head ${page.level}` },
    h("p", { class: "chips" }, h("span", { class: `level-name ${page.level}` }, shape(page.level), t(page.level)), h("span", { class: `chip ${found.corroboration}` }, t(found.corroboration)), found.status !== "open" && h("span", { class: "chip" }, t(found.status)), h("span", { class: "chip" }, t("sources")(found.independent_sources))),
    h("h1", { id: "incident-head", lang: language, dir: "auto", tabindex: "-1" }, title),
    h("dl", { class: "basics" },
      pair(t("place"), [...new Set(where)].flatMap((one, at) => (at ? [isArabic() ? "، " : ", ", own(one)] : [own(one)]))), pair(t("date"), day(found.date.start) + (found.date.end && found.date.end !== found.date.start ? ` – ${day(found.date.end)}` : "")),
      pair(t("type"), found.attack_types.map(kind).join(isArabic() ? "، " : ", ")), names.length ? pair(t("perpetrator"), own(names.join(", "))) : null,
      pair(t("updated"), moment(found.updated_at)),
      page.why_low.length ? pair(t("whyLow"), own(page.why_low.join(", ").replaceAll("_", " "))) : null,
      page.stands_for !== found.incident_id ? pair(t("standsFor"), h("a", { href: `/incident/${encodeURIComponent(page.stands_for)}`, "data-inside": "" }, own(page.stands_for))) : null),
    h("p", { class: "machine" }, found.decisions.includes("confirm") ? t("confirmedBy") : t("readBy")));
}

const pair = (name, value) => h("div", {}, h("dt", {}, name), h("dd", {}, value));

function figures(page) {
  const found = EFFECTS.filter((name) => page.incident.tolls[name] || page.figures.some((one) => one.effect === name));
  return h("div", { class: "figures" }, found.map((name) => {
    const toll = page.incident.tolls[name];
    const said = page.figures.filter((one) => one.effect === name).sort((a, b) => a.value - b.value);
    return h("div", { class: "figure" }, h("h3", {}, capital(name)),
      h("p", { class: "best" }, toll ? h("b", {}, number(toll.best)) : h("b", {}, "?"), toll && toll.low !== toll.high && h("span", { class: "range" }, ` ${t("range")} ${number(toll.low)}–${number(toll.high)}`)),
      h("ul", {}, said.map((one) => h("li", { class: toll && one.value === toll.best ? "is-best" : "" }, h("b", {}, number(one.value)), " ", own(one.source), one.by && one.by !== one.source && h("span", { class: "faint" }, " · ", t("by"), " ", own(role(one.by))), h("span", { class: "faint" }, " · ", moment(one.published_at))))));
  }));
}

function facts(page) {
  const groups = new Map();
  for (const report of page.reports) for (const quote of report.quotes) {
    const name = quote.field.split(/[.[]/)[0];
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push([quote, report]);
  }
  if (!groups.size) return h("p", { class: "faint" }, t("noQuotes"));
  const order = (name) => (FIRST.indexOf(name) + FIRST.length + 1) % (FIRST.length + 1);
  return [...groups].sort((a, b) => order(a[0]) - order(b[0])).map(([name, quotes], at) =>
    h("details", { class: "fact", open: at < 4 }, h("summary", {}, h("span", {}, field(name)), h("span", { class: "faint" }, ` ${number(quotes.length)}`)), quotes.map(([quote, report]) => quoted(quote, report))));
}

function quoted(quote, report) {
  return h("figure", { class: "quote" },
    h("blockquote", { lang: report.language, dir: "auto" }, quote.pieces.map((piece) => (piece.is_marked ? h("mark", {}, piece.text) : piece.text))),
    h("figcaption", {}, outward(report.url, report.source, t("mayBeGraphic")), h("span", {}, moment(report.published_at ?? report.fetched_at)), h("code", { dir: "ltr" }, quote.rules.join(", "))));
}

function conflicts(found) {
  return h("ul", { class: "plain" }, found.conflicts.map((one) => h("li", {}, h("b", {}, one.field.replace(/^tolls\./, "").split(".").map(field).join(", ")), ": ", own(one.value), " (", own(one.source), ") ≠ ", own(one.other_value), " (", own(one.other_source), ")")));
}

function revisions(items) {
  let before;
  const rows = items.map((one) => {
    const now = stated(one);
    const told = Object.entries(now).filter(([name, value]) => !before || before[name] !== value);
    before = now;
    return h("li", {}, h("span", { class: "when" }, h("b", {}, `${t("revision")} ${number(one.revision)}`), " ", moment(one.updated_at)), h("span", {}, own(told.filter(([, value]) => value).map(([name, value]) => `${name}: ${value}`).join(" · ") || "—")));
  });
  return h("ol", { class: "steps" }, rows.reverse());
}

function stated(one) {
  const tolls = EFFECTS.filter((name) => one.tolls[name]).map((name) => [capital(name), one.tolls[name].low === one.tolls[name].high ? number(one.tolls[name].best) : `${number(one.tolls[name].best)} (${number(one.tolls[name].low)}–${number(one.tolls[name].high)})`]);
  return { ...Object.fromEntries(tolls), [t("corroboration")]: t(one.corroboration), [t("reports")]: number(one.reports.length), [t("place")]: one.place.name, [t("perpetrator")]: one.perpetrators.map((p) => p.name).filter(Boolean).join(", "), ...(one.status === "open" ? {} : { [t("status")]: t(one.status) }) };
}

function alerts(page) {
  if (!page.alerts.length) return h("p", { class: "faint" }, page.why_low.length ? `${t("whyLow")}: ${page.why_low.join(", ").replaceAll("_", " ")}` : "—");
  return h("ol", { class: "steps" }, [...page.alerts].reverse().map((one) => h("li", {}, h("span", { class: "when" }, shape(one.level), " ", h("b", {}, t(one.level)), " ", moment(one.at)), h("span", { dir: "auto", lang: "en" }, one.headline.en))));
}

function reports(page) {
  return h("ul", { class: "plain reports" }, page.reports.map((one) => h("li", {}, h("b", {}, own(one.source)), " ", outward(one.url, one.title ?? one.article_id, t("mayBeGraphic")), h("span", { class: "faint" }, " ", moment(one.published_at ?? one.fetched_at)))));
}

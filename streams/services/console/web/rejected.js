// Articles with words of an attack that report no fresh one, and why.
import { ask } from "./api.js";
import { h, outward, own } from "./dom.js";
import { moment, number, t } from "./words.js";

export async function rejected() {
  const body = h("tbody");
  const reasons = h("p", { class: "chips" });
  const more = h("button", { type: "button", class: "more" }, t("more"));
  let next = "";
  async function load() {
    const page = await ask(`/rejected?limit=100${next ? `&cursor=${encodeURIComponent(next)}` : ""}`);
    body.append(...page.items.map((one) => h("tr", {}, h("td", {}, moment(one.fetched_at)), h("td", {}, own(one.source)), h("td", { lang: one.language, dir: "auto" }, outward(one.url, one.title ?? one.article_id, t("mayBeGraphic"))), h("td", {}, own(one.reason.replaceAll("_", " "))))));
    if (page.reasons) reasons.replaceChildren(...Object.entries(page.reasons).map(([name, count]) => h("span", { class: "chip" }, own(name.replaceAll("_", " ")), ` ${number(count)}`)));
    next = page.next;
    more.hidden = !next;
  }
  more.addEventListener("click", load);
  const root = h("article", { class: "page" }, h("p", { class: "back" }, h("a", { href: "/", "data-back": "" }, t("back"))), h("h1", { tabindex: "-1" }, t("rejected")), reasons,
    h("div", { class: "wide", tabindex: "0", role: "region", "aria-label": t("rejected") }, h("table", {}, h("thead", {}, h("tr", {}, [t("time"), t("source"), t("article"), t("reason_")].map((name) => h("th", { scope: "col" }, name)))), body)), more);
  await load().catch((error) => root.append(h("p", { class: "empty" }, `${t("failed")}: ${error.message}`)));
  return root;
}

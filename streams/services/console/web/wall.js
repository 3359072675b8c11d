// A wall screen: what is newest in large type, the map beside it, nothing to press.
import { h, own } from "./dom.js";
import { shape } from "./levels.js";
import { ago, clock, countryName, number, t, titleOf } from "./words.js";

const ROWS = 12;
const FRESH_MS = 60_000;
const MINUTE_MS = 60_000;

export class Wall {
  constructor(store, map) {
    this.store = store;
    this.fresh = new Map();
    this.time = h("time", { class: "clock" });
    this.rows = h("ol", { class: "wall-rows", id: "wall-rows" });
    this.note = h("p", { class: "empty", role: "status" });
    this.root = h("div", { class: "wall-halves" }, h("section", { class: "wall-list", "aria-labelledby": "wall-head" }, h("h1", { id: "wall-head", class: "unseen" }, t("incidents")), this.time, this.note, this.rows), map.root);
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(this.rows);
    this.tick();
  }

  tick() {
    this.draw();
    this.later = setTimeout(() => this.tick(), MINUTE_MS - (Date.now() % MINUTE_MS));
  }

  draw(freshId) {
    if (freshId) this.fresh.set(freshId, Date.now());
    for (const [id, at] of this.fresh) if (Date.now() - at > FRESH_MS) this.fresh.delete(id);
    const lines = this.store.sorted().slice(0, ROWS);
    this.time.textContent = clock(Date.now());
    this.note.textContent = this.store.state === "loading" ? t("loading") : this.store.state === "failed" ? t("failed") : lines.length ? "" : t("quiet");
    this.note.hidden = !this.note.textContent;
    this.rows.replaceChildren(...lines.map((line) => row(line, this.fresh.has(line.incident_id))));
    this.#trim();
  }

  // A row that is cut in half says nothing: it goes.
  #trim() {
    const end = this.rows.getBoundingClientRect().bottom + 1;
    while (this.rows.children.length > 1 && this.rows.lastElementChild.getBoundingClientRect().bottom > end) this.rows.lastElementChild.remove();
  }

  stop() { clearTimeout(this.later); this.watch.disconnect(); }
}

function row(line, isFresh) {
  const [title, language] = titleOf(line);
  const where = [...new Set([line.place, line.country && countryName(line.country)].filter(Boolean))];
  return h("li", { class: `wall-row ${line.level} ${line.status} ${isFresh ? "fresh" : ""}`, "data-id": line.incident_id },
    h("p", { class: "wall-meta" }, h("span", { class: `level-name ${line.level}` }, shape(line.level), t(line.level ?? "unknown")), h("span", {}, where.flatMap((one, at) => (at ? [" · ", own(one)] : [own(one)]))), h("span", {}, ago(line.last_reported_at ?? line.first_reported_at, Date.now()))),
    h("p", { class: "wall-title", lang: language, dir: "auto" }, title),
    h("p", { class: "wall-meta" }, figure(line.killed, "killed"), figure(line.wounded, "wounded"), h("span", { class: `chip ${line.corroboration}` }, t(line.corroboration)), line.status !== "open" && h("span", { class: "chip" }, t(line.status)), h("span", {}, t("sources")(line.independent_sources ?? 1))));
}

function figure(value, name) {
  if (value === null || value === undefined) return null;
  return h("span", {}, h("b", {}, number(value)), " ", t(name));
}

// The list: rows keep their element, so that focus and place stay.
import { h, own } from "./dom.js";
import { shape } from "./levels.js";
import { countryName, day, moment, number, t, titleOf } from "./words.js";

const FRESH_MS = 6000;

export class List {
  constructor(store, open, hovered) {
    this.store = store;
    this.open = open;
    this.hovered = hovered;
    this.rows = new Map();
    this.element = h("ol", { class: "rows", id: "rows" });
    this.status = h("p", { class: "count", id: "count", role: "status" });
    this.note = h("div", { class: "note" });
    this.more = h("button", { type: "button", class: "more", onclick: () => store.more() });
    this.root = h("section", { class: "list", "aria-labelledby": "list-head" }, h("h1", { id: "list-head", class: "unseen" }, t("incidents")), this.status, this.element, this.note, this.more);
  }

  draw(freshId) {
    const { store } = this;
    const lines = store.sorted();
    const wanted = new Set(lines.map((line) => line.incident_id));
    for (const [id, row] of this.rows) if (!wanted.has(id)) { row.element.remove(); this.rows.delete(id); }
    let before = this.element.firstElementChild;
    for (const line of lines) {
      const row = this.#row(line);
      if (row !== before) this.element.insertBefore(row, before);
      else before = before.nextElementSibling;
    }
    if (freshId) this.#freshen(freshId);
    this.#say(lines.length);
  }

  #row(line) {
    const made = this.rows.get(line.incident_id);
    const text = JSON.stringify(line);
    if (made?.text === text) return made.element;
    const element = made?.element ?? h("li", {});
    const focused = element.contains(document.activeElement);
    element.replaceChildren(this.#link(line));
    if (focused) element.firstElementChild.focus({ preventScroll: true });
    this.rows.set(line.incident_id, { element, text });
    return element;
  }

  #link(line) {
    const [title, language] = titleOf(line);
    const where = [line.place, line.country && countryName(line.country)].filter(Boolean);
    return h("a", {
      class: `row ${line.status === "retracted" ? "retracted" : ""}`,
      href: `/incident/${encodeURIComponent(line.incident_id)}`,
      "data-id": line.incident_id,
      onclick: (event) => { if (event.metaKey || event.ctrlKey || event.shiftKey) return; event.preventDefault(); this.open(line.incident_id); },
      onmouseenter: () => this.hovered(line.incident_id),
      onmouseleave: () => this.hovered(null),
      onfocus: () => this.hovered(line.incident_id),
    },
      h("span", { class: "mark" }, shape(line.level), h("span", { class: "unseen" }, t(line.level ?? "unknown"))),
      h("span", { class: "body" },
        h("span", { class: "title", lang: language, dir: "auto" }, title),
        h("span", { class: "meta" }, h("span", {}, [...new Set(where)].flatMap((one, at) => (at ? [" · ", own(one)] : [own(one)]))), line.date && h("span", {}, day(line.date)), h("span", { class: `chip ${line.corroboration}` }, t(line.corroboration)), line.status !== "open" && h("span", { class: "chip" }, t(line.status))),
        h("span", { class: "meta faint" }, h("span", {}, moment(line.first_reported_at)), h("span", {}, t("sources")(line.independent_sources ?? 1)))),
      h("span", { class: "tolls" }, toll(line.killed, "killed"), toll(line.wounded, "wounded")));
  }

  #freshen(id) {
    const element = this.rows.get(id)?.element;
    if (!element) return;
    element.classList.add("fresh");
    setTimeout(() => element.classList.remove("fresh"), FRESH_MS);
  }

  #say(count) {
    const { store } = this;
    const isReady = store.state === "ready";
    this.status.textContent = isReady && count ? t("shown")(count, store.total) : store.state === "loading" ? t("loading") : "";
    this.more.hidden = !store.next;
    this.more.textContent = t("more");
    this.note.replaceChildren();
    if (store.state === "failed") this.note.append(note(t("failed"), store.error?.message), h("button", { type: "button", onclick: () => store.load(store.filters) }, t("retry")));
    else if (isReady && !count) this.note.append(Object.keys(store.filters).length ? note(t("none"), t("noneHint")) : note(t("quiet"), t("quietHint")));
  }

  step(by) {
    const links = [...this.element.querySelectorAll("a.row")];
    const at = links.indexOf(document.activeElement);
    links[Math.max(0, Math.min(links.length - 1, at + by))]?.focus();
  }
}

const note = (head, text) => h("div", { class: "empty" }, h("p", { class: "head" }, head), h("p", {}, own(text)));

function toll(value, name) {
  if (value === null || value === undefined) return null;
  return h("span", { class: `toll ${name}` }, h("b", {}, number(value)), " ", h("span", {}, t(name)));
}

// What is listed: each incident once, in its highest revision.
import { ask } from "./api.js";
import { asQuery, matches, needsServer } from "./filters.js";

const PAGE = 100;
const SETTLE_MS = 1500;
const WALL = 200;

export class Store {
  constructor(changed) {
    this.changed = changed;
    this.lines = new Map();
    this.filters = {};
    this.next = null;
    this.total = 0;
    this.state = "loading";
    this.turn = 0;
    this.isBounded = false; // a screen that runs for weeks shows the newest and keeps no more
  }

  async load(filters) {
    const turn = ++this.turn;
    this.filters = filters;
    this.state = "loading";
    this.lines = new Map();
    this.changed();
    await this.#fetch(turn, null, () => { this.lines = new Map(); });
  }

  more() { return this.next ? this.#fetch(this.turn, this.next, () => {}) : undefined; }

  // Ask again without emptying the list: after a break that was too long.
  refresh() { return this.#fetch(++this.turn, null, () => {}); }

  async #fetch(turn, cursor, begin) {
    const query = asQuery({ ...this.filters, limit: PAGE, ...(cursor ? { cursor } : { total: "yes" }) });
    try {
      const page = await ask(`/incidents?${query}`);
      if (turn !== this.turn) return;
      const live = [...this.lines.values()].filter((line) => line.live);
      begin();
      for (const line of live) this.lines.set(line.incident_id, line);
      for (const line of page.items) this.#merge(line);
      this.next = page.next;
      this.total = page.total ?? this.total;
      this.state = "ready";
    } catch (error) {
      if (turn !== this.turn) return;
      this.state = "failed";
      this.error = error;
    }
    this.changed();
  }

  #merge(line) {
    const known = this.lines.get(line.incident_id);
    if (known && known.revision > line.revision) return false;
    const kept = known && line.headline === null ? { headline: known.headline, headline_other: known.headline_other, headline_language: known.headline_language } : {};
    this.lines.set(line.incident_id, { ...known, ...line, ...kept });
    return true;
  }

  // Take an event; return the line when it is listed and new to us.
  take(kind, value) {
    if (needsServer(this.filters)) {
      clearTimeout(this.later);
      this.later = setTimeout(() => this.refresh(), SETTLE_MS);
      if (!this.lines.has(value.incident_id)) return null;
    }
    const known = this.lines.get(value.incident_id);
    const line = kind === "alert" ? { first_reported_at: value.at, last_reported_at: value.at, status: "open", independent_sources: 1, ...known, ...value } : value;
    const merged = { ...known, ...line, headline: line.headline ?? known?.headline ?? null };
    if (!matches(merged, this.filters)) {
      if (this.lines.delete(value.incident_id)) this.changed();
      return null;
    }
    const before = JSON.stringify(known);
    if (!this.#merge({ ...line, live: true })) return null;
    if (!known) this.total += 1;
    if (this.isBounded && this.lines.size > WALL) this.lines.delete(this.sorted().at(-1).incident_id);
    const after = this.lines.get(value.incident_id);
    if (known && before === JSON.stringify(after)) return null;
    this.changed(value.incident_id);
    return after;
  }

  sorted() {
    return [...this.lines.values()].sort((a, b) => b.first_reported_at - a.first_reported_at || (a.incident_id < b.incident_id ? 1 : -1));
  }
}

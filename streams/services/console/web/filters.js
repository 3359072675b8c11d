// Filters live in the address: a link shows somebody else the same.

export const MANY = ["country", "type", "level", "corroboration", "status", "perpetrator", "target"];
export const ONE = ["q", "happened_from", "happened_to", "killed", "box", "campaign"];
const SERVER_ONLY = ["perpetrator", "target", "campaign"];

export function read() {
  const query = new URLSearchParams(location.search);
  const found = {};
  for (const name of MANY) { const values = query.getAll(name).filter(Boolean); if (values.length) found[name] = values; }
  for (const name of ONE) { const value = query.get(name); if (value) found[name] = value; }
  return found;
}

export function asQuery(filters) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) for (const one of [value].flat()) if (one !== "") query.append(name, one);
  return query;
}

export function write(filters) {
  const query = asQuery(filters).toString();
  history.replaceState(null, "", location.pathname + (query ? `?${query}` : ""));
}

export const isEmpty = (filters) => Object.keys(filters).length === 0;

// Whether the server must be asked if a line that came in belongs to the list.
export const needsServer = (filters) => SERVER_ONLY.some((name) => name in filters);

export function matches(line, filters) {
  const within = (name, value) => !(name in filters) || filters[name].includes(value);
  if (line.synthetic) return false;
  if (line.status === "merged" && !(filters.status ?? []).includes("merged")) return false;
  if (!within("country", line.country) || !within("level", line.level)) return false;
  if (!within("corroboration", line.corroboration)) return false;
  if (line.status !== undefined && !within("status", line.status)) return false;
  if ("type" in filters && !(line.attack_types ?? []).some((one) => filters.type.includes(one))) return false;
  if ("killed" in filters && !(line.killed >= Number(filters.killed))) return false;
  if ("happened_from" in filters && !(line.date >= filters.happened_from)) return false;
  if ("happened_to" in filters && !(line.date <= filters.happened_to)) return false;
  return inBox(line, filters.box) && says(line, filters.q);
}

function inBox(line, box) {
  if (!box) return true;
  const [west, south, east, north] = box.split(",").map(Number);
  if (line.lat === null || line.lon === null) return false;
  const across = west <= east ? line.lon >= west && line.lon <= east : line.lon >= west || line.lon <= east;
  return across && line.lat >= south && line.lat <= north;
}

function says(line, words) {
  if (!words) return true;
  const text = [line.headline, line.headline_other, line.place, line.city, line.perpetrator].join(" ").toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}

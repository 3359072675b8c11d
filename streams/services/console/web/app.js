// Puts the parts together: address, language, theme, keys, and what comes in.
import { ask, listen } from "./api.js";
import { bar } from "./bar.js";
import { byId, h } from "./dom.js";
import * as filters from "./filters.js";
import { List } from "./list.js";
import { IncidentMap } from "./map.js";
import { Store } from "./store.js";
import { Timeline } from "./timeline.js";
import { isArabic, language, speak, t, titleOf } from "./words.js";

// What the list does not need comes after it.
const PAGES = { incident: () => import("./incident.js"), rejected: () => import("./rejected.js"), wall: () => import("./wall.js") };
const FETCH_MS = 1500;

const query = new URLSearchParams(location.search);
const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* private window */ } };

let me = { name: "", can_edit: false, countries: [] };
let connection = "connecting", bus = "here";
let theme = query.get("theme") ?? kept("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
let list, map, timeline, wall, listQuery = "";
const store = new Store(draw);

const path = () => location.pathname;
const isList = () => path() === "/";
const isWall = () => path() === "/wall";

function dress() {
  const root = document.documentElement;
  root.lang = language();
  root.dir = isArabic() ? "rtl" : "ltr";
  root.dataset.theme = theme;
  byId("skip").textContent = t("skip");
  document.title = isArabic() ? "راصد" : "Rasid";
}

function top() {
  const link = (href, text) => h("a", { href, "data-inside": "", "aria-current": path() === href ? "page" : null }, text);
  byId("top").replaceChildren(
    h("a", { class: "brand", href: "/", "data-inside": "" }, h("span", { lang: "ar" }, "راصد"), h("span", { lang: "en" }, "Rasid")),
    h("nav", { "aria-label": t("incidents") }, link("/", t("incidents")), link("/rejected", t("rejected")), isWall() ? null : h("a", { href: wallAddress(), "data-inside": "" }, t("wall"))),
    h("span", { class: `state ${connection}`, id: "state" }, h("span", { class: "dot", "aria-hidden": "true" }), h("span", {}, t(connection === "live" ? "live" : "connecting"))),
    h("span", { class: "tools" },
      h("button", { type: "button", id: "language", lang: isArabic() ? "en" : "ar", onclick: turnLanguage }, t("language")),
      h("button", { type: "button", id: "theme", onclick: turnTheme }, t(theme === "dark" ? "light" : "dark")),
      h("button", { type: "button", id: "help", onclick: help }, t("keys"))));
}

function banner() {
  const said = connection === "cut" ? t("cut") : bus === "away" ? t("busAway") : "";
  byId("banner").textContent = said;
  byId("banner").hidden = !said;
  const state = byId("state");
  if (state) { state.className = `state ${connection}`; state.lastElementChild.textContent = t(connection === "live" ? "live" : "connecting"); }
}

function turnLanguage() { speak(isArabic() ? "en" : "ar"); keep("language", language()); begin(); byId("language").focus(); }
function turnTheme() { theme = theme === "dark" ? "light" : "dark"; keep("theme", theme); dress(); top(); map?.paint(theme); byId("theme").focus(); }

const wallAddress = () => `/wall${isList() ? location.search : listQuery}`;
function go(address) { if (isList()) listQuery = location.search; history.pushState(null, "", address); show(); }
const open = (id) => go(`/incident/${encodeURIComponent(id)}`);

function draw(freshId) {
  if (!list && !wall) return;
  const lines = store.sorted();
  list?.draw(freshId);
  wall?.draw(freshId);
  map?.draw(lines);
  if (wall) map?.fit();
  timeline?.draw(lines);
}

async function show() {
  map?.stop();
  wall?.stop();
  list = map = timeline = wall = undefined;
  top();
  const content = byId("content");
  content.className = isList() ? "desk" : "";
  document.body.classList.toggle("wall", isWall());
  store.isBounded = isWall();
  if (isList()) return showList(content);
  if (isWall()) return showWall(content);
  content.replaceChildren(h("p", { class: "empty" }, t("loading")));
  const at = path();
  const page = await paged(at).catch((error) => h("p", { class: "empty" }, `${t("failed")} ${error.message}`));
  if (at !== path()) return;
  content.replaceChildren(page);
  scrollTo(0, 0);
  page.querySelector("h1")?.focus({ preventScroll: true });
}

function showList(content) {
  const found = filters.read();
  list = new List(store, open, (id) => map?.hover(id));
  map = new IncidentMap(open, () => { if (byId("f-box")?.checked) change({ ...filters.read(), box: map.view() }); });
  timeline = new Timeline();
  content.replaceChildren(bar(found, me.countries, change, () => map.view()), h("div", { class: "halves" }, list.root, h("div", { class: "side" }, map.root, timeline.root)));
  fill(found);
}

async function paged(at) {
  if (at === "/rejected") return (await PAGES.rejected()).rejected();
  return (await PAGES.incident()).incident(decodeURIComponent(at.split("/")[2] ?? ""), me);
}

async function showWall(content) {
  const { Wall } = await PAGES.wall();
  if (!isWall() || wall) return;
  map = new IncidentMap(() => {}, () => {}, true);
  wall = new Wall(store, map);
  content.replaceChildren(wall.root);
  fill(filters.read());
}

function fill(found) {
  if (JSON.stringify(found) === JSON.stringify(store.filters) && store.state !== "failed" && store.turn) draw();
  else store.load(found);
  const drawn = map;
  setTimeout(() => { if (map === drawn) map?.start(theme); }, 0);
}

function change(next) {
  filters.write(next ?? {});
  if (next === null) showList(byId("content"));
  else store.load(next).then(() => { if (!next.box) map?.fit(); });
}

function told(kind, value) {
  if (kind === "state") { bus = value.bus; banner(); }
  else if (kind === "reset") store.refresh();
  else if (kind === "incident" || kind === "alert") {
    const line = store.take(kind, value);
    if (line && kind === "alert") byId("announced").textContent = `${t("newAlert")}: ${t(line.level)}. ${titleOf(line)[0]}`;
    if (path() === `/incident/${encodeURIComponent(value.incident_id)}`) { clearTimeout(told.later); told.later = setTimeout(refreshPage, 1500); }
  }
}

// A page that is read is not pulled away under a decision that is being written.
function refreshPage() {
  const isWritten = [...document.querySelectorAll(".deciding input[type=text]")].some((one) => one.value);
  const isChosen = document.querySelector(".deciding input:checked");
  if (!isWritten && !isChosen && !document.activeElement?.closest?.(".deciding")) show();
}

function help() {
  const dialog = h("dialog", { "aria-labelledby": "help-head" }, h("h2", { id: "help-head" }, t("keys")), h("dl", {}, t("keyHelp").map(([key, what]) => h("div", {}, h("dt", {}, h("kbd", { dir: "ltr" }, key)), h("dd", {}, what)))), h("form", { method: "dialog" }, h("button", {}, t("close"))));
  dialog.addEventListener("close", () => { dialog.remove(); byId("help").focus(); });
  document.body.append(dialog);
  dialog.showModal();
}

const KEYS = {
  "/": () => byId("f-q")?.focus(), j: () => list?.step(1), k: () => list?.step(-1), m: () => map?.focus(), w: () => { if (!isWall()) go(wallAddress()); }, l: turnLanguage, t: turnTheme, "?": help,
  Escape: () => { if (!isList()) goBack(); else document.activeElement?.blur(); },
};

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const { target } = event;
  const types = target.matches?.("input, select, textarea");
  if (event.key === "Escape" && types) { target.blur(); return; }
  if (types || target.matches?.("canvas")) return;
  if (target.matches?.("a.row") && (event.key === "ArrowDown" || event.key === "ArrowUp")) { event.preventDefault(); list?.step(event.key === "ArrowDown" ? 1 : -1); return; }
  if (KEYS[event.key]) { event.preventDefault(); KEYS[event.key](); }
}

function goBack() { go(`/${listQuery}`); }

function clicked(event) {
  const link = event.target.closest?.("a[data-inside], a[data-back]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  if ("back" in link.dataset) goBack();
  else go(link.getAttribute("href"));
}

function begin() { dress(); show(); banner(); }

speak(query.get("lang") ?? kept("language") ?? (navigator.language.startsWith("ar") ? "ar" : "en"));
addEventListener("popstate", show);
addEventListener("keydown", pressed);
addEventListener("click", clicked);
addEventListener("decided", () => { for (const one of document.querySelectorAll(".deciding input")) { if (one.type === "text") one.value = ""; else one.checked = false; } });
dress();
if (isList() || isWall()) store.load(filters.read());
listen(told, (state) => { connection = state; banner(); });
setTimeout(() => { for (const fetched of Object.values(PAGES)) fetched().catch(() => {}); }, FETCH_MS);
ask("/me").then((found) => { me = found; }).catch(() => {}).finally(begin);

// The map: bundled shapes, no tiles, no names from elsewhere; levels by shape and colour.
import { h } from "./dom.js";
import { LEVELS, SHAPES, rank } from "./levels.js";
import { t } from "./words.js";

const SIZE = 48;
const COLOURS = {
  light: { sea: "#e3e9ee", land: "#fbfaf7", edge: "#b9c2ca", critical: "#a5121f", high: "#b4520a", medium: "#1f5f99", low: "#66707a", ring: "#ffffff" },
  dark: { sea: "#0f151c", land: "#1d2630", edge: "#3a4753", critical: "#ff6b6b", high: "#ffab5e", medium: "#7cb8f2", low: "#98a4b0", ring: "#10161d" },
};

export class IncidentMap {
  // `isStill`: nobody moves it or opens anything from it.
  constructor(open, moved, isStill = false) {
    this.open = open;
    this.moved = moved;
    this.isStill = isStill;
    this.canvas = h("div", { class: "map", id: "map" });
    this.root = h("div", { class: "map-part" }, this.canvas);
    this.lines = [];
  }

  async start(theme) {
    try {
      await loadLibrary();
      const { maplibregl } = window;
      maplibregl.setWorkerUrl("/web/vendor/maplibre-gl-csp-worker.js");
      this.map = new maplibregl.Map({ container: this.canvas, style: style(theme), center: [40, 27], zoom: 1.6, minZoom: 0.5, maxZoom: 9, attributionControl: false, interactive: !this.isStill, dragRotate: false, pitchWithRotate: false, fadeDuration: 0, locale: { "Map.Title": t("map") } });
    } catch {
      this.canvas.replaceWith(h("p", { class: "empty" }, t("noMap")));
      return;
    }
    this.map.on("load", () => this.#ready(theme));
    if (!this.isStill) this.#move();
  }

  #move() {
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new window.maplibregl.NavigationControl({ showCompass: false }));
    this.map.on("moveend", (event) => { if (event.originalEvent) this.moved(); });
    this.map.on("click", "incidents", (event) => this.open(event.features[0].properties.id));
    for (const [kind, cursor] of [["mouseenter", "pointer"], ["mouseleave", ""]]) this.map.on(kind, "incidents", () => { this.map.getCanvas().style.cursor = cursor; });
  }

  #ready(theme) {
    this.loaded = true;
    this.#furnish(theme);
    this.draw(this.lines);
    this.fit();
    this.canvas.dataset.ready = "yes";
  }

  #furnish(theme) {
    for (const level of LEVELS) this.map.addImage(level, picture(level, COLOURS[theme]), { pixelRatio: 2 });
    this.map.addSource("incidents", { type: "geojson", data: collection([]) });
    this.map.addSource("hovered", { type: "geojson", data: collection([]) });
    this.map.addLayer({ id: "hovered", type: "circle", source: "hovered", paint: { "circle-radius": 17, "circle-color": "transparent", "circle-stroke-width": 2.5, "circle-stroke-color": COLOURS[theme].high } });
    this.map.addLayer({ id: "incidents", type: "symbol", source: "incidents", layout: { "icon-image": ["get", "level"], "icon-allow-overlap": true, "icon-ignore-placement": true, "icon-size": ["interpolate", ["linear"], ["zoom"], 1, 0.75, 6, 1.1], "symbol-sort-key": ["get", "order"] } });
  }

  draw(lines) {
    this.lines = lines;
    if (this.loaded) this.map.getSource("incidents")?.setData(collection(lines));
    this.canvas.dataset.points = String(lines.filter(isPlaced).length);
  }

  hover(id) {
    if (this.loaded) this.map.getSource("hovered")?.setData(collection(this.lines.filter((line) => line.incident_id === id)));
  }

  fit() {
    const placed = this.lines.filter(isPlaced);
    if (!this.loaded || !placed.length) return;
    const bounds = new window.maplibregl.LngLatBounds();
    for (const line of placed) bounds.extend([line.lon, line.lat]);
    this.map.fitBounds(bounds, { padding: 60, maxZoom: 5, animate: false });
  }

  paint(theme) {
    if (!this.map) return;
    this.loaded = false;
    this.map.setStyle(style(theme));
    this.map.once("style.load", () => { this.loaded = true; this.#furnish(theme); this.draw(this.lines); });
  }

  view() {
    if (!this.map) return "-180,-90,180,90";
    const bounds = this.map.getBounds();
    const within = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(2);
    return [within(bounds.getWest(), 180), within(bounds.getSouth(), 90), within(bounds.getEast(), 180), within(bounds.getNorth(), 90)].join(",");
  }

  focus() { this.map?.getCanvas().focus(); }
  stop() { this.map?.remove(); this.map = undefined; this.loaded = false; }
}

const isPlaced = (line) => typeof line.lat === "number" && typeof line.lon === "number";

function collection(lines) {
  return { type: "FeatureCollection", features: lines.filter(isPlaced).map((line) => ({ type: "Feature", geometry: { type: "Point", coordinates: [line.lon, line.lat] }, properties: { id: line.incident_id, level: LEVELS.includes(line.level) ? line.level : "low", order: LEVELS.length - rank(line.level) } })) };
}

function style(theme) {
  const colours = COLOURS[theme];
  return { version: 8, sources: { world: { type: "geojson", data: new URL("/web/world.geojson", location.href).href, tolerance: 0.2 } }, layers: [
    { id: "sea", type: "background", paint: { "background-color": colours.sea } },
    { id: "land", type: "fill", source: "world", paint: { "fill-color": colours.land } },
    { id: "edge", type: "line", source: "world", paint: { "line-color": colours.edge, "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.5, 6, 1.4] } },
  ] };
}

function picture(level, colours) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const pen = canvas.getContext("2d");
  pen.scale(SIZE / 18, SIZE / 18);
  pen.translate(1, 1);
  const path = new Path2D(SHAPES[level]);
  pen.lineWidth = 2.2;
  pen.strokeStyle = colours.ring;
  pen.stroke(path);
  pen.fillStyle = colours[level];
  pen.fill(path);
  return pen.getImageData(0, 0, SIZE, SIZE);
}

let library;
function loadLibrary() {
  library ??= new Promise((resolve, reject) => {
    document.head.append(h("link", { rel: "stylesheet", href: "/web/vendor/maplibre-gl.css" }), h("script", { src: "/web/vendor/maplibre-gl-csp.js", onload: resolve, onerror: reject }));
  });
  return library;
}

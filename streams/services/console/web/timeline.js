// When: a bar for each stretch of time, the worst level on top.
import { h, svg } from "./dom.js";
import { LEVELS } from "./levels.js";
import { day, t } from "./words.js";

const BINS = 60;
const HEIGHT = 40;

export class Timeline {
  constructor() { this.root = h("figure", { class: "timeline", hidden: true }); }

  draw(lines) {
    const times = lines.map((line) => line.first_reported_at).filter(Number.isFinite);
    this.root.hidden = times.length < 2;
    if (this.root.hidden) return;
    const first = Math.min(...times), last = Math.max(...times);
    const width = Math.max(1, (last - first) / BINS);
    const bins = Array.from({ length: BINS }, () => new Map());
    for (const line of lines) {
      const bin = bins[Math.min(BINS - 1, Math.floor((line.first_reported_at - first) / width))];
      if (bin) bin.set(line.level, (bin.get(line.level) ?? 0) + 1);
    }
    const most = Math.max(...bins.map((bin) => [...bin.values()].reduce((a, b) => a + b, 0)));
    const ends = [first, last].map((at) => day(new Date(at).toISOString().slice(0, 10)));
    const picture = svg("svg", { viewBox: `0 0 ${BINS * 10} ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": t("timeline")(lines.length, ...ends) });
    bins.forEach((bin, at) => {
      let y = HEIGHT;
      for (const level of [...LEVELS].reverse()) {
        const tall = ((bin.get(level) ?? 0) / most) * HEIGHT;
        if (tall) { y -= tall; picture.append(svg("rect", { x: at * 10 + 1, y, width: 8, height: tall, class: level })); }
      }
    });
    this.root.replaceChildren(picture, h("figcaption", {}, h("span", {}, ends[0]), h("span", {}, ends[1])));
  }
}

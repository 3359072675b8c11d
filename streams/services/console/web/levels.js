// Levels have a shape each, so that colour never stands alone.
import { svg } from "./dom.js";

export const LEVELS = ["critical", "high", "medium", "low"];
export const SHAPES = {
  critical: "M8 0.8 15.2 8 8 15.2 0.8 8Z",
  high: "M8 1.6 15 14.2H1Z",
  medium: "M8 2.2a5.8 5.8 0 1 1 0 11.6a5.8 5.8 0 1 1 0-11.6Z",
  low: "M8 4.4a3.6 3.6 0 1 1 0 7.2a3.6 3.6 0 1 1 0-7.2Z",
};

export const rank = (level) => (LEVELS.indexOf(level) + LEVELS.length + 1) % (LEVELS.length + 1);

export function shape(level) {
  const name = SHAPES[level] ? level : "low";
  return svg("svg", { viewBox: "0 0 16 16", class: `shape ${name}`, "aria-hidden": "true" }, svg("path", { d: SHAPES[name] }));
}

// Small multiples: one small chart for each name, all on one scale, beside each other where there is room.
import type { Figure, Row } from "../blocks";

const SVG = "http://www.w3.org/2000/svg";
const WIDE = 176;
const TALL = 64;
const HEAD = 38;
const FOOT = 34;
const LETTERS = 25;

function put(parent: Element, name: string, told: Record<string, string | number>, text = ""): Element {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(told)) made.setAttribute(key, String(value));
  if (text) made.textContent = text;
  parent.append(made);
  return made;
}

/** A name on at most two lines. */
function lines(name: string): string[] {
  if (name.length <= LETTERS) return [name];
  const at = name.lastIndexOf(" ", LETTERS);
  const [first, rest] = at > 0 ? [name.slice(0, at), name.slice(at + 1)] : [name.slice(0, LETTERS), name.slice(LETTERS)];
  return [first, rest.length > LETTERS ? `${rest.slice(0, LETTERS - 1)}…` : rest];
}

export function multiples(figure: Figure, width: number): SVGElement {
  const panels = new Map<string, Row[]>();
  for (const row of figure.rows) panels.set(row.label ?? "", [...(panels.get(row.label ?? "") ?? []), row]);
  const across = Math.max(1, Math.min(panels.size, Math.floor(width / (WIDE + 24))));
  const step = { x: width / across, y: HEAD + TALL + FOOT };
  const values = figure.rows.map((row) => row.value).filter((value): value is number => value !== null);
  const low = Math.min(0, ...values);
  const size = Math.max(0, ...values) - low || 1;
  const svg = document.createElementNS(SVG, "svg") as SVGElement;
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(step.y * Math.ceil(panels.size / across)));
  svg.setAttribute("font-size", "12");
  [...panels].forEach(([name, rows], place) => {
    const panel = put(svg, "g", { transform: `translate(${(place % across) * step.x}, ${Math.floor(place / across) * step.y})` });
    lines(name).forEach((text, at) => put(panel, "text", { x: 0, y: 13 + at * 15, fill: "var(--ink)", "font-weight": 600 }, text));
    const y = (value: number) => HEAD + TALL - ((value - low) / size) * TALL;
    const wide = WIDE / rows.length;
    put(panel, "line", { x1: 0, x2: WIDE, y1: y(0), y2: y(0), stroke: "var(--edge)" });
    rows.forEach((row, at) => {
      if (row.value === null) return;
      const [top, bottom] = [Math.min(y(row.value), y(0)), Math.max(y(row.value), y(0))];
      put(panel, "rect", { x: at * wide + 1, y: top, width: wide - 3, height: Math.max(1, bottom - top), fill: "var(--accent)", "fill-opacity": 0.75 });
    });
    const [first, last] = [rows[0]?.said ?? "", rows.at(-1)?.said ?? ""];
    put(panel, "text", { x: 0, y: HEAD + TALL + 15, fill: "var(--soft)" }, first);
    put(panel, "text", { x: WIDE, y: HEAD + TALL + 15, fill: "var(--soft)", "text-anchor": "end" }, last);
  });
  return svg;
}

// One function a kind of chart; what they draw are the rows of a figure, nothing is computed here.
import { areaY, axisX, axisY, barX, dot, gridX, gridY, line, link, plot, rect, ruleX, text, tickX } from "@observablehq/plot";
import type { Figure, Row } from "../blocks";
import { dashOf, fillOf, patternOf, patterns } from "./paint";

const STYLE = { background: "transparent", fontFamily: "inherit", fontSize: "13px", color: "var(--ink)" };
const GRID = { stroke: "var(--line)", strokeOpacity: 1 };
const BAND = 30;

export function picture(figure: Figure, width: number): SVGElement {
  const made = DRAWERS[figure.chart](figure, width) as SVGElement;
  made.setAttribute("aria-hidden", "true");
  return made;
}

type Drawer = (figure: Figure, width: number) => Element;

function tickFormat(form: string): (value: number) => string {
  if (form === "share") return (value) => `${+(value * 100).toPrecision(6)} %`;
  return (value) => value.toLocaleString("en-GB").replace("-", "−");
}

/** Room for the names on the left: what the longest needs, at most two fifths of the width. */
function room(labels: string[], width: number): number {
  const longest = Math.max(...labels.map((label) => label.length), 4);
  return Math.min(Math.round(longest * 6.9) + 14, Math.round(width * 0.42));
}

function names(figure: Figure): string[] {
  return [...new Set(figure.rows.map((row) => row.label ?? ""))];
}

function cut(labels: string[], left: number): (label: string) => string {
  const most = Math.floor((left - 14) / 6.9);
  return (label) => (label.length > most ? `${label.slice(0, most - 1)}…` : label);
}

const intervals: Drawer = (figure, width) => {
  const labels = names(figure);
  const left = room(labels, width);
  const ends = figure.rows.flatMap((row) => [row.value, row.low, row.high]).filter((value): value is number => typeof value === "number");
  const worlds = new Set(figure.rows.map((row) => row.world));
  const shift = (row: Row) => (worlds.size < 2 ? 0 : row.world === "b" ? 6 : -6);
  const marks = [...worlds].flatMap((world) => {
    const rows = figure.rows.filter((row) => row.world === world && row.value !== null);
    const dy = rows[0] ? shift(rows[0]) : 0;
    const colour = fillOf(figure.legend.find((entry) => entry.cause)?.cause);
    return [
      link(rows.filter((row) => row.low != null && row.high != null), {
        x1: "low", x2: "high", y1: "label", y2: "label", stroke: colour, strokeWidth: 2, dy,
        strokeDasharray: dashOf(world) ?? "none",
      }),
      dot(rows, { x: "value", y: "label", r: 5, stroke: colour, strokeWidth: 2, fill: world === "b" ? "var(--sheet)" : colour, dy }),
    ];
  });
  return plot({
    width, marginLeft: left, marginRight: 24, marginTop: 8, height: labels.length * BAND + 44, style: STYLE,
    x: { domain: [Math.min(0, ...ends), Math.max(...ends, 1e-9)], nice: true, label: null },
    y: { domain: labels, label: null, type: "point", padding: 0.6 },
    marks: [gridX(GRID), axisX({ tickFormat: tickFormat(figure.form), ticks: Math.max(3, Math.round(width / 130)) }),
      axisY({ tickSize: 0, tickFormat: cut(labels, left) }), ruleX([0], { stroke: "var(--edge)" }), ...marks],
  });
};

const parts: Drawer = (figure, width) => {
  const labels = names(figure);
  const left = room(labels, width);
  const causeOf = new Map(figure.legend.map((entry) => [entry.key, entry.cause ?? entry.key]));
  const id = `pattern-${figure.id}`;
  return plot({
    width, marginLeft: left, marginRight: 24, marginTop: 8, height: labels.length * 38 + 44, style: STYLE,
    x: { domain: figure.form === "share" ? [0, 1] : undefined, nice: figure.form !== "share", label: null },
    y: { domain: labels, label: null, padding: 0.28 },
    marks: [
      () => patterns(id, causeOf.values()),
      gridX(GRID), axisX({ tickFormat: tickFormat(figure.form), ticks: Math.max(3, Math.round(width / 130)) }),
      axisY({ tickSize: 0, tickFormat: cut(labels, left) }),
      barX(figure.rows, {
        x: "value", y: "label", order: figure.legend.map((entry) => entry.key), z: "part",
        fill: (row: Row) => `url(#${patternOf(id, causeOf.get(row.part ?? "") ?? "scheme")})`, stroke: "var(--sheet)", strokeWidth: 1,
      }),
    ],
  });
};

const lines: Drawer = (figure, width) => {
  const keys = figure.legend.map((entry) => entry.key);
  const about = new Map(figure.legend.map((entry) => [entry.key, entry]));
  const marks = keys.flatMap((key) => {
    const rows = figure.rows.filter((row) => row.series === key);
    const entry = about.get(key);
    const colour = fillOf(entry?.cause);
    const band = rows.some((row) => row.low != null && row.high != null);
    return [
      ...(band ? [areaY(rows, { x: "month", y1: "low", y2: "high", fill: colour, fillOpacity: 0.16 })] : []),
      line(rows, { x: "month", y: "value", stroke: colour, strokeWidth: 2.25, strokeDasharray: dashOf(entry?.world) ?? "none",
        curve: figure.chart === "curve" ? "step-after" : "linear" }),
    ];
  });
  const values = figure.rows.flatMap((row) => [row.value, row.high]).filter((value): value is number => typeof value === "number");
  return plot({
    width, height: Math.min(340, Math.max(220, width * 0.42)), marginLeft: 64, marginRight: 16, style: STYLE,
    x: { label: "month →", nice: true }, y: { label: null, zero: true, domain: [0, Math.max(...values, 1e-9)], nice: true },
    marks: [gridY(GRID), axisX({ ticks: Math.max(4, Math.round(width / 90)), label: "month →" }),
      axisY({ tickFormat: tickFormat(figure.form), ticks: 5 }), ...marks],
  });
};

const ends: Drawer = (figure, width) => {
  const labels = names(figure);
  const left = room(labels, width);
  const middle = figure.rows[0]?.value ?? 0;
  return plot({
    width, marginLeft: left, marginRight: 24, marginTop: 22, height: labels.length * BAND + 58, style: STYLE,
    x: { label: null, nice: true, zero: true }, y: { domain: labels, label: null, padding: 0.35 },
    marks: [
      gridX(GRID), axisX({ tickFormat: tickFormat(figure.form), ticks: Math.max(3, Math.round(width / 130)) }),
      axisY({ tickSize: 0, tickFormat: cut(labels, left) }),
      rect(figure.rows, { x1: "low", x2: "high", y1: "label", y2: "label", fill: "var(--false_record)", fillOpacity: 0.0 }),
      barX(figure.rows, { x1: "low", x2: "high", y: "label", fill: "var(--tint)", stroke: "var(--accent)" }),
      tickX(figure.rows, { x: "value", y: "label", stroke: "var(--ink)", strokeWidth: 2 }),
      ruleX([middle], { stroke: "var(--edge)", strokeDasharray: "3 3" }),
      text([middle], { x: (value: number) => value, frameAnchor: "top", dy: -14, text: () => "middle", fill: "var(--soft)" }),
    ],
  });
};

const DRAWERS: Record<Figure["chart"], Drawer> = { intervals, parts, lines, curve: lines, ends, people: () => document.createElement("svg") };

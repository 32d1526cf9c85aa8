// One function a kind of chart; what they draw are the rows of a figure, nothing is computed here.
import { areaY, axisX, axisY, barX, dot, gridX, gridY, line, link, plot, ruleX, text, tickX } from "@observablehq/plot";
import type { Figure, Row } from "../blocks";
import { multiples } from "./multiples";
import { dashOf, fillOf, paintOf, patternOf, patterns } from "./paint";
import { bandsOf, type Bands } from "./names";

const STYLE = { background: "transparent", fontFamily: "inherit", fontSize: "13px", color: "var(--ink)" };
const GRID = { stroke: "var(--line)", strokeOpacity: 1 };
const TALL = 14;

export function picture(figure: Figure, width: number): SVGElement {
  const made = DRAWERS[figure.chart](figure, width) as SVGElement;
  made.setAttribute("aria-hidden", "true");
  return made;
}

type Drawer = (figure: Figure, width: number) => Element;
type Marks = NonNullable<NonNullable<Parameters<typeof plot>[0]>["marks"]>;

function tickFormat(form: string): (value: number) => string {
  if (form === "share") return (value) => `${+(value * 100).toPrecision(6)} %`.replace("-", "−");
  return (value) => value.toLocaleString("en-GB").replace("-", "−");
}

/** Axes of a chart with names on the left: groups as headings, and the scale above too where it is tall. */
function frame(figure: Figure, width: number, bands: Bands): Marks {
  const ticks = { tickFormat: tickFormat(figure.form), ticks: Math.max(3, Math.round((width - bands.left) / 90)) };
  return [
    gridX({ ...GRID, ticks: ticks.ticks }),
    axisX({ ...ticks, anchor: "bottom" }),
    ...(bands.keys.length > TALL ? [axisX({ ...ticks, anchor: "top" })] : []),
    axisY({ tickSize: 0, tickFormat: (key: string) => bands.named.get(key) ?? "", lineHeight: 1.1 }),
    text(bands.heads, {
      y: (head: string) => head, text: (head: string) => bands.headed.get(head) ?? "", frameAnchor: "left", textAnchor: "start",
      dx: 4 - bands.left, fontWeight: 650, fill: "var(--ink)", stroke: "var(--paper)", strokeWidth: 5,
    }),
  ];
}

const intervals: Drawer = (figure, width) => {
  const shown = figure.rows.filter((row) => row.part !== "mark");
  const marked = figure.rows.filter((row) => row.part === "mark");
  const bands = bandsOf(shown, width);
  const ends = figure.rows.flatMap((row) => [row.value, row.low, row.high]).filter((value): value is number => typeof value === "number");
  const worlds = new Set(shown.map((row) => row.world));
  const shift = (row: Row) => (worlds.size < 2 ? 0 : row.world === "b" ? 6 : -6);
  const marks = [...worlds].flatMap((world) => {
    const rows = shown.filter((row) => row.world === world && row.value !== null);
    const dy = rows[0] ? shift(rows[0]) : 0;
    const colour = fillOf(figure.legend.find((entry) => entry.cause)?.cause);
    return [
      link(rows.filter((row) => row.low != null && row.high != null), {
        x1: "low", x2: "high", y1: bands.keyOf, y2: bands.keyOf, stroke: colour, strokeWidth: 2, dy,
        strokeDasharray: dashOf(world) ?? "none",
      }),
      dot(rows, { x: "value", y: bands.keyOf, r: 5, stroke: colour, strokeWidth: 2, fill: world === "b" ? "var(--sheet)" : colour, dy }),
    ];
  });
  return plot({
    width, marginLeft: bands.left, marginRight: 24, marginTop: bands.keys.length > TALL ? 28 : 8,
    height: bands.height + (bands.keys.length > TALL ? 64 : 44), style: STYLE,
    x: { domain: [Math.min(0, ...ends), Math.max(...ends, 1e-9)], nice: true, label: null },
    y: { domain: bands.keys, label: null, type: "point", padding: 0.6 },
    marks: [...frame(figure, width, bands), ruleX([0], { stroke: "var(--edge)" }),
      ruleX(marked, { x: "value", stroke: "var(--soft)", strokeDasharray: "3 4" }), ...marks],
  });
};

const parts: Drawer = (figure, width) => {
  const bands = bandsOf(figure.rows, width);
  const about = new Map(figure.legend.map((entry) => [entry.key, entry]));
  const id = `pattern-${figure.id}`;
  const paint = (row: Row) => paintOf(about.get(row.part ?? "") ?? { key: row.part ?? "" });
  return plot({
    width, marginLeft: bands.left, marginRight: 24, marginTop: 8, height: bands.height + 44, style: STYLE,
    x: { domain: figure.form === "share" ? [0, 1] : undefined, nice: figure.form !== "share", label: null },
    y: { domain: bands.keys, label: null, padding: 0.28 },
    marks: [
      () => patterns(id, figure.rows.map(paint)),
      ...frame(figure, width, bands),
      barX(figure.rows, {
        x: "value", y: bands.keyOf, order: figure.legend.map((entry) => entry.key), z: "part",
        fill: (row: Row) => `url(#${patternOf(id, paint(row))})`, stroke: "var(--sheet)", strokeWidth: 1,
      }),
    ],
  });
};

const lines: Drawer = (figure, width) => {
  const about = new Map(figure.legend.map((entry) => [entry.key, entry]));
  const marks = [...about.keys()].flatMap((key) => {
    const rows = figure.rows.filter((row) => row.series === key);
    const entry = about.get(key);
    const colour = fillOf(entry?.cause);
    const band = rows.some((row) => row.low != null && row.high != null);
    const curve = figure.chart === "curve" ? "step-after" : "linear";
    return [
      ...(band ? [areaY(rows.filter((row) => row.low != null), { x: "month", y1: "low", y2: "high", fill: colour, fillOpacity: 0.18, curve })] : []),
      line(rows, { x: "month", y: "value", stroke: colour, strokeWidth: 2.25, strokeDasharray: dashOf(entry?.world) ?? "none", curve }),
    ];
  });
  const values = figure.rows.flatMap((row) => [row.value, row.high]).filter((value): value is number => typeof value === "number");
  const months = figure.rows.map((row) => row.month ?? 0);
  const last = Math.max(...months, 1);
  const step = last > 90 ? 24 : last > 24 && width > 420 ? 6 : last > 24 ? 12 : last > 12 ? 3 : 1;
  const first = figure.chart === "curve" ? 0 : Math.min(...months);
  const ticks = Array.from({ length: Math.floor(last / step) + 1 }, (_, at) => at * step).filter((month) => month >= first);
  const label = figure.chart === "curve" ? "months after it began →" : "month of the run →";
  return plot({
    width, height: Math.min(340, Math.max(220, width * 0.42)), marginLeft: 64, marginRight: 24, marginBottom: 40, style: STYLE,
    x: { domain: [first, last], label },
    y: { label: null, domain: [0, figure.form === "share" ? Math.max(...values, 0.01) : Math.max(...values, 1)], nice: true },
    marks: [gridY({ ...GRID, ticks: 5 }), axisX({ ticks, label, tickFormat: (value: number) => String(value) }),
      axisY({ tickFormat: tickFormat(figure.form), ticks: 5 }), ...marks],
  });
};

const ends: Drawer = (figure, width) => {
  const bands = bandsOf(figure.rows, width);
  const of = (part: string) => figure.rows.filter((row) => row.part === part && row.value !== null);
  // a row may be one range, or three marks with chance around each
  const spans = bands.keys.flatMap((key) => {
    const rows = figure.rows.filter((row) => bands.keyOf(row) === key && row.value !== null);
    const values = rows.flatMap((row) => (row.part ? [row.value ?? 0] : [row.low ?? row.value ?? 0, row.high ?? row.value ?? 0]));
    return values.length ? [{ key, low: Math.min(...values), high: Math.max(...values) }] : [];
  });
  const every = figure.rows.flatMap((row) => [row.value, row.low, row.high]).filter((value): value is number => typeof value === "number");
  const whiskers = [...of("low"), ...of("high")].filter((row) => row.low != null && row.high != null);
  const side = (row: Row) => (row.part === "high" ? 7 : -7);
  return plot({
    width, marginLeft: bands.left, marginRight: 24, marginTop: 10, height: bands.height * 1.15 + 44, style: STYLE,
    x: { domain: [Math.min(0, ...every), Math.max(...every, 1e-9)], label: null, nice: true }, y: { domain: bands.keys, label: null, padding: 0.42 },
    marks: [
      ...frame(figure, width, bands), ruleX([0], { stroke: "var(--edge)" }),
      barX(spans, { x1: "low", x2: "high", y: "key", fill: "var(--tint)", stroke: "var(--accent)" }),
      ...(["low", "high"] as const).map((part) =>
        link(whiskers.filter((row) => row.part === part), {
          x1: "low", x2: "high", y1: bands.keyOf, y2: bands.keyOf, stroke: "var(--soft)", strokeWidth: 1, dy: side({ part } as Row),
        })),
      tickX(figure.rows.filter((row) => !row.part || row.part === "middle"), { x: "value", y: bands.keyOf, stroke: "var(--ink)", strokeWidth: 3 }),
      dot(of("low"), { x: "value", y: bands.keyOf, r: 5, fill: "var(--sheet)", stroke: "var(--accent)", strokeWidth: 2, dy: -7 }),
      dot(of("high"), { x: "value", y: bands.keyOf, r: 5, fill: "var(--accent)", stroke: "var(--accent)", strokeWidth: 2, dy: 7 }),
    ],
  });
};

const DRAWERS: Record<Figure["chart"], Drawer> = { intervals, parts, lines, curve: lines, ends, people: () => document.createElement("svg"), panels: multiples };

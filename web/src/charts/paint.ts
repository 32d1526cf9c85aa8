// Causes keep one colour everywhere, and a pattern, so that they can be told apart in grey. Worlds differ by line and
// fill, never by hue. The cells of a field of people differ by shape too.

const TILE: Record<string, string> = {
  false_record: "M-1,7 l8,-8 M3,11 l8,-8",
  mistaken_identity: "M0,2 h8 M0,6 h8",
  misread: "M0,2 h8 M0,6 h8",
  tie: "M2,0 v8 M6,0 v8",
  trait: "M2,2 h1.5 v1.5 h-1.5 z M6,6 h1.5 v1.5 h-1.5 z",
  stale: "M-1,1 l8,8 M3,-3 l8,8",
  discretion: "M0,4 h8 M4,0 v8",
  true_lawful: "M4,4 m-1.4,0 a1.4,1.4 0 1,0 2.8,0 a1.4,1.4 0 1,0 -2.8,0",
};

/** Worlds as fills: A solid, B hatched, both grey. */
const WORLDS: Record<string, { ground: string; lines: string; stroke: string }> = {
  "world-a": { ground: "var(--accent)", lines: "", stroke: "none" },
  "world-b": { ground: "var(--sheet)", lines: "M-1,7 l8,-8 M3,11 l8,-8", stroke: "var(--accent)" },
  "world-both": { ground: "var(--edge)", lines: "", stroke: "none" },
};

/** Fill of a cause; a colour of the theme where there is none. */
export function fillOf(cause: string | undefined): string {
  return cause ? `var(--${cause})` : "var(--accent)";
}

/** Dashes of the line of a world: A solid, B dashed, none dotted; further series are told apart in the same way. */
const DASHES: Record<string, string> = { b: "6 4", none: "1.5 3.5", c: "10 3 2 3" };

export function dashOf(world: string | undefined): string | undefined {
  return DASHES[world ?? ""];
}

/** What a part of a bar is drawn as: its cause, or its world. */
export function paintOf(entry: { key: string; cause?: string; world?: string } | undefined): string {
  if (entry?.world) return `world-${entry.world}`;
  return entry?.cause ?? entry?.key ?? "scheme";
}

/** Patterns for the paints of one picture, to be put into it. */
export function patterns(id: string, paints: Iterable<string>): SVGElement {
  const svg = "http://www.w3.org/2000/svg";
  const defs = document.createElementNS(svg, "defs");
  for (const paint of new Set(paints)) {
    const world = WORLDS[paint];
    const pattern = document.createElementNS(svg, "pattern");
    pattern.setAttribute("id", patternOf(id, paint));
    pattern.setAttribute("width", "8");
    pattern.setAttribute("height", "8");
    pattern.setAttribute("patternUnits", "userSpaceOnUse");
    const ground = document.createElementNS(svg, "rect");
    ground.setAttribute("width", "8");
    ground.setAttribute("height", "8");
    ground.setAttribute("fill", world?.ground ?? `var(--${paint})`);
    const lines = document.createElementNS(svg, "path");
    lines.setAttribute("d", world?.lines ?? TILE[paint] ?? "");
    // mixed, not see-through: a printer makes a picture of what is see-through
    lines.setAttribute("stroke", world?.stroke ?? `color-mix(in srgb, var(--sheet) 55%, var(--${paint}))`);
    lines.setAttribute("stroke-width", world ? "2" : "1.4");
    lines.setAttribute("fill", "none");
    pattern.append(ground, lines);
    defs.append(pattern);
  }
  return defs;
}

export function patternOf(id: string, paint: string): string {
  return `${id}-${paint}`;
}

export type Shape = "dot" | "ring" | "diamond" | "square" | "speck" | "tick";

/** Shapes of the cells of a field of people, and of the marks at the ends of an assumption. */
const SHAPES: Record<string, Shape> = {
  right: "dot", wrong: "diamond", missed: "ring", neither: "speck",
  only_a: "dot", both: "square", only_b: "ring",
  low: "ring", middle: "tick", high: "dot",
};

export function shapeOf(key: string): Shape | undefined {
  return SHAPES[key];
}

/** A mark as a path around a point. */
export function glyph(shape: Shape, x: number, y: number, r: number): string {
  if (shape === "diamond") return `M${x},${y - 1.25 * r}l${1.25 * r},${1.25 * r}l${-1.25 * r},${1.25 * r}l${-1.25 * r},${-1.25 * r}z`;
  if (shape === "square") return `M${x - 0.85 * r},${y - 0.85 * r}h${1.7 * r}v${1.7 * r}h${-1.7 * r}z`;
  if (shape === "tick") return `M${x - 0.15 * r},${y - 1.2 * r}h${0.3 * r}v${2.4 * r}h${-0.3 * r}z`;
  const size = shape === "speck" ? 0.4 * r : shape === "ring" ? 0.8 * r : r;
  return `M${x - size},${y}a${size},${size} 0 1,0 ${2 * size},0a${size},${size} 0 1,0 ${-2 * size},0z`;
}

/** Colour of a mark of its own. */
export function markOf(entry: { key: string; cause?: string; world?: string }): string {
  if (entry.world === "both") return "var(--edge)";
  return entry.key === "neither" || entry.cause === "scheme" ? "var(--scheme)" : fillOf(entry.cause);
}

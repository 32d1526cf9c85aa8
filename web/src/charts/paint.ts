// Causes keep one colour everywhere, and a pattern, so that they can be told apart in grey. Worlds differ by line.

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

/** Fill of a cause; a colour of the theme where there is none. */
export function fillOf(cause: string | undefined): string {
  return cause ? `var(--${cause})` : "var(--accent)";
}

/** Dashes of the line of a world: A solid, B dashed, none dotted; further series are told apart in the same way. */
const DASHES: Record<string, string> = { b: "6 4", none: "1.5 3.5", c: "10 3 2 3" };

export function dashOf(world: string | undefined): string | undefined {
  return DASHES[world ?? ""];
}

/** Patterns for the causes of one picture, to be put into it. */
export function patterns(id: string, causes: Iterable<string>): SVGElement {
  const svg = "http://www.w3.org/2000/svg";
  const defs = document.createElementNS(svg, "defs");
  for (const cause of new Set(causes)) {
    const pattern = document.createElementNS(svg, "pattern");
    pattern.setAttribute("id", patternOf(id, cause));
    pattern.setAttribute("width", "8");
    pattern.setAttribute("height", "8");
    pattern.setAttribute("patternUnits", "userSpaceOnUse");
    const ground = document.createElementNS(svg, "rect");
    ground.setAttribute("width", "8");
    ground.setAttribute("height", "8");
    ground.setAttribute("fill", `var(--${cause})`);
    const lines = document.createElementNS(svg, "path");
    lines.setAttribute("d", TILE[cause] ?? "");
    lines.setAttribute("stroke", "var(--sheet)");
    lines.setAttribute("stroke-opacity", "0.55");
    lines.setAttribute("stroke-width", "1.4");
    lines.setAttribute("fill", "none");
    pattern.append(ground, lines);
    defs.append(pattern);
  }
  return defs;
}

export function patternOf(id: string, cause: string): string {
  return `${id}-${cause}`;
}

// Where the parts of a scheme stand: columns from left to right, ties above, ways out below. Nothing is drawn here.
import type { DrawnLink, DrawnNode, Drawing } from "../scheme";

export interface Box {
  node: DrawnNode;
  x: number;
  y: number;
  w: number;
  h: number;
  lines: string[];
}

export interface Line {
  link: DrawnLink;
  d: string;
  width: number;
  /** The end of an arc, where its head is drawn: x, y and the angle in degrees. */
  head: [number, number, number] | null;
}

export interface Laid {
  width: number;
  height: number;
  boxes: Box[];
  lines: Line[];
  titles: { x: number; y: number; w: number; text: string }[];
  /** Names of nodes by column, from top to bottom, in the order of columns. */
  order: string[][];
}

const PAD = 6;
const GAP = 7;
const ROW = 16;
const LETTER = 7;
const SHARE: Record<string, number> = { conduct: 1.3, channels: 0.95, rules: 1.3, score: 0.42, standing: 0.72, measures: 1.15 };
const FREE = new Set(["conduct", "channels", "rules", "measures"]);
const WIDEST = 22;
const LEAST = 62;

export function lay(drawing: Drawing, width: number): Laid {
  const columns = drawing.columns.filter((column) => column.id !== "ties" && column.id !== "redress");
  const gap = Math.max(36, Math.min(80, width / 20));
  const widths = shared(columns.map((column) => SHARE[column.id] ?? 1), width - gap * (columns.length - 1));
  const boxes = new Map<string, Box>();
  const stacks: Box[][] = [];
  const titles: Laid["titles"] = [];
  let x = 0;
  for (const [at, column] of columns.entries()) {
    const w = widths[at]!;
    const stack = drawing.nodes.filter((node) => node.column === column.id).map((node) => boxed(node, x, w));
    for (const box of stack) boxes.set(box.node.id, box);
    stacks.push(stack);
    titles.push({ x, y: 0, w, text: column.title });
    x += w + gap;
  }
  const used = x - gap;
  const side = Math.max(0, (width - used) / 2);
  for (const box of boxes.values()) box.x += side;
  for (const title of titles) title.x += side;

  const near = neighbours(drawing);
  order(stacks, near);
  const above = row(drawing, "ties", boxes, near, width);
  const below = row(drawing, "redress", boxes, near, width);
  const headroom = wrapTitles(titles);
  const top = headroom + (above.length ? Math.max(...above.map((box) => box.h)) + 44 : 4);
  const height = place(stacks, near, top);
  for (const box of above) box.y = headroom + 2;
  for (const title of titles) title.y = above.length ? top - headroom - 2 : 0;
  if (above.length) for (const box of above) box.y = 2;
  for (const box of below) box.y = top + height + 48;
  for (const box of [...above, ...below]) boxes.set(box.node.id, box);
  const foot = below.length ? 48 + Math.max(...below.map((box) => box.h)) : 0;

  const most = Math.max(0, ...drawing.links.map((link) => link.flow ?? 0));
  const thick = (link: DrawnLink) => (drawing.weighted ? Math.max(0.8, WIDEST * Math.sqrt((link.flow ?? 0) / (most || 1))) : 1.6);
  let arcs = 0;
  const lines = drawing.links.flatMap((link) => {
    const [a, b] = [boxes.get(link.from), boxes.get(link.to)];
    return a && b ? [drawn(link, a, b, thick(link), gap, link.arc ? arcs++ : 0)] : [];
  });
  return {
    width, height: top + height + foot + 4, boxes: [...boxes.values()], lines, titles,
    order: [above, ...stacks, below].filter((stack) => stack.length).map((stack) => stack.map((box) => box.node.id)),
  };
}

/** Widths of columns by their shares; none so narrow that a short word is cut, none wider than is good to read. */
function shared(shares: number[], room: number): number[] {
  const total = Math.max(shares.reduce((sum, share) => sum + share, 0), 1.6);
  const narrow = shares.map((share) => (share * room) / total < LEAST);
  const left = room - narrow.filter(Boolean).length * LEAST;
  const rest = Math.max(shares.reduce((sum, share, at) => sum + (narrow[at] ? 0 : share), 0), 1.6);
  return shares.map((share, at) => (narrow[at] ? LEAST : Math.min((share * left) / rest, 280)));
}

function boxed(node: DrawnNode, x: number, w: number): Box {
  const lines = wrap(node.label, Math.floor((w - 2 * PAD - 6) / LETTER), 7);
  return { node, x, y: 0, w, h: lines.length * ROW + 2 * PAD - 2, lines };
}

/** Words in lines of at most so many letters; letters of East Asia count for two. */
export function wrap(text: string, letters: number, most: number): string[] {
  const wide = (part: string) => [...part].reduce((sum, letter) => sum + (letter > "\u2e80" ? 1.85 : 1), 0);
  const pieces = text.split(/\s+/).flatMap((word) => cut(word, Math.max(letters, 4)));
  const lines: string[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && wide(last) + 1 + wide(piece) <= letters) lines[lines.length - 1] = `${last} ${piece}`;
    else lines.push(piece);
  }
  if (lines.length <= most) return lines.length ? lines : [""];
  const kept = lines.slice(0, most);
  kept[most - 1] = `${kept[most - 1]!.slice(0, Math.max(1, letters - 1))}…`;
  return kept;
}

function cut(word: string, letters: number): string[] {
  if (word.length <= letters + 2) return [word];
  return [word.slice(0, letters - 1) + "-", ...cut(word.slice(letters - 1), letters)];
}

function wrapTitles(titles: Laid["titles"]): number {
  const rows = Math.max(1, ...titles.map((title) => wrap(title.text, Math.floor(title.w / 6.6), 3).length));
  return rows * ROW + 10;
}

function neighbours(drawing: Drawing): Map<string, string[]> {
  const near = new Map<string, string[]>();
  const add = (a: string, b: string) => near.set(a, [...(near.get(a) ?? []), b]);
  for (const link of drawing.links) {
    add(link.from, link.to);
    add(link.to, link.from);
  }
  return near;
}

/** Order each column by where its neighbours stand, a few times to and fro; grades and lists keep the order of the file. */
function order(stacks: Box[][], near: Map<string, string[]>): void {
  const rank = new Map<string, number>();
  const note = (stack: Box[]) => stack.forEach((box, at) => rank.set(box.node.id, (at + 0.5) / stack.length));
  stacks.forEach(note);
  for (let turn = 0; turn < 8; turn++) {
    const way = turn % 2 ? [...stacks].reverse() : stacks;
    for (const stack of way) {
      if (!FREE.has(stack[0]?.node.column ?? "")) continue;
      const mean = new Map(
        stack.map((box) => {
          const found = (near.get(box.node.id) ?? []).map((name) => rank.get(name)).filter((value) => value !== undefined);
          return [box.node.id, found.length ? found.reduce((sum, value) => sum + value, 0) / found.length : rank.get(box.node.id)!];
        }),
      );
      stack.sort((a, b) => mean.get(a.node.id)! - mean.get(b.node.id)!);
      note(stack);
    }
  }
}

/** Heights: the fullest column is stacked, all others stand as near to their neighbours as there is room. */
function place(stacks: Box[][], near: Map<string, string[]>, top: number): number {
  const need = (stack: Box[]) => stack.reduce((sum, box) => sum + box.h + GAP, -GAP);
  const height = Math.max(120, ...stacks.map(need));
  const fullest = stacks.reduce((best, stack, at) => (need(stack) > need(stacks[best]!) ? at : best), 0);
  const centre = new Map<string, number>();
  const turns = [fullest, ...stacks.map((_, at) => at).filter((at) => at !== fullest).sort((a, b) => Math.abs(a - fullest) - Math.abs(b - fullest))];
  for (let turn = 0; turn < 3; turn++) {
    for (const at of turns) {
      const stack = stacks[at]!;
      const wished = stack.map((box, place_) => {
        const found = (near.get(box.node.id) ?? []).map((name) => centre.get(name)).filter((value) => value !== undefined);
        if (at === fullest || !found.length) return top + (height * (place_ + 0.5)) / stack.length;
        return found.reduce((sum, value) => sum + value, 0) / found.length;
      });
      settle(stack, wished, top, height);
      for (const box of stack) centre.set(box.node.id, box.y + box.h / 2);
    }
  }
  return height;
}

/** Nearest places to those wished for, in this order and without overlap (pooled means), inside the height. */
function settle(stack: Box[], wished: number[], top: number, height: number): void {
  const offsets: number[] = [];
  let sum = 0;
  for (const box of stack) {
    offsets.push(sum);
    sum += box.h + GAP;
  }
  const most = top + height - (sum - GAP);
  const pools: { mean: number; n: number }[] = [];
  stack.forEach((box, at) => {
    pools.push({ mean: wished[at]! - box.h / 2 - offsets[at]!, n: 1 });
    while (pools.length > 1 && pools.at(-2)!.mean > pools.at(-1)!.mean) {
      const last = pools.pop()!;
      const before = pools.pop()!;
      const n = last.n + before.n;
      pools.push({ mean: (last.mean * last.n + before.mean * before.n) / n, n });
    }
  });
  let at = 0;
  for (const pool of pools) {
    for (let i = 0; i < pool.n; i++, at++) stack[at]!.y = Math.min(Math.max(pool.mean, top), Math.max(top, most)) + offsets[at]!;
  }
}

/** Parts that stand in a row above or below, each near the middle of what it is tied to. */
function row(drawing: Drawing, column: string, boxes: Map<string, Box>, near: Map<string, string[]>, width: number): Box[] {
  const nodes = drawing.nodes.filter((node) => node.column === column);
  if (!nodes.length) return [];
  const gap = 28;
  const w = Math.max(84, Math.min(190, (width - gap * (nodes.length - 1)) / nodes.length));
  const row_ = nodes.map((node) => boxed(node, 0, w));
  const most = width - (w + gap) * nodes.length + gap;
  const wished = row_.map((box, at) => {
    const found = (near.get(box.node.id) ?? []).map((name) => boxes.get(name)).filter((each) => each !== undefined);
    const middle = found.length ? found.reduce((sum, each) => sum + each.x + each.w / 2, 0) / found.length : width / 2;
    return middle - w / 2 - at * (w + gap);
  });
  const mean = wished.reduce((sum, value) => sum + value, 0) / wished.length;
  const begin = Math.min(Math.max(mean, 0), Math.max(0, most));
  row_.forEach((box, at) => (box.x = begin + at * (w + gap)));
  return row_;
}

function drawn(link: DrawnLink, a: Box, b: Box, width: number, gap: number, lane_: number): Line {
  const n = (value: number) => Math.round(value * 10) / 10;
  const path = (...steps: (string | number)[]) => steps.map((step) => (typeof step === "number" ? n(step) : step)).join(" ");
  if (link.arc) {
    const flat = Math.abs(a.y - b.y) < 2 && a.node.column === b.node.column;
    if (flat) {
      const [x1, x2, y] = [a.x + a.w, b.x, a.y + a.h / 2];
      return { link, width, d: path("M", x1, y, "L", x2 - 3, y), head: [x2 - 1, y, 0] };
    }
    const out = a.node.column === "ties" || a.node.column === "redress";
    const outer = out ? a : b;
    const inner = out ? b : a;
    const edge = link.arc === "above" ? outer.y + outer.h : outer.y;
    const sign = link.arc === "above" ? 1 : -1;
    const x0 = outer.x + outer.w * (out ? 0.3 : 0.7);
    const side = out ? inner.x : inner.x + inner.w;
    const off = gap * 0.26 + (lane_ % 5) * 3.5;
    const lane = out ? side - off : side + off;
    const y1 = inner.y + inner.h / 2;
    const y0 = edge + sign * 22;
    const bend = path("C", x0, y0, lane, edge + sign * 12, lane, edge + sign * 40);
    if (out) {
      const d = path("M", x0, edge, bend, "L", lane, y1 - sign * 10, "Q", lane, y1, side - 3, y1);
      return { link, width, d, head: [side - 1, y1, 0] };
    }
    const d = path("M", side, y1, "Q", lane, y1, lane, y1 - sign * 10, "L", lane, edge + sign * 40, "C", lane, edge + sign * 12, x0, y0, x0, edge + sign * 3);
    return { link, width, d, head: [x0, edge + sign * 1, sign * -90] };
  }
  const [y1, y2] = [a.y + a.h / 2, b.y + b.h / 2];
  if (Math.abs(a.x - b.x) < 2) {
    const x = a.x + a.w;
    const bulge = x + Math.min(gap * 0.7, 18 + Math.abs(y2 - y1) / 6);
    return { link, width, d: path("M", x, y1, "C", bulge, y1, bulge, y2, x + 3, y2), head: [x + 1, y2, 180] };
  }
  const [x1, x2] = a.x < b.x ? [a.x + a.w, b.x] : [a.x, b.x + b.w];
  const reach = Math.min(Math.abs(x2 - x1) / 2, gap * 1.2) * Math.sign(x2 - x1);
  return { link, width, d: path("M", x1, y1, "C", x1 + reach, y1, x2 - reach, y2, x2, y2), head: null };
}

/** Parts that belong to one: what leads to it and what it leads to, through rules and watchers, as far as the score. */
export function trail(drawing: Drawing, id: string): Set<string> {
  const found = new Set([id]);
  for (const forward of [true, false]) {
    const todo = [id];
    while (todo.length) {
      const at = todo.pop()!;
      if (at === "score:" && id !== "score:") continue;
      for (const link of drawing.links) {
        const [a, b] = forward ? [link.from, link.to] : [link.to, link.from];
        if (a !== at || (link.arc && at !== id)) continue;
        // a watcher records much: only the conduct that a rule is on belongs to the rule, and the other way round
        if (forward && id.startsWith("behaviour:") && link.of.length && !link.of.includes(id)) continue;
        if (!forward && link.of.length && !id.startsWith("channel:")) {
          const sees = (name: string) => drawing.links.some((each) => each.from === name && each.to === b);
          link.of.filter(sees).forEach((name) => found.add(name));
        } else if (id !== "score:" && !found.has(b)) todo.push(b);
        found.add(b);
      }
    }
  }
  return found;
}

// Names at the left of a chart: broken into two lines where they are long, with the groups as headings between them.
import type { Row } from "../blocks";

const LETTER = 6.9;
const ONE = 30;
const TWO = 38;

export interface Bands {
  /** Places of the scale, headings included, in order. */
  keys: string[];
  /** Text of a place. */
  named: Map<string, string>;
  heads: string[];
  headed: Map<string, string>;
  keyOf: (row: Row) => string;
  /** Room on the left, and height of all. */
  left: number;
  height: number;
}

export function bandsOf(rows: Row[], width: number): Bands {
  const keyOf = (row: Row) => `${row.group ?? ""}\u0000${row.label ?? ""}`;
  const longest = Math.max(...rows.map((row) => (row.label ?? "").length), 4);
  const left = Math.min(Math.round(longest * LETTER) + 14, Math.max(110, Math.round(width * (width < 520 ? 0.42 : 0.36))));
  const most = Math.floor((left - 14) / LETTER);
  const found: Bands = { keys: [], named: new Map(), heads: [], headed: new Map(), keyOf, left, height: 0 };
  let above = "";
  let tall = false;
  for (const row of rows) {
    const key = keyOf(row);
    if (found.named.has(key)) continue;
    if (row.group && row.group !== above) {
      const head = `${row.group}\u0000\u0000`;
      found.keys.push(head);
      found.heads.push(head);
      found.headed.set(head, row.group);
    }
    above = row.group ?? "";
    const lines = broken(row.label ?? "", most);
    tall ||= lines.includes("\n");
    found.keys.push(key);
    found.named.set(key, lines);
  }
  found.height = found.keys.length * (tall ? TWO : ONE);
  return found;
}

/** A name on at most two lines; what does not fit is cut, and stands in full in the table. */
export function broken(label: string, most: number): string {
  if (label.length <= most) return label;
  const at = label.lastIndexOf(" ", most);
  if (at < most / 3) return cut(label, most);
  return `${label.slice(0, at)}\n${cut(label.slice(at + 1), most)}`;
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

// The audit as `demerit audit --json` prints it, and the names of its instruments.
import type { SourceEntry } from "./catalogue";

export interface Read {
  name: string;
  item: string | null;
  value: unknown;
  origin: string;
  place: string;
  source: string[];
  note: string;
}

export interface Element {
  limb?: string;
  text: string;
  answer: boolean | null;
  parts?: Element[];
  reads?: Read[];
  more?: number;
}

export interface Finding {
  check: string;
  title: string;
  instrument: string;
  article: string;
  jurisdiction: string;
  force: string;
  seen: string;
  since: string | null;
  until: string | null;
  result: string;
  mode: string;
  why: string;
  severity: string;
  ceiling: string;
  says: string;
  elements: Element[];
  decide: string[];
  could_be: string | null;
  parameters: { name: string; value: number; unit: string; basis: string; why: string }[];
  lawyer: string;
  fix: { people: string; on_paper: string; safeguards: string[] };
  sources: string[];
}

export interface AuditView {
  audit: {
    disclaimer: string;
    scheme: { id: string; title: string; country: string; status: string; start: string | null; end: string | null };
    run: string | null;
    as_of: string;
    checked: string;
    left_out: number;
    counts: Record<string, number>;
    findings: Finding[];
    timeline: { since: string; until: string | null; check: string; result: string; mode: string }[];
    sources: Record<string, SourceEntry>;
  };
  instruments: Record<string, string>;
  /** What each finding is without the safeguards that are switched on, by check and mode. */
  was: Record<string, string>;
  switched: string[];
}

export const TRIPPED = ["violates", "departs", "risk"];
const ORDER = ["violates", "departs", "risk", "undecidable", "ok", "not_applicable", "not_in_force"];
const SEVERITY = ["blocker", "high", "medium", "low"];

export function ranked(findings: Finding[]): Finding[] {
  const place = (finding: Finding) => ORDER.indexOf(finding.result) * 10 + SEVERITY.indexOf(finding.severity);
  return [...findings].sort((a, b) => place(a) - place(b));
}

/** Limbs that bear on the answer: whether it applies, and what tripped; an open breach beside a risk. */
export function limbs(finding: Finding): Element[] {
  const wanted = new Set(["applies"]);
  wanted.add(finding.result === "violates" || finding.result === "departs" ? "violates" : "risk");
  const breach = finding.elements.find((one) => one.limb === "violates");
  if (breach?.answer === null || finding.result === "undecidable") wanted.add("violates");
  return finding.elements.filter((one) => wanted.has(one.limb ?? ""));
}

/** Parts that decide an element: all where all count, else those that have its answer. */
export function deciding(element: Element): Element[] {
  const parts = element.parts ?? [];
  const all = element.answer === null || (element.text === "all of") === element.answer;
  const same = parts.filter((part) => part.answer === element.answer);
  return all || !same.length ? parts : same;
}

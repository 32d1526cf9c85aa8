// What the New page asks, as Python writes it (`report/compose`), and the answers of the person before it.
import type { Drawn, FileFault } from "./scheme";

export interface Question {
  id: string;
  form: "line" | "text" | "choice" | "number" | "year";
  label: string;
  help: string;
  options: [string, string][];
  pick: string;
  about: Record<string, string[]>;
  unit?: string;
  middle?: number;
  low?: number;
  high?: number;
  none?: string;
}

export interface Section {
  id: string;
  title: string;
  lead: string;
  /** What one row is called; empty for a section without rows. */
  rows: string;
  add: string;
  questions: Question[];
}

export interface NumberAnswer {
  how?: "source" | "guess" | "unknown" | "none";
  value?: string;
  source?: string;
  place?: string;
  low?: string;
  high?: string;
}

export type Row = Record<string, string | NumberAnswer | undefined>;
export type Answers = Record<string, Row | Row[]>;

export interface Questions {
  kind: string;
  kinds: { id: string; label: string; about: string }[];
  sections: Section[];
  template: Answers;
  pick: Record<string, [string, string][]>;
  society: { id: string; title: string; about: string; said: string; persons: number };
}

export interface Open {
  section: string;
  row: string;
  question: string;
  message: string;
  numeric: boolean;
}

export interface Composed {
  id: string;
  files: { name: string; kind: string; text: string }[];
  open: Open[];
  faults: FileFault[];
  view: Drawn | null;
  file?: string;
}

export function isRows(part: Row | Row[] | undefined): part is Row[] {
  return Array.isArray(part);
}

/** Name of the place of a question on the page, to go to it. */
export function placeOf(section: string, row: string, question: string): string {
  return `ask-${section}-${row}-${question}`.replaceAll(/[^\w-]/g, "_");
}

/** Whether a question is asked at all, by the other answers of its row. */
export function isAsked(question: Question, row: Row): boolean {
  return Object.entries(question.about).every(([name, values]) => values.includes(String(row[name] ?? "")));
}

/** Options of a choice: its own, what the society has, or rows of another section. */
export function optionsOf(question: Question, asked: Questions, answers: Answers): [string, string][] {
  if (!question.pick) return question.options;
  const rows = answers[question.pick];
  const own: [string, string][] = isRows(rows) ? rows.map((row) => [String(row.id), String(row.label || row.title || "…")]) : [];
  return [...(asked.pick[question.pick] ?? []), ...own];
}

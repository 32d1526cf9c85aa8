// What a page is made of, as `report/views` in Python writes it. Every sentence and figure comes from there.

export interface Column {
  title: string;
  right: boolean;
  wraps: boolean;
  coloured: boolean;
  under: boolean;
}

export interface Table {
  kind: "table";
  columns: Column[];
  rows: string[][];
  colours: string[];
}

export interface Shelf {
  kind: "shelf";
  columns: Column[];
  rows: string[][];
  texts: string[];
  groups: string[];
}

export type ChartKind = "intervals" | "parts" | "lines" | "ends" | "people" | "curve" | "panels";

export interface Row {
  label?: string;
  group?: string;
  series?: string;
  world?: string;
  part?: string;
  month?: number;
  value: number | null;
  low?: number | null;
  high?: number | null;
  n?: number;
  said?: string;
}

export interface Figure {
  kind: "figure";
  id: string;
  chart: ChartKind;
  title: string;
  /** What is counted, of whom, in which unit. */
  axis: string;
  /** "share", "count", "months", "rate" */
  form: string;
  rows: Row[];
  /** Names and colours of series or parts, in order. */
  legend: { key: string; label: string; cause?: string; world?: string }[];
  note: string;
  evidence: Record<string, number> | null;
  table: Table;
}

export type Block =
  | { kind: "heading"; text: string }
  | { kind: "paragraph"; text: string; tone: string }
  | { kind: "bar"; parts: [string, number][] }
  | Table
  | Shelf
  | Figure;

export interface Section {
  id: string;
  title: string;
  blocks: Block[];
}

/** `demerit.view/1`: one page, its sentences first. */
export interface View {
  schema: "demerit.view/1";
  page: string;
  title: string;
  first_line: string;
  limits: string;
  lead: string[];
  sections: Section[];
  aside: { id: string; title: string; text: string; copy: boolean }[];
  links: { page: string; label: string; args: Record<string, string> }[];
}

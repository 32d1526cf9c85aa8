// What the lab says of a scheme (`src/demerit/report/views/scheme.py`) and of one in the making (`lab/composing.py`).
import type { Table } from "./blocks";

export interface DrawnNode {
  id: string;
  column: string;
  kind: string;
  label: string;
  said: string[];
  note: string;
  tone: string;
  numbers: number[];
  assumed: boolean;
  flow: number | null;
}

export interface DrawnLink {
  from: string;
  to: string;
  what: string;
  arc: "" | "above" | "below";
  /** Of what a watcher records, the conduct that this link is about. */
  of: string[];
  numbers: number[];
  assumed: boolean;
  flow: number | null;
}

export interface Drawing {
  columns: { id: string; title: string }[];
  nodes: DrawnNode[];
  links: DrawnLink[];
  weighted: boolean;
  captions: string[];
}

export interface Source {
  id: string;
  title: string;
  body: string;
  year: string;
  url: string;
}

export interface SchemeNumber {
  node: string;
  of: string;
  where: string;
  label: string;
  /** The part inside a node that it is about. */
  part: string;
  means: string;
  said: string;
  value: number | null;
  unit: string;
  unit_said: string;
  low: number | null;
  high: number | null;
  grade: string;
  grade_said: string;
  assumed: boolean;
  place: string;
  derived: string;
  note: string;
  varies: string[];
  sources: number[];
  line: number;
  column: number;
  file: string;
  path: (string | number)[] | null;
  least: number | null;
  most: number | null;
}

export interface Drawn {
  drawing: Drawing;
  links: Table;
  numbers: SchemeNumber[];
  sources: Source[];
}

export interface SchemeView extends Drawn {
  name: string;
  id: string;
  own: boolean;
  title: string;
  first_line: string;
  about: string;
  identity: { label: string; text: string }[];
  said: { id: string; title: string; lines: string[] }[];
  evidence: Record<string, number>;
  evidence_said: string;
  file: string;
  text: string;
}

export interface FileFault {
  code: string;
  message: string;
  line: number;
  column: number;
  hint: string;
  file: string;
}

export interface Difference {
  path: string;
  before: string | null;
  after: string | null;
  source_before: string[];
  source_after: string[];
}

export interface Draft {
  text: string;
  faults: FileFault[];
  view: Drawn | null;
  differences: Difference[] | null;
}

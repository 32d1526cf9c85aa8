// One synthetic life as `demerit life --json` prints it, laid out in four lanes.
import type { SourceEntry } from "./catalogue";

export interface Line {
  month: number;
  calendar: string;
  kind: string;
  item: string;
  what: string;
  rule: string | null;
  points: number | null;
  counting: number | null;
  cause: string | null;
  flags: string[];
  source: string[];
  place: string;
  label: string;
  recorded: boolean | null;
  same?: boolean;
}

export interface World {
  run: { scheme: string; title: string; society: string; safeguards: string[]; start: string; months: number; burn_in: number; persons: number; seed: number };
  starts_in: { band: string | null; sort: string | null; points: number | null } | null;
  totals: Record<string, number>;
  lines: Line[];
  sources: Record<string, SourceEntry>;
}

export interface Life extends Partial<World> {
  uid: number;
  name: string;
  notice: string;
  unit: string;
  replicate: number;
  chosen: { way: string; like: number; penalised: number; of: number; world: string } | null;
  a?: World;
  b?: World;
}

export const LANES = ["did", "written", "cost", "way_out"] as const;
export type Lane = (typeof LANES)[number];

const LANE_OF: Record<string, Lane> = {
  act: "did", opened: "did", performed: "did",
  record: "written", entry: "written",
  stay_begin: "cost", stay_end: "cost", band: "cost", denied: "cost", burden: "cost", loss: "cost", grant: "cost", gate_gained: "cost", gate_lost: "cost",
  notice: "way_out", filed: "way_out", won: "way_out", lost: "way_out", expired: "way_out", reversed: "way_out", lifted: "way_out", stopped: "way_out",
};

export function laneOf(line: Line): Lane {
  return LANE_OF[line.kind] ?? "cost";
}

export interface Mark {
  lane: Lane;
  month: number;
  lines: Line[];
  wrong: boolean;
  cause: string;
  hollow: boolean;
}

const WRONG = new Set(["false_record", "mistaken_identity", "misread", "stale"]);

/** One mark for each lane and month, with the cause that matters most. */
export function marksOf(lines: Line[]): Mark[] {
  const found = new Map<string, Line[]>();
  for (const line of lines) {
    const key = `${laneOf(line)}:${line.month}`;
    found.set(key, [...(found.get(key) ?? []), line]);
  }
  return [...found].map(([key, here]) => {
    const causes = here.map((line) => line.cause ?? "").filter(Boolean);
    const cause = causes.find((one) => WRONG.has(one)) ?? causes.find((one) => one === "tie" || one === "trait") ?? causes[0] ?? "";
    return {
      lane: key.split(":")[0] as Lane,
      month: Number(key.split(":")[1]),
      lines: here,
      wrong: here.some((line) => line.flags.includes("wrongful") || WRONG.has(line.cause ?? "")),
      cause,
      hollow: here.every((line) => (line.kind === "act" && line.recorded === false) || ["stay_end", "grant", "lost"].includes(line.kind)),
    };
  });
}

export interface Stay {
  label: string;
  from: number;
  to: number;
  wrong: boolean;
}

/** Stays on lists, from the month they begin to the month they end or the run does. */
export function staysOf(world: World): Stay[] {
  const open = new Map<string, Stay>();
  const stays: Stay[] = [];
  for (const line of world.lines) {
    if (line.kind === "stay_begin") {
      const stay = { label: line.label, from: line.month, to: world.run.months, wrong: line.flags.includes("wrongful") };
      open.set(line.item, stay);
      stays.push(stay);
    } else if (line.kind === "stay_end") {
      const stay = open.get(line.item);
      if (stay) stay.to = line.month;
      open.delete(line.item);
    }
  }
  return stays;
}

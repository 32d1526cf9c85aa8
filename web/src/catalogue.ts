// Documents of the catalogue, as the terminal prints them.

export interface SchemeEntry {
  id: string;
  title: string;
  kind: string;
  status: string;
  real: boolean;
  country: string;
  place: string;
  start: string | null;
  end: string | null;
  society: string;
  first_line: string;
  about: string;
  unit: string;
  numbers: Record<string, number>;
  share_assumed: number;
  n_sources: number;
}

export interface SafeguardEntry {
  id: string;
  title: string;
  about: string;
  basis: string;
}

export interface SocietyEntry {
  id: string;
  title: string;
  country: string;
  persons: number;
  about: string;
}

export interface Catalogue {
  countries: { code: string; short: string; name: string }[];
  schemes: SchemeEntry[];
  societies: SocietyEntry[];
  safeguards: SafeguardEntry[];
}

export interface SourceEntry {
  id: string;
  title: string;
  body: string;
  year: string;
  url: string;
  read_at: string;
  grade: string | null;
  seen: string;
}

export interface Claim {
  id: string;
  group: string;
  statement: string;
  verdict: string;
  reason: string;
  looked: string;
  made_in: { id: string; author: string; title: string; body: string; year: string }[];
  sources: SourceEntry[];
  schemes: string[];
}

export function total(numbers: Record<string, number>): number {
  return Object.values(numbers).reduce((sum, n) => sum + n, 0);
}

export function years(entry: Pick<SchemeEntry, "start" | "end" | "status">): string {
  const from = entry.start?.slice(0, 4) ?? "";
  const to = entry.end?.slice(0, 4) ?? (entry.status === "in_force" ? "today" : "");
  return from && to && from !== to ? `${from} to ${to}` : from || to;
}

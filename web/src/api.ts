// Where documents come from: the lab's server, or the report's own inside. Nothing else is ever asked.

export interface Fault {
  code: string;
  message: string;
  hint?: string | null;
  where?: string | null;
}

export class Refused extends Error {
  constructor(readonly fault: Fault) {
    super(fault.message);
  }
}

export type Args = Record<string, string | number | undefined>;

export function keyOf(name: string, args: Args = {}): string {
  const said = Object.entries(args)
    .filter(([, value]) => value !== undefined && value !== "")
    .map(([key, value]) => [key, String(value)] as [string, string])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const query = new URLSearchParams(said).toString();
  return query ? `${name}?${query}` : name;
}

let inside: Record<string, unknown> | undefined;

function documents(): Record<string, unknown> {
  inside ??= JSON.parse(document.getElementById("documents")?.textContent ?? "{}") as Record<string, unknown>;
  return inside;
}

/** Whether a document can be had: always in the lab, in a report only if it is inside. */
export function has(name: string, args: Args = {}): boolean {
  return !__REPORT__ || keyOf(name, args) in documents();
}

/** Whether a report has documents of this name, with whatever arguments. */
export function holds(name: string): boolean {
  return Object.keys(documents()).some((key) => key.split("?")[0] === name);
}

/** What a report is about: its page and the name of its run. */
export function about(): { page: string; run: string } {
  return (documents().about as { page: string; run: string } | undefined) ?? { page: "result", run: "" };
}

const kept = new Map<string, Promise<unknown>>();

/** A document by name; those of the catalogue are kept. */
export function read<T>(name: string, args: Args = {}, options: { keep?: boolean } = {}): Promise<T> {
  const key = keyOf(name, args);
  if (__REPORT__) {
    const found = documents()[key];
    return found === undefined
      ? Promise.reject(new Refused({ code: "W404", message: `This report does not hold “${key}”.`, hint: "The laboratory has it." }))
      : Promise.resolve(found as T);
  }
  const before = kept.get(key);
  if (before) return before as Promise<T>;
  const asked = ask<T>("GET", `api/doc/${key}`);
  if (options.keep) {
    kept.set(key, asked);
    asked.catch(() => kept.delete(key));
  }
  return asked;
}

/** Ask the lab's server. */
export async function ask<T>(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<T> {
  let answer: Response;
  try {
    const headers = body === undefined ? undefined : { "content-type": "application/json" };
    answer = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Refused({
      code: "W503",
      message: "The laboratory does not answer.",
      hint: "It runs in a terminal on this computer: start it again with demerit lab, then reload this page.",
    });
  }
  const text = await answer.text();
  let made: unknown;
  try {
    made = JSON.parse(text);
  } catch {
    throw new Refused({ code: "W502", message: "The laboratory gave an answer that cannot be read.", hint: "Reload the page." });
  }
  if (!answer.ok) {
    const fault = (made as { error?: Fault }).error;
    throw new Refused(fault ?? { code: `W${answer.status}`, message: "The laboratory refused." });
  }
  return made as T;
}

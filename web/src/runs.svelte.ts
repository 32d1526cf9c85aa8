// Runs as the lab's server tells of them: what is asked, how far it is, first counts while the months pass.
import { ask, Refused, type Fault } from "./api";

export interface Asked {
  kind: "run" | "pair";
  scheme: string;
  other?: string;
  society?: string;
  persons?: number;
  months?: number;
  burn_in?: number;
  seed?: number;
  replicates?: number;
  safeguards: string[];
}

export interface RunEntry {
  id: string;
  folder: string | null;
  kind: "run" | "pair" | "sweep";
  title: string;
  status: "queued" | "running" | "complete" | "unfinished" | "failed";
  when?: string | null;
  position?: number | null;
  share?: number;
  words?: string;
  error?: Fault | null;
}

interface Counts {
  now?: number;
  events?: number;
  wrongful?: number;
  people?: number;
  people_wrongful?: number;
}

interface KeyAbout {
  label?: string;
  sort?: string;
  penalty: boolean;
}

export interface Month {
  month: number;
  counts: Record<string, Counts>;
}

/** What is known of a run that is under way. */
export class Watched {
  status = $state<RunEntry["status"]>("queued");
  share = $state(0);
  words = $state("");
  folder = $state("");
  fault = $state<Fault | null>(null);
  keys = $state.raw<Record<string, KeyAbout>>({});
  months = $state.raw<Month[]>([]);
  persons = $state(0);
  sample = $state(false);
  last = $state(0);
  /** Place in the queue; 0 once it runs. */
  position = $state(0);
  private source: EventSource | null = null;
  private waiting: Month[] = [];
  private timer = 0;

  constructor(readonly id: string) {}

  open(): void {
    this.source = new EventSource(`api/runs/${encodeURIComponent(this.id)}/events`);
    const take = (event: MessageEvent<string>) => this.take(JSON.parse(event.data) as Record<string, unknown>);
    for (const name of ["message", "stage", "begin", "month", "end", "queue"]) this.source.addEventListener(name, take as EventListener);
  }

  close(): void {
    this.source?.close();
    this.source = null;
    clearTimeout(this.timer);
  }

  private take(event: Record<string, unknown>): void {
    if (event.event === "queue") {
      this.position = event.position as number;
    } else if (event.event === "stage") {
      this.position = 0;
      this.status = "running";
      this.share = event.share as number;
      this.words = event.words as string;
    } else if (event.event === "begin") {
      this.status = "running";
      this.folder = event.folder as string;
      const worlds = event.worlds as Record<string, Record<string, KeyAbout>>;
      this.keys = worlds.run ?? worlds.a ?? {};
    } else if (event.event === "month") {
      if (event.world !== "run" && event.world !== "a") return;
      const sample = Boolean(event.sample);
      const month = event.month as number;
      if (sample !== this.sample || month === 1) this.waiting = [];
      this.sample = sample;
      this.persons = event.persons as number;
      this.last = event.months as number;
      this.waiting = [...this.waiting, { month, counts: event.counts as Record<string, Counts> }];
      // months may pass faster than anybody can look: the picture follows a few times a second
      if (!this.timer) {
        this.timer = setTimeout(() => {
          this.timer = 0;
          this.months = this.waiting;
        }, 150) as unknown as number;
      }
    } else if (event.event === "end") {
      this.status = event.status as RunEntry["status"];
      this.folder = (event.folder as string | null) ?? this.folder;
      this.fault = (event.error as Fault | undefined) ?? null;
      this.months = this.waiting;
      if (this.status === "complete") this.share = 1;
      this.close();
    }
  }
}

export function begin(asked: Asked): Promise<RunEntry> {
  return ask<RunEntry>("POST", "api/runs", asked);
}

/** Vary everything that is assumed in a run, all at once. */
export function sweep(run: string): Promise<RunEntry> {
  return ask<RunEntry>("POST", "api/runs", { kind: "sweep", run });
}

export function stop(id: string): Promise<unknown> {
  return ask("DELETE", `api/runs/${encodeURIComponent(id)}`);
}

export function all(): Promise<{ runs: RunEntry[] }> {
  return ask("GET", "api/runs");
}

export function commands(id: string): Promise<{ terminal: string; python: string }> {
  return ask("GET", `api/runs/${encodeURIComponent(id)}/command`);
}

export function asFault(found: unknown): Fault {
  return found instanceof Refused ? found.fault : { code: "W500", message: String(found) };
}

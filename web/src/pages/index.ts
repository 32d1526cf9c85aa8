// The pages by name, in the order of the navigation. Each is loaded when it is first shown.
import type { Component } from "svelte";

export interface Page {
  title: string;
  /** Stands in the navigation. */
  nav: boolean;
  /** The document that a report must hold for the page to be there. */
  document?: string;
  load: () => Promise<{ default: Component }>;
}

const READ: Record<string, Page> = {
  scheme: { title: "Scheme", nav: __REPORT__, document: "scheme", load: () => import("./Scheme.svelte") },
  lives: { title: "Lives", nav: true, document: "life", load: () => import("./Lives.svelte") },
  audit: { title: "Audit", nav: true, document: "view-audit", load: () => import("./Audit.svelte") },
  pair: { title: "Pair", nav: false, load: () => import("./Result.svelte") },
  result: { title: "Result", nav: __REPORT__, load: () => import("./Result.svelte") },
};

const LAB: Record<string, Page> = {
  start: { title: "Start", nav: false, load: () => import("./Start.svelte") },
  run: { title: "Run", nav: true, load: () => import("./Run.svelte") },
  new: { title: "New", nav: true, load: () => import("./New.svelte") },
  question: { title: "Question", nav: false, load: () => import("./Question.svelte") },
  ...READ,
  patterns: { title: "Patterns", nav: false, load: () => import("./Patterns.svelte") },
  claims: { title: "Claims", nav: true, load: () => import("./Claims.svelte") },
};

/** In a report only the pages that it can hold; the first is where it opens. */
export const PAGES: Record<string, Page> = __REPORT__ ? { ...READ, start: READ.result! } : LAB;

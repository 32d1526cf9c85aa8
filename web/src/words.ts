// Every sentence that the page itself says. Sentences about results come from Python, whole.

export const WORDS = {
  name: "demerit",
  tagline: "A laboratory for social scoring systems",
  skip: "Skip to the content",
  synthetic: "Synthetic people. A model, not a measurement.",
  noPage: "There is no page at this address.",
  noPageTitle: "Not here",
  toStart: "Go to the first page",
  wait: "Reading …",
  theme: { label: "Colours", system: "As the system", light: "Light", dark: "Dark" },
  chart: {
    table: "The figures",
    csv: "CSV",
    svg: "SVG",
    png: "PNG",
    download: "Download",
    evidence: "What stands behind these figures",
    numbers: (n: number) => (n === 1 ? "1 number" : `${n} numbers`),
    people: "synthetic people",
    scroll: "Table, scrolls sideways",
  },
  copy: "Copy",
  copied: "Copied",
  fault: { title: "This did not work", code: "Code", hint: "What to do" },
} as const;

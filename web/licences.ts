// Names and licences of what the page is built from, written beside it: their authors ask for no less.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

function licenceOf(folder: string): string {
  const name = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
  return name ? readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n").trim() : "";
}

export function licences(file: string): Plugin {
  return {
    name: "licences",
    generateBundle(_options, bundle) {
      const folders = new Set<string>();
      for (const part of Object.values(bundle)) {
        if (part.type !== "chunk") continue;
        for (const id of part.moduleIds) {
          const found = PACKAGE.exec(id.replace(/^\0/, ""));
          if (found?.[1]) folders.add(found[1]);
        }
      }
      const texts = [...folders].map((folder) => {
        const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, string>;
        return { name: about.name ?? dirname(folder), text: `${about.name} ${about.version} (${about.license})\n\n${licenceOf(folder)}` };
      });
      texts.sort((a, b) => (a.name < b.name ? -1 : 1));
      this.emitFile({ type: "asset", fileName: file, source: `${texts.map((one) => one.text).join(`\n\n${"-".repeat(80)}\n\n`)}\n` });
    },
  };
}

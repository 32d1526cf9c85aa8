// Parts of Observable Plot that no picture here needs (maps, colour schemes, tips, legends, times) are left out of the page:
// they are a third of it. What stands in their place refuses, so that a picture that comes to need them fails in its test.
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const LEFT_OUT = [
  [/plot\/src\/projection\.js$/, "./lean/projection.ts"],
  [/plot\/src\/scales\/schemes\.js$/, "./lean/schemes.ts"],
  [/plot\/src\/scales\/temporal\.js$/, "./lean/times.ts"],
  [/plot\/src\/legends\.js$/, "./lean/legends.ts"],
  [/plot\/src\/(marks\/tip|interactions\/pointer)\.js$/, "./lean/tips.ts"],
] as const;

export function lean(): Plugin {
  return {
    name: "lean",
    enforce: "pre",
    async resolveId(source, importer, options) {
      if (!importer?.includes("@observablehq/plot")) return null;
      const found = await this.resolve(source, importer, { ...options, skipSelf: true });
      const other = found && LEFT_OUT.find(([pattern]) => pattern.test(found.id));
      return other ? fileURLToPath(new URL(other[1], import.meta.url)) : null;
    },
  };
}

// Parts of Observable Plot that no picture here needs (map projections, colour schemes) are left out of the page: they
// are a fifth of it. What stands in their place refuses, so that a picture that comes to need them fails in its test.
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const LEFT_OUT = [
  [/plot\/src\/projection\.js$/, "./lean/projection.ts"],
  [/plot\/src\/scales\/schemes\.js$/, "./lean/schemes.ts"],
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

// Two builds of one source: the lab's page (a folder of files) and the report (one file, to be filled with documents).
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";
import { lean } from "./lean.ts";
import { licences } from "./licences.ts";

export default defineConfig(({ mode }) => {
  const report = mode === "report";
  return {
    base: "./",
    plugins: [lean(), svelte(), ...(report ? [viteSingleFile({ removeViteModuleLoader: true })] : [licences("LICENCES.txt")])],
    define: { __REPORT__: JSON.stringify(report) },
    build: {
      outDir: "../src/demerit/report/page",
      emptyOutDir: !report,
      target: "es2022",
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      chunkSizeWarningLimit: 700,
      rollupOptions: {
        input: report ? "report.html" : "index.html",
        // names without digests: the built page is committed, and the server sends a validator
        output: { entryFileNames: "assets/[name].js", chunkFileNames: "assets/[name].js", assetFileNames: "assets/[name][extname]" },
      },
    },
    server: { proxy: { "/api": "http://127.0.0.1:8765" } },
  };
});

import { defineConfig } from "vite";

// One entry for each kind of page that is alive; names with hashes, found by the manifest.
export default defineConfig({
  base: "./",
  build: {
    outDir: "../kg/web/static/built",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { site: "src/site.ts", query: "src/query.ts" },
    },
  },
});

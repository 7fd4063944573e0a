/** One ESM bundle with three ways in; heavy libraries become chunks that load when first used. */
import { defineConfig } from 'rolldown';

export default defineConfig({
  input: { action: 'src/action.ts', cli: 'src/cli.ts', simulator: 'src/simulator/edge/main.ts' },
  platform: 'node',
  // jsonc-parser's `main` is UMD, whose requires cannot be followed; its `module` is ESM.
  resolve: { mainFields: ['module', 'main'] },
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
  },
});

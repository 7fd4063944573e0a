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
    codeSplitting: {
      // Every chunk costs half a millisecond at the start, so what is always needed together is one.
      groups: [
        // What the simulated node's programs need too: they start often, and must not load the engine.
        {
          name: 'base',
          test: /src\/(?:errors|hash|json|version|config\/(?:units|quote|address-range)|node\/(?:conf|section-cfg|storage-cfg|property-string|recorded-guest|machine|guest-exec))\.ts$/,
          priority: 3,
        },
        // Each by itself, so that whoever needs one of them does not load the engine for it.
        { name: 'zod', test: /node_modules\/zod\//, priority: 4 },
        { name: 'aws-sdk', test: /node_modules\/@(?:aws|aws-sdk|smithy)\//, priority: 4 },
        { name: 'opentelemetry', test: /node_modules\/@opentelemetry\//, priority: 4 },
        { name: 'guest-scripts', test: /src\/features\/(?:guest-scripts|tar)\./, priority: 3 },
        // What reads files, while the engine is still loading.
        { name: 'sources', test: /src\/(?:sources|commands)\/(?:sources|disk|git)\.ts$/, priority: 2 },
        // What reads the folder of a simulated node, for its programs and for a plan.
        {
          name: 'lab-files',
          test: /src\/simulator\/(?:edge\/(?:known-lab|disk-host)|facts|program-names)\.ts$/,
          priority: 2,
        },
        // What of the simulator a command that looks at nodes needs too, without the rest of either.
        {
          name: 'lab-shared',
          test: /src\/simulator\/(?:fresh-node|own-files|power|firewall\/node|api-schema|arguments|failure|properties|schema|validate)\.ts$/,
          priority: 2,
        },
        // What a command that looks at nodes needs besides the engine, and a simulated node's programs do not.
        {
          name: 'live',
          test: /src\/(?:node\/|commands\/(?:live-plan|judge-item|operator-plan)\.ts)/,
          priority: 0.5,
        },
        {
          name: 'engine',
          test: /src\/(?:(?:config|kinds|plan)\/(?!render\/)|commands\/(?:workspace|history))|zod\/v4\/classic\/coerce/,
          priority: 1,
        },
      ],
    },
  },
});

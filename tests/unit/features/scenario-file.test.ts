/** Scenarios are read with the place of what is wrong; those of the library are sound, and so are its scripts. */
import { readdirSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { readLibrary } from '../../../src/features/library.ts';
import { parseRecorded } from '../../../src/features/recorded.ts';
import { readScenarios, RECORDED_FILE } from '../../../src/features/scenario-file.ts';
import { stagesOf } from '../../../src/features/scenario-stages.ts';
import { scaffold } from '../../../src/features/scaffold.ts';
import { checkScripts } from '../../../src/features/script-check.ts';
import { readFeatureFolder } from '../../../src/sources/feature-folders.ts';
import { filesOf } from '../../support/feature-files.ts';
import { describe } from '../../support/describe.ts';

const LIBRARY = 'features';
const ids = readdirSync(LIBRARY, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const shown = (folder: ReadonlyMap<string, Uint8Array>) =>
  readScenarios('one', folder).findings.map(
    ({ id, at, message }) => `${id} ${at?.file}:${at?.line} ${message}`,
  );

describe('scenarios', (test) => {
  test('what is wrong is told with its line', () => {
    const text = '{\n  "title": "x",\n  "expect": [{ "exec": ["true"], "exit": 300 }]\n}';
    const [one = '', ...rest] = shown(filesOf({ 'test/basic.json': text }));
    assert.equal(rest, []);
    assert.match(one, /features\/one\/test\/basic\.json:3 .*exit/);
  });

  test('a pattern that is none, a stand-in that is missing, a name that cannot be one', () => {
    const bad = { title: 'x', expect: [{ exec: ['true'], stdout: '(' }] };
    assert.match(shown(filesOf({ 'test/basic.json': bad }))[0] ?? '', 'regular expression');
    const missing = { title: 'x', standIns: { tool: 'test/tool' } };
    assert.match(shown(filesOf({ 'test/basic.json': missing }))[0] ?? '', /^PHX745 .*"test\/tool".*"tool"/);
    assert.match(shown(filesOf({ 'test/Not So.json': { title: 'x' } }))[0] ?? '', /^PHX745/);
  });

  test('a stand-in may be a folder; what was recorded is no scenario', () => {
    const folder = filesOf({
      'test/basic.json': { title: 'x', standIns: { tool: 'test/tool' } },
      'test/tool/bin/tool': '#!/bin/sh\n',
      [RECORDED_FILE]: '{}',
    });
    assert.equal(shown(folder), []);
    assert.equal(
      readScenarios('one', folder).scenarios.map(({ name }) => name),
      ['basic'],
    );
  });

  const shipped = readFeatureFolder(LIBRARY);
  const { features } = readLibrary({ own: new Map(), shipped });
  for (const id of ids) {
    test(`${id} of the library has scenarios that can be run, and scripts by its rules`, () => {
      const folder = readFeatureFolder(`${LIBRARY}/${id}`);
      const { scenarios, findings } = readScenarios(id, folder);
      assert.equal(findings, []);
      assert.ok(scenarios.length > 0);
      const feature = features.get(id);
      if (!feature) throw new Error(`${id} is not sound`);
      assert.equal(checkScripts(id, feature.manifest, folder), []);
      for (const { scenario } of scenarios) {
        const { stages, findings: unmet } = stagesOf({
          id,
          scenario,
          features,
          os: scenario.os,
          served: new Map(),
          previous: null,
        });
        assert.equal(
          unmet.filter(({ severity }) => severity === 'error'),
          [],
        );
        assert.is(
          stages?.all.some((one) => one.id === id),
          true,
        );
      }
      const recorded = folder.get(RECORDED_FILE);
      if (recorded) assert.ok(parseRecorded(recorded), 'what was recorded can be read');
    });
  }

  test('a new feature is sound, and has a scenario that can be run', () => {
    const folder = new Map([...scaffold('my-app')].map(([path, text]) => [path, Buffer.from(text)] as const));
    const own = new Map([...folder].map(([path, bytes]) => [`my-app/${path}`, bytes] as const));
    const library = readLibrary({ own, shipped: new Map() });
    assert.equal(library.findings, []);
    const { scenarios, findings } = readScenarios('my-app', folder);
    assert.equal(findings, []);
    assert.is(scenarios.length, 1);
    const manifest = library.features.get('my-app')?.manifest;
    assert.equal(manifest && checkScripts('my-app', manifest, folder), []);
  });
});

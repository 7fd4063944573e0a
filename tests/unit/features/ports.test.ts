import * as assert from 'uvu/assert';
import type { ManifestPort, OptionValue } from '../../../src/features/manifest.ts';
import { portsOf } from '../../../src/features/ports.ts';
import { readLibrary } from '../../../src/features/library.ts';
import { describe } from '../../support/describe.ts';

interface Case {
  readonly ports: readonly ManifestPort[] | null;
  readonly values?: Readonly<Record<string, OptionValue>>;
  readonly found: readonly string[];
  readonly isAll?: boolean;
}

const cases: Readonly<Record<string, Case>> = {
  'nobody says': { ports: null, found: [], isAll: false },
  none: { ports: [], found: [] },
  'always the same': { ports: [{ port: 53, protocol: 'udp' }], found: ['53/udp'] },
  'an option': { ports: [{ option: 'port' }], values: { port: 80 }, found: ['80/tcp port'] },
  'an option that says none': { ports: [{ option: 'port' }], values: { port: 0 }, found: [] },
  'an option without a value': { ports: [{ option: 'port' }], values: { port: '' }, found: [] },
  'the first and the last': {
    ports: [{ option: 'a' }, { option: 'b' }, { option: 'c' }],
    values: { a: 1, b: 65_535, c: 65_536 },
    found: ['1/tcp a', '65535/tcp b'],
  },
  'switched on': { ports: [{ port: 443, when: { tls: true } }], values: { tls: true }, found: ['443/tcp'] },
  'switched off': { ports: [{ port: 443, when: { tls: true } }], values: { tls: false }, found: [] },
  'a text that is there': {
    ports: [{ port: 443, when: { key: true } }],
    values: { key: '/a' },
    found: ['443/tcp'],
  },
  'a text that is empty': { ports: [{ port: 443, when: { key: true } }], values: { key: '' }, found: [] },
  'a list that is empty': { ports: [{ port: 443, when: { all: true } }], values: { all: [] }, found: [] },
  'an option that is missing': { ports: [{ port: 443, when: { key: true } }], found: [] },
  'one of two conditions': {
    ports: [{ port: 1, when: { tls: true, role: 'agent' } }],
    values: { tls: true, role: 'server' },
    found: [],
  },
  'others besides': { ports: [{ port: 80 }, { any: true }], found: ['80/tcp'], isAll: false },
  'others, if there are sites': {
    ports: [{ any: true, when: { sites: true } }],
    values: { sites: [] },
    found: [],
  },
};

const bytes = (text: string) => new TextEncoder().encode(text);

function contentOf(manifest: string): string | undefined {
  const shipped = new Map([
    ['x/feature.json', bytes(manifest)],
    ['x/install.sh', bytes('true\n')],
  ]);
  const { features, findings } = readLibrary({ own: new Map(), shipped });
  assert.equal(findings, []);
  return features.get('x')?.content;
}

function wrongWith(manifest: object): string[] {
  const text = JSON.stringify({ id: 'x', version: '1.0.0', name: 'X', ...manifest }, null, 2);
  const own = new Map([
    ['x/feature.json', bytes(text)],
    ['x/install.sh', bytes('true\n')],
  ]);
  return readLibrary({ own, shipped: new Map() }).findings.map(({ id, at }) => `${id} ${at?.line}`);
}

describe('ports of a feature', (test) => {
  for (const [name, { ports, values = {}, found, isAll = true }] of Object.entries(cases)) {
    test(name, () => {
      const told = portsOf({ ports }, values);
      assert.equal(
        told.ports.map(({ port, protocol, option }) => `${port}/${protocol} ${option ?? ''}`.trim()),
        [...found],
      );
      assert.is(told.isAll, isAll);
    });
  }

  test('declaring them makes no guest run the feature again', () => {
    const plain = '{\n  "id": "x",\n  "version": "1.0.0",\n  "name": "X"\n}\n';
    const without = contentOf(plain);
    const ports = '"ports": [\n    { "port": 80 },\n    { "port": 81 }\n  ]';
    for (const text of [
      plain.replace('"X"\n', `"X",\n  ${ports}\n`),
      plain.replace('"version"', `${ports},\n  "version"`),
    ])
      assert.is(contentOf(text), without, text);
    assert.is.not(contentOf(plain.replace('"X"', '"Y"')), without);
    const option = plain.replace('"X"\n', '"X",\n  "options": { "ports": { "type": "string" } }\n');
    assert.is.not(contentOf(option), without, 'an option of that name is not the ports');
  });

  test('a manifest that speaks of options that it has not is told', () => {
    const options = { port: { type: 'integer' }, name: { type: 'string' } };
    assert.equal(wrongWith({ options, ports: [{ option: 'port', when: { name: true } }] }), []);
    assert.equal(wrongWith({ options, ports: [{ option: 'name' }] }), ['PHX704 15']);
    assert.equal(wrongWith({ options, ports: [{ port: 80, when: { tls: true } }] }), ['PHX704 16']);
    assert.equal(wrongWith({ options, ports: [{ option: 'toString' }] }), ['PHX704 15']);
    assert.equal(wrongWith({ options, ports: [{ port: 70_000 }] }).length, 1);
  });
});

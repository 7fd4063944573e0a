import * as assert from 'uvu/assert';
import type { ApplyEntry } from '../../../src/apply/apply.ts';
import { assemble } from '../../../src/apply/assemble.ts';
import type { Change } from '../../../src/kinds/change.ts';
import type { Edge } from '../../../src/kinds/kind.ts';
import type { Step } from '../../../src/kinds/step.ts';
import { inProcessCluster } from '../../../src/node/in-process.ts';
import { memoryHost } from '../../../src/simulator/memory-host.ts';
import { prepareRecordedNode } from '../../../src/simulator/recorded-node.ts';
import { describe } from '../../support/describe.ts';
import { toy, toyInput, toyStep, type ToyOptions } from './toy.ts';

/** A resource with a row of steps; the last one only writes something down. */
function resource(name: string, vmid: number, options: ToyOptions = {}): ApplyEntry {
  const argv = ['pct', 'set', String(vmid)];
  const steps: Step[] = [
    toyStep(name, 'make', vmid, argv),
    toyStep(name, 'fill', vmid, argv, { after: [`toy/${name}:make`] }),
    toyStep(name, 'mark', vmid, argv, { after: [`toy/${name}:fill`], effect: 'config', remark: true }),
  ];
  return toy(name, vmid, steps, options);
}

async function graph(...entries: ApplyEntry[]): Promise<Record<string, readonly string[]>> {
  const host = memoryHost();
  prepareRecordedNode(host);
  const input = await toyInput(inProcessCluster(host), entries);
  const { steps } = assemble(input, '2026-01-01T00:00:00.000Z');
  return Object.fromEntries(steps.map((step) => [step.id, step.after]));
}

const to = (name: string, when: Edge['when']): Edge => ({ to: `toy/${name}`, when });

describe('the graph of steps', (test) => {
  test('leaves resources alone that have nothing to do with each other', async () => {
    const after = await graph(resource('a', 101), resource('b', 102));
    assert.equal(after['toy/b:make'], []);
    assert.equal(after['toy/b:mark'], ['toy/b:fill']);
  });

  test('puts what must be ready wholly before', async () => {
    const after = await graph(
      resource('a', 101, { action: 'create' }),
      resource('b', 102, { edges: [to('a', 'ready')] }),
    );
    assert.equal(after['toy/b:make'], ['toy/a:mark']);
    assert.equal(after['toy/b:fill'], ['toy/b:make']);
  });

  const rows: readonly [string, ToyOptions, string][] = [
    [
      'a new one is there when it is made, whatever is written down later',
      { action: 'create' },
      'toy/a:fill',
    ],
    ['one that changes is there when it is changed', { action: 'update' }, 'toy/a:fill'],
  ];
  for (const [name, options, last] of rows) {
    test(`what must exist: ${name}`, async () => {
      const edges = [to('a', 'exists')];
      const after = await graph(resource('a', 101, options), resource('b', 102, { edges }));
      assert.equal(after['toy/b:make'], [last]);
    });
  }

  test('the stronger of two wishes counts', async () => {
    const edges = [to('a', 'exists'), to('a', 'ready')];
    for (const order of [edges, edges.toReversed()]) {
      const after = await graph(
        resource('a', 101, { action: 'create' }),
        resource('b', 102, { edges: order }),
      );
      assert.equal(after['toy/b:make'], ['toy/a:mark']);
    }
  });

  test('what a held one was to leave may not go, and what it keeps needs no word', async () => {
    const host = memoryHost();
    prepareRecordedNode(host);
    const hold = { is: 'held', why: 'policies say so' } as const;
    const leaving = (action: 'retire' | 'update') =>
      resource('b', 102, { action, edges: [to('a', 'exists')], hold });
    const hopeless = async (...entries: ApplyEntry[]) => {
      const input = await toyInput(inProcessCluster(host), entries);
      return Object.fromEntries(assemble(input, '2026-01-01T00:00:00.000Z').hopeless);
    };
    const gone = await hopeless(resource('a', 101, { action: 'retire' }), leaving('retire'));
    assert.is(gone['toy/a:make'], 'toy/b still stands on it: policies say so');
    assert.equal(await hopeless(resource('a', 101, { action: 'update' }), leaving('retire')), {});
    assert.equal(await hopeless(resource('a', 101, { action: 'retire' }), leaving('update')), {});
  });

  const SECRET = '${secret:db/app}';
  const change = (path: string): Change => ({
    path,
    slot: path,
    before: null,
    after: '1',
    effect: 'live',
  });
  const server: ToyOptions = {
    secrets: [{ reference: SECRET, path: '/features/db/password', defines: true }],
    changes: [change('/features/db')],
  };
  const client: ToyOptions = {
    secrets: [{ reference: '${secret:db/app#user}', path: '/features/app/user' }],
    changes: [change('/memory')],
  };
  const secrets: readonly [string, ToyOptions, ToyOptions, readonly string[]][] = [
    ['a server is well before its client begins', server, client, ['toy/server:mark']],
    ['also where it is made', { ...server, changes: [], action: 'create' }, client, ['toy/server:mark']],
    [
      'where something else of the server changes, nobody waits',
      { ...server, changes: [change('/features/dbx'), change('/memory')] },
      client,
      [],
    ],
    ['nor for a server that stays as it is', { ...server, hold: { is: 'drift', why: '' } }, client, []],
    ['nor for one that is to go', { ...server, action: 'retire' }, client, []],
    ['an edge the other way wins', { ...server, edges: [to('client', 'ready')] }, client, []],
    [
      'two that make it true do not wait for each other',
      server,
      { ...client, secrets: [...(client.secrets ?? []), ...(server.secrets ?? [])] },
      [],
    ],
  ];
  for (const [name, first, second, expected] of secrets) {
    test(`secrets: ${name}`, async () => {
      for (const swap of [false, true]) {
        const both = [resource('server', 102, first), resource('client', 101, second)];
        const after = await graph(...(swap ? both.toReversed() : both));
        assert.equal(after['toy/client:make'], expected);
      }
    });
  }

  test('secrets: an edge the other way wins also behind others', async () => {
    const after = await graph(
      resource('client', 101, client),
      resource('between', 103, { edges: [to('client', 'exists')] }),
      resource('server', 102, { ...server, edges: [to('between', 'exists')] }),
    );
    assert.equal(after['toy/client:make'], []);
    assert.equal(after['toy/server:make'], ['toy/between:fill']);
  });

  test('what takes the place of another waits until that one is away', async () => {
    const after = await graph(
      resource('old', 101, { action: 'destroy' }),
      resource('new', 102, { action: 'create', edges: [to('old', 'gone')] }),
    );
    assert.equal(after['toy/new:make'], ['toy/old:mark']);
  });

  test('what is removed goes after everything that stood on it', async () => {
    const after = await graph(
      resource('a', 101, { action: 'retire' }),
      resource('b', 102, { action: 'retire', edges: [to('a', 'ready')] }),
      resource('c', 103, { edges: [to('a', 'exists')] }),
    );
    assert.equal(after['toy/a:make'], ['toy/b:mark', 'toy/c:mark']);
    assert.equal(after['toy/b:make'], []);
  });
});

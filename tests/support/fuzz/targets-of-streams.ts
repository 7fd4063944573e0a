/** Fuzz targets of what others send or read: the comment of a plan, the events of a run in a guest, files of the vault. */
import { generateKey } from 'openpgp';
import * as assert from 'uvu/assert';
import { PhoenixError } from '../../../src/errors.ts';
import type { FeatureEvent } from '../../../src/features/event.ts';
import { eventReader } from '../../../src/features/events.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { renderComment } from '../../../src/plan/render/markdown.ts';
import type { Where } from '../../../src/plan/render/links.ts';
import { dearmoured } from '../../../src/secrets/vault/armour.ts';
import { withField, withValue } from '../../../src/secrets/vault/change-entry.ts';
import { decryptEntry } from '../../../src/secrets/vault/decrypt.ts';
import { entrySecret, parseEntry } from '../../../src/secrets/vault/entry.ts';
import { formatGpgId, parseGpgId } from '../../../src/secrets/vault/gpg-id.ts';
import { inspectMessage } from '../../../src/secrets/vault/inspect.ts';
import { openKeyring } from '../../../src/secrets/vault/keyring.ts';
import { hostilePlan } from '../../unit/plan/render/hostile-plan.ts';
import { shapeOf } from '../../unit/plan/render/markdown-shape.ts';
import { fc } from '../fast-check.ts';
import { vaultOf, written } from '../vault.ts';
import type { Target } from './harness.ts';
import { texts } from './texts.ts';

const BASE = 'https://github.com/acme/lab/';
const WHERE: Where = {
  repository: 'https://github.com/acme/lab',
  root: 'configs',
  head: '4f1c2ab7d09e55b1c3a84e2f6d7b8c9a0e1f2d3c',
  base: '9e07d31c4a5b6c7d8e9f00112233445566778899',
  pr: 42,
  run: null,
};

/** As large as GitHub takes one, in bytes too. */
const MOST = 65_536;

export const COMMENT: Target = {
  name: 'comment',
  encoding: 'utf8',
  inputs: fc
    .oneof(
      { weight: 6, arbitrary: hostilePlan(8) },
      // Far more than there is room for.
      {
        weight: 1,
        arbitrary: fc.tuple(hostilePlan(8), fc.integer({ min: 10, max: 300 })).map(([plan, times]) => ({
          ...plan,
          items: Array.from({ length: times }, (_, n) =>
            plan.items.map((item) => ({ ...item, address: `${item.address}${n}` })),
          ).flat(),
        })),
      },
    )
    .map((plan) => JSON.stringify(plan)),
  runs: 60,
  check: (input) => {
    const comment = renderComment(JSON.parse(input) as Plan, WHERE);
    assert.ok(Buffer.byteLength(comment) <= MOST, `${Buffer.byteLength(comment)} bytes`);
    assert.equal(shapeOf(comment, BASE).faults, []);
  },
};

const NONCE = 'abcd';
const SECRET = 'hunter22-Tr0ub4dor';
const line = (event: object) => `${JSON.stringify({ phx: 1, ...event })}\n`;
const output = (data: string) =>
  line({ event: 'output', feature: 'x', script: 'install', data: Buffer.from(data).toString('base64') });
const RUN = [
  line({ event: 'begin', feature: 'x' }),
  line({ event: 'begin', feature: 'x', script: 'install', span: '00f067aa0ba902b7' }),
  output(`all is ${SECRET} well\n`),
  output('::phx progress 40\nline\n'),
  line({ event: 'end', feature: 'x', script: 'install', exit: 0, ms: 5, why: SECRET }),
  line({ event: 'refused', why: `no ${SECRET}` }),
  line({ event: 'restart', feature: 'x' }),
  line({ event: 'removed', feature: 'x', why: 'gone' }),
  `lxc-attach: ${SECRET}\n`,
  line({ event: 'done', nonce: NONCE, exit: 0 }),
];
const EVENT_WORDS = [
  ...RUN,
  '{"phx":1,',
  '"event":"output",',
  '"event":"done",',
  `"nonce":"${NONCE}",`,
  '"exit":256',
  '\n',
  '\r',
  '{',
  '}',
  SECRET,
  SECRET.slice(0, 8),
  SECRET.slice(8),
  '\u001b[1m',
  '\u202e',
  '"data":"',
  'aHVudGVyMjI=',
  '::phx ',
  '\0',
  output(SECRET.slice(0, 9)),
  output(SECRET.slice(9)),
];

function eventsOf(pieces: readonly Uint8Array[]): FeatureEvent[] {
  const events: FeatureEvent[] = [];
  const reader = eventReader({ nonce: NONCE, secrets: [SECRET], onEvent: (event) => events.push(event) });
  for (const piece of pieces) reader.add(piece);
  reader.end();
  assert.ok(reader.done);
  return events;
}

function checkEvents(input: string): void {
  const bytes = Buffer.from(input, 'latin1');
  const events = eventsOf([bytes]);
  // However it comes in.
  const halves = [bytes.subarray(0, bytes.length >> 1), bytes.subarray(bytes.length >> 1)];
  assert.equal(eventsOf(halves), events);
  if (bytes.length < 5000) assert.equal(eventsOf([...bytes].map((byte) => Uint8Array.of(byte))), events);
  const told = JSON.stringify(events);
  assert.not.match(told, SECRET);
  for (const event of events) {
    for (const text of Object.values(event)) {
      if (typeof text === 'string')
        assert.not.match(text, /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  }
  assert.ok(events.length <= bytes.length + 1, `${events.length} events`);
  const ends = events.filter(({ event }) => event === 'done');
  assert.ok(ends.length <= 1 && (ends.length === 0 || events.at(-1)?.event === 'done'));
}

export const EVENTS: Target = {
  name: 'events',
  encoding: 'latin1',
  inputs: texts([RUN.join(''), RUN.slice(2, 5).join('')], EVENT_WORDS, { bytes: true }),
  runs: 600,
  check: checkEvents,
};

// Made anew each time: what is changed of an entry differs from run to run, and only its file tells it again.
const anna = await generateKey({ userIDs: [{ email: 'anna@example.org' }], format: 'object' });
const files = vaultOf({
  '.gpg-id': anna.publicKey.getFingerprint(),
  '.public-keys/anna': anna.publicKey.armor(),
});
const entry = Buffer.from(await written(files, 'db/app', `${SECRET}\nuser: bob\n`)).toString('latin1');
const keyring = await openKeyring({ key: anna.privateKey.armor(), passphrase: '' }, { say: () => {} });
const ARMOURED = `-----BEGIN PGP MESSAGE-----\n\n${Buffer.from(entry, 'latin1').toString('base64')}\n=AAAA\n-----END PGP MESSAGE-----\n`;

const VAULT_WORDS = [
  '',
  'Á',
  'Ò',
  'ÿ',
  '\0',
  'Á?',
  'Òÿÿÿÿÿ',
  'ÊPGP',
  'à',
  '-----BEGIN PGP MESSAGE-----\n',
  '\n\n',
  '-----END PGP MESSAGE-----',
  '=',
  'Version: x\n',
  'AAAA',
  '\r\n',
  'user: bob',
  ':',
  ': ',
  '#',
  '# comment',
  '__proto__: x',
  'constructor: y',
  '0123456789ABCDEF',
];

/** What it says of a file that is none. */
async function checkOpening(bytes: Uint8Array): Promise<void> {
  const said: string[] = [];
  try {
    const options = { requireBound: false, say: (text: string) => said.push(text) };
    assert.is(await decryptEntry('db/app', bytes, keyring, options), `${SECRET}\nuser: bob\n`, 'forged');
  } catch (error) {
    assert.ok(error instanceof PhoenixError && error.code === 'REFUSED', String(error));
    said.push(error.message, error.hint ?? '');
  }
  assert.not.match(said.join('\n'), SECRET);
}

async function checkVault(input: string): Promise<void> {
  const bytes = Buffer.from(input, 'latin1');
  const found = inspectMessage(bytes);
  if (!('wrong' in found)) {
    assert.ok(found.keyIds.length + found.hidden + found.passphrases <= 256);
    assert.ok(found.keyIds.every((id) => /^[0-9A-F]{16}$/.test(id)));
  }
  dearmoured(bytes, 'MESSAGE');
  if (bytes.length < 4000) await checkOpening(bytes);
  const ids = parseGpgId(input);
  assert.equal(parseGpgId(formatGpgId(ids)), ids);
  // A value and a field that are changed are read back, and nothing else is other than it was.
  const before = parseEntry(input);
  const valued = parseEntry(withValue(input, 'new value'));
  assert.equal([valued.value, [...valued.fields]], ['new value', [...before.fields]]);
  const changed = parseEntry(withField(input, 'user', 'eve'));
  assert.is(changed.fields.get('user'), 'eve');
  const others = (fields: ReadonlyMap<string, string>) => [...fields].filter(([key]) => key !== 'user');
  assert.equal(others(changed.fields), others(before.fields));
  assert.is(entrySecret(input).field('*'), input);
}

export const VAULT: Target = {
  name: 'vault',
  encoding: 'latin1',
  inputs: texts([entry, ARMOURED, `${SECRET}\nuser: bob\nurl: https://x\n`, '0123\n# x\n'], VAULT_WORDS, {
    bytes: true,
  }),
  runs: 250,
  check: checkVault,
};

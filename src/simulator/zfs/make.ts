/** `zfs create` and `zfs clone`. */
import { ownPath } from '../own-files.ts';
import type { Session } from '../session.ts';
import { checkNew, mountsItself, save, stateOf, type Verb, withDataset } from './edit.ts';
import { assignmentOf, fail, type Given, readOptions, usage } from './options.ts';
import { FIXED, parseValue } from './properties.ts';
import { EMPTY, type SimDataset } from './state.ts';

/** `file:///etc/phoenix/keys/x`. */
const decodedPath = (location: string): string => location.slice('file://'.length);

function parsedOptions(
  given: Given,
  name: string,
): { local: Record<string, string>; fixed: Record<string, string> } {
  const [local, fixed]: Record<string, string>[] = [{}, {}] as Record<string, string>[];
  for (const text of given.values.get('o') ?? []) {
    const [property, value] = assignmentOf(text);
    if (Object.hasOwn(FIXED, property)) {
      (fixed as Record<string, string>)[property] = value;
      continue;
    }
    const parsed = parseValue(property, value);
    if (typeof parsed !== 'string') fail(`cannot create '${name}': ${parsed.reason}`);
    else (local as Record<string, string>)[property] = parsed;
  }
  return { local: local as Record<string, string>, fixed: fixed as Record<string, string> };
}

/** @throws Failure where the key is not to be had */
function checkKey(
  session: Session,
  name: string,
  local: Readonly<Record<string, string>>,
  fixed: Readonly<Record<string, string>>,
): void {
  if (fixed['encryption'] === undefined || fixed['encryption'] === 'off') return;
  if (fixed['keyformat'] === undefined)
    fail(`cannot create '${name}': Keyformat required for new encryption root.`);
  const at = local['keylocation'] ?? 'prompt';
  const key = at.startsWith('file://')
    ? session.host.read(ownPath(session.node.name, decodedPath(at)))
    : session.stdin;
  if (!key) fail(`cannot create '${name}': Failed to open key material file: No such file or directory`);
  const text = (key ?? '').replace(/\n$/, '');
  if (fixed['keyformat'] === 'passphrase' && text.length < 8)
    fail(`cannot create '${name}': Passphrase too short (min 8).`);
  if (fixed['keyformat'] === 'hex' && !/^[0-9a-f]{64}$/i.test(text))
    fail(`cannot create '${name}': Raw key too short (expected 64).`);
}

export const create: Verb = (session, words) => {
  const given = readOptions(words, 'psuo:V:b:');
  const [name] = given.rest;
  if (name === undefined) usage('missing filesystem argument');
  if (given.rest.length > 1) usage('too many arguments');
  const state = stateOf(session);
  checkNew(state, name, 'create');
  const { local, fixed } = parsedOptions(given, name);
  checkKey(session, name, local, fixed);
  const quota = Number(local['quota'] ?? '0');
  if (quota > 0 && quota < EMPTY) fail(`cannot create '${name}': out of space`);
  const volume = given.values.get('V')?.[0];
  const made: SimDataset = {
    type: volume === undefined ? 'filesystem' : 'volume',
    created: Math.floor(session.host.now() / 1000),
    local: volume === undefined ? local : { ...local, volsize: volume },
    ...(Object.keys(fixed).length > 0 ? { fixed } : {}),
    snapshots: [],
    mounted: false,
    own: EMPTY,
  };
  const next = withDataset(state, name, made);
  save(
    session,
    withDataset(next, name, { ...made, mounted: volume === undefined && mountsItself(next, name) }),
  );
};

export const clone: Verb = (session, words) => {
  const given = readOptions(words, 'po:');
  const [from = '', to] = given.rest;
  if (to === undefined) usage('missing target dataset argument');
  const state = stateOf(session);
  const [name = '', tag] = from.split('@');
  const source = state.datasets[name];
  if (!source?.snapshots.some((one) => one.name === tag))
    return fail(`cannot open '${from}': dataset does not exist`);
  checkNew(state, to, 'create');
  const { local } = parsedOptions(given, to);
  const created = Math.floor(session.host.now() / 1000);
  const made: SimDataset = {
    type: source.type,
    created,
    local,
    snapshots: [],
    origin: from,
    mounted: false,
    own: source.own,
  };
  const next = withDataset(state, to, made);
  save(session, withDataset(next, to, { ...made, mounted: mountsItself(next, to) }));
};

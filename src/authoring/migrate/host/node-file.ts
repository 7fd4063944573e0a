/** The host's own file: what the old tool did on it by scripts, as features for nodes. Pure. */
import type { Json, JsonObject } from '../../../json.ts';
import { below, type Fate, flagIn, type Found, membersOf, numberIn, textIn } from '../source.ts';
import { hostAt } from './read.ts';
import type { Input } from './say.ts';

type Claim = (from: Found | null, path: readonly string[], why?: string, fate?: Fate) => void;

interface Draft {
  readonly input: Input;
  readonly claim: Claim;
}

const DRIVER = 'nvidia-driver';

export const nodeFileAt = (node: string): string => `node/${node}.json`;

/** Null: nothing of the source is about the host itself. */
export function nodeFileOf(input: Input): JsonObject | null {
  const { findings, named } = input;
  const draft: Draft = {
    input,
    claim: (from, path, why, fate = 'mapped') => {
      if (!from) return;
      const target = fate === 'mapped' ? { target: { address: `node/${named.node}`, path } } : {};
      findings.claims.push({ role: from.role, pointer: from.pointer, fate, ...target, ...(why && { why }) });
    },
  };
  const features = Object.fromEntries(
    [
      ['node-base', basics(draft)],
      ['nfs-server', shares(draft)],
      [DRIVER, driver(draft)],
      ['samba', samba(draft)],
    ].filter((entry): entry is [string, JsonObject] => entry[1] !== null),
  );
  const modules = cache(draft);
  const file = {
    ...(modules ? { modules } : {}),
    ...(Object.keys(features).length > 0 ? { features } : {}),
  };
  return Object.keys(file).length > 0 ? file : null;
}

const at = (...path: readonly string[]) => ['features', ...path];

function basics({ input, claim }: Draft): JsonObject | null {
  const of = (...path: readonly string[]) => hostAt(input.source, ...path);
  const zone = of('timezone');
  const [name, key] = [of('users', 'username'), of('users', 'ssh_public_key')];
  claim(zone, at('node-base', 'timezone'));
  claim(name, at('node-base', 'account'));
  claim(of('users', 'sudo_access'), at('node-base', 'account'), 'the account has sudo');
  claim(of('users', 'password_hash'), [], 'the account has no password: it is entered by key', 'dropped');
  const text = textIn(key?.value).trim();
  if (text === '') claim(key, [], 'there is none', 'dropped');
  else claim(key, at('node-base', 'keys'));
  const options = {
    ...(textIn(zone?.value) !== '' && { timezone: textIn(zone?.value) }),
    ...(textIn(name?.value) !== '' && { account: textIn(name?.value) }),
    ...(text !== '' && { keys: [text] }),
  };
  return Object.keys(options).length > 0 ? options : null;
}

const texts = (value: Json | undefined): string[] =>
  Array.isArray(value)
    ? (value as readonly Json[]).map((one) => textIn(one)).filter((one) => one !== '')
    : [];

function shares({ input, claim }: Draft): JsonObject | null {
  const lines = membersOf(hostAt(input.source, 'nfs', 'exports')).flatMap((one): string[] => {
    const folder = textIn(below(one, 'path')?.value);
    const [clients, options] = [texts(below(one, 'clients')?.value), texts(below(one, 'options')?.value)];
    claim(one, at('nfs-server', 'exports'));
    return folder === '' || clients.length === 0
      ? []
      : [`${folder} ${clients.map((client) => `${client}(${options.join(',')})`).join(' ')}`];
  });
  return lines.length > 0 ? { exports: lines } : null;
}

/** Only the one that the library pins. */
function driver({ input, claim }: Draft): JsonObject | null {
  const { source, features, driver: version } = input;
  const install = hostAt(source, 'nvidia_driver', 'install');
  const known = features.get(DRIVER)?.options['version']?.enum ?? [];
  if (flagIn(install?.value) !== true || version === null) return null;
  if (!known.includes(version)) {
    claim(
      install,
      [],
      `the library has the driver ${known.join(', ')}: write a feature of your own`,
      'dropped',
    );
    return null;
  }
  claim(install, at(DRIVER));
  claim(hostAt(source, 'nvidia_driver', 'version'), at(DRIVER, 'version'));
  return { version };
}

/** ZFS datasets stand at their own names, as Proxmox's installer and the old tool left them. */
function folderOf(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}

function samba({ input, claim }: Draft): JsonObject | null {
  const { source, findings } = input;
  const user = hostAt(source, 'samba', 'user');
  const account = textIn(user?.value);
  if (account === '') return null;
  claim(user, at('samba', 'account'));
  const lines = membersOf(hostAt(source, 'samba', 'shares')).flatMap((one): string[] => {
    const [name, path] = [textIn(below(one, 'name')?.value), textIn(below(one, 'path')?.value)];
    claim(one, at('samba', 'shares'));
    const isReadOnly = /writable=no|read only=yes/.test(textIn(below(one, 'options')?.value));
    return name === '' || path === '' ? [] : [`${name} ${folderOf(path)}${isReadOnly ? ' ro' : ''}`];
  });
  findings.assumed.push(
    `Shares of Samba are at the names of their datasets, such as /quickOS/data, and ${account} has a password already: give one as "password" of the feature samba otherwise.`,
  );
  return { account, shares: lines };
}

function cache({ input, claim }: Draft): JsonObject | null {
  const most = hostAt(input.source, 'zfs', 'arc_max_gb');
  const gibibytes = numberIn(most?.value);
  if (gibibytes === null || gibibytes === undefined) return null;
  claim(most, ['modules', 'zfs']);
  return { zfs: `zfs_arc_max=${gibibytes * 1024 ** 3}` };
}

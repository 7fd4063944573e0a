/** `zpool` on a simulated node: made of named disks that are empty, told, and its properties set. */
import type { Command, Session } from '../session.ts';
import { held } from '../shared-files.ts';
import { blankProblem } from './disks.ts';
import { assignmentOf, fail, readOptions, usage } from './options.ts';
import { EMPTY, ownState, type SimPool, type SimVdev, writeState } from './state.ts';

type Verb = (session: Session, words: readonly string[]) => void;

const SETTABLE: Readonly<Record<string, RegExp>> = {
  autotrim: /^(?:on|off)$/,
  autoexpand: /^(?:on|off)$/,
  autoreplace: /^(?:on|off)$/,
  delegation: /^(?:on|off)$/,
  listsnapshots: /^(?:on|off)$/,
  failmode: /^(?:wait|continue|panic)$/,
  comment: /^[\x20-\x7e]{0,32}$/,
};
const DEFAULTS: Readonly<Record<string, string>> = {
  ashift: '0',
  autotrim: 'off',
  autoexpand: 'off',
  autoreplace: 'off',
  delegation: 'on',
  listsnapshots: 'off',
  failmode: 'wait',
  comment: '-',
};

function parseProperty(name: string, text: string, isNew: boolean): string {
  if (name === 'ashift' && isNew) {
    return /^(?:0|9|1[0-6])$/.test(text)
      ? text
      : fail(`invalid value '${text}' for 'ashift' property: must be 0 or 9-16`);
  }
  const pattern = SETTABLE[name];
  if (!pattern) return fail(`invalid property '${name}'`);
  return pattern.test(text)
    ? text
    : fail(`'${name}' must be one of '${pattern.source.replaceAll(/[\^$()?:]/g, '')}'`);
}

/** `mirror A B mirror C D`: groups of disks. */
function vdevsIn(words: readonly string[]): SimVdev[] {
  const vdevs: { type: string; disks: string[] }[] = [];
  for (const word of words) {
    if (/^(?:mirror|raidz[123]?)$/.test(word))
      vdevs.push({ type: word === 'raidz' ? 'raidz1' : word, disks: [] });
    else if (vdevs.at(-1) && vdevs.at(-1)?.type !== 'disk') vdevs.at(-1)?.disks.push(word);
    else vdevs.push({ type: 'disk', disks: [word] });
  }
  return vdevs;
}

const LEAST: Readonly<Record<string, number>> = { mirror: 2, raidz1: 2, raidz2: 3, raidz3: 4 };

const create: Verb = (session, words) => {
  const { flags, values, rest } = readOptions(words, 'fndo:O:m:R:t:');
  const [name, ...layout] = rest;
  if (name === undefined) usage('missing pool name argument');
  if (layout.length === 0) usage('missing vdev specification');
  const state = ownState(session.host, session.node.name);
  const vdevs = vdevsIn(layout);
  for (const { type, disks } of vdevs) {
    const least = LEAST[type];
    if (least !== undefined && disks.length < least)
      return fail(`invalid vdev specification: ${type.replace(/\d/, '')} requires at least ${least} devices`);
    for (const disk of disks) {
      const used = Object.entries(state.pools).find(([, pool]) =>
        pool.vdevs.some((one) => one.disks.includes(disk)),
      );
      if (used)
        return fail(
          `invalid vdev specification\nuse '-f' to override the following errors:\n${disk} is part of active pool '${used[0]}'`,
        );
      const problem = blankProblem(session, disk);
      if (problem !== null && !flags.has('f')) return fail(problem);
    }
  }
  if (Object.hasOwn(state.pools, name)) return fail(`cannot create '${name}': pool already exists`);
  if (!/^[a-z][\w.:-]*$/i.test(name) || /^(?:mirror|raidz|draid|spare|log)/.test(name))
    return fail(`cannot create '${name}': name is reserved`);
  const given = (values.get('o') ?? []).map(assignmentOf);
  const properties = Object.fromEntries(given.map(([key, text]) => [key, parseProperty(key, text, true)]));
  const pool: SimPool = { vdevs, state: 'ONLINE', properties: { ashift: '12', ...properties } };
  const root = {
    type: 'filesystem',
    created: Math.floor(session.host.now() / 1000),
    local: {},
    snapshots: [],
    mounted: true,
    own: EMPTY,
  } as const;
  writeState(session.host, session.node.name, {
    pools: { ...state.pools, [name]: pool },
    datasets: { ...state.datasets, [name]: root },
  });
};

const set: Verb = (session, words) => {
  const [assignment, name] = words;
  if (assignment === undefined) usage('missing property=value argument');
  if (name === undefined) usage('missing pool name');
  const [key, text] = assignmentOf(assignment);
  const state = ownState(session.host, session.node.name);
  const pool = state.pools[name] ?? fail(`cannot open '${name}': no such pool`);
  const value = parseProperty(key, text, false);
  const changed = { ...pool, properties: { ...pool.properties, [key]: value } };
  writeState(session.host, session.node.name, { ...state, pools: { ...state.pools, [name]: changed } });
};

const get: Verb = (session, words) => {
  const { rest } = readOptions(words, 'Hpo:');
  const [list = usage('missing property argument'), ...names] = rest;
  const { pools } = ownState(session.host, session.node.name);
  const keys = list === 'all' ? Object.keys(DEFAULTS) : list.split(',');
  const wrong = keys.find((key) => !Object.hasOwn(DEFAULTS, key));
  if (wrong !== undefined) usage(`bad property list: invalid property '${wrong}'`);
  for (const name of names.length > 0 ? names : Object.keys(pools).sort()) {
    const pool = pools[name] ?? fail(`cannot open '${name}': no such pool`);
    for (const key of keys) {
      const own = pool.properties[key];
      session.print(`${name}\t${key}\t${own ?? DEFAULTS[key]}\t${own === undefined ? 'default' : 'local'}\n`);
    }
  }
};

function drawn(name: string, pool: SimPool): string {
  const state = pool.state === 'SUSPENDED' ? 'UNAVAIL' : pool.state;
  const rows: [number, string][] = [[0, name]];
  for (const [at, { type, disks }] of pool.vdevs.entries()) {
    if (type === 'disk') rows.push(...disks.map((disk): [number, string] => [1, `${disk}-part1`]));
    else rows.push([1, `${type}-${at}`], ...disks.map((disk): [number, string] => [2, `${disk}-part1`]));
  }
  const width = Math.max(4, ...rows.map(([depth, text]) => depth * 2 + text.length));
  const line = (depth: number, text: string, word: string) =>
    `\t${`${'  '.repeat(depth)}${text}`.padEnd(width)}  ${word.padEnd(8)}     0     0     0\n`;
  return [
    `  pool: ${name}\n state: ${pool.state}\n  scan: none requested\nconfig:\n\n`,
    `\t${'NAME'.padEnd(width)}  STATE     READ WRITE CKSUM\n`,
    ...rows.map(([depth, text]) => line(depth, text, depth === 0 ? state : 'ONLINE')),
    '\nerrors: No known data errors\n',
  ].join('');
}

const status: Verb = (session, words) => {
  const { rest } = readOptions(words, 'PpLvx');
  const { pools } = ownState(session.host, session.node.name);
  const names = rest.length > 0 ? rest : Object.keys(pools).sort();
  if (names.length === 0) return session.print('no pools available\n');
  for (const [at, name] of names.entries()) {
    const pool = pools[name] ?? fail(`cannot open '${name}': no such pool`);
    session.print(`${at === 0 ? '' : '\n'}${drawn(name, pool)}`);
  }
};

const VERBS: Readonly<Record<string, Verb>> = { create, get, set, status };

export const zpool: Command = (session) => {
  const [, name, ...words] = session.argv;
  if (name === undefined) usage('missing command');
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (!verb) usage(`unrecognized command '${name}'`);
  if (verb === get || verb === status) return verb(session, words);
  held(session.host, 'zfs', () => verb(session, words));
};

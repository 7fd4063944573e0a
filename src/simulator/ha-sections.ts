/** The section files of HA rules and groups, and the commands that change them (PVE 9.2, and groups of 8.4). */
import { die } from './failure.ts';
import { splitList } from './formats.ts';
import { nodeNames } from './facts.ts';
import { readResources } from './ha.ts';
import type { Host } from './host.ts';
import type { Command, Parameters, Session } from './session.ts';
import { held } from './shared-files.ts';
import { parseSections } from '../node/section-cfg.ts';

const RULES = '/etc/pve/ha/rules.cfg';
const GROUPS = '/etc/pve/ha/groups.cfg';

export interface HaSection {
  readonly type: string;
  readonly options: ReadonlyMap<string, string>;
}

type Sections = ReadonlyMap<string, HaSection>;

const readSections = (host: Host, path: string): Map<string, HaSection> =>
  new Map(parseSections(host.read(path) ?? '').map(({ type, name, options }) => [name, { type, options }]));

export const readRules = (host: Host): Sections => readSections(host, RULES);
export const readGroups = (host: Host): Sections => readSections(host, GROUPS);

function writeSections(host: Host, path: string, sections: Sections): void {
  const blocks = [...sections].map(([name, { type, options }]) => {
    const lines = [...options].map(([key, value]) => `\t${key} ${value}\n`).join('');
    return `${type}: ${name}\n${lines}`;
  });
  host.write(path, blocks.join('\n'));
}

/** Words of a command that are no options of the section. */
const NAMES = ['rule', 'group', 'type', 'digest', 'delete'];

/** Lists come parted by NUL or commas; the file has them sorted (PVE 9.2). */
function optionsOf({ values }: Parameters): [string, string][] {
  return [...values].flatMap(([key, value]): [string, string][] => {
    if (NAMES.includes(key)) return [];
    // Proxmox leaves a switch that is off out, also where it stood before.
    if (key === 'disable' && value === '0') return [];
    return [[key, ['resources', 'nodes'].includes(key) ? splitList(value).toSorted().join(',') : value]];
  });
}

function edited(old: HaSection, parameters: Parameters): HaSection {
  const gone = splitList(parameters.values.get('delete') ?? '');
  const options = [...old.options, ...optionsOf(parameters)].filter(([key]) => !gone.includes(key));
  return { ...old, options: new Map(options) };
}

/** @throws Failure for what Proxmox would refuse of the rule */
function checkRule({ host }: Session, rules: Sections, name: string): void {
  const { type, options } = rules.get(name) ?? die(`HA rule '${name}' does not exist`);
  const resources = splitList(options.get('resources') ?? '');
  const managed = readResources(host);
  const strange = resources.filter((sid) => !managed.has(sid));
  if (strange.length > 0) die(`cannot use unmanaged resource(s) ${strange.join(', ')}.`);
  const nodes = splitList(options.get('nodes') ?? '').map((node) => node.replace(/:\d+$/, ''));
  const missing = nodes.filter((node) => !nodeNames(host).includes(node));
  if (missing.length > 0) die(`cannot use non-existent node(s) ${missing.join(', ')}.`);
  const invalid = (why: string) => die(`Rule '${name}' is invalid.\n${why}`);
  const others = [...rules].filter(([other, one]) => other !== name && !one.options.has('disable'));
  const shares = (one: HaSection) =>
    splitList(one.options.get('resources') ?? '').filter((sid) => resources.includes(sid)).length;
  if (type === 'node-affinity' && others.some(([, one]) => one.type === type && shares(one) > 0)) {
    invalid('resources: resource is referenced in more than one node affinity rule.');
  }
  if (type !== 'resource-affinity') return;
  if (resources.length < 2) invalid('resources: rule is ineffective as there are less than two resources.');
  const affinity = options.get('affinity');
  if (affinity === 'negative' && resources.length > nodeNames(host).length) {
    invalid('resources: rule defines more resources than available nodes.');
  }
  const opposite = ([, one]: [string, HaSection]) =>
    one.type === type && one.options.get('affinity') !== affinity && shares(one) > 1;
  if (others.some(opposite)) {
    invalid('resources: rule shares two or more resources with a rule of the other affinity.');
  }
}

/** PVE 8 has groups alone, and PVE 9 has made rules of them. */
function assertRelease({ node }: Session, isGroup: boolean): void {
  if (isGroup && node.pve !== '8.4') die('cannot create group: ha groups have been migrated to rules');
  if (!isGroup && node.pve === '8.4') die("ERROR: unknown command 'ha-manager rules'", 255);
}

export const ruleAdd: Command = (session, parameters) => {
  assertRelease(session, false);
  const { values } = parameters;
  const [type, name] = [values.get('type') ?? '', values.get('rule') ?? ''];
  const rules = readRules(session.host);
  if (rules.has(name)) die(`create ha rule failed: HA rule '${name}' already defined`);
  const all = new Map([...rules, [name, { type, options: new Map(optionsOf(parameters)) }] as const]);
  checkRule(session, all, name);
  writeSections(session.host, RULES, all);
};

export const ruleSet: Command = (session, parameters) => {
  assertRelease(session, false);
  const name = parameters.values.get('rule') ?? '';
  const rules = readRules(session.host);
  const old = rules.get(name) ?? die(`update HA rules failed: HA rule '${name}' does not exist`);
  const all = new Map([...rules, [name, edited(old, parameters)] as const]);
  checkRule(session, all, name);
  writeSections(session.host, RULES, all);
};

export const ruleRemove: Command = (session, { values }) => {
  assertRelease(session, false);
  const rules = readRules(session.host);
  writeSections(session.host, RULES, new Map([...rules].filter(([name]) => name !== values.get('rule'))));
};

export const groupAdd: Command = (session, parameters) => {
  assertRelease(session, true);
  const name = parameters.values.get('group') ?? '';
  const groups = readGroups(session.host);
  if (groups.has(name)) die(`create ha group failed: group ID '${name}' already defined`);
  const fresh = { type: 'group', options: new Map(optionsOf(parameters)) };
  writeSections(session.host, GROUPS, new Map([...groups, [name, fresh] as const]));
};

export const groupSet: Command = (session, parameters) => {
  assertRelease(session, true);
  const name = parameters.values.get('group') ?? '';
  const groups = readGroups(session.host);
  const old = groups.get(name) ?? die(`update ha group failed: no such group '${name}'`);
  writeSections(session.host, GROUPS, new Map([...groups, [name, edited(old, parameters)] as const]));
};

export const groupRemove: Command = (session, { values }) => {
  assertRelease(session, true);
  const name = values.get('group') ?? '';
  const user = [...readResources(session.host)].find(([, options]) => options.get('group') === name)?.[0];
  if (user !== undefined) die(`delete ha group failed: ha group is used by service '${user}'`);
  const groups = readGroups(session.host);
  writeSections(session.host, GROUPS, new Map([...groups].filter(([group]) => group !== name)));
};

/** A resource that leaves HA leaves its rules too, and a rule without any goes (PVE 9.2: `--purge`, on by default). */
export function purgeFromRules(host: Host, sid: string): void {
  held(host, 'ha', () => purge(host, sid));
}

function purge(host: Host, sid: string): void {
  const rules = readRules(host);
  if (rules.size === 0) return;
  const left = [...rules].flatMap(([name, rule]): [string, HaSection][] => {
    const resources = splitList(rule.options.get('resources') ?? '').filter((one) => one !== sid);
    if (resources.length === 0) return [];
    return [[name, { ...rule, options: new Map([...rule.options, ['resources', resources.join(',')]]) }]];
  });
  writeSections(host, RULES, new Map(left));
}

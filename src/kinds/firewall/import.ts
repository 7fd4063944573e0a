/** Firewall files of a cluster that can become files of the estate: what they say, in its words. */
import { idOf as guestId } from '../guest/observe.ts';
import { type Json, type JsonObject, pointer } from '../../json.ts';
import type { Snapshot } from '../../node/port.ts';
import type { Draft, Importable, Importing, Left, Naming } from '../importable.ts';
import { OPTIONS } from './options.ts';
import { entryKey, type Reading, readingOf } from './reading.ts';
import { parseRule, splitComment } from './rule-text.ts';
import { idOf, pathOf, type Target } from './spec.ts';

/** `${` begins a reference in a file, wherever it stands. */
const literal = (text: string): string => text.replaceAll('${', () => '$${');

function targetsIn(snapshot: Snapshot): Target[] {
  return [...(snapshot.files?.keys() ?? [])].toSorted().flatMap((path): Target[] => {
    const [, node] = /^\/etc\/pve\/nodes\/([^/]+)\/host\.fw$/.exec(path) ?? [];
    const [, name] = /^\/etc\/pve\/firewall\/([^/]+)\.fw$/.exec(path) ?? [];
    const [, vnet] = /^\/etc\/pve\/sdn\/firewall\/([^/]+)\.fw$/.exec(path) ?? [];
    if (node !== undefined) return [{ is: 'node', node }];
    if (vnet !== undefined) return [{ is: 'vnet', vnet }];
    if (name === 'cluster') return [{ is: 'cluster' }];
    // A file of a guest that is gone is nobody's.
    const vmid = Number(name);
    return snapshot.guests.has(vmid) ? [{ is: 'guest', vmid, address: '' }] : [];
  });
}

function optionJson(key: string, text: string, target: Target): Json | undefined {
  const rows: Readonly<Record<string, { safeParse(value: unknown): { success: boolean } }>> =
    OPTIONS[target.is];
  const type = rows[key];
  const all: Json[] = [text === '1', Number(text), text.split(','), text];
  const fits = (value: Json) =>
    type?.safeParse(value).success && (typeof value !== 'boolean' || /^[01]$/.test(text));
  return all.find(fits);
}

function ruleJson(line: string): JsonObject | null {
  const rule = parseRule(line);
  if (!rule) return null;
  return Object.fromEntries(
    Object.entries(rule).flatMap(([key, value]): [string, Json][] => {
      if (value === undefined) return [];
      if (typeof value !== 'string') return [[key, value]];
      return [[key, /^[ds]port$/.test(key) && /^\d+$/.test(value) ? Number(value) : literal(value)]];
    }),
  );
}

const UNREADABLE = 'Proxmox cannot read it, and skips it';

function rulesJson(lines: Reading['rules'], path: string, left: Left[]): JsonObject[] {
  return lines.flatMap(({ text, at }) => {
    const rule = ruleJson(text);
    if (!rule) left.push({ path: `${path}/${at}`, why: UNREADABLE });
    return rule ? [rule] : [];
  });
}

const commentOf = (line: string): JsonObject => {
  const { comment } = splitComment(line);
  return comment === null ? {} : { comment: literal(comment) };
};

const filled = (key: string, value: JsonObject | readonly JsonObject[]): JsonObject =>
  Object.keys(value).length > 0 ? { [key]: value } : {};

function draftOf(target: Target, snapshot: Snapshot, { addressOf }: Naming): Draft | string {
  const { options, aliases, ipsets, groups, rules } = readingOf(snapshot.files?.get(pathOf(target)) ?? null);
  const address = target.is === 'guest' ? addressOf(guestId(target.vmid)) : null;
  if (target.is === 'guest' && address === null) return `the guest ${target.vmid} has no file`;
  const of = { cluster: 'cluster', node: '', guest: address ?? '', vnet: '' }[target.is];
  const left: Left[] = [];
  const optionEntries = [...options].flatMap(([key, text]): [string, Json][] => {
    const value = optionJson(key, text, target);
    if (value === undefined) left.push({ path: pointer('options', key), why: 'Phoenix does not know it' });
    return value === undefined ? [] : [[key, value]];
  });
  const aliasEntries = [...aliases].map(([name, { text }]): [string, Json] => {
    const comment = commentOf(text);
    const cidr = splitComment(text).text;
    return [name, Object.keys(comment).length > 0 ? { cidr, ...comment } : cidr];
  });
  const setEntries = [...ipsets].map(([name, { head, entries }]): [string, JsonObject] => [
    name,
    {
      ...commentOf(head.text),
      entries: Object.fromEntries(
        [...entries.values()].map((line): [string, Json] => {
          const { text, comment } = splitComment(line);
          const nomatch = text.startsWith('!');
          if (nomatch) return [entryKey(line), { nomatch, ...commentOf(line) }];
          return [entryKey(line), comment === null ? true : literal(comment)];
        }),
      ),
    },
  ]);
  const groupEntries = [...groups].map(([name, group]): [string, JsonObject] => [
    name,
    { ...commentOf(group.head.text), rules: rulesJson(group.rules, pointer('groups', name, 'rules'), left) },
  ]);
  const value = {
    of: target.is === 'node' ? `node/${target.node}` : target.is === 'vnet' ? `vnet/${target.vnet}` : of,
    adopt: true,
    ...filled('options', Object.fromEntries(optionEntries)),
    ...filled('aliases', Object.fromEntries(aliasEntries)),
    ...filled('ipsets', Object.fromEntries(setEntries)),
    ...filled('groups', Object.fromEntries(groupEntries)),
    ...filled('rules', rulesJson(rules, '/rules', left)),
  };
  return { value, left };
}

function namesOf(target: Target, { guests }: Snapshot): Importing['names'] {
  switch (target.is) {
    case 'cluster':
      return ['cluster'];
    case 'node':
      return [target.node];
    case 'vnet':
      return [target.vnet];
    case 'guest': {
      const [, hostname] =
        /^(?:hostname|name): *([A-Za-z0-9][A-Za-z0-9.-]{0,79})$/m.exec(guests.get(target.vmid)?.text ?? '') ??
        [];
      return hostname === undefined ? [`guest-${target.vmid}`] : [hostname, `${hostname}-${target.vmid}`];
    }
  }
}

export const importFirewalls: Importable = {
  find: ({ snapshot, vmids, ownerOf }) => {
    const targets = targetsIn(snapshot).filter((target) => {
      const isMeant = vmids === null || (target.is === 'guest' && vmids.has(target.vmid));
      return isMeant && ownerOf(idOf(target)) === undefined;
    });
    const found = targets.map((target): Importing => ({
      id: idOf(target),
      node: target.is === 'node' ? target.node : null,
      vmid: null,
      names: namesOf(target, snapshot),
      draft: (naming) => draftOf(target, snapshot, naming),
      whyChanged: () => 'Phoenix would write it otherwise',
    }));
    return { found, unfit: [] };
  },
  essential: ['of', 'adopt'],
  apart: true,
};

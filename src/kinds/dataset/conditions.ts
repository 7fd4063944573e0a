/** How datasets are read anew, and what guards and verifies of their steps ask of that. Pure. */
import type { Json } from '../../json.ts';
import type { Found, Look, ScopeState } from '../../node/port.ts';
import type { Cond, NodeName, Scope } from '../step.ts';
import { ETAB, isExported } from './exports.ts';
import { markIn } from './mark.ts';
import { isSameValue, textOfProperty } from './properties.ts';
import { DATASET_PROPERTIES, propertiesIn } from './zfs-reading.ts';

type Kind = 'dataset' | 'below' | 'folder' | 'exports';

const scope = (kind: Kind, node: NodeName, name: string): Scope => `${kind}:${node}:${name}`;

export const datasetScope = (node: NodeName, dataset: string): Scope => scope('dataset', node, dataset);

const parts = (text: Scope): { kind: string; node: string; name: string } => {
  const [, kind = '', node = '', name = ''] = /^([a-z]+):([^:]*):(.*)$/s.exec(text) ?? [];
  return { kind, node, name };
};

export function lookAtDataset(text: Scope): Look | null {
  const { kind, node, name } = parts(text);
  switch (kind as Kind) {
    case 'dataset': {
      const columns = ['-o', 'name,property,value,source', DATASET_PROPERTIES.join(',')];
      return { node, ask: ['zfs', 'get', '-Hp', ...columns, name] };
    }
    case 'below':
      return { node, ask: ['zfs', 'list', '-H', '-r', '-t', 'filesystem,volume', '-o', 'name', name] };
    case 'folder':
      return { node, ask: ['stat', '-c', '%u:%g:%a', '--', name] };
    case 'exports':
      return { node, files: [ETAB] };
  }
  return null;
}

const textIn = (check: Cond['check'], key: string): string => {
  const value = check[key];
  return typeof value === 'string' ? value : '';
};

const cond = (where: Scope, is: string, more: Readonly<Record<string, Json>> = {}): Cond => ({
  scope: where,
  check: { ...more, is },
});

/** Conditions on one dataset. */
export const when = {
  absent: (node: NodeName, dataset: string) => cond(datasetScope(node, dataset), 'absent'),
  there: (node: NodeName, dataset: string) => cond(datasetScope(node, dataset), 'there'),
  marked: (node: NodeName, dataset: string, id: string) =>
    cond(datasetScope(node, dataset), 'marked', { id }),
  mounted: (node: NodeName, dataset: string, yes: boolean) =>
    cond(datasetScope(node, dataset), 'mounted', { yes }),
  local: (node: NodeName, dataset: string, properties: Readonly<Record<string, string>>) =>
    cond(datasetScope(node, dataset), 'local', { properties: { ...properties } }),
  unset: (node: NodeName, dataset: string, property: string) =>
    cond(datasetScope(node, dataset), 'unset', { property }),
  alone: (node: NodeName, dataset: string) => cond(scope('below', node, dataset), 'alone'),
  owned: (node: NodeName, path: string, owner: string) =>
    cond(scope('folder', node, path), 'owned', { owner }),
  exported: (node: NodeName, path: string, clients: Readonly<Record<string, string>>) =>
    cond(scope('exports', node, ''), 'exported', { path, clients: { ...clients } }),
};

function isGone({ said }: Found): boolean {
  return said !== null && said.exit !== 0 && /does not exist/.test(said.stderr);
}

function localHolds(wanted: Readonly<Record<string, string>>, found: Found): true | string {
  const [properties] = propertiesIn(found.said?.stdout ?? '').values();
  for (const [name, value] of Object.entries(wanted)) {
    const has = properties?.get(name);
    if (has?.source === 'local' && isSameValue(name, value, has.value)) continue;
    return `${name} is ${has ? `${textOfProperty(name, has.value)} (${has.source})` : 'not set'}`;
  }
  return true;
}

/** `1000:1000:0750`, of which `-` may be anything. */
function isOwned(wanted: string, said: string): true | string {
  const [uid = '-', gid = '-', mode = '-'] = wanted.split(':');
  const [hasUid = '', hasGid = '', hasMode = ''] = said.trim().split(':');
  const same = (want: string, has: string) => want === '-' || Number(want) === Number(has);
  const sameMode = mode === '-' || Number.parseInt(mode, 8) === Number.parseInt(hasMode, 8);
  return (same(uid, hasUid) && same(gid, hasGid) && sameMode) || `the folder belongs to ${said.trim()}`;
}

export function datasetHolds(check: Cond['check'], state: ScopeState): true | string {
  if (!('files' in state)) return 'it was not read';
  const { said } = state;
  const failed = said !== null && said.exit !== 0;
  const [properties] = failed ? [] : propertiesIn(said?.stdout ?? '').values();
  if (check.is === 'absent') return isGone(state) || (failed ? said.stderr.trim() : 'it is there already');
  if (failed) return said.stderr.trim() || `exit ${said.exit}`;
  switch (check.is) {
    case 'there':
      return true;
    case 'marked': {
      const mark = properties ? markIn(properties) : null;
      return mark?.id === check['id'] || 'it has no marker of this resource';
    }
    case 'mounted': {
      const is = properties?.get('mounted')?.value === 'yes';
      return is === check['yes'] || (is ? 'it is mounted still' : 'it is not mounted');
    }
    case 'local':
      return localHolds(check['properties'] as Readonly<Record<string, string>>, state);
    case 'unset': {
      const has = properties?.get(textIn(check, 'property'));
      return has?.source !== 'local' || `${textIn(check, 'property')} is ${has.value} still`;
    }
    case 'alone': {
      const others = (said?.stdout ?? '').trim().split('\n').slice(1);
      return others.length === 0 || `there are datasets below it: ${others.join(', ')}`;
    }
    case 'owned':
      return isOwned(textIn(check, 'owner'), said?.stdout ?? '');
    case 'exported': {
      const etab = state.files.get(ETAB) ?? '';
      const clients = check['clients'] as Readonly<Record<string, string>>;
      return (
        isExported(etab, textIn(check, 'path'), clients) || 'the NFS server was not told of every client'
      );
    }
    default:
      return `nobody knows the condition "${check.is}"`;
  }
}

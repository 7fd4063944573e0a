/** The calls of Proxmox's API that bring one object to what it is meant to be. */
import type { Verb } from '../step.ts';
import type { Fields } from './config.ts';
import { cidrOf } from './spec.ts';
import type { Meant } from './pending.ts';

type Argv = Extract<Verb, { verb: 'run' }>['argv'];

const COLLECTIONS: Readonly<Record<string, string>> = { zone: 'zones', vnet: 'vnets' };

function pathOf(
  key: string,
  vnet: string,
): { readonly all: string; readonly one: string; readonly name: readonly string[] } {
  const [type = '', id = ''] = key.split(/:(.*)/s);
  if (type === 'subnet') {
    const all = `/cluster/sdn/vnets/${vnet}/subnets`;
    return { all, one: `${all}/${id}`, name: ['--subnet', cidrOf(id), '--type', 'subnet'] };
  }
  const all = `/cluster/sdn/${COLLECTIONS[type] ?? ''}`;
  return { all, one: `${all}/${id}`, name: [`--${type}`, id] };
}

/** Of a list, one option for each. */
const options = (fields: Iterable<readonly [string, string]>): string[] =>
  [...fields].flatMap(([field, value]) => value.split('\n').flatMap((one) => [`--${field}`, one]));

/** Those that the path names, or that never change. */
function ownFields(key: string, fields: Meant): [string, string | null][] {
  const all = Object.entries(fields ?? {});
  return key.startsWith('subnet:') ? all.filter(([field]) => field !== 'vnet') : all;
}

const isSet = (entry: [string, string | null]): entry is [string, string] => entry[1] !== null;

/** Null: it is so already. */
export function commandFor(key: string, now: Fields | undefined, meant: Meant, token: Argv): Argv | null {
  const { all, one, name } = pathOf(key, now?.['vnet'] ?? meant?.['vnet'] ?? '');
  if (meant === null) return now ? ['pvesh', 'delete', one, ...token] : null;
  const wanted = ownFields(key, meant);
  if (!now) return ['pvesh', 'create', all, ...name, ...options(wanted.filter(isSet)), ...token];
  const differing = wanted.filter(([field, value]) => (now[field] ?? null) !== value);
  if (differing.length === 0) return null;
  const gone = differing.filter((entry) => !isSet(entry)).map(([field]) => field);
  const deleted = gone.length === 0 ? [] : ['--delete', gone.join(',')];
  return ['pvesh', 'set', one, ...options(differing.filter(isSet)), ...deleted, ...token];
}

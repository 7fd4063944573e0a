/** What a profile is called: after what its members share. Pure. */
import { isObject, type Json } from '../../json.ts';
import type { Leaf } from './leaves.ts';

/** Longer names are cut. */
const LONGEST = 40;

/**
 * A name that is not taken, for a profile of these values.
 * @param spread how many resources have a value, by the id of its leaf: what few have says more
 */
export function profileName(
  leaves: readonly Leaf[],
  spread: ReadonlyMap<string, number>,
  taken: ReadonlySet<string>,
): string {
  const common = ({ id }: Leaf): number => spread.get(id) ?? 0;
  const sorted = leaves.toSorted((a, b) => common(a) - common(b) || (a.place < b.place ? -1 : 1));
  const words = [...new Set(RULES.flatMap((rule) => sorted.flatMap((leaf) => rule(leaf, leaves))))]
    .map(nameOf)
    .filter((word) => word !== '');
  const [first = 'shared', ...others] = words;
  const wanted = [first, ...others.map((other) => nameOf(`${first}-${other}`))];
  const free = wanted.find((name) => !taken.has(name));
  if (free !== undefined) return free;
  for (let number = 2; ; number += 1) if (!taken.has(`${first}-${number}`)) return `${first}-${number}`;
}

function nameOf(word: string): string {
  return word
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^[-.]+|[-.]+$/g, '');
}

type Rule = (leaf: Leaf, all: readonly Leaf[]) => readonly string[];

const text = (value: Json): string => (typeof value === 'object' ? '' : String(value));
const lastOf = (path: string): string => path.split('/').at(-1) ?? '';
const at =
  (top: string, word: (second: string, value: Json) => string): Rule =>
  (leaf) =>
    leaf.path[0] === top ? [word(leaf.path[1] ?? '', leaf.value)] : [];

/** What says most about a guest comes first. */
const RULES: readonly Rule[] = [
  (leaf) => (leaf.path[0] === 'features' && leaf.path.length === 2 ? [leaf.path[1] as string] : []),
  at('features', (id) => id),
  at('features', (_, value) =>
    typeof value === 'string' && /^[^$]*[a-z][^$]*$/i.test(value) ? lastOf(value) : '',
  ),
  at('gpus', (card) => (/gpu/.test(card) ? card : `gpu-${card}`)),
  at('devices', (path) => (/^\/dev\/(?:nvidia|dri|kfd)/.test(path) ? 'gpu' : lastOf(path))),
  (leaf, all) =>
    leaf.path[0] === 'keyctl' && leaf.value === true && all.some(({ path }) => path[0] === 'nesting')
      ? ['docker-host']
      : [],
  at('mounts', (path, value) =>
    typeof value === 'string'
      ? value.replace(/^bind:/, '')
      : isObject(value) && typeof value['bind'] === 'string'
        ? value['bind']
        : lastOf(path),
  ),
  (leaf) => (leaf.path[0] === 'pool' ? [text(leaf.value)] : []),
  (leaf) => (leaf.path[0] === 'tags' ? [text(leaf.value)] : []),
  (leaf) => (leaf.path[0] === 'dependsOn' ? [`behind-${lastOf(text(leaf.value))}`] : []),
  (leaf) =>
    /^net\d+$/.test(leaf.path[0] ?? '') && leaf.path[1] === 'tag' ? [`vlan${text(leaf.value)}`] : [],
  (leaf) => (/^net\d+$/.test(leaf.path[0] ?? '') && leaf.path[1] === 'bridge' ? [text(leaf.value)] : []),
  (leaf) => (leaf.path[0] === 'unprivileged' && leaf.value === false ? ['privileged'] : []),
  (leaf) => (leaf.path[0] === 'node' ? [`on-${text(leaf.value)}`] : []),
  (leaf) => (leaf.path[0] === 'ostemplate' ? [ostemplateWord(text(leaf.value))] : []),
  (leaf) => (leaf.path[0] === 'ostype' ? [text(leaf.value)] : []),
  (leaf) => (leaf.path[0] === 'rootfs' && leaf.path[1] === 'storage' ? [text(leaf.value)] : []),
  (leaf) => (leaf.path[0] === 'raw' ? [(leaf.path[1] ?? '').replace(/^lxc\./, '')] : []),
  (leaf) => (leaf.path[0] === 'memory' ? [`memory-${text(leaf.value)}`] : []),
  (leaf) => (leaf.path[0] === 'rootfs' && leaf.path[1] === 'size' ? [`disk-${text(leaf.value)}`] : []),
  (leaf) => (leaf.path[0] === 'cores' ? [`cores-${text(leaf.value)}`] : []),
  (leaf) => [leaf.path.join('-')],
];

/** `local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst` is debian-12. */
function ostemplateWord(volume: string): string {
  return /([a-z]+-[\d.]+)/.exec(lastOf(volume))?.[1] ?? lastOf(volume);
}

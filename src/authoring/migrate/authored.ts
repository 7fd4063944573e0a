/** All resources as files: what they have in common in bases and profiles. Pure. */
import { isObject, type JsonObject } from '../../json.ts';
import { kinds } from '../../kinds/registry.ts';
import type { Authored, AuthoredFiles, Whole } from '../authored.ts';
import { factor } from '../factor.ts';
import type { World } from './draft.ts';
import type { Guest } from './guests.ts';

export function authoredOf(world: World, values: ReadonlyMap<string, JsonObject>): AuthoredFiles {
  const wholes = [...world.guests.values()].map((guest): Whole => {
    const name = textOfName(guest);
    const was = guest.isLayer ? [`Was the container ${guest.vmid}${name}.`] : null;
    return {
      address: guest.address,
      value: values.get(`${guest.address}.json`) ?? {},
      ...(was ? { comment: was } : {}),
    };
  });
  const of = (kind: string, taken: ReadonlySet<string>, what: string): AuthoredFiles =>
    factor({
      kind,
      sets: kinds.find((one) => one.kind === kind)?.sets ?? [],
      wholes: wholes.filter(({ address }) => address.startsWith(`${kind}/`)),
      taken,
      baseComment: [what],
    });
  const lxc = of(
    'lxc',
    new Set(),
    'What most containers have, unless a profile or their own file says otherwise.',
  );
  const profiles = new Set(
    [...lxc.keys()].flatMap((path) => /^profiles\/(.*)\.jsonc$/.exec(path)?.[1] ?? []),
  );
  const layer = of('layer', profiles, 'What most layers have; a guest that is made from one has its own.');
  const others = [...values].flatMap(([path, value]): [string, Authored][] =>
    /^(?:node|zpool|dataset|storage|firewall|vm)\//.test(path) ? [[`${path}c`, { value }]] : [],
  );
  return new Map([
    ['phoenix.json', { value: values.get('phoenix.json') ?? {} }],
    ...lxc,
    ...layer,
    ...others,
  ]);
}

function textOfName({ own }: Guest): string {
  const name = isObject(own.value) ? own.value['name'] : undefined;
  return typeof name === 'string' ? ` ${name.replaceAll(/[^\x20-\x7e]/g, '?')}` : '';
}

/** What is wrong in the host's file as a whole, and in what is asked of the host. Pure. */
import { isObject, type Json } from '../../../json.ts';
import type { World } from '../draft.ts';
import { mistakeAt } from '../mistake-at.ts';
import { below, flagIn, membersOf, type Mistake, numberIn, textIn } from '../source.ts';
import { hostAt } from './read.ts';

export function hostMistakes({ source, driver }: World): Mistake[] {
  const told: Mistake[] = [];
  const nested = hostAt(source, 'shared_volumes', 'firewall');
  if (nested) told.push(mistakeAt(nested, 'the firewall of the host stands among the shared volumes'));
  for (const one of membersOf(hostAt(source, 'tests'))) {
    if (/[^A-Za-z0-9_]|_\W|_$/.test(one.key))
      told.push(mistakeAt(one, `"${one.key}" is a slip of the finger, so that it never ran`));
  }
  const version = hostAt(source, 'nvidia_driver', 'version');
  if (version && driver !== null && textIn(version.value) !== driver) {
    told.push(mistakeAt(version, `the containers' file says ${driver}; that is taken`));
  }
  for (const pool of membersOf(hostAt(source, 'zfs', 'pools'))) {
    const disks = membersOf(below(pool, 'disks')).map(({ value }) => textIn(value));
    const again = membersOf(below(pool, 'disks')).find(
      ({ value }, index) => disks.indexOf(textIn(value)) < index,
    );
    if (again) told.push(mistakeAt(again, 'one disk stands twice in a pool'));
  }
  const datasets = membersOf(hostAt(source, 'zfs', 'datasets'));
  for (const one of datasets) {
    const [name, pool] = [below(one, 'name'), below(one, 'pool')].map((found) => textIn(found?.value));
    const twin = datasets.find(
      (other) =>
        `${pool}-${textIn(below(other, 'name')?.value)}` === name && below(other, 'pool')?.value === pool,
    );
    if (twin) told.push(mistakeAt(one, `${pool} has both ${textIn(below(twin, 'name')?.value)} and ${name}`));
  }
  const password = hostAt(source, 'users', 'password_hash');
  if (password && textIn(password.value) === 'NOT_SET') told.push(mistakeAt(password, 'was never set'));
  const boot = memory(source.lxc['lxc_configs']);
  if (boot > 65_536) {
    told.push({
      role: 'lxc',
      pointer: '/lxc_configs',
      text: `what starts with the host asks for ${boot} MiB of memory together; declare "capacity" of the node, and Phoenix compares`,
    });
  }
  return told;
}

function memory(containers: Json | undefined): number {
  const all = isObject(containers) ? Object.values(containers) : [];
  const started = all.filter((one) => isObject(one) && flagIn(one['start_at_boot']) === true);
  return started.reduce<number>((sum, one) => sum + (numberIn(isObject(one) ? one['memory_mb'] : 0) ?? 0), 0);
}

/** What an apply brings into guests: the features of the estate, with the secrets that they use, read only now. */
import { randomBytes } from 'node:crypto';
import type { ComposeGuest } from '../apply/run-guest.ts';
import type { Estate, Resource } from '../config/model.ts';
import { frame, type Task } from '../features/bundle.ts';
import { compose } from '../features/compose.ts';
import type { GuestFeature } from '../features/guest-features.ts';
import { PhoenixError } from '../errors.ts';
import type { LxcSpec } from '../kinds/lxc/spec.ts';
import type { Software } from '../kinds/lxc/software.ts';
import { type ReadSecret, secretReader } from '../secrets/registry.ts';
import { estateId } from './live-plan.ts';

function featureOf(
  { features }: Estate,
  { id, version, hash, values, secrets, dependsOn }: Software,
): GuestFeature {
  const feature = features?.features.get(id);
  if (!feature) throw new PhoenixError('REFUSED', `the feature "${id}" is not there any more`);
  return { feature, version, hash, options: { values, secrets }, dependsOn, broughtBy: [] };
}

/** @param secret by default from where the estate says */
export function composeGuests(head: Estate, secret: ReadSecret = secretReader()): ComposeGuest {
  return async (want, { install, remove, vmid }) => {
    const { software = [], node } = (want as Resource<LxcSpec>).spec;
    const features = software.map((one) => featureOf(head, one));
    // Of the others, nothing is brought in but their variables.
    const used = software.filter(({ id }) => install.includes(id));
    const references = [...new Set(used.flatMap(({ secrets }) => Object.values(secrets)))];
    const values = new Map<string, string>();
    for (const reference of references) values.set(reference, await secret(reference));
    const bundled = compose({
      features,
      host: head.settings.nodes[node]?.facts ?? {},
      secret: (reference) => values.get(reference) ?? '',
    });
    const tasks: Task[] = [
      ...remove.map((id): Task => ({ do: 'remove', id })),
      ...bundled.flatMap((feature): Task[] =>
        install.includes(feature.id) ? [{ do: 'install', feature }] : [],
      ),
    ];
    const nonce = randomBytes(16).toString('hex');
    const secretKey = `${estateId(head)} vmid:${vmid}`;
    return { stdin: frame({ tasks, nonce, secretKey }), nonce, secrets: [...values.values()] };
  };
}

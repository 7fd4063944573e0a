import type { Address, Estate, Resource } from '../../../config/model.ts';
import { pointer } from '../../../json.ts';
import type { Breach, Rule } from '../../../rules/rule.ts';
import type { LxcSpec } from '../spec.ts';
import { containersOf } from './facts/containers.ts';

/** What a feature must provide, be it the library's or an own one. */
const DRIVER = 'nvidia';

/** The resource and what it is cloned from, as far as files tell; null: it comes from somewhere else. */
function ancestry(resource: Resource<LxcSpec>, { resources }: Estate): readonly LxcSpec[] | null {
  const specs: LxcSpec[] = [];
  const seen = new Set<Address>();
  let at: Resource<LxcSpec> | undefined = resource;
  while (at && !seen.has(at.address)) {
    seen.add(at.address);
    specs.push(at.spec);
    const { source }: LxcSpec = at.spec;
    if (source === null) return null;
    if (source.is === 'ostemplate') return specs;
    // Whatever it is cloned from, a container or a layer, has the spec of a container.
    at =
      source.address === null ? undefined : (resources.get(source.address) as Resource<LxcSpec> | undefined);
  }
  return null;
}

export const cardWithoutDriver: Rule = {
  id: 'PHX636',
  severity: 'warning',
  title: 'A guest has an NVIDIA card, and nothing installs the driver in it',
  why: 'The kernel part of the driver is on the node; the libraries must be in the guest, in the very same version. Without them programs find no card and use the processor. Guests without any features are left alone, since somebody installs their software otherwise.',
  example: {
    wrong: '"gpus": { "gpu0": {} }, "features": { "ollama": {} }',
    right: '"gpus": { "gpu0": {} }, "features": { "nvidia": {}, "ollama": {} }',
  },
  *check({ estate }): Iterable<Breach> {
    const provides = (id: string): boolean =>
      id === DRIVER || estate.features?.features.get(id)?.manifest.provides?.includes(DRIVER) === true;
    for (const resource of containersOf(estate)) {
      const { gpus } = resource.spec;
      const card = Object.keys(gpus).find((name) => gpus[name]?.driver === 'nvidia');
      if (card === undefined) continue;
      const installed = ancestry(resource, estate)?.flatMap(({ software = [] }) => software) ?? [];
      if (installed.length === 0 || installed.some(({ id }) => provides(id))) continue;
      yield {
        message: `${resource.address} has the NVIDIA card ${card}, and none of its features installs the driver`,
        hint: 'Add the feature "nvidia" to the guest or to the layer that it is made from.',
        at: { resource, path: pointer('gpus', card), what: 'key' },
      };
    }
  },
};

/** HA resources of an estate with the guests that they are of. */
import type { Address, Estate, Resource } from '../../../../config/model.ts';
import type { HaSpec } from '../../spec.ts';

export interface HaEntry {
  readonly resource: Resource<HaSpec>;
  readonly guest: Resource | undefined;
}

const ofKind = ({ resources }: Estate, kind: string): readonly Resource<HaSpec>[] =>
  [...resources.values()].filter((one) => one.kind === kind).map((one) => one as Resource<HaSpec>);

/** In the order of their addresses. */
export const haIn = (estate: Estate): readonly HaEntry[] =>
  ofKind(estate, 'ha').map((resource) => {
    const [to = ''] = resource.spec.needs;
    return { resource, guest: estate.resources.get(to) };
  });

/** Rules that are obeyed, in the order of their addresses. */
export const haRulesIn = (estate: Estate): readonly Resource<HaSpec>[] =>
  ofKind(estate, 'ha-rule').filter(({ spec }) => spec.options['disable'] !== '1');

/** Addresses of files of ha/ that a rule is about. */
export const membersOf = ({ spec }: Resource<HaSpec>): readonly Address[] => spec.needs;

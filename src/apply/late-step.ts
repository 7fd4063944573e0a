/** A step about software, health or a file with the values in it that only the nodes know, read when it runs. */
import { allLateValues, filled, learnedOf } from '../config/late.ts';
import type { Resource } from '../config/model.ts';
import { readsOf } from '../kinds/reads.ts';
import type { Step } from '../kinds/step.ts';
import type { ApplyInput } from './apply.ts';

export interface Ready {
  readonly step: Step;
  readonly want: Resource | null;
}

/** @throws PhoenixError `REFUSED` for a value that never came, `NODE_UNREACHABLE` when no node answers */
export async function withLate(input: ApplyInput, step: Step, want: Resource | null): Promise<Ready> {
  const asks = step.do.verb === 'guest' || step.do.verb === 'health' || step.do.verb === 'write';
  if (!asks || !want?.late) return { step, want };
  const kinds = [...input.kinds.values()];
  const resources = input.resources ?? new Map([[want.address, want]]);
  const snapshot = await input.cluster.snapshot({ reads: readsOf(kinds, resources.values()) });
  const values = allLateValues(want, { resources, kinds, snapshot });
  return { step: filled(step, values), want: { ...want, spec: filled(want.spec, values) } };
}

/** What the nodes tell now of resources that were made: `net0.address 10.9.0.50`, by address. Nothing is read where nothing is to be told. */
export async function learnedBy(
  input: ApplyInput,
  made: readonly Resource[],
): Promise<ReadonlyMap<string, string>> {
  const resources = input.resources ?? new Map(made.map((one) => [one.address, one]));
  const asked = made.flatMap((resource) => {
    const fields = input.kinds.get(resource.kind)?.learns?.(resource.spec, resources) ?? [];
    return fields.length > 0 ? [{ address: resource.address, fields }] : [];
  });
  if (asked.length === 0) return new Map();
  const kinds = [...input.kinds.values()];
  const snapshot = await input.cluster.snapshot({ reads: readsOf(kinds, resources.values()) });
  return new Map(
    asked.flatMap(({ address, fields }) => {
      const known = learnedOf(address, { resources, kinds, snapshot });
      const words = fields.flatMap((field) =>
        known[field] === undefined ? [] : [`${field} ${known[field]}`],
      );
      return words.length > 0 ? [[address, words.join(', ')] as const] : [];
    }),
  );
}

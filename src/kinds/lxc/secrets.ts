/** The secrets that a guest uses: their references, and where those stand in its file. Pure. */
import type { SecretUse } from '../kind.ts';
import { secretPath } from './environment.ts';
import type { LxcSpec } from './spec.ts';

export function secretsOf({ software = [] }: LxcSpec): readonly SecretUse[] {
  return software.flatMap((one) =>
    Object.entries(one.secrets).map(([option, reference]) => ({
      reference,
      path: secretPath(one, option),
      ...(one.defines?.includes(option) && { defines: true as const }),
    })),
  );
}

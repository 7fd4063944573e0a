/** The secrets that a guest uses: their references, and where those stand in its file. Pure. */
import { authorityOf, originText } from '../../health/check.ts';
import { referencesIn } from '../../health/headers.ts';
import { pointer } from '../../json.ts';
import type { SecretUse } from '../kind.ts';
import { secretPath } from './environment.ts';
import type { GuestSpec } from './spec.ts';

export function secretsOf({ software = [], health = {} }: GuestSpec): readonly SecretUse[] {
  const installed = software.flatMap((one) =>
    Object.entries(one.secrets).map(([option, reference]) => ({
      reference,
      path: secretPath(one, option),
      ...(one.seals?.[reference] !== undefined && { seal: one.seals[reference] }),
      ...(one.defines?.includes(option) && { defines: true as const }),
    })),
  );
  const sent = Object.entries(health).flatMap(([check, { ask, from }]) =>
    Object.entries(ask.is === 'http' ? (ask.headers ?? {}) : {}).flatMap(([header, text]) =>
      referencesIn({ [header]: text }).map((reference) => ({
        reference,
        path: pointer('health', check, 'headers', header),
        ...(ask.is === 'http' && { to: `${authorityOf(ask)}${originText(from)}` }),
      })),
    ),
  );
  return [...installed, ...sent];
}

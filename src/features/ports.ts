/** Which ports a feature listens on in one guest, by its manifest and the options there. Pure. */
import type { Manifest, ManifestPort, OptionValue } from './manifest.ts';

type Values = Readonly<Record<string, OptionValue>>;

interface ListenedPort {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** The option that holds it; null: it is always the same. */
  readonly option: string | null;
}

export interface ListenedPorts {
  readonly ports: readonly ListenedPort[];
  /** False where it may listen on others that nobody knows. */
  readonly isAll: boolean;
}

const NOBODY_KNOWS: ListenedPorts = { ports: [], isAll: false };

/** @param values of its options, those with secrets excepted */
export function portsOf({ ports }: Pick<Manifest, 'ports'>, values: Values): ListenedPorts {
  if (!ports) return NOBODY_KNOWS;
  const found: ListenedPort[] = [];
  let isAll = true;
  for (const one of ports) {
    if (!holds(one, values)) continue;
    if ('any' in one) {
      isAll = false;
      continue;
    }
    const port = 'port' in one ? one.port : values[one.option];
    // 0 and what is out of range are told otherwise, or mean none.
    if (typeof port !== 'number' || port < 1 || port > 65_535) continue;
    found.push({ port, protocol: one.protocol ?? 'tcp', option: 'option' in one ? one.option : null });
  }
  return { ports: found, isAll };
}

function holds({ when = {} }: ManifestPort, values: Values): boolean {
  return Object.entries(when).every(([name, want]) => {
    const value = values[name];
    if (want === true && typeof value !== 'boolean')
      return (
        value !== undefined && value !== '' && value !== 0 && !(Array.isArray(value) && value.length === 0)
      );
    return value === want;
  });
}

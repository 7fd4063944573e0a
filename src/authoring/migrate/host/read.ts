/** Values of the host's file, by their path. Pure. */
import { below, type Found, type Source, textIn } from '../source.ts';

export function hostAt(source: Source, ...path: readonly string[]): Found | null {
  let found: Found | null = { role: 'host', pointer: '', value: source.host };
  for (const key of path) found = found && below(found, key);
  return found;
}

/** The version of the driver, where the containers' file or the host's tells it. */
export function driverOf(source: Source): string | null {
  const said =
    textIn(source.lxc['nvidia_driver_version']) || textIn(hostAt(source, 'nvidia_driver', 'version')?.value);
  return said === '' ? null : said;
}

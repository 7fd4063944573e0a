/** A property string of a conf file with some sub-properties replaced: what `{ "ref": "option" }` stands for in a step. */
import { PhoenixError } from '../errors.ts';
import { parseConf } from './conf.ts';
import { FAMILIES, familyOf, formatPropertyString, parsePropertyString } from './property-string.ts';

/**
 * The value of an option of the current section with these sub-properties instead; null takes one away.
 * @throws PhoenixError `STALE` when the file does not hold the option
 */
export function optionValue(
  text: string,
  option: string,
  change: Readonly<Record<string, string | null>>,
): string {
  const value = parseConf(text).options.get(option);
  const family = familyOf(option);
  if (value === undefined || family === null) {
    throw new PhoenixError('STALE', `the conf file holds no ${option}`, {
      hint: 'plan again: someone else changes this guest',
    });
  }
  const properties = parsePropertyString(FAMILIES[family], value);
  for (const [key, next] of Object.entries(change)) {
    if (next === null) properties.delete(key);
    else properties.set(key, next);
  }
  return formatPropertyString(FAMILIES[family], properties);
}

/** What the file of a container uses of its node: storages, bridges, its pool. */
import { isObject, type Json, type JsonObject } from '../../../json.ts';
import type { Uses } from '../../importable.ts';

const objectAt = (value: JsonObject, key: string): JsonObject => {
  const inner = value[key];
  return isObject(inner) ? inner : {};
};

const textsAt = (objects: readonly Json[], key: string): string[] =>
  objects.flatMap((one) => (isObject(one) && typeof one[key] === 'string' ? [one[key]] : []));

export function usesOf(value: JsonObject): Uses {
  const disks = [objectAt(value, 'rootfs'), ...Object.values(objectAt(value, 'mounts'))];
  const nets = Object.keys(value).filter((key) => /^net\d+$/.test(key));
  return {
    storages: textsAt(disks, 'storage'),
    bridges: textsAt(
      nets.map((key) => objectAt(value, key)),
      'bridge',
    ),
    pools: textsAt([value], 'pool'),
  };
}

/**
 * A container as its conf file says it, in the words of a file: every key that Phoenix knows. Whether the estate takes it all
 * stands in settle.ts.
 */
import { FORBIDDEN_KEYS } from '../../../config/limits.ts';
import type { NodeSettings } from '../../../config/settings.ts';
import { canonical, isObject, type Json, type JsonObject, pointerSegments } from '../../../json.ts';
import { type Field, isNetSlot, slotArgument } from '../../guest/field.ts';
import { gpuDevices } from '../gpu.ts';
import type { GuestLive } from '../../guest/live.ts';
import { OPTIONS } from '../options.ts';
import { rawKeyProblem } from '../raw-keys.ts';
import { type Making, putAt } from '../../../put-at.ts';
import type { Draft, Left } from '../../importable.ts';
import { jsonOf } from './words.ts';

interface DraftInput {
  /** Cards of its node, by name. */
  readonly gpus: NodeSettings['gpus'];
  /** The name of the bind for a folder of the node. */
  readonly bindOf: (path: string) => string;
}

/** Decided by themselves, or of no use in a file. */
const APART: ReadonlySet<string> = new Set(['node', 'state', 'template', 'unprivileged', 'arch', 'ostype']);

const KNOWN: ReadonlySet<string> = new Set(OPTIONS.map(({ field }) => field));

/** Names that values have which nobody shall read in git. */
const SECRET =
  /pass(?:w(?:or)?d|phrase)?(?:$|_)|secret|token|credential|(?:^|_)(?:api|private|access)?_?key(?:$|_)/i;

/** Why a field is not written. */
function unwritten({ path, slot, key, value }: Field): string | null {
  if (pointerSegments(path).some((segment) => FORBIDDEN_KEYS.has(segment))) return 'no file holds such a key';
  if (slot === 'features' && !KNOWN.has(`features.${key}`)) return 'Phoenix does not know it';
  if (slot === 'env' && SECRET.test(key ?? '') && value !== '') {
    return 'it looks like a secret: bring it from a vault, as "${secret:…}"';
  }
  const raw = slotArgument(slot, 'raw');
  return raw === null ? null : rawKeyProblem(raw);
}

/** `"bind:models"` says the same in fewer words. */
function shortMounts(mounts: JsonObject): JsonObject {
  const entries = Object.entries(mounts).map(([path, mount]): [string, Json] => {
    const isBind = isObject(mount) && typeof mount['bind'] === 'string' && Object.keys(mount).length === 1;
    return [path, isBind ? `bind:${mount['bind'] as string}` : mount];
  });
  return Object.fromEntries(entries);
}

/** Cards whose device nodes the guest has all, just as Phoenix would derive them; and the devices that remain. */
function withCards(
  devices: JsonObject,
  cards: DraftInput['gpus'],
): { gpus: JsonObject; devices: JsonObject } {
  const derived = (card: DraftInput['gpus'][string]) =>
    Object.entries(gpuDevices(card)).map(([path, { mode, gid }]) => {
      return [path, { ...(mode && { mode }), ...(gid && { gid: Number(gid) }) }] as const;
    });
  const has = ([path, wanted]: readonly [string, JsonObject]) => {
    const device = Object.hasOwn(devices, path) ? devices[path] : undefined;
    return device !== undefined && canonical(device) === canonical(wanted);
  };
  const found = Object.entries(cards).filter(([, card]) => derived(card).every(has));
  const explained = new Set(found.flatMap(([, card]) => derived(card).map(([path]) => path)));
  return {
    gpus: Object.fromEntries(found.map(([name]) => [name, {}])),
    devices: Object.fromEntries(Object.entries(devices).filter(([path]) => !explained.has(path))),
  };
}

/** One way to say it: short binds, cards in place of their device nodes, no empty maps. */
function tidied(value: Making, input: DraftInput): JsonObject {
  const { mounts = {}, devices = {}, ...rest } = value as { readonly [key: string]: JsonObject };
  const maps = { mounts: shortMounts(mounts), ...withCards(devices, input.gpus) };
  return {
    ...rest,
    ...Object.fromEntries(Object.entries(maps).filter(([, map]) => Object.keys(map).length > 0)),
  };
}

/** Everything that its conf file says and a file can say; what it is called there is not decided yet. */
export function draftOf(live: GuestLive, input: DraftInput): Draft {
  const value: Making = { vmid: live.vmid, adopt: true };
  const left: Left[] = [];
  const on = (slot: string) => live.fields.some((one) => one.slot === slot && one.value === '1');
  if (on('template')) value['template'] = true;
  else if (!live.running) value['state'] = 'stopped';
  // Without the word a guest is unprivileged.
  if (!on('unprivileged')) value['unprivileged'] = false;
  for (const field of live.fields) {
    const { slot, key, path } = field;
    // Each card is called so unless its file says otherwise.
    if (isNetSlot(slot) && key === 'name' && field.value === `eth${slot.slice(3)}`) continue;
    if (APART.has(slot) || slot.startsWith('snapshot:') || slot.startsWith('feature:')) continue;
    const why = unwritten(field);
    if (why !== null) {
      left.push({ path, why });
    } else if (slot.startsWith('device:')) {
      // The device itself is the key of the map.
      const segments = pointerSegments(path);
      putAt(value, key === 'path' ? segments.slice(0, -1) : segments, key === 'path' ? {} : jsonOf(field));
    } else {
      const isBind = key === 'bind' && slot.startsWith('mount:');
      putAt(value, pointerSegments(path), isBind ? input.bindOf(field.value) : jsonOf(field));
    }
  }
  return { value: tidied(value, input), left };
}

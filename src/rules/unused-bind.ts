import { quote } from '../config/quote.ts';
import { errorsIn } from '../errors.ts';
import { isObject, type Json } from '../json.ts';
import type { Breach, Rule, RuleInput } from './rule.ts';

/** `bind:models`, or `{ "bind": "models" }`. */
function bindOf(mount: Json): string | null {
  const bind = isObject(mount) ? mount['bind'] : mount;
  return typeof bind === 'string' ? bind.replace(/^bind:/, '') : null;
}

/** Of one resource or file: every kind of guest calls them mounts. */
function addBinds(value: { readonly [key: string]: Json } | null, binds: Set<string>): void {
  const mounts = value?.['mounts'];
  for (const mount of isObject(mounts) ? Object.values(mounts) : []) {
    const bind = bindOf(mount);
    if (bind !== null) binds.add(bind);
  }
}

/** Those of other environments and of unused profiles count: they may be used tomorrow. */
function usedBinds(input: RuleInput): ReadonlySet<string> {
  const { estate } = input;
  const { layout } = estate;
  const binds = new Set<string>();
  for (const { merged } of estate.resources.values()) addBinds(merged, binds);
  const overlays = [...layout.overlays.values()].flatMap((files) => [...files.values()]);
  for (const { path } of [...overlays.map(({ file }) => file), ...layout.profiles.values()]) {
    addBinds(input.valueOf(path), binds);
  }
  return binds;
}

/**
 * Networks, cards, storages and pools are not asked for: those say what there is, used or not. A profile that nothing
 * extends is PHX206, a layer that nothing uses PHX805.
 */
export const unusedBind: Rule = {
  id: 'PHX552',
  severity: 'notice',
  title: 'A bind is mounted by nothing',
  why: 'A bind is a name for a folder of the node, made for guests to mount. One that nobody mounts is often what is left of a guest that was removed; the folder itself stays as it is either way.',
  example: {
    wrong: '"binds": { "models": { "path": "/mnt/models" } }   and no guest mounts it',
    right: '"mounts": { "/models": "bind:models" }   in a guest, or no such bind',
  },
  *check(input): Iterable<Breach> {
    const names = Object.keys(input.estate.settings.binds);
    // What a guest uses that cannot be read would be told for unused.
    if (names.length === 0 || errorsIn(input.estate.findings).length > 0) return;
    const used = usedBinds(input);
    for (const name of names) {
      if (used.has(name)) continue;
      yield {
        message: `no guest mounts the bind ${quote(name)}`,
        hint: 'Remove it, or mount it in a guest.',
        at: { ...input.inSettings('binds', name), what: 'key' },
      };
    }
  },
};

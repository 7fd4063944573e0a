/**
 * `devcontainer-feature.json`, as containers.dev specifies it: what it says, in the words of a manifest of Phoenix. A system
 * container has an init and its own devices: what is asked for and cannot be had by installing is said, never dropped.
 */
import { z } from 'zod';
import type { JsonObject } from '../json.ts';
import { once } from '../once.ts';
import type { Manifest, Option } from './manifest.ts';
import { id, version } from './manifest-schema.ts';

const option = () =>
  z
    .looseObject({
      type: z.enum(['string', 'boolean']),
      default: z.union([z.string(), z.boolean()]).optional(),
      enum: z.array(z.string()).optional(),
      proposals: z.array(z.string()).optional(),
      description: z.string().optional(),
    })
    .readonly();

/** Keys that newer versions of that specification bring are let pass, and told. */
export const devcontainerSchema = once(() =>
  z.looseObject({
    id: id(),
    version: version(),
    name: z.string().optional(),
    description: z.string().optional(),
    documentationURL: z.string().optional(),
    options: z.record(z.string(), option()).optional(),
    dependsOn: z.record(z.string(), z.union([z.record(z.string(), z.json()), z.string()])).optional(),
    installsAfter: z.array(z.string()).optional(),
    containerEnv: z.record(z.string(), z.string()).optional(),
    deprecated: z.boolean().optional(),
  }),
);

/** Without meaning for what is installed in a system container, or done by it: it has an init. */
const harmless = once(
  (): ReadonlySet<string> =>
    new Set([
      ...Object.keys(devcontainerSchema().shape),
      '$schema',
      'licenseURL',
      'keywords',
      'customizations',
      'legacyIds',
      'init',
    ]),
);

const ADVICE: Readonly<Record<string, string>> = {
  privileged: 'If it runs containers itself, give the guest "nesting": true.',
  mounts: 'Add them to the "mounts" of the guest.',
  entrypoint: 'Nothing is started when the guest starts; add a systemd unit in a feature of your own.',
};

/** Keys that ask for something which is not done, with what to do instead. */
export function notDone(document: JsonObject): { readonly key: string; readonly hint: string }[] {
  return Object.keys(document)
    .filter((key) => !harmless().has(key) && !isNothing(document[key]))
    .map((key) => ({ key, hint: ADVICE[key] ?? 'See whether the feature works without it.' }));
}

function isNothing(value: unknown): boolean {
  return (
    value === false || value === null || (typeof value === 'object' && Object.keys(value ?? {}).length === 0)
  );
}

/** `ghcr.io/devcontainers/features/node:1` and `./node` are the feature `node` of a library here. */
function idOfReference(reference: string): string {
  const last = reference.slice(reference.lastIndexOf('/') + 1);
  return last.replace(/[:@].*$/, '').toLowerCase();
}

export function manifestOfDevcontainer(parsed: z.output<ReturnType<typeof devcontainerSchema>>): Manifest {
  const depends = Object.entries(parsed.dependsOn ?? {}).map(([reference, options]) => {
    // A text stands for the option "version".
    return [idOfReference(reference), typeof options === 'string' ? { version: options } : options] as const;
  });
  const options = Object.entries(parsed.options ?? {}).map(([name, one]) => [name, known(one)] as const);
  return {
    format: 'devcontainer',
    id: parsed.id,
    version: parsed.version,
    name: parsed.name ?? parsed.id,
    description: parsed.description ?? '',
    documentationURL: parsed.documentationURL ?? null,
    options: Object.fromEntries(options),
    dependsOn: Object.fromEntries(depends) as Readonly<Record<string, JsonObject>>,
    installsAfter: (parsed.installsAfter ?? []).map(idOfReference),
    conflicts: [],
    provides: [],
    requires: { host: {}, guest: {} },
    os: null,
    host: false,
    facts: {},
    layer: true,
    timeout: 1800,
    network: true,
    restarts: false,
    experimental: false,
    deprecated: parsed.deprecated ?? false,
    downloads: {},
    ports: null,
    containerEnv: parsed.containerEnv ?? {},
  };
}

function known({
  type,
  default: value,
  enum: choice,
  proposals,
  description,
}: z.output<ReturnType<typeof option>>): Option {
  // Some write a boolean as a text.
  const typed = type === 'boolean' && typeof value === 'string' ? value === 'true' : value;
  return {
    type,
    default: type === 'string' && typeof typed === 'boolean' ? String(typed) : typed,
    enum: choice,
    proposals,
    description,
  };
}

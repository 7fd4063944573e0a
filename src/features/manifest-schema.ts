/** `feature.json`, strictly: the published JSON Schema is made from this. How a folder becomes a feature stands in library.ts. */
import { z } from 'zod';
import { durationInMs, sizeInKiB } from '../config/units.ts';
import { once } from '../once.ts';
import { FEATURE_ID } from './id.ts';
import type { Manifest } from './manifest.ts';

const SEMVER = /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;
const FACT = /^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/;
const WORD = /^[a-z0-9][a-z0-9-]{0,62}$/;

export const id = () =>
  z.string().regex(FEATURE_ID, 'must be lower-case letters, digits and "-", as its folder is called');
export const version = () => z.string().max(64).regex(SEMVER, 'must be a version such as "1.0.0"');
const words = once(() =>
  z.array(z.string().regex(WORD, 'must be lower-case letters, digits and "-"')).default([]),
);
/** Texts of a script's environment: no NUL can stand in it. */
const text = once(() =>
  z.string().refine((value) => !value.includes('\u0000'), 'must not hold a NUL character'),
);

const optionName = () =>
  z
    .string()
    .regex(
      /^[A-Za-z_][A-Za-z0-9_-]{0,62}$/,
      'must be letters, digits, "_" and "-", not starting with a digit',
    );

const option = () =>
  z.strictObject({
    type: z.enum(['string', 'boolean', 'integer', 'list']),
    default: z
      .union([text(), z.boolean(), z.int(), z.array(text())])
      .optional()
      .describe('Without it: an empty text, false, an empty list; an integer is an empty text.'),
    enum: z.array(text()).min(1).optional().describe('The only values allowed.'),
    proposals: z.array(text()).optional().describe('Values to propose; others are allowed.'),
    description: z.string().optional(),
    pattern: z
      .string()
      .refine(isRegExp, 'must be a regular expression')
      .optional()
      .describe('A regular expression for the value, or each value of a list; write ^ and $ for all of it.'),
    secret: z
      .boolean()
      .optional()
      .describe('The value is a reference ${secret:…}; scripts find it in the file $NAME_FILE.'),
    defines: z
      .boolean()
      .optional()
      .describe(
        'The feature makes the secret true, such as a server its password: it is done before those that use it.',
      ),
    required: z.boolean().optional(),
  });

const size = once(() =>
  z
    .union([z.int().positive(), z.string()])
    .refine((value) => sizeInKiB(value, 'M') !== null, 'must be a size such as "512M" or "4G"'),
);

const guestNeeds = () =>
  z.strictObject({
    nesting: z.literal(true).optional(),
    keyctl: z.literal(true).optional(),
    fuse: z.literal(true).optional(),
    privileged: z.literal(true).optional(),
    memory: size().optional().describe('At least.'),
    disk: size().optional().describe('Size of the root disk, at least.'),
    devices: z.array(z.string().startsWith('/dev/', 'must start with /dev/')).optional(),
  });

const download = () =>
  z.strictObject({
    version: z.string().min(1).max(100),
    // A checksum is compared in any case; https keeps the rest of the world from seeing what is fetched.
    url: z
      .string()
      .max(2000)
      .regex(/^https:\/\/[^\s"'\\]+$/, 'must be an address that starts with https://'),
    sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits'),
    upstream: z
      .record(z.string(), z.string())
      .optional()
      .describe('Where newer versions appear: { "github": "owner/name" }.'),
  });

/** Every port that it listens on; what the words mean stands in manifest.ts. */
const ports = () => {
  const when = z
    .record(optionName(), z.union([z.boolean(), z.int(), z.string()]))
    .optional()
    .describe('Options with the values that they must have; of a text or list, true: it is not empty.');
  const common = { protocol: z.enum(['tcp', 'udp']).optional().describe('tcp without it.'), when };
  return z.array(
    z.union([
      z.strictObject({ option: optionName().describe('The option that holds it; 0: none.'), ...common }),
      z.strictObject({ port: z.int().min(1).max(65_535), ...common }),
      z.strictObject({
        any: z.literal(true).describe('Others too, which depend on what the user brings.'),
        when,
      }),
    ]),
  );
};

/** Made when a manifest is first read: most commands read none. */
export const manifestSchema = once(() =>
  z.strictObject({
    $schema: z.string().optional(),
    id: id(),
    version: version(),
    name: z.string().min(1).max(100),
    description: z.string().max(1000).default(''),
    documentationURL: z.url().optional(),
    options: z.record(optionName(), option()).default({}),
    dependsOn: z
      .record(z.string().regex(FEATURE_ID, 'must be the id of a feature'), z.record(z.string(), z.json()))
      .default({})
      .describe('Features that are installed before, with options for them.'),
    installsAfter: words().describe('Features that come before when a guest has them.'),
    conflicts: words().describe('Features, or words that features provide, which no guest may have besides.'),
    provides: words(),
    requires: z
      .strictObject({
        host: z
          .record(
            z.string().regex(FACT, 'must be the name of a fact, such as "nvidia.driver"'),
            z.union([z.boolean(), z.string(), z.number()]),
          )
          .optional()
          .describe('Facts that the node must declare; true: any value.'),
        guest: guestNeeds().optional(),
      })
      .prefault({}),
    os: z
      .array(z.string().regex(/^[a-z]+:[0-9.]+$/, 'must be a system such as "debian:12"'))
      .min(1)
      .optional()
      .describe('Systems it was written for; any without it.'),
    host: z
      .boolean()
      .default(false)
      .describe('It is for nodes: node/NAME.json asks for it, and no guest can.'),
    facts: z
      .record(z.string().regex(FACT, 'must be the name of a fact, such as "nvidia.driver"'), optionName())
      .default({})
      .describe('Of one for nodes: facts that it makes true, each with the option that says its value.'),
    layer: z.boolean().default(true).describe('Whether it may be installed in a layer beforehand.'),
    timeout: z
      .union([z.int().positive(), z.string()])
      .refine((value) => inRange(durationInMs(value)), 'must be a duration such as "15m", at most "12h"')
      .default('15m')
      .describe('Of each of its scripts.'),
    network: z.boolean().default(true).describe('Whether its scripts need a network.'),
    restarts: z
      .boolean()
      .default(false)
      .describe('Whether its install may end with 12: restart the guest and run me again.'),
    experimental: z.boolean().default(false).describe('It was not run for real yet; the plan says so.'),
    downloads: z
      .record(
        z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, 'must be letters, digits, ".", "_" and "-"'),
        download(),
      )
      .default({})
      .describe('Every file that its scripts fetch, by phx_download NAME FILE.'),
    ports: ports()
      .optional()
      .describe('Every port that it listens on, [] where there is none; without it nobody knows.'),
  }),
);

function isRegExp(pattern: string): boolean {
  try {
    return pattern.length <= 500 && Boolean(new RegExp(pattern, 'u'));
  } catch {
    return false;
  }
}

function inRange(ms: number | null): boolean {
  return ms !== null && ms >= 1000 && ms <= 12 * 3_600_000;
}

/** What the schema took, in the units and with the defaults that the rest counts on. */
export function manifestOf(parsed: z.output<ReturnType<typeof manifestSchema>>): Manifest {
  const { $schema: _, documentationURL = null, requires, os = null, timeout, ports = null, ...rest } = parsed;
  const { memory, disk, ...flags } = requires.guest ?? {};
  return {
    ...rest,
    format: 'phoenix',
    documentationURL,
    dependsOn: rest.dependsOn,
    requires: {
      host: requires.host ?? {},
      guest: {
        ...flags,
        ...(memory !== undefined && { memory: sizeInKiB(memory, 'M') ?? 0 }),
        ...(disk !== undefined && { disk: sizeInKiB(disk, 'M') ?? 0 }),
      },
    },
    os,
    ports,
    timeout: Math.round((durationInMs(timeout) ?? 0) / 1000),
    deprecated: false,
    containerEnv: {},
  };
}

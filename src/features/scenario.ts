/**
 * `test/<scenario>.json` of a feature: a guest, its options, and what must be true then. `phoenix feature test` runs one:
 * install, verify, install again (nothing may change), change, remove. How it runs stands elsewhere.
 */
import { z } from 'zod';
import { FEATURE_ID } from './id.ts';

const regExp = z.string().refine((pattern) => {
  try {
    return Boolean(new RegExp(pattern, 'mu'));
  } catch {
    return false;
  }
}, 'must be a regular expression');

const step = z.strictObject({
  exec: z.array(z.string()).min(1).describe('A command and its arguments, run in the guest as root.'),
  stdout: regExp.optional().describe('What must match in its output, with the flags "m" and "u".'),
  exit: z.int().min(0).max(255).default(0),
});

const options = z.record(z.string(), z.union([z.string(), z.boolean(), z.int(), z.array(z.string())]));
/** Values as they are, not references: nothing here is a secret of anybody. */
const secrets = z.record(z.string(), z.string());

const guest = z.strictObject({
  privileged: z.literal(true).optional(),
  nesting: z.literal(true).optional(),
  keyctl: z.literal(true).optional(),
  fuse: z.literal(true).optional(),
  memory: z.string().optional(),
  cores: z.int().positive().optional(),
});

/** Strict; the JSON Schema for editors is made from it. */
export const scenarioSchema = z.strictObject({
  $schema: z.string().optional(),
  title: z.string().min(1).max(100).describe('What it shows, in a few words.'),
  os: z
    .string()
    .regex(/^[a-z]+:[0-9.]+$/, 'must be a system such as "debian:12"')
    .default('debian:12'),
  guest: guest.default({}),
  with: z
    .record(z.string().regex(FEATURE_ID, 'must be the id of a feature'), options)
    .default({})
    .describe('Other features of the guest, installed by their own order, with their options.'),
  before: z
    .array(step)
    .default([])
    .describe('What the guest must have first, run before anything is installed.'),
  prepared: z
    .array(step)
    .default([])
    .describe(
      'Run after the features that this one depends on, and before it: an image for Docker, for example.',
    ),
  options: options.default({}),
  secrets: secrets.default({}),
  expect: z.array(step).default([]),
  change: z
    .strictObject({
      options: options.default({}),
      secrets: secrets.default({}),
      expect: z.array(step).default([]),
    })
    .optional()
    .describe(
      'Options that are laid over those above; the feature runs again, is verified, and these steps hold.',
    ),
  removed: z.array(step).default([]).describe('What is true after its remove.'),
  standIns: z
    .record(z.string(), z.string())
    .default({})
    .describe(
      "For a download of the manifest, a file in the feature's folder that a mirror on loopback serves instead; a folder is packed as .tar.gz.",
    ),
});

/** A scenario with its defaults. */
export type Scenario = z.output<typeof scenarioSchema>;
export type ScenarioStep = Scenario['expect'][number];

/** The inputs of `action.yml`, read once into one typed object, and the event's payload. */
import { readFileSync } from 'node:fs';
import * as core from '@actions/core';
import { z } from 'zod';
import { durationInMs } from '../config/units.ts';
import { PhoenixError } from '../errors.ts';
import { hide } from '../secrets/masking.ts';
import { LEVELS } from '../telemetry/wanted.ts';

const flag = z.enum(['true', 'false', '']).transform((text) => text === 'true');

/** In milliseconds. */
const duration = z
  .string()
  .refine((text) => text === '' || durationInMs(text) !== null, 'it must be a time such as "30m"')
  .transform((text) => (text === '' ? 0 : (durationInMs(text) ?? 0)));

const schema = z.strictObject({
  command: z.enum(['auto', 'plan', 'apply', 'drift', 'proof']),
  configs: z.string().min(1),
  environment: z.string().transform((name) => (name === '' ? null : name)),
  node: z.string().min(1),
  parallel: z.coerce.number().int().min(1).max(64),
  on: z.string().transform((name) => (name === '' ? null : name)),
  wait: duration,
  'allow-destroy': flag,
  comment: flag,
  proof: z.string(),
  'log-file': z.string(),
  'log-level': z.enum(['', ...LEVELS]),
  'metrics-file': z.string(),
  'vault-key': z.string(),
  'vault-passphrase': z.string(),
  token: z.string(),
});

export type ActionInputs = z.infer<typeof schema>;

const SECRET = ['token', 'vault-key', 'vault-passphrase'] as const;

/** No program that is started later inherits it, and no log shows it: the runner masks only what it knows itself. */
function takeSecrets(): void {
  for (const name of SECRET) {
    hide(core.getInput(name), core.getInput(name, { trimWhitespace: false }));
    Reflect.deleteProperty(process.env, `INPUT_${name.toUpperCase()}`);
  }
}

/** @throws PhoenixError `USAGE`, naming the input. */
export function readInputs(): ActionInputs {
  const texts = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, core.getInput(name)]));
  takeSecrets();
  const parsed = schema.safeParse(texts);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new PhoenixError(
    'USAGE',
    `the input "${String(issue?.path[0])}" is not usable: ${issue?.message ?? ''}`,
    {
      hint: 'see the inputs in action.yml',
    },
  );
}

/** The parsed `event.json`. @throws PhoenixError `UNREADABLE`. */
export function readEventPayload(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new PhoenixError('UNREADABLE', `the event's payload ${path} cannot be read`, { cause });
  }
}

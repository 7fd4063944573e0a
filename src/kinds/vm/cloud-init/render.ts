/** Cloud-config as the text of a file. What stands in JSON is written as JSON, which is YAML; secrets stay references. Pure. */
import { isObject, type Json, type JsonObject } from '../../../json.ts';
import type { SecretRef } from '../../step.ts';
import { isReference } from '../../../secrets/reference.ts';

export type Content = readonly (string | SecretRef)[];

/** One key a line, as people read it; a text that is one reference becomes a part of its own. */
function parts(value: Json, indent: string): (string | SecretRef)[] {
  if (typeof value === 'string' && isReference(value)) return [{ secret: value, as: 'json' }];
  if (Array.isArray(value))
    return joined(
      '[',
      ']',
      value.map((one) => parts(one, `${indent}  `)),
      indent,
    );
  if (!isObject(value)) return [JSON.stringify(value)];
  const members = Object.entries(value).map(([key, one]) => [
    `${JSON.stringify(key)}: `,
    ...parts(one, `${indent}  `),
  ]);
  return joined('{', '}', members, indent);
}

function joined(
  open: string,
  close: string,
  members: readonly (string | SecretRef)[][],
  indent: string,
): (string | SecretRef)[] {
  if (members.length === 0) return [`${open}${close}`];
  const lines = members.flatMap((member, index) => [`${index === 0 ? '' : ','}\n${indent}  `, ...member]);
  return [open, ...lines, `\n${indent}${close}`];
}

/** Texts that follow each other become one. */
function merged(all: readonly (string | SecretRef)[]): Content {
  const result: (string | SecretRef)[] = [];
  for (const part of all) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else result.push(part);
  }
  return result;
}

export const renderCloudConfig = (value: JsonObject): Content =>
  merged(['#cloud-config\n', ...parts(value, ''), '\n']);

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);

const AGENT = 'qemu-guest-agent';
/** Debian starts it when its device appears, which it has long before; others have it enabled. Neither fails a boot. */
const START: Json = ['sh', '-c', `systemctl enable --now ${AGENT} || systemctl start ${AGENT} || true`];

/** With the guest agent. Lists are not united by cloud-init: those of user data would hide those of vendor data. */
export function withAgent(value: JsonObject): JsonObject {
  const packages = listOf(value['packages']);
  const own = packages.some((one) => one === AGENT);
  return {
    ...value,
    packages: own ? packages : [...packages, AGENT],
    runcmd: [...listOf(value['runcmd']), START],
  };
}

/**
 * The snippets of one virtual machine: what Proxmox's own options of cloud-init cannot say. Their names tell their content, so
 * that a change is a new file, and the old one goes when no configuration names it any more. Pure.
 */
import type { PointedFinding } from '../../../errors.ts';
import { sha256 } from '../../../hash.ts';
import { canonical, isObject, type Json, type JsonObject } from '../../../json.ts';
import type { SecretUse } from '../../kind.ts';
import { finding } from './finding-ids.ts';
import { lintCloudConfig, lintText } from './lint.ts';
import { type Content, renderCloudConfig, withAgent } from './render.ts';

type Part = 'user' | 'vendor';

/** A file for cloud-init. */
export interface Snippet {
  readonly part: Part;
  /** `phoenix-104-user-0a1b2c3d.yaml`. */
  readonly name: string;
  readonly content: Content;
}

/** Part of the spec of a machine. */
export interface Told {
  /** The storage that holds them. */
  readonly storage: string;
  readonly snippets: readonly Snippet[];
}

export interface SnippetInput {
  readonly vmid: number;
  /** As `cloudInit` of the merged file: an object, or the name of a file beside that of the machine. */
  readonly userData?: string | JsonObject;
  readonly vendorData?: string | JsonObject;
  /** Software comes in by the guest agent, so that the first boot has to install it. */
  readonly needsAgent: boolean;
  /** The text of a file by its path below the configs folder; null: it is not there. */
  readonly textOf: (path: string) => string | null;
}

export interface Snippets {
  readonly snippets: readonly Snippet[];
  readonly findings: readonly PointedFinding[];
}

/** Bytes that Proxmox reads of a snippet (qemu-server 9.0: read_cloudinit_snippets_file). */
const MOST_BYTES = 1024 * 1024;

const KEYS: Readonly<Record<Part, string>> = { user: 'userData', vendor: 'vendorData' };

const hashOf = (content: Content): string => sha256(canonical(content as unknown as Json)).slice(0, 8);

const bytesOf = (content: Content): number =>
  content.reduce((sum, part) => sum + (typeof part === 'string' ? Buffer.byteLength(part) : 0), 0);

/** The secrets that cloud-init is told. */
export const secretsTold = ({ snippets }: Told): SecretUse[] =>
  snippets.flatMap(({ part, content }) =>
    content.flatMap((one) =>
      typeof one === 'string' ? [] : [{ reference: one.secret, path: `/cloudInit/${KEYS[part]}` }],
    ),
  );

interface Made {
  readonly content: Content | null;
  readonly findings: readonly PointedFinding[];
}

function ofFile(name: string, at: string, { textOf }: SnippetInput): Made {
  const path = `vm/${name.replace(/^(?:.*\/)?/, '')}`;
  const text = textOf(path);
  if (text === null) {
    const hint =
      'Put it beside the file of the machine; its name ends with .user-data.yaml or .vendor-data.yaml.';
    return { content: null, findings: [finding('PHX675', at, `there is no file ${path}`, hint)] };
  }
  return { content: [text.replaceAll('\r\n', '\n')], findings: lintText(text, at, path) };
}

function made(part: Part, input: SnippetInput): Made {
  const at = `/cloudInit/${KEYS[part]}`;
  const given = part === 'user' ? input.userData : input.vendorData;
  if (typeof given === 'string') return ofFile(given, at, input);
  // User data hides lists of vendor data; without any, or of a file that stays as it is, vendor data has the agent.
  const place: Part = isObject(input.userData) ? 'user' : 'vendor';
  const hasAgent = input.needsAgent && part === place;
  if (!given && !hasAgent) return { content: null, findings: [] };
  const value = given ?? {};
  const content = renderCloudConfig(hasAgent ? withAgent(value) : value);
  return { content, findings: given ? lintCloudConfig(value, at) : [] };
}

/** The snippets that a machine needs, in order; none where Proxmox's own options say it all. */
export function snippetsOf(input: SnippetInput): Snippets {
  const snippets: Snippet[] = [];
  const findings: PointedFinding[] = [];
  for (const part of ['user', 'vendor'] as const) {
    const { content, findings: own } = made(part, input);
    findings.push(...own);
    if (!content) continue;
    const at = `/cloudInit/${KEYS[part]}`;
    if (bytesOf(content) > MOST_BYTES) {
      const hint = 'Fetch large files at the first boot, or bring them in by a feature.';
      findings.push(
        finding('PHX678', at, `it has ${bytesOf(content)} bytes; Proxmox reads ${MOST_BYTES}`, hint),
      );
      continue;
    }
    snippets.push({ part, name: `phoenix-${input.vmid}-${part}-${hashOf(content)}.yaml`, content });
  }
  return { snippets, findings };
}

/** The value of `cicustom`. */
export const cicustomOf = ({ storage, snippets }: Told): string =>
  snippets.map(({ part, name }) => `${part}=${storage}:snippets/${name}`).join(',');

/** What a machine's file tells cloud-init beyond Proxmox's own options: which snippets it needs. Pure. */
import type { PointedFinding } from '../../../errors.ts';
import type { JsonObject } from '../../../json.ts';
import type { ResolveInput } from '../../kind.ts';
import type { VmInput } from '../schema.ts';
import { hasAgent, type VmSpec } from '../spec.ts';
import { snippetsOf, type Told } from './files.ts';
import { finding } from './finding-ids.ts';

const STORAGE = 'local';

/** What Proxmox's own user data says, and user data of a file takes the place of. */
const REPLACED = ['user', 'sshKeys', 'upgrade'] as const;

/** The first boot has to install the agent: an image has none, and what is cloned is as its source is. */
const needsAgent = (spec: Pick<VmSpec, 'source' | 'imports' | 'software' | 'groups'>): boolean =>
  spec.source?.is === 'disks' &&
  Object.keys(spec.imports).length > 0 &&
  (spec.software ?? []).length > 0 &&
  hasAgent(spec);

/** @param spec as far as it is known: its software, too */
export function toldOf(
  spec: Pick<VmSpec, 'vmid' | 'source' | 'imports' | 'software' | 'groups'>,
  { cloudInit }: Pick<VmInput, 'cloudInit'>,
  { keptText = () => null }: ResolveInput,
): { readonly told: Told | null; readonly findings: readonly PointedFinding[] } {
  if (!cloudInit) return { told: null, findings: [] };
  const { userData, vendorData, snippets: storage = STORAGE } = cloudInit;
  const { snippets, findings } = snippetsOf({
    vmid: spec.vmid,
    ...(userData === undefined ? {} : { userData: userData as string | JsonObject }),
    ...(vendorData === undefined ? {} : { vendorData: vendorData as string | JsonObject }),
    needsAgent: needsAgent(spec),
    textOf: keptText,
  });
  const replaced = REPLACED.filter((key) => userData !== undefined && cloudInit[key] !== undefined).map(
    (key) =>
      finding(
        'PHX679',
        `/cloudInit/${key}`,
        `"${key}" has no effect beside "userData"`,
        'Say it in the user data, or leave one of them out.',
      ),
  );
  return { told: snippets.length === 0 ? null : { storage, snippets }, findings: [...findings, ...replaced] };
}

/** From a merged file to an image: the name that it gets on the storage. Pure. */
import type { Resolved, ResolveInput } from '../kind.ts';
import { finding } from './finding-ids.ts';
import { imageSchema } from './schema.ts';
import type { ImageSpec } from './spec.ts';

/** What Proxmox takes, by what it is for (pve-storage 9.1: `.img` is a name for ISO files only). */
const ENDINGS: Readonly<Record<ImageSpec['content'], readonly string[]>> = {
  import: ['qcow2', 'raw', 'vmdk'],
  iso: ['iso', 'img'],
};

/** The ending that it gets; null where none is known. Ubuntu calls qcow2 files `.img`. */
function endingOf(name: string, content: ImageSpec['content']): string | null {
  const ending = /\.([a-z0-9]+)$/.exec(name.toLowerCase())?.[1] ?? '';
  if (content === 'import' && ending === 'img') return 'qcow2';
  return ENDINGS[content].includes(ending) ? ending : null;
}

export function resolveImage({ name, merged, settings }: ResolveInput): Resolved<ImageSpec> {
  const parsed = imageSchema.safeParse(merged);
  // Whoever reads files says why.
  if (!parsed.success) return { spec: null, findings: [] };
  const { url, checksum, storage, content = 'import', filename, nodes } = parsed.data;
  const [algorithm = '', hex = ''] = checksum.split(':');
  const ending = endingOf(filename ?? new URL(url).pathname, content);
  if (ending === null || (filename !== undefined && !filename.endsWith(`.${ending}`))) {
    const message = `${filename ?? url} is no file that Proxmox downloads as "${content}"`;
    const hint = `Write "filename" with one of the endings ${ENDINGS[content].join(', ')}, if that is what it is.`;
    const path = filename === undefined ? '/url' : '/filename';
    return { spec: null, findings: [finding('PHX680', path, message, hint)] };
  }
  const spec: ImageSpec = {
    url,
    algorithm,
    checksum: hex,
    storage,
    content,
    filename: filename ?? `${name}-${hex.slice(0, 8)}.${ending}`,
    node: nodes?.[0] ?? Object.keys(settings.nodes)[0] ?? '',
    ...(nodes && { nodes }),
  };
  return { spec, findings: [] };
}

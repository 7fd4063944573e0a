/** Who tells: this process, as OpenTelemetry's semantic conventions have it, and what the environment adds or corrects. */
import { arch, hostname, type } from 'node:os';
import { basename } from 'node:path';
import process from 'node:process';
import {
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { VERSION } from '../../version.ts';

/** What the spans and metrics are made by. */
export const SCOPE = { name: 'phoenix', version: VERSION } as const;

/** As the conventions spell them. */
const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: 'x86', arm: 'arm32' };

/** Not the command line of this process: it may hold what is no business of whoever reads traces. */
export function ownResource(): Resource {
  return resourceFromAttributes({
    'service.name': 'phoenix',
    'service.version': VERSION,
    'host.name': hostname(),
    'host.arch': ARCHITECTURES[arch()] ?? arch(),
    'os.type': type().toLowerCase(),
    'process.pid': process.pid,
    'process.executable.name': basename(process.execPath),
    'process.runtime.name': 'nodejs',
    'process.runtime.version': process.versions.node,
  }).merge(detectResources({ detectors: [envDetector] }));
}

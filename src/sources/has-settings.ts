/** Whether a folder is an estate's already. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export function hasSettings(configs: string): boolean {
  return ['phoenix.json', 'phoenix.jsonc'].some((name) => existsSync(join(configs, name)));
}

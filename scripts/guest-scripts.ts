/**
 * Writes the programs that run in guests (src/features/guest/*.sh) into src/features/guest-scripts.json, from where they
 * are imported: neither Node nor tsx imports texts. A test tells when this is to be run again.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const FOLDER = 'src/features/guest';
const NAMES = ['bootstrap.sh', 'lib.sh', 'run.sh', 'clean.sh', 'agent.sh', 'cloud.sh'];

const texts = NAMES.map((name) => [name, readFileSync(`${FOLDER}/${name}`, 'utf8')] as const);
writeFileSync(`${FOLDER}-scripts.json`, `${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`);

/** `phoenix feature new`: a folder in configs/features that is sound at once and shows the contract of scripts. */
import { join } from 'node:path';
import { quote } from '../config/quote.ts';
import { PhoenixError } from '../errors.ts';
import { FEATURE_ID } from '../features/id.ts';
import { scaffold } from '../features/scaffold.ts';
import { readFeatureFolder } from '../sources/feature-folders.ts';
import { writeNew } from '../sources/write.ts';
import type { Console } from './console.ts';
import { openShelf } from './feature-library.ts';

export interface FeatureNewOptions {
  readonly id: string;
  readonly configs: string;
  readonly json?: boolean;
}

/** Exit code 0. @throws PhoenixError `USAGE` for a name that cannot be one, `REFUSED` when something stands there */
export async function featureNew({ id, configs, json }: FeatureNewOptions, io: Console): Promise<number> {
  if (!FEATURE_ID.test(id)) {
    throw new PhoenixError('USAGE', `${quote(id)} cannot name a feature`, {
      hint: 'use lower-case letters, digits and "-", beginning with a letter or digit, at most 63',
    });
  }
  const folder = join(configs, 'features', id);
  if (readFeatureFolder(folder).size > 0) {
    throw new PhoenixError('REFUSED', `${folder} is there already; nothing was written`, {
      hint: `choose another name, or look at it: phoenix feature check ${id}`,
    });
  }
  const hidden = openShelf(configs).folders.get(id);
  const files = scaffold(id);
  writeNew(folder, files);
  if (json) {
    io.out(JSON.stringify({ v: 1, id, folder, files: [...files.keys()] }, null, 2));
    return 0;
  }
  io.out(`Wrote into ${folder}:\n${[...files.keys()].map((file) => `  ${file}`).join('\n')}`);
  if (hidden) io.err(`\nThe library has ${quote(id)} too: from now on guests get yours.`);
  const steps = [
    `phoenix feature check ${id}`,
    `sudo phoenix feature test ${id}`,
    `"features": { ${quote(id)}: {} }    in the file of a guest`,
  ];
  io.out(`\nNext:\n${steps.map((step, at) => `  ${at + 1}. ${step}`).join('\n')}`);
  return 0;
}

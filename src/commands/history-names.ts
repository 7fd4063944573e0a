/** Whether a resource that somebody asks for ever had a file: the error for one that had none names what may be meant. */
import { didYouMean } from '../config/suggest.ts';
import { quote } from '../config/quote.ts';
import type { Address, Estate } from '../config/model.ts';
import { PhoenixError } from '../errors.ts';
import type { GitRepository } from '../sources/git.ts';
import { removedFiles } from '../sources/merged.ts';

export interface NamedInput {
  readonly address: Address;
  readonly estate: Estate;
  readonly repository: GitRepository;
  /** The configs folder in the repository. */
  readonly folder: string;
  /** A full commit id. */
  readonly tip: string;
}

/** `lxc/web.json`, `environments/prod/lxc/web.json`. */
const FILE =
  /^(?:environments\/[^/]+\/)?((?!environments\/|base\/|profiles\/|features\/|vault\/)[^/]+\/[^/]+)\.jsonc?$/;

/** @throws PhoenixError `USAGE` for an address that no commit had */
export async function checkNamed({ address, estate, repository, folder, tip }: NamedInput): Promise<void> {
  const here = [...estate.layout.resources.keys(), ...estate.resources.keys()];
  if (here.some((one) => one === address || one.startsWith(`${address}@`))) return;
  const gone = (await removedFiles(repository, tip, folder)).flatMap((path) => FILE.exec(path)?.[1] ?? []);
  if (gone.includes(address)) return;
  const known = [...new Set([...here, ...gone])];
  const bare = known.find((one) => one.slice(one.indexOf('/') + 1) === address);
  throw new PhoenixError('USAGE', `no commit has a file of ${quote(address)} in ${estate.tree.root}`, {
    hint: didYouMean(bare ?? address, known, 'No file describes a resource yet.'),
  });
}

/** Addresses that users type. */
import type { Address, Estate } from './model.ts';
import { didYouMean } from './suggest.ts';
import { quote } from './quote.ts';
import { PhoenixError } from '../errors.ts';

/** Nothing is called that: the error names what may be meant, `lxc/web` for `web` and `layer/web@pve1` for `layer/web` too. */
export function unknownAddress(address: Address, { resources, tree }: Estate): PhoenixError {
  const known = [...resources.keys()];
  const bare = known.find(
    (one) => one.slice(one.indexOf('/') + 1) === address || one.startsWith(`${address}@`),
  );
  return new PhoenixError('USAGE', `there is no ${quote(address)} in ${tree.root}`, {
    hint: didYouMean(bare ?? address, known, 'No file describes a resource yet.'),
  });
}

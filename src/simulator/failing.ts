/** What is told to fail on a simulated machine, by a file that is there: for labs and tests. */

/** @param where a node's name, or a guest's VMID @param what `module nvidia`, `feature nginx` */
export const failingPath = (where: string | number, what: string): string =>
  `/.sim/failing/${where}/${what.replaceAll(' ', '-')}`;

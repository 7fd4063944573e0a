/** The names of features: they become folders, words of a shell and members of JSON, so they are plain. */

export const FEATURE_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** A part of a path inside a feature's folder. */
const SEGMENT = /^[A-Za-z0-9_@+=,%. -]{1,100}$/;

/** Whether a path can be carried into a guest: relative, plain, and not out of its folder. */
export function isUsablePath(path: string): boolean {
  const segments = path.split('/');
  return (
    path.length <= 200 && segments.every((one) => SEGMENT.test(one) && !/^\.{1,2}$|^\s|\s$|^-/.test(one))
  );
}

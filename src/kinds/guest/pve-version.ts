/** Versions of Proxmox VE as `phoenix.json` declares and nodes report them: `9.2`. */

const known = new Map<string, number>();

/** A version as a number; an estate has few of them, and asks for each guest. */
function rankOf(version: string): number {
  let rank = known.get(version);
  if (rank === undefined) {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    rank = major * 1000 + minor;
    known.set(version, rank);
  }
  return rank;
}

/** True when `version` is `least` or newer. */
export function atLeast(version: string, least: string): boolean {
  return rankOf(version) >= rankOf(least);
}

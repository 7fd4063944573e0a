/** Versions of Proxmox VE as `phoenix.json` declares and nodes report them: `9.2`. */

/** True when `version` is `least` or newer. */
export function atLeast(version: string, least: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = least.split('.').map(Number);
  return major === leastMajor ? minor >= leastMinor : major > leastMajor;
}

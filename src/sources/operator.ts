/** Who runs a command, as others shall read it in a lock: `anna@laptop (pid 4711)`. */
import { hostname, userInfo } from 'node:os';
import process from 'node:process';

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without an entry in /etc/passwd.
    return `uid ${process.getuid?.() ?? '?'}`;
  }
}

export function operatorName(): string {
  return `${userName()}@${hostname()} (pid ${process.pid})`;
}

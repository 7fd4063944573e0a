/** How a command of the simulated node ends badly: Proxmox's `die`, its parameter errors, and injected deaths. */

/** `die "message\n"`: the message on stderr and a non-zero exit, mostly 255 (an errno when one was left over). */
export class Failure extends Error {
  readonly exit: number;

  constructor(message: string, exit = 255) {
    super(message);
    this.name = 'Failure';
    this.exit = exit;
  }
}

/** `400 Parameter verification failed.` with a reason per option, and the usage line. */
export class ParameterFailure extends Error {
  readonly reasons: ReadonlyMap<string, string>;
  readonly exit: number;

  constructor(reasons: ReadonlyMap<string, string>, exit = 255) {
    super('400 Parameter verification failed.');
    this.name = 'ParameterFailure';
    this.reasons = reasons;
    this.exit = exit;
  }
}

/** The command line cannot be read: `400 too many arguments` and the like, with the usage line. */
export class UsageFailure extends Error {}

/** An injected SIGKILL: nothing of the command runs any more, and nothing is cleaned up. */
export class Killed extends Error {}

/** @throws Failure */
export function die(message: string, exit?: number): never {
  throw new Failure(message, exit);
}

/** @throws ParameterFailure with one reason. */
export function badParameter(name: string, reason: string): never {
  throw new ParameterFailure(new Map([[name, reason]]));
}

/** The message of what was thrown by a part that may fail on its own; injected deaths and bugs go on. */
export function messageOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  throw error;
}

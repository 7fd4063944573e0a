/** A line of a log as the runner of GitHub Actions reads it (actions/runner, ActionCommand): a command, or not. */
export interface ReadCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

const data = (text: string): string =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
const property = (text: string): string => data(text.replaceAll('%3A', ':').replaceAll('%2C', ','));

/** @throws for a line that is no command */
export function readCommand(line: string): ReadCommand {
  const end = line.indexOf('::', 2);
  if (!line.trimStart().startsWith('::') || end === -1) throw new Error(`no command: ${line}`);
  const [, command = '', rest = ''] = /^::(\S+)(?: (.*))?$/.exec(line.slice(0, end)) ?? [];
  const pairs = rest.split(',').flatMap((pair) => {
    const [name = '', ...value] = pair.split('=');
    return value.length > 0 ? [[name.trim(), property(value.join('='))] as const] : [];
  });
  return { command, properties: Object.fromEntries(pairs), message: data(line.slice(end + 2)) };
}

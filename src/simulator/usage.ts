/** The usage line that Proxmox's tools add to a complaint about their arguments. */
import { commandSchema } from './schema.ts';

/** `pct create <vmid> <ostemplate> [OPTIONS]` */
export function usageLine(command: string): string {
  const schema = commandSchema(command, '9.2');
  if (!schema) return `${command} [OPTIONS]`;
  const positional = schema.positional.map((name) => {
    if (name === 'extra-args') return '[<extra-args>]';
    return schema.properties.get(name)?.optional ? `[<${name}>]` : `<${name}>`;
  });
  const others = schema.properties.names().some((name) => !schema.positional.includes(name));
  return [command, ...positional, ...(others ? ['[OPTIONS]'] : [])].join(' ');
}

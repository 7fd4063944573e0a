/** What a check of health should have become. Pure. */
import { at, type Check, member, word } from './said.ts';

export const health: Check = ({ value, rest, whole, spec }) => {
  const one =
    rest.length < 2 ? whole : Array.isArray(whole) ? at(whole, rest[0]) : member(whole, rest[0] ?? '');
  const checks = Object.values(spec.health ?? {});
  const asked = (command: string): boolean =>
    checks.some(({ ask }) => {
      if (ask.is === 'http')
        return (
          new RegExp(
            `^curl .*:${ask.port}${ask.path === '/' ? '/?' : ask.path.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}["']?$`,
          ).test(command) ||
          (ask.port === 80 && command.startsWith('curl '))
        );
      return (
        ask.is === 'exec' &&
        (ask.argv.join(' ') === command.split(/\s+/).join(' ') || ask.argv.at(-1) === command)
      );
    });
  const last = rest.at(-1);
  if (last === 'name') return [true, asked(word(member(one, 'command')).trim())];
  if (last === 'command') return [true, asked(word(value).trim())];
  if (last === 'interval') return [true, checks.some(({ interval }) => interval === Number(value) * 1000)];
  const every = Number(member(one, 'interval'));
  const within = Number(value) * (every > 0 ? every : 5) * 1000;
  return [true, checks.some((check) => check.within === within)];
};

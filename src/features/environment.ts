/** The variables that scripts find: names from names of options, and a text that a shell reads. Pure. */
import type { OptionValue } from './manifest.ts';

/**
 * The variable of an option, as the devcontainer specification forms it: everything but word characters becomes `_`,
 * digits and `_` at the start become one `_`, letters become upper case.
 */
export function variableOf(option: string): string {
  return option
    .replace(/[^A-Za-z0-9_]/g, '_')
    .replace(/^[0-9_]+/, '_')
    .toUpperCase();
}

/** The folder of a guest that is in memory. A feature's secrets are files of it while its scripts run. */
const RUN_FOLDER = '/run/phoenix';

export function secretFileOf(feature: string, variable: string): string {
  return `${RUN_FOLDER}/${feature}/${variable}`;
}

/** Variables with a meaning for shells, loaders and run.sh: an option that became one would do more than it says. */
const RESERVED: ReadonlySet<string> = new Set(
  `PATH HOME IFS ENV SHELL USER LOGNAME LANG LANGUAGE TERM PWD OLDPWD CDPATH OPTIND OPTARG PPID UID
    EUID GROUPS TMPDIR TZ MAIL SHLVL SHELLOPTS GLOBIGNORE PS1 PS2 PS3 PS4 POSIXLY_CORRECT PROMPT_COMMAND
    FIGNORE LINENO RANDOM SECONDS _ NODE_OPTIONS PYTHONPATH PYTHONSTARTUP PYTHONHOME PERL5LIB PERL5OPT
    RUBYOPT RUBYLIB HOSTALIASES LOCALDOMAIN RES_OPTIONS GCONV_PATH NLSPATH MALLOC_CHECK_`.split(/\s+/),
);
const RESERVED_START =
  /^(?:PHX_|LD_|LC_|BASH|DEBIAN_(?:FRONTEND|PRIORITY)$|DEBCONF_|APT_|DPKG_|GLIBC_|SYSTEMD_|_REMOTE_USER|_CONTAINER_USER)/;

export function isReserved(variable: string): boolean {
  return RESERVED.has(variable) || RESERVED_START.test(variable);
}

/** A value as scripts see it: `true`, `8080`, lines of a list. */
export function textOf(value: OptionValue): string {
  return Array.isArray(value) ? value.join('\n') : String(value);
}

/** In single quotes a shell reads everything as it stands. */
const quoted = (value: string) => `'${value.replaceAll("'", String.raw`'\''`)}'`;

/** Lines for a shell that set and export variables, sorted. */
export function exports(variables: Readonly<Record<string, string>>): string {
  const names = Object.keys(variables).sort();
  return names.map((name) => `export ${name}=${quoted(variables[name] as string)}\n`).join('');
}

/** The same for `containerEnv`, whose values may hold `$NAME` and `${NAME}` of variables set before, and nothing else. */
export function expandingExports(variables: Readonly<Record<string, string>>): string {
  const line = ([name, value]: [string, string]) => `export ${name}="${expanding(value)}"\n`;
  return Object.entries(variables).map(line).join('');
}

function expanding(value: string): string {
  return value.replace(
    /\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))|[\\"`$]/g,
    (match, braced?: string, bare?: string) => {
      const name = braced ?? bare;
      return name === undefined ? `\\${match}` : `\${${name}:-}`;
    },
  );
}

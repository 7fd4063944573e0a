/** What is wrong with cloud-config before any guest reads it: names that it does not know, and passwords in the open. Pure. */
import { didYouMean } from '../../../config/suggest.ts';
import type { PointedFinding } from '../../../errors.ts';
import { isObject, type Json, type JsonObject, pointer, type Pointer } from '../../../json.ts';
import { isReference } from '../../../secrets/reference.ts';
import { finding } from './finding-ids.ts';
import { CLOUD_CONFIG_KEYS } from './keys.ts';

/** Underscores, as cloud-init writes names since 24.1, and dashes, as some were before. */
const known = (key: string) =>
  CLOUD_CONFIG_KEYS.includes(key) || CLOUD_CONFIG_KEYS.includes(key.replaceAll('-', '_'));

const unknownKey = (key: string, path: Pointer): PointedFinding =>
  finding(
    'PHX676',
    path,
    `cloud-init does not know the key "${key}"`,
    didYouMean(key, CLOUD_CONFIG_KEYS, 'https://docs.cloud-init.io lists what it knows.'),
  );

const openPassword = (path: Pointer, what: string): PointedFinding =>
  finding(
    'PHX677',
    path,
    `${what} stands in the open`,
    'Write its hash, as "mkpasswd -m yescrypt" makes it, or a reference such as "${secret:vm/password}" as the whole value.',
  );

/** What crypt(3) makes of a password, one that is locked, or none. */
const isHashed = (text: string): boolean => /^(?:\$|[*!])/.test(text) || text === '';
const isSafe = (value: Json | undefined): boolean =>
  value === undefined || (typeof value === 'string' && isReference(value));

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);

function userPasswords(value: Json | undefined, at: Pointer): PointedFinding[] {
  return listOf(value).flatMap((user, index) => {
    if (!isObject(user)) return [];
    const here = (key: string) => `${at}${pointer(index, key)}`;
    const { plain_text_passwd: plain, passwd, hashed_passwd: hashed } = user;
    return [
      ...(isSafe(plain) ? [] : [openPassword(here('plain_text_passwd'), 'a password')]),
      ...(
        [
          ['passwd', passwd],
          ['hashed_passwd', hashed],
        ] as const
      ).flatMap(([key, one]) =>
        isSafe(one) || (typeof one === 'string' && isHashed(one))
          ? []
          : [openPassword(here(key), `"${key}" is no hash, and a password`)],
      ),
    ];
  });
}

/** `chpasswd`: a list of `NAME:PASSWORD`, as a text or an array, or of users with a type. */
function chpasswd(value: Json | undefined, at: Pointer): PointedFinding[] {
  if (!isObject(value)) return [];
  const lines = typeof value['list'] === 'string' ? value['list'].split('\n') : listOf(value['list']);
  const inList = lines.some((line) => {
    const password = typeof line === 'string' ? line.replace(/^[^:]*:/, '') : '';
    return (
      typeof line === 'string' && line.includes(':') && !isHashed(password) && !/^R(?:ANDOM)?$/.test(password)
    );
  });
  const ofUsers = listOf(value['users']).flatMap((user, index) => {
    if (!isObject(user) || isSafe(user['password'])) return [];
    const isHash = user['type'] === 'hash' || user['type'] === undefined;
    const hashed = isHash && typeof user['password'] === 'string' && isHashed(user['password']);
    return hashed || user['type'] === 'RANDOM'
      ? []
      : [openPassword(`${at}${pointer('users', index, 'password')}`, 'a password')];
  });
  return [...(inList ? [openPassword(`${at}/list`, 'a password')] : []), ...ofUsers];
}

/** @param at where it stands in the file */
export function lintCloudConfig(value: JsonObject, at: Pointer): PointedFinding[] {
  const unknown = Object.keys(value)
    .filter((key) => !known(key))
    .map((key) => unknownKey(key, `${at}${pointer(key)}`));
  const { password, users, chpasswd: changes } = value;
  const isOpen = !isSafe(password) && !(typeof password === 'string' && isHashed(password));
  return [
    ...unknown,
    ...(isOpen ? [openPassword(`${at}/password`, 'a password')] : []),
    ...userPasswords(users, `${at}/users`),
    ...chpasswd(changes, `${at}/chpasswd`),
  ];
}

const MARK = '#cloud-config';
const TOP_LEVEL = /^([A-Za-z][\w-]*):(?:\s|$)/;
const OPEN = /^\s*(?:-\s+)?(?:password|plain_text_passwd):\s*(?!["']?\$\d?\w*\$)["']?[^\s"'#]/;

/** Of a text in YAML: what is seen line by line. What cloud-init makes of it, it alone knows. */
export function lintText(text: string, at: Pointer, name: string): PointedFinding[] {
  const lines = text.split(/\r?\n/);
  if (lines[0]?.trimEnd() !== MARK) {
    const message = `the first line of ${name} is not "${MARK}"`;
    return [finding('PHX675', at, message, `Write ${MARK} there, and nothing before it.`)];
  }
  const tab = lines.findIndex((line) => /^ *\t/.test(line));
  const reference = lines.findIndex((line) => line.includes('${secret:'));
  const keys = lines.flatMap((line) => TOP_LEVEL.exec(line)?.[1] ?? []);
  const open = lines.findIndex((line) => OPEN.test(line));
  const said = (index: number, message: string, hint: string) =>
    index < 0 ? [] : [finding('PHX675', at, `line ${index + 1} of ${name} ${message}`, hint)];
  return [
    ...said(tab, 'is indented by a tab, which YAML does not know', 'Indent by blanks.'),
    ...said(
      reference,
      'refers to a secret, which nobody would replace in YAML',
      'Write user data as JSON in the file of the machine: "userData": { … }.',
    ),
    ...keys.filter((key) => !known(key)).map((key) => unknownKey(key, at)),
    ...(open < 0 ? [] : [openPassword(at, `a password in line ${open + 1} of ${name}`)]),
  ];
}

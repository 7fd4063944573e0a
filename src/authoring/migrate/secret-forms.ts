/** By which names and forms a secret is known. What is secret in the files of the source stays out. Pure. */
import type { Json } from '../../json.ts';

const NAME =
  /pass(?:word|wd|phrase)?|secret|token|api[-_]?key|credential|private[-_]?key|_hash$|encryption[-_]?key/i;
/** Words about a secret that are none. */
const ABOUT =
  /(?:file|path|script|name|user|url|id|enabled|version|length|model_len|num_batched_tokens|tokens)$/i;
/** Tokens by their form, wherever they stand in a text. */
export const TOKEN =
  /(?:^|\W)(?:hf_[A-Za-z0-9]{8}|gh[pousr]_\w{8}|github_pat_\w{8}|glpat-[\w-]{8}|sk-[\w-]{8}|ptr_\w{8}|AKIA[A-Z0-9]{8}|xox[abpr]-[\w-]{8}|eyJ[\w-]{1,999}\.eyJ)|-----BEGIN [A-Z ]*PRIVATE KEY|:\/\/[^/\s:@]+:[^/\s@]+@/;
const HASH = /^\$(?:1|2[aby]|5|6|y|argon2\w*)\$/;
/** Words of a command, or of a note, that say that a secret follows. Bounded, so that no text takes long. */
const SAID: readonly RegExp[] = [
  /(?:^|[\s"'])\w*(?:PASS(?:WORD|WD|PHRASE)?|SECRET|TOKEN|API_?KEY)\w*=(?!\$|["']?\s|$)/i,
  /(?:^|\s)--?[\w-]{0,40}(?:api-?key|password|passwd|passphrase|secret|token)(?:=|\s+)(?![-$/\s])\S/i,
  /(?:^|\s)(?:-u|--user)(?:=|\s*)["']?(?!\d+:\d+(?:\s|$))[^\s:"'-][^\s:"']*:[^\s$]/,
  /\b(?:authorization|x-[\w-]{0,40}(?:key|token)):\s*(?:(?:basic|bearer|token)\s+)?[^\s$]/i,
  /\b(?:passwords?|passwd|pw|passphrase|secret|token)\s*(?:is\s|[:=])\s*(?![$/])\S{4}/i,
  /\bsshpass\s+-p\s*[^\s$]/,
];
/** `${DB_PASSWORD}` names one. */
const REFERENCE = /^\$(?:\{[^{}]+\}|[A-Z_][A-Z0-9_]*)$/;
const PATH = /^\/(?:data|dev|etc|home|mnt|opt|root|run|srv|tmp|usr|var)\//;
/** A word of a command line whose next word is a secret. */
export const ASKS = /^--?[\w-]*(?:api-?key|token|password|secret)$/i;

/** What says that there is nothing yet. */
const EMPTY: ReadonlySet<string> = new Set(['', 'NOT_SET', 'null', 'none']);

/** @param key the name of the value, or of what it stands in; empty where it has none */
export function isSecret(key: string, value: Json): boolean {
  if (typeof value === 'number') return namesSecret(key);
  if (typeof value !== 'string' || EMPTY.has(value)) return false;
  if (TOKEN.test(value) || HASH.test(value) || SAID.some((one) => one.test(value))) return true;
  return namesSecret(key) && !PATH.test(value) && !REFERENCE.test(value);
}

/** Whether a key says that its value is secret. */
export const namesSecret = (key: string): boolean => NAME.test(key) && !ABOUT.test(key);

/** Whether a key is of something about a secret, such as its owner. */
export const isAbout = (key: string): boolean => ABOUT.test(key);

const MEMBER = /("((?:[^"\\\n]|\\.)*)"\s*:\s*")((?:[^"\\\n]|\\.)*)/g;
const TEXT = /"((?:[^"\\\n]|\\.)*)/g;

/** A broken file as it may be shown: every place stays where it is. */
export function withoutSecrets(text: string): string {
  const stars = (value: string): string => '*'.repeat(value.length);
  return text
    .replaceAll(MEMBER, (whole, before: string, key: string, value: string) =>
      isSecret(key, value) ? before + stars(value) : whole,
    )
    .replaceAll(TEXT, (whole, value: string) => (isSecret('', value) ? `"${stars(value)}` : whole));
}

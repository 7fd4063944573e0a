/**
 * What secrets look like that say of themselves what they are. Data: one line a format, as its issuer documents it or as the
 * public rules of gitleaks (github.com/gitleaks/gitleaks, config/gitleaks.toml) and GitHub's list of supported secret
 * scanning patterns (docs.github.com/code-security) have it.
 */

interface SecretFormat {
  /** With its article: `a token of GitHub`. */
  readonly name: string;
  /** What every one of them holds: a text without it is not looked at again. */
  readonly mark: string;
  /** Linear: what is repeated has an end near by, or no second start within. */
  readonly pattern: RegExp;
}

/** Not in the middle of a longer word. */
const START = '(?<![A-Za-z0-9_])';

const format = (name: string, mark: string, pattern: string): SecretFormat => ({
  name,
  mark,
  pattern: new RegExp(pattern, 'g'),
});

const word = (name: string, mark: string, pattern: string): SecretFormat =>
  format(name, mark, `${START}${pattern}`);

const CRYPT = '[./A-Za-z0-9]';

export const SECRET_FORMATS: readonly SecretFormat[] = [
  word('a token of GitHub', 'gh', 'gh[pousr]_[A-Za-z0-9]{36,255}'),
  word('a token of GitHub', 'github_pat_', 'github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}'),
  word('a token of GitLab', 'gl', 'gl(?:pat|ptt|rt|dt|cbt|ft|imt|agent|oas|soat)-[A-Za-z0-9_-]{20,}'),
  // EXAMPLE ends those of AWS's own documentation.
  word('an access key of AWS', 'A', '(?:AKIA|ASIA)(?![A-Z2-7]{9}EXAMPLE)[A-Z2-7]{16}(?![A-Za-z0-9])'),
  word('a token of Slack', 'x', 'x(?:ox[abeoprs]|app)-[0-9A-Za-z]+-[0-9A-Za-z-]{10,}'),
  format('a webhook of Slack', 'hooks.slack.com', 'hooks\\.slack\\.com/services/T\\w{6,}/B\\w{6,}/\\w{16,}'),
  word('a token of Hugging Face', 'hf_', 'hf_[A-Za-z0-9]{34,}'),
  word('a key of Anthropic', 'sk-ant-', 'sk-ant-[a-z]+\\d*-[A-Za-z0-9_-]{32,}'),
  // Of OpenAI, OpenRouter, DeepSeek and others that took up its form; not the names of skills and CSS classes.
  word('a key of OpenAI', 'sk-', 'sk-(?:(?:proj|svcacct|admin|or-v1)-[A-Za-z0-9_-]{32,}|[A-Za-z0-9]{32,})'),
  word('a key of Stripe', 'k_', '[sr]k_(?:live|test)_[A-Za-z0-9]{16,}'),
  word('a secret of Stripe', 'whsec_', 'whsec_[A-Za-z0-9+/]{24,}'),
  word('a key of Google', 'AIza', 'AIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])'),
  word('a client secret of Google', 'GOCSPX-', 'GOCSPX-[A-Za-z0-9_-]{28}'),
  word('a token of npm', 'npm_', 'npm_[A-Za-z0-9]{36}'),
  word('a token of PyPI', 'pypi-', 'pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,}'),
  word('a token of Docker Hub', 'dckr_', 'dckr_[op]at_[A-Za-z0-9_-]{27,}'),
  word('a key of Tailscale', 'tskey-', 'tskey-[a-z]+-[A-Za-z0-9]{6,}(?:-[A-Za-z0-9]{10,})?'),
  word('a key of SendGrid', 'SG.', 'SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}'),
  word('a token of a Telegram bot', ':AA', '\\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])'),
  word('a token of DigitalOcean', '_v1_', 'do[oprt]_v1_[a-f0-9]{64}'),
  word('a token of Grafana', 'gls', 'glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}'),
  word('a token of HashiCorp Vault', 'hv', 'hv[sbr]\\.[A-Za-z0-9_-]{24,}'),
  word('a key of Groq', 'gsk_', 'gsk_[A-Za-z0-9]{52}'),
  word('a key of NVIDIA', 'nvapi-', 'nvapi-[A-Za-z0-9_-]{60,}'),
  word('a token of Portainer', 'ptr_', 'ptr_[A-Za-z0-9+/]{43}='),
  word(
    'a token of Proxmox',
    'PVEAPIToken=',
    'PVEAPIToken=[^\\s!"]{1,80}![^\\s="]{1,80}=[0-9a-f]{8}-[0-9a-f-]{27}',
  ),
  word('a token of a Cloudflare tunnel', 'eyJhIjoi', 'eyJhIjoi[A-Za-z0-9+/_-]{80,}'),
  // RFC 7519: head, claims and signature, of which the first two are objects in base64.
  word(
    'a JSON Web Token',
    'eyJ',
    'eyJ[A-Za-z0-9_-]{10,2000}\\.eyJ[A-Za-z0-9_-]{10,8000}\\.[A-Za-z0-9_-]{16,}',
  ),
  // RFC 7468, OpenSSH and OpenPGP.
  format('a private key', '-----BEGIN', '-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----'),
  word('a private key of age', 'AGE-SECRET-KEY-1', 'AGE-SECRET-KEY-1[0-9A-Z]{58}'),
  // crypt(5): whoever has one guesses at leisure.
  format('the hash of a password', '$6$', `\\$6\\$(?:rounds=\\d+\\$)?${CRYPT}{1,16}\\$${CRYPT}{86}`),
  format('the hash of a password', '$5$', `\\$5\\$(?:rounds=\\d+\\$)?${CRYPT}{1,16}\\$${CRYPT}{43}`),
  format('the hash of a password', '$1$', `\\$1\\$${CRYPT}{1,8}\\$${CRYPT}{22}`),
  format('the hash of a password', '$apr1$', `\\$apr1\\$${CRYPT}{1,8}\\$${CRYPT}{22}`),
  format('the hash of a password', '$2', `\\$2[abxy]\\$\\d\\d\\$${CRYPT}{53}`),
  format('the hash of a password', 'y$', `\\$g?y\\$${CRYPT}{3,}\\$${CRYPT}{1,86}\\$${CRYPT}{43}`),
  format(
    'the hash of a password',
    '$argon2',
    '\\$argon2(?:id|i|d)\\$v=\\d+\\$[a-z0-9=,]+\\$[A-Za-z0-9+/]+\\$[A-Za-z0-9+/]{16,}',
  ),
  // RFC 3986 3.2.1. What stands for a password, such as $PASSWORD, <password> or ***, is none.
  format(
    'an address with a password',
    '://',
    '[a-z][a-z0-9+.-]{1,20}://[^\\s/:@"\'<>]{0,80}:(?![$<{*]|(?:pass(?:word)?|PASS(?:WORD)?|secret|token|x+|\\.+)@)[^\\s/:@"\'<>]{3,200}@(?=[\\w[])',
  ),
];

/** A secret in a text. */
export interface FoundSecret {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** All that say of themselves what they are, in the order in which they stand; of two in one place the longer. */
export function secretsIn(text: string): readonly FoundSecret[] {
  const found: FoundSecret[] = [];
  for (const { name, mark, pattern } of SECRET_FORMATS) {
    if (!text.includes(mark)) continue;
    for (const match of text.matchAll(pattern)) {
      found.push({ name, start: match.index, end: match.index + match[0].length });
    }
  }
  if (found.length < 2) return found;
  const kept: FoundSecret[] = [];
  for (const one of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (!last || one.start >= last.end) kept.push(one);
  }
  return kept;
}

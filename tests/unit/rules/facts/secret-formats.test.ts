import * as assert from 'uvu/assert';
import { SECRET_FORMATS, secretsIn } from '../../../../src/rules/facts/secret-formats.ts';
import { describe } from '../../../support/describe.ts';

const mixed = (length: number): string => 'aB3dE5gH7jK9mN1pQ2sT4vW6yZ8'.repeat(9).slice(0, length);
const hex = (length: number): string => '0a1b2c3d4e5f6789'.repeat(9).slice(0, length);
const upper = (length: number): string => 'ABCDEFGHJKLMNPQRSTUVWXYZ234567'.repeat(9).slice(0, length);

/** Put together here, so that nobody who scans this file takes one for real. */
const secrets: Readonly<Record<string, readonly string[]>> = {
  'a token of GitHub': [
    `ghp_${mixed(36)}`,
    `gho_${mixed(36)}`,
    `ghs_${mixed(36)}`,
    `github_pat_${mixed(22)}_${mixed(59)}`,
  ],
  'a token of GitLab': [`glpat-${mixed(20)}`, `glrt-${mixed(20)}`],
  'an access key of AWS': [`AKIA${upper(16)}`, `ASIA${upper(16)}`],
  'a token of Slack': [`xoxb-1234567890-${mixed(24)}`, `xapp-1-A0123-${mixed(30)}`],
  'a webhook of Slack': [`https://hooks.slack.com/services/T0123456/B0123456/${mixed(24)}`],
  'a token of Hugging Face': [`hf_${mixed(34)}`],
  'a key of Anthropic': [`sk-ant-api03-${mixed(90)}`],
  'a key of OpenAI': [`sk-proj-${mixed(48)}`, `sk-${mixed(48)}`, `sk-or-v1-${hex(64)}`],
  'a key of Stripe': [`sk_live_${mixed(24)}`, `rk_test_${mixed(24)}`],
  'a secret of Stripe': [`whsec_${mixed(32)}`],
  'a key of Google': [`AIza${mixed(35)}`],
  'a client secret of Google': [`GOCSPX-${mixed(28)}`],
  'a token of npm': [`npm_${mixed(36)}`],
  'a token of PyPI': [`pypi-AgEIcHlwaS5vcmc${mixed(60)}`],
  'a token of Docker Hub': [`dckr_pat_${mixed(27)}`],
  'a key of Tailscale': [`tskey-auth-${mixed(12)}-${mixed(32)}`],
  'a key of SendGrid': [`SG.${mixed(22)}.${mixed(43)}`],
  'a token of a Telegram bot': [`123456789:AA${mixed(33)}`],
  'a token of DigitalOcean': [`dop_v1_${hex(64)}`],
  'a token of Grafana': [`glsa_${mixed(32)}_${hex(8)}`],
  'a token of HashiCorp Vault': [`hvs.${mixed(24)}`],
  'a key of Groq': [`gsk_${mixed(52)}`],
  'a key of NVIDIA': [`nvapi-${mixed(64)}`],
  'a token of Portainer': [`ptr_${mixed(43)}=`],
  'a token of Proxmox': ['PVEAPIToken=root@pam!phoenix=01234567-89ab-cdef-0123-456789abcdef'],
  'a token of a Cloudflare tunnel': [`eyJhIjoi${mixed(120)}`],
  'a JSON Web Token': [`eyJ${mixed(20)}.eyJ${mixed(60)}.${mixed(43)}`],
  'a private key': ['', 'RSA ', 'OPENSSH ', 'ENCRYPTED ']
    .map((kind) => `-----BEGIN ${kind}PRIVATE KEY-----`)
    .concat(['-----BEGIN PGP PRIVATE KEY', 'BLOCK-----'].join(' ')),
  'a private key of age': [`AGE-SECRET-KEY-1${upper(58)}`],
  'the hash of a password': [
    `$6$saltsalt$${mixed(86)}`,
    `$6$rounds=5000$saltsalt$${mixed(86)}`,
    `$5$saltsalt$${mixed(43)}`,
    `$1$saltsalt$${mixed(22)}`,
    `$apr1$saltsalt$${mixed(22)}`,
    `$2b$12$${mixed(53)}`,
    `$y$j9T$saltsalt$${mixed(43)}`,
    `$argon2id$v=19$m=65536,t=3,p=4$${mixed(22)}$${mixed(43)}`,
  ],
  'an address with a password': [
    'postgres://app:hunter22@10.0.0.3:5432/shop',
    'redis://:hunter22@cache',
    'https://x:tr0ub4dor@[fd00::1]/',
  ],
};

const innocent: readonly string[] = [
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJx6Pqz0uVbY1tqFnJ3nYw0oV8aXk2mQ4d5e6f7g8h9i anna@laptop',
  '-----BEGIN PUBLIC KEY-----',
  '-----BEGIN CERTIFICATE-----',
  '-----BEGIN PGP PUBLIC KEY BLOCK-----',
  `sha256:${hex(64)}`,
  `docker.io/vllm/vllm-openai@sha256:${hex(64)}`,
  '7d0e5f0c-5b1e-4c7e-9a52-2f7c64a1d9b3',
  'BC:24:11:00:00:01',
  'AKIAIOSFODNN7EXAMPLE',
  'hf_not_a_real_one',
  'sk-learn-contrib-of-something-rather-long-indeed',
  'task-0123456789abcdefghijklmnopqrstuvwxyz',
  `_ghp_${mixed(36)}`,
  '${secret:hf/token}',
  'postgres://app:${secret:db/app}@db/shop',
  'https://user:password@proxy:3128',
  'https://$USER:$PASSWORD@proxy:3128',
  'http://10.0.0.5:8080/a@b',
  'ssh://git@git.lab:2222/estate.git',
  'local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst',
  '$5.00',
  'eyJust.eyJoking.now',
];

describe('what secrets look like', (test) => {
  test('each format knows its own, wherever they stand in a text', () => {
    for (const [name, examples] of Object.entries(secrets)) {
      for (const secret of examples) {
        const text = `{ "a": "${secret}" } // ${secret}`;
        const found = secretsIn(text);
        assert.equal(
          found.map((one) => one.name),
          [name, name],
          secret,
        );
        for (const { start, end } of found) {
          const shown = text.slice(start, end);
          assert.ok(secret.includes(shown) || shown.includes(secret), secret);
        }
      }
    }
  });

  test('every format has an example', () => {
    assert.equal(
      [...new Set(SECRET_FORMATS.map(({ name }) => name))].toSorted(),
      Object.keys(secrets).toSorted(),
    );
    const all = Object.values(secrets).flat();
    for (const { pattern, mark } of SECRET_FORMATS)
      assert.ok(
        all.some((one) => one.includes(mark) && [...one.matchAll(pattern)].length > 0),
        pattern.source,
      );
  });

  test('what is no secret is left alone', () => {
    for (const text of innocent) assert.equal(secretsIn(`"${text}"`), [], text);
  });

  test('hostile texts of 200 KB are read to their end', () => {
    const bits = [
      'eyJ',
      '-eyJaaaaaaaaaaaa',
      'PVEAPIToken=',
      '$y$',
      '$6$rounds=1',
      'a://',
      'x://a:b',
      'sk-',
      'xoxb-',
      '://:',
    ];
    for (const bit of bits) {
      const text = bit.repeat(Math.ceil(200_000 / bit.length));
      assert.ok(secretsIn(text).length < text.length, bit);
    }
  });
});

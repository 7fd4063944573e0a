/** How references name what AWS Secrets Manager holds: `NAME`, `NAME?stage=LABEL`, `NAME?version=ID`; NAME may be an ARN. Pure. */

export interface AwsSecret {
  /** A name, or an ARN. */
  readonly id: string;
  /** Of an ARN; null: where the client is. */
  readonly region: string | null;
  /** At most one of the two is given; none of them: the current version. */
  readonly stage: string | null;
  readonly version: string | null;
}

const PARTS = /^([^?]+)(?:\?(stage|version)=([\w+=,.@/:-]+))?$/;
/** API reference, CreateSecret: ASCII letters, digits and these; up to 512. */
const NAME = /^[\w/+=.@-]{1,512}$/;
/** The name with six letters behind it; without them AWS finds it too, and advises against. */
const ARN = /^arn:aws[a-z-]*:secretsmanager:([a-z]{2}(?:-[a-z]+)+-\d+):\d{12}:secret:[\w/+=.@-]{1,519}$/;
/** The same, GetSecretValue. */
const LONGEST_STAGE = 256;
const VERSION = { shortest: 32, longest: 64 };

/** What a reference without a version means. */
const CURRENT = 'AWSCURRENT';

export function parseSecretId(text: string): AwsSecret | null {
  const [, id = '', key, value = ''] = PARTS.exec(text) ?? [];
  const region = ARN.exec(id)?.[1] ?? null;
  if (!region && !NAME.test(id)) return null;
  const { length } = value;
  if (key === 'version') {
    if (length < VERSION.shortest || length > VERSION.longest) return null;
    return { id, region, stage: null, version: value };
  }
  if (length > LONGEST_STAGE) return null;
  return { id, region, stage: key && value !== CURRENT ? value : null, version: null };
}

/** One text for one secret, however it was written. */
export function secretIdText({ id, stage, version }: AwsSecret): string {
  if (version) return `${id}?version=${version}`;
  return stage ? `${id}?stage=${stage}` : id;
}

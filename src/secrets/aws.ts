/** Secrets in AWS Secrets Manager: `${secret:aws:prod/db}`, or a field of its JSON, `${secret:aws:prod/db#password}`. The SDK is loaded late. */
import { parseSecretId, secretIdText } from './aws/secret-id.ts';
import type { Provider } from './provider.ts';

const REFERENCE = /^([^#]+)(?:#(\P{C}+))?$/u;

const isPinned = (secret: string): boolean => Boolean(parseSecretId(secret)?.version);

export const aws: Provider = {
  scheme: 'aws',
  parse: (name) => {
    const [, text = '', field = null] = REFERENCE.exec(name) ?? [];
    const id = parseSecretId(text);
    return id && { secret: secretIdText(id), field };
  },
  hint: 'Write "${secret:aws:NAME}" with a name or ARN of AWS Secrets Manager, "${secret:aws:NAME#FIELD}" for a field of its JSON, and before the "#" "?stage=LABEL" or "?version=ID" (32 to 64 characters) for another version than the current one.',
  floats: (secret) => !isPinned(secret),
  open: async (context) => (await import('./aws/source.ts')).openAws(context),
  missing: (secret) => {
    const { id = '', region, stage, version } = parseSecretId(secret) ?? {};
    const ask = (verb: string) => `aws secretsmanager ${verb} --secret-id ${id}`;
    if (stage || version) return `See which versions it has: ${ask('list-secret-version-ids')}`;
    return region
      ? `See whether the ARN is right: ${ask('describe-secret')} --region ${region}`
      : `Create it (aws secretsmanager create-secret --name ${id} …), or say which region it is in: secrets.aws.region in phoenix.json, or its ARN in place of its name.`;
  },
};

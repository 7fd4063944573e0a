/** Whose rights are used: a role that the job of GitHub Actions may take, or what the SDK finds where Phoenix runs. */
import process from 'node:process';
import { fromWebToken } from '@aws-sdk/credential-provider-web-identity';
import type { SecretsManagerClientConfig } from '@aws-sdk/client-secrets-manager';
import { PhoenixError } from '../../errors.ts';
import { hide } from '../masking.ts';
import { oidcToken, subjectOf } from './oidc-token.ts';

type Credentials = Extract<NonNullable<SecretsManagerClientConfig['credentials']>, Function>;

/**
 * Undefined: the SDK's own search, which begins with the environment. So it is for an operator at a command line, who has
 * no such token and rights of their own.
 */
export function credentialsOf(role: string | undefined): Credentials | undefined {
  if (!role || process.env['GITHUB_ACTIONS'] !== 'true') return undefined;
  return async (properties) => {
    // A new one each time: it is good for some minutes, and what it is changed for may run out within an apply.
    const token = await oidcToken(role);
    const roleSessionName = `phoenix-${process.env['GITHUB_RUN_ID'] ?? process.pid}`;
    try {
      const given = await fromWebToken({ roleArn: role, webIdentityToken: token, roleSessionName })(
        properties,
      );
      hide(given.secretAccessKey, given.sessionToken ?? '');
      return given;
    } catch (error) {
      throw notTaken(role, token, error);
    }
  };
}

function notTaken(role: string, token: string, error: unknown): PhoenixError {
  const why = error instanceof Error ? error.name : 'unknown';
  const subject = subjectOf(token);
  const whom = subject === null ? 'subject of this job' : `subject "${subject}"`;
  switch (why) {
    case 'AccessDenied':
    case 'AccessDeniedException':
    case 'InvalidIdentityToken':
    case 'InvalidIdentityTokenException':
    case 'IDPRejectedClaim':
    case 'IDPRejectedClaimException':
      return new PhoenixError('REFUSED', `AWS does not let this job take the role ${role} (${why})`, {
        hint: `Make token.actions.githubusercontent.com an identity provider of that account, and let the role's trust policy allow sts:AssumeRoleWithWebIdentity to the audience sts.amazonaws.com and the ${whom}.`,
      });
    default:
      return new PhoenixError('REFUSED', `the role ${role} cannot be taken: AWS STS answers ${why}`, {
        hint: 'Run the job again; where that does not help, see whether the runner reaches AWS STS of its region.',
      });
  }
}

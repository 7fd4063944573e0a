/** The role that a container had for Portainer, and the password that its server needs. Pure. */
import type { Draft } from './draft.ts';
import { put } from './installed.ts';
import { shownValue } from './secret.ts';
import { below, type Found, textIn } from './source.ts';

export function role(draft: Draft): void {
  const found = draft.read('portainer_role');
  if (!found) return;
  const said = textIn(found.value);
  if (['none', '', 'infrastructure'].includes(said)) draft.drop(found, 'this role installed nothing');
  else if (draft.guest.isLayer) draft.drop(found, 'a layer runs no server');
  else if (['server', 'primary', 'agent'].includes(said)) {
    const isServer = said !== 'agent';
    const password =
      isServer && below({ role: 'host', pointer: '', value: draft.world.source.host }, 'portainer_api');
    const hasOne = password && textIn(below(password, 'admin_password')?.value) !== '';
    put(draft, 'portainer', {
      role: isServer ? 'server' : 'agent',
      ...(hasOne ? { password: '${secret:portainer/admin}' } : {}),
    });
    draft.same(['features', 'portainer', 'role'], found);
    if (password && hasOne) claimPassword(draft, password);
  } else {
    draft.drop(found, 'no role of Portainer');
    draft.mistake(found, `${JSON.stringify(shownValue(draft.world.secrets, found))} is no role of Portainer`);
  }
}

function claimPassword(draft: Draft, api: Found): void {
  const { claims, secrets } = draft.world.findings;
  const target = { address: draft.guest.address, path: ['features', 'portainer', 'password'] };
  claims.push({ role: 'host', pointer: `${api.pointer}/admin_password`, fate: 'mapped', target });
  secrets.set('portainer/admin', `${api.pointer}/admin_password`);
}

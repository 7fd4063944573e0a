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
    put(draft, 'portainer', { role: isServer ? 'server' : 'agent' });
    draft.same(['features', 'portainer', 'role'], found);
    if (password && hasOne) claimPassword(draft, password);
  } else {
    draft.drop(found, 'no role of Portainer');
    draft.mistake(found, `${JSON.stringify(shownValue(draft.world.secrets, found))} is no role of Portainer`);
  }
}

/** A reference to an entry that no vault has yet would stop every plan: it is written when the entry is there. */
function claimPassword({ world, guest }: Draft, api: Found): void {
  const { claims, secrets, assumed } = world.findings;
  const why = 'a secret: it belongs into the vault';
  claims.push({ role: 'host', pointer: `${api.pointer}/admin_password`, fate: 'dropped', why });
  const line = '"features": { "portainer": { "password": "${secret:portainer/admin}" } }';
  assumed.push(
    `${guest.address} does not know the password of Portainer, since no file may say it: phoenix vault set portainer/admin, then write ${line}.`,
  );
  secrets.set('portainer/admin', `${api.pointer}/admin_password`);
}

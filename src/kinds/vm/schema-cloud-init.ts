/** `cloudInit` of a virtual machine's file: what its first boot is told. The addresses of cards stand with the cards. */
import { z } from 'zod';
import * as is from '../guest/formats.ts';
import { flag, line, storageId, trimmed } from '../guest/schema-values.ts';
import { CLOUD_CONFIG_FILE } from './cloud-config-file.ts';

const file = (name: string) =>
  z.string().regex(CLOUD_CONFIG_FILE, `must be a file beside this one such as "${name}"`);

/** Names at its top are checked in cloud-init/lint.ts, the rest by cloud-init itself. */
const cloudConfig = z.record(z.string(), z.unknown());

export const cloudInit = z
  .strictObject({
    storage: storageId
      .optional()
      .describe(
        'Where the drive lies that the guest reads it from; where its first disk is, unless said otherwise.',
      ),
    drive: z
      .enum(['ide0', 'ide2', 'sata0', 'sata5', 'scsi30'])
      .optional()
      .describe('The slot of the drive; "ide2" unless said otherwise.'),
    user: z
      .string()
      .regex(/^[a-z_][a-z0-9_-]{0,31}$/, 'must be the name of a user')
      .optional()
      .describe("Instead of the image's own user."),
    sshKeys: z
      .array(
        trimmed.regex(
          /^(?:ssh-|ecdsa-|sk-)\S+ [A-Za-z0-9+/]+=*(?: .*)?$/,
          'must be an OpenSSH public key in one line',
        ),
      )
      .min(1)
      .optional()
      .describe('Keys that let that user in.'),
    upgrade: flag
      .optional()
      .describe('Packages are upgraded at the first boot; true in Proxmox unless said otherwise.'),
    nameserver: line
      .refine(
        (text) => text.trim() !== '' && text.split(/[\s,;]+/).every(is.isNameserver),
        'must be addresses, separated by blanks',
      )
      .optional()
      .describe('As on the node, unless said otherwise.'),
    searchdomain: line
      .refine((text) => text.trim() !== '' && text.split(/[\s,;]+/).every(is.isDnsName), 'must be DNS names')
      .optional()
      .describe('As on the node, unless said otherwise.'),
    userData: z
      .union([file('web.user-data.yaml'), cloudConfig])
      .optional()
      .describe(
        'What cloud-config may hold, here as JSON, or in a file beside this one that begins with "#cloud-config"; it takes the place of user, keys and upgrade.',
      ),
    vendorData: z
      .union([file('web.vendor-data.yaml'), cloudConfig])
      .optional()
      .describe('The same, which user data goes before, key by key.'),
    snippets: storageId
      .optional()
      .describe('The storage that these files are written to; "local" unless said otherwise.'),
  })
  .optional()
  .describe('What cloud-init in the guest is told.');

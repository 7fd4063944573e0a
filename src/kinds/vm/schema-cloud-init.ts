/** `cloudInit` of a virtual machine's file: what its first boot is told. The addresses of cards stand with the cards. */
import { z } from 'zod';
import * as is from '../guest/formats.ts';
import { flag, line, storageId, trimmed } from '../guest/schema-values.ts';

const file = (name: string) =>
  z
    .string()
    .regex(/^(?:\.\/)?[A-Za-z0-9][\w./-]*$/, `must be a file of this repository such as "${name}"`)
    .refine((text) => !text.split('/').includes('..'), 'must not leave its folder');

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
    userData: file('configs/vm/web.user-data.yaml')
      .optional()
      .describe('A file that begins with "#cloud-config"; it takes the place of user, keys and packages.'),
    vendorData: file('configs/vm/web.vendor-data.yaml')
      .optional()
      .describe('A file like user data, which the user data goes before.'),
    snippets: storageId
      .optional()
      .describe('The storage that these files are written to; "local" unless said otherwise.'),
  })
  .optional()
  .describe('What cloud-init in the guest is told.');

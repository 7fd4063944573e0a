/** `features` of a container's file: software by the id of its feature, each with its options. */
import { z } from 'zod';

/** Words that Proxmox calls features, which are no software: each stands at the top of the file. */
const FLAGS = ['nesting', 'keyctl', 'fuse', 'mknod', 'force_rw_sys', 'mount', 'mountfs'] as const;

const ELSEWHERE = `the flags of Proxmox stand at the top of the file: "nesting": true, "keyctl", "fuse", "mknod", "force_rw_sys", and "mountfs" for file systems`;

const options = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string())], {
    error: 'must be a text, a number, true, false, or a list of texts',
  }),
  { error: `must be the options of a feature, {} where it needs none; ${ELSEWHERE}` },
);

export const features = z
  .record(z.string(), options)
  .superRefine((value, context) => {
    for (const id of Object.keys(value)) {
      if (!FLAGS.some((flag) => flag === id)) continue;
      context.addIssue({ code: 'custom', path: [id], message: `"${id}" is no software; ${ELSEWHERE}` });
    }
  })
  .optional()
  .describe('Software in the guest: a feature by its id, with its options. {} where it needs none.');

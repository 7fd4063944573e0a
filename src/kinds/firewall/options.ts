/**
 * The options of firewall files, as Proxmox's own API declares them (pve-firewall 6.0; the same keys in PVE 8.4): a row for
 * each, and how a value is written in the file. What the files may hold beyond the API (`ips`, `layer2_protocols`) is foreign.
 */
import { z } from 'zod';

/** Which file it is about: each takes options of its own. */
export type FileKind = 'cluster' | 'node' | 'guest' | 'vnet';

const LOG_LEVELS = ['emerg', 'alert', 'crit', 'err', 'warning', 'notice', 'info', 'debug', 'nolog'] as const;

export const logLevel = z.enum(LOG_LEVELS);

const flag = z.boolean();
const policy = z.enum(['ACCEPT', 'REJECT', 'DROP']);
const forwardPolicy = z.enum(['ACCEPT', 'DROP']);
const helper = z.enum(['amanda', 'ftp', 'irc', 'netbios-ns', 'pptp', 'sane', 'sip', 'snmp', 'tftp']);

/** What a file of each sort may say under "options". */
export const OPTIONS = {
  cluster: {
    enable: flag,
    ebtables: flag,
    policy_in: policy,
    policy_out: policy,
    policy_forward: forwardPolicy,
    log_ratelimit: z
      .string()
      .regex(
        /^(?:(?:enable=)?[01])?(?:(?:^|,)(?:rate=[1-9]\d*\/(?:second|minute|hour|day)|burst=\d+))*$/,
        'must be such as "enable=1,rate=1/second,burst=5"',
      ),
  },
  node: {
    enable: flag,
    log_level_in: logLevel,
    log_level_out: logLevel,
    log_level_forward: logLevel,
    log_nf_conntrack: flag,
    ndp: flag,
    nf_conntrack_allow_invalid: flag,
    nf_conntrack_helpers: z.array(helper),
    nf_conntrack_max: z.int().min(32_768),
    nf_conntrack_tcp_timeout_established: z.int().min(7875),
    nf_conntrack_tcp_timeout_syn_recv: z.int().min(30).max(60),
    nftables: flag,
    nosmurfs: flag,
    protection_synflood: flag,
    protection_synflood_burst: z.int().nonnegative(),
    protection_synflood_rate: z.int().nonnegative(),
    smurf_log_level: logLevel,
    tcp_flags_log_level: logLevel,
    tcpflags: flag,
  },
  guest: {
    enable: flag,
    dhcp: flag,
    ipfilter: flag,
    log_level_in: logLevel,
    log_level_out: logLevel,
    macfilter: flag,
    ndp: flag,
    policy_in: policy,
    policy_out: policy,
    radv: flag,
  },
  vnet: { enable: flag, policy_forward: forwardPolicy, log_level_forward: logLevel },
} as const satisfies Readonly<Record<FileKind, Readonly<Record<string, z.ZodType>>>>;

export type OptionValue = boolean | number | string | readonly string[];

/** As it stands in a file: flags are 0 and 1. */
export function optionText(value: OptionValue): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'object' ? value.join(',') : String(value);
}

/** One text for what Proxmox takes in any case: `policy_in: drop` is `DROP`, `log_level_in: INFO` is `info`. */
export function canonicalOption(key: string, text: string): string {
  if (key.startsWith('policy_')) return text.toUpperCase();
  return key === 'log_ratelimit' ? text : text.toLowerCase();
}

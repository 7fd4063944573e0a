/** Commands that ask nodes, or change them. */
import { type Command, Option } from 'commander';
import {
  act,
  command,
  configs,
  duration,
  environment,
  io,
  json,
  node,
  positive,
  subcommand,
  vmids,
} from './command.ts';

command('apply', 'Make the nodes as the files say, after showing the plan and asking.', [
  'phoenix apply                             everything, on this host',
  'phoenix apply lxc/web --node ssh://pve1   one guest and what it needs',
  'phoenix apply --node sim:/tmp/lab --yes   on a simulated node',
  'phoenix apply --check                     also asks the guests what has drifted in them',
  'phoenix apply --on pve2 --wait 30m --yes  what is on one node, after those who wait already',
])
  .argument('[address...]', 'only these resources and what they depend on')
  .addOption(configs())
  .addOption(environment())
  .addOption(node())
  .option('--yes', 'do not ask')
  .option('--allow-destroy', 'destroy at once what `policies.retire` of 0 removes')
  .option('--parallel <n>', 'steps at the same time', positive, 4)
  .option('--on <node>', 'only what is on this node: the rest is left to applies of the other nodes')
  .option('--wait <time>', 'wait so long for whoever has the estate, and for what other nodes make', duration)
  .option('--check', 'ask the guests what has drifted in them, and put right what `policies.drift` allows')
  .addOption(json())
  .action(
    act(async (addresses, options) =>
      (await import('../commands/apply.ts')).apply({ addresses, ...options }, io),
    ),
  );

command(
  'import',
  'Write files for guests that exist; the plan right after adopts them and changes nothing else.',
  [
    'phoenix import --node ssh://pve1 --dry-run     what would be written, and what stays unmanaged',
    'phoenix import --node ssh://pve1 --all         a new estate in configs, or more guests of the one there',
    'phoenix import --vmid 101 102                  these guests of this host',
    'phoenix import --from DIR --host pve1          from conf files, as in /etc/pve/lxc',
  ],
)
  .addOption(configs())
  .option('--out <dir>', 'the repository to write into, whose folder configs is meant')
  .addOption(node())
  .option(
    '--from <dir>',
    'read a folder with VMID.conf files, and storage.cfg if it is there, instead of a node',
  )
  .option('--host <name>', 'with --from: the node that the files are of')
  .option('--running <vmid...>', 'with --from: the guests that run', vmids)
  .option('--vmid <vmid...>', 'only these guests', vmids)
  .option('--all', 'every guest, as without --vmid')
  .option('--storages', 'also the storages of the cluster, and the datasets that they and guests use')
  .option('--name <name>', 'what a new estate is called', 'lab')
  .option('--dry-run', 'write nothing')
  .addOption(json())
  .action(act(async (options) => (await import('../commands/import.ts')).importCommand(options, io)));

command(
  'status',
  'Show the estate at a glance: guests, layers, features, health, drift, nodes; nothing is changed.',
  [
    'phoenix status                            every guest; exit 1 when something is unwell',
    'phoenix status lxc/web --node ssh://pve1',
    'phoenix status --json',
  ],
)
  .argument('[address...]', 'only these')
  .addOption(configs())
  .addOption(environment())
  .addOption(node())
  .addOption(json())
  .action(
    act(async (addresses, options) =>
      (await import('../commands/status.ts')).status({ addresses, ...options }, io),
    ),
  );

command('purge', 'Destroy guests that were retired long enough ago.', [
  'phoenix purge                 what is due, with every volume and its size; asks for each',
  'phoenix purge lxc/old --yes',
  'phoenix purge lxc/old --now   before `policies.retire` has passed',
])
  .argument('[address...]', 'only these')
  .addOption(configs())
  .addOption(environment())
  .addOption(node())
  .option('--yes', 'do not ask; the addresses must then be named')
  .option('--now', 'do not wait for `policies.retire`')
  .addOption(json())
  .action(
    act(async (addresses, options) =>
      (await import('../commands/purge.ts')).purge({ addresses, ...options }, io),
    ),
  );

command('backup', 'Back guests up by vzdump; what the storage lists afterwards counts.', [
  'phoenix backup lxc/db --node ssh://pve1',
  'phoenix backup lxc/db lxc/web --storage backups --mode stop',
  'phoenix backup lxc/db --notes "before the upgrade"',
])
  .argument('<address...>', 'guests of the estate')
  .addOption(configs())
  .addOption(environment())
  .addOption(node())
  .option('--storage <name>', 'where to; otherwise `policies.backup.storage`')
  .addOption(
    new Option('--mode <mode>', 'how; otherwise `policies.backup.mode`').choices([
      'snapshot',
      'suspend',
      'stop',
    ]),
  )
  .option('--notes <text>', 'stands beside the backup, with the address and the commit')
  .addOption(json())
  .action(
    act(async (addresses, options) =>
      (await import('../commands/backup.ts')).backup({ addresses, ...options }, io),
    ),
  );

command('restore', 'Bring a guest back from a backup, in its place or as a copy beside it.', [
  'phoenix restore lxc/db --node ssh://pve1        from its newest backup, in its own VMID',
  'phoenix restore lxc/db --at 2026-11-22T10:00Z   … as it was then',
  'phoenix restore lxc/db --as 9101                a copy: stopped, its network cards disconnected',
  'phoenix restore 101 --from backups:backup/vzdump-lxc-101-2026_11_22-10_00_00.tar.zst --yes',
])
  .argument('<guest>', 'an address, or a VMID')
  .addOption(configs())
  .addOption(environment())
  .addOption(node())
  .addOption(new Option('--from <volume>', 'that very backup').conflicts(['at', 'latest']))
  .addOption(new Option('--at <time>', 'the newest one up to then').conflicts('latest'))
  .option('--latest', 'the newest one, as without --from and --at')
  .option('--as <vmid>', 'make a copy with this VMID, and leave the guest alone', positive)
  .option('--on <node>', 'the node that it comes to; otherwise where it is')
  .option('--backups <storage>', 'where backups are; otherwise `policies.backup.storage`')
  .option('--storage <name>', 'where its volumes go')
  .option('--force', 'also when it runs or is protected: it is stopped, and what is in it now is gone')
  .option('--yes', 'do not ask')
  .addOption(json())
  .action(
    act(async (guest, options) =>
      (await import('../commands/restore.ts')).restore({ guest, ...options }, io),
    ),
  );

const layersCommand = command(
  'layers',
  'Show what there is of each layer: instances, who uses them, who is behind.',
  [
    'phoenix layers --node ssh://pve1',
    'phoenix layers prune          destroy what git does not ask for and nothing uses',
  ],
)
  .addOption(configs())
  .addOption(environment())
  .addOption(node())
  .addOption(json())
  .action(act(async (options) => (await import('../commands/layers.ts')).layers(options, io)));

subcommand(
  layersCommand,
  'prune',
  'Destroy instances of layers that git does not ask for and nothing uses.',
  ['phoenix layers prune --node ssh://pve1', 'phoenix layers prune --yes'],
)
  .configureHelp({ showGlobalOptions: true })
  .option('--yes', 'do not ask')
  .action(
    act(async (options, own: Command) =>
      (await import('../commands/layers-prune.ts')).pruneLayers({ ...own.optsWithGlobals(), ...options }, io),
    ),
  );

command('rebuild', 'Make guests anew from what their layers are now.', [
  'phoenix rebuild lxc/web --node ssh://pve1',
  'phoenix rebuild lxc/web --yes',
])
  .argument('<address...>', 'guests that `phoenix layers` calls behind')
  .addOption(configs())
  .addOption(environment())
  .addOption(node())
  .option('--yes', 'do not ask')
  .addOption(json())
  .action(
    act(async (addresses, options) =>
      (await import('../commands/rebuild.ts')).rebuild({ addresses, ...options }, io),
    ),
  );

command('node', 'Answer a Phoenix elsewhere: the forced command of an ssh key, instead of a root shell.', [
  'phoenix node                    in authorized_keys of root on the host, and --node phoenix://pve1 elsewhere:',
  '                                command="/usr/bin/phoenix node",restrict ssh-ed25519 AAAA…',
  'phoenix node --allow features   also runs the scripts of host features',
])
  .option('--node <where>', 'local, or sim:DIR', 'local')
  .option('--as <name>', 'with sim:DIR: which of its nodes')
  .option(
    '--allow <what...>',
    'hooks: options that name programs of the host; features: scripts of host features',
  )
  .action(act(async (options) => (await import('../commands/node.ts')).node(options)));

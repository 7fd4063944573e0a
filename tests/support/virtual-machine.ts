/**
 * A real virtual machine without KVM: a small Debian with cloud-init and QEMU's guest agent, made here from Debian's
 * packages, booted by QEMU's own interpreter. Making takes two minutes, and a boot one and a half.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const PACKAGES =
  'systemd-sysv,udev,dbus,qemu-guest-agent,cloud-init,linux-image-cloud-amd64,initramfs-tools,iproute2,e2fsprogs';
const TOOLS = ['qemu-system-x86_64', 'mmdebstrap', 'mkfs.ext4'];

/** Why none can be booted here; null when one can. */
export function whyNoMachine(): string | null {
  if (process.arch !== 'x64' || process.platform !== 'linux') return 'the image is for Linux on x64';
  if (process.getuid?.() !== 0) return 'only root can make the image';
  const missing = TOOLS.filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);
  return missing.length === 0
    ? null
    : `this machine lacks ${missing.join(', ')} (Debian packages qemu-system-x86, mmdebstrap, e2fsprogs)`;
}

function must(program: string, args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed: ${stderr.slice(-2000)}`);
}

/** The image's folder; kept between runs where PHX_VM_CACHE names one. */
function imageFolder(): string {
  const folder = process.env['PHX_VM_CACHE'] ?? mkdtempSync(join(tmpdir(), 'phoenix-vm-'));
  mkdirSync(folder, { recursive: true });
  if (existsSync(join(folder, 'made'))) return folder;
  const trim =
    'rm -rf "$1"/usr/share/doc "$1"/usr/share/locale "$1"/usr/share/man "$1"/var/lib/apt/lists/*; ' +
    'echo "LABEL=root / ext4 defaults 0 1" >"$1"/etc/fstab';
  rmSync(join(folder, 'root'), { recursive: true, force: true });
  must(
    'mmdebstrap',
    ['--quiet', '--variant=minbase', `--include=${PACKAGES}`, `--customize-hook=${trim}`, 'bookworm', 'root'],
    folder,
  );
  must('sh', ['-c', 'cp root/boot/vmlinuz-* vmlinuz && cp root/boot/initrd.img-* initrd'], folder);
  must('sh', ['-c', 'rm -f disk.img && truncate -s 1400M disk.img'], folder);
  must('mkfs.ext4', ['-q', '-L', 'root', '-d', 'root', 'disk.img'], folder);
  rmSync(join(folder, 'root'), { recursive: true });
  writeFileSync(join(folder, 'made'), '');
  return folder;
}

export interface Machine {
  /** Of its guest agent. */
  readonly socket: string;
  readonly console: () => string;
  readonly remove: () => void;
}

/** What the disk holds after a test is forgotten. @param userData what cloud-init is told */
export function bootMachine(userData: string): Machine {
  const image = imageFolder();
  const folder = mkdtempSync(join(tmpdir(), 'phoenix-boot-'));
  const seed = join(folder, 'seed');
  mkdirSync(seed);
  writeFileSync(join(seed, 'meta-data'), 'instance-id: phoenix-1\nlocal-hostname: machine\n');
  writeFileSync(join(seed, 'user-data'), userData);
  const socket = join(folder, 'agent');
  const log = join(folder, 'console');
  const qemu: ChildProcess = spawn(
    'qemu-system-x86_64',
    [
      '-accel tcg,thread=multi -cpu max -m 1024 -smp 2 -nodefaults -display none'.split(' '),
      ['-serial', `file:${log}`, '-kernel', join(image, 'vmlinuz'), '-initrd', join(image, 'initrd')],
      ['-append', 'root=/dev/vda rw console=ttyS0 quiet'],
      ['-drive', `file=${join(image, 'disk.img')},format=raw,if=virtio,snapshot=on`],
      ['-drive', `file.driver=vvfat,file.dir=${seed},file.label=cidata,format=raw,if=virtio,readonly=on`],
      ['-device', 'virtio-serial', '-chardev', `socket,path=${socket},server=on,wait=off,id=agent`],
      ['-device', 'virtserialport,chardev=agent,name=org.qemu.guest_agent.0'],
    ].flat(),
    { stdio: 'ignore' },
  );
  return {
    socket,
    console: () => (existsSync(log) ? readFileSync(log, 'utf8') : ''),
    remove: () => {
      qemu.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
      if (process.env['PHX_VM_CACHE'] === undefined) rmSync(image, { recursive: true, force: true });
    },
  };
}

/** What people call things that Proxmox calls otherwise: for the hint of an unknown key, never read in its place. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  memory: ['ram', 'mem', 'memory_mb', 'maxmem'],
  swap: ['swap_mb', 'maxswap'],
  cores: ['cpu', 'cpus', 'vcpu', 'vcpus', 'core', 'sockets', 'processors'],
  rootfs: ['disk', 'root', 'rootdisk', 'volume', 'storage_pool'],
  size: ['size_gb', 'storage_size_gb', 'disk_size'],
  gw: ['gateway', 'gateway4', 'router'],
  gw6: ['gateway6'],
  ip: ['ip4', 'ipv4', 'address', 'ipaddress', 'ip_address', 'cidr'],
  ip6: ['ipv6', 'address6'],
  tag: ['vlan', 'vlanid', 'vlan_id', 'vlan_tag'],
  hwaddr: ['mac', 'macaddr', 'mac_address', 'macaddress'],
  nameserver: ['dns', 'nameservers', 'resolver'],
  searchdomain: ['domain', 'search', 'dns_domain'],
  onboot: ['boot', 'autostart', 'autoboot', 'start_at_boot', 'start_on_boot', 'startonboot'],
  startup: ['boot_order', 'bootorder', 'start_order'],
  ostemplate: ['image', 'ostemplate_file', 'archive', 'os'],
  mounts: ['volumes', 'mount_points', 'mountpoints', 'mp1', 'binds'],
  description: ['notes', 'note', 'comment', 'desc'],
  dependsOn: ['depends', 'depends_on', 'dependencies', 'requires'],
  extends: ['profile', 'profiles', 'inherits'],
  clone: ['template_from', 'clone_from', 'from', 'layer', 'parent'],
  gpus: ['gpu', 'gpu_assignment'],
  net0: ['net', 'network', 'networks', 'network_config'],
  features: ['feature', 'software', 'apps'],
  health: ['health_check', 'healthcheck', 'checks'],
  raw: ['lxc', 'lxc_options'],
  env: ['environment', 'variables'],
  'ssh-public-keys': ['ssh_keys', 'sshkeys', 'ssh_public_keys', 'authorized_keys'],
};

const proper = new Map(Object.entries(WORDS).flatMap(([name, words]) => words.map((word) => [word, name])));

/** The key that was meant, where there is one of that name; null: nobody knows. */
export function properName(key: string, known: readonly string[]): string | null {
  const name = proper.get(key.toLowerCase().replaceAll('-', '_')) ?? null;
  return name !== null && known.includes(name) ? name : null;
}

/** Sizes, durations and moments as people write them, and as Proxmox counts them. */

const SIZE = /^(\d+(?:\.\d+)?)\s*([KMGT])?i?B?$/i;
const KIB_PER: Readonly<Record<string, number>> = { K: 1, M: 1024, G: 1024 ** 2, T: 1024 ** 3 };

/** A size in KiB: `"24G"`, `"512M"`, or a bare number counted in `unit`; null when it is no size. */
export function sizeInKiB(value: number | string, unit: 'M' | 'G'): number | null {
  const match = SIZE.exec(String(value).trim());
  if (!match) return null;
  const factor = KIB_PER[(match[2] ?? unit).toUpperCase()];
  return factor === undefined ? null : Math.round(Number(match[1]) * factor);
}

/** KiB as Proxmox prints a disk size: the largest unit that leaves no fraction, such as `128G` or `1536M`. */
export function diskSize(kib: number): string {
  for (const unit of ['T', 'G', 'M']) {
    const factor = KIB_PER[unit] as number;
    if (kib >= factor && kib % factor === 0) return `${kib / factor}${unit}`;
  }
  return `${kib}K`;
}

const DURATION = /^(\d+)\s*(ms|s|m|h|d)?$/;
const MS_PER: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration in milliseconds: `"10m"`, `"7d"`, or a bare number of seconds; null when it is none. */
export function durationInMs(value: number | string): number | null {
  const match = DURATION.exec(String(value).trim());
  if (!match) return null;
  const factor = MS_PER[match[2] ?? 's'];
  return factor === undefined ? null : Number(match[1]) * factor;
}

/** Milliseconds for people: `0.4 s`, `25 s`, `12 min 31 s`, `2 h 5 min`, `7 d`. */
export function durationText(ms: number): string {
  if (ms < 9_950 && ms % 1000 !== 0) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor((seconds % 86_400) / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'min'],
    [seconds % 60, 's'],
  ];
  const shown = parts.filter(([n]) => n > 0).slice(0, 2);
  return shown.length === 0 ? '0 s' : shown.map(([n, unit]) => `${n} ${unit}`).join(' ');
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Milliseconds since 1970 for people: `30 Nov 22:00 UTC`. */
export function momentText(ms: number): string {
  const date = new Date(ms);
  const time = date.toISOString().slice(11, 16);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${time} UTC`;
}

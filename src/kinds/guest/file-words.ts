/** From words of Proxmox that guests of every kind have to those of a file: `phoenix import` writes them. */

/** `${` begins a reference in a file, wherever it stands. */
export const literal = (text: string): string => text.replaceAll('${', () => '$${');

/** MiB as a file says them, `2G`; what is no number stays. */
export function memoryJson(mebibytes: string): string | number {
  if (!/^\d+$/.test(mebibytes)) return mebibytes;
  const count = Number(mebibytes);
  if (count === 0) return 0;
  return count % 1024 === 0 ? `${count / 1024}G` : `${count}M`;
}

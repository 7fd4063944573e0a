/**
 * The wire between Phoenix and its agent on a node: frames `WORD ID LENGTH\n` and so many bytes, whose contents are
 * often lists, each item as `LENGTH:bytes`. Data is never part of a command line, so nothing needs quoting.
 */

export interface Frame {
  readonly word: string;
  readonly id: number;
  readonly body: Buffer;
}

export function encodeFrame(word: string, id: number, items: readonly (string | Buffer)[]): Buffer {
  const parts = items.flatMap((item) => {
    const bytes = Buffer.from(item as string);
    return [Buffer.from(`${bytes.length}:`), bytes];
  });
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(`${word} ${id} ${body.length}\n`), body]);
}

export function decodeList(body: Buffer): Buffer[] {
  const items: Buffer[] = [];
  for (let at = 0; at < body.length;) {
    const colon = body.indexOf(':', at);
    const length = Number(body.toString('latin1', at, colon));
    if (colon < 0 || !Number.isInteger(length)) throw new Error('broken frame');
    items.push(body.subarray(colon + 1, colon + 1 + length));
    at = colon + 1 + length;
  }
  return items;
}

/** Gives whole frames away as the bytes come in, in chunks of any size. */
export function frameReader(onFrame: (frame: Frame) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let size = 0;
  /** Bytes that are needed before the next look; 0 while a header is read. */
  let wanted = 0;
  return (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size < wanted) return;
    let buffer = Buffer.concat(chunks);
    for (;;) {
      const end = buffer.indexOf('\n');
      if (end < 0) {
        wanted = 0;
        break;
      }
      const match = /^([a-z]+) (\d+) (\d+)$/.exec(buffer.toString('latin1', 0, end));
      if (!match) throw new Error(`not a frame: ${JSON.stringify(buffer.toString('utf8', 0, end))}`);
      const total = end + 1 + Number(match[3]);
      if (buffer.length < total) {
        wanted = total;
        break;
      }
      onFrame({ word: match[1] ?? '', id: Number(match[2]), body: buffer.subarray(end + 1, total) });
      buffer = buffer.subarray(total);
    }
    chunks = [buffer];
    size = buffer.length;
  };
}

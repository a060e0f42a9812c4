/** Reads ZIP archives. */
import { inflateRawSync } from 'node:zlib';

/** The files of an archive by name, each unpacked when asked for (APPNOTE 6.3.10 §4.3: the directory stands at the end). */
export function entriesOf(archive: Buffer): ReadonlyMap<string, () => Buffer> {
  const entries = new Map<string, () => Buffer>();
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [nameLength = 0, extraLength = 0, commentLength = 0] = [28, 30, 32].map((field) =>
      archive.readUInt16LE(at + field),
    );
    const header = archive.readUInt32LE(at + 42);
    const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
    const packed = archive.subarray(start, start + archive.readUInt32LE(at + 20));
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const stored = archive.readUInt16LE(at + 10) === 0;
    entries.set(name, () => (stored ? packed : inflateRawSync(packed)));
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}

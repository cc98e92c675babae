import { crc32 } from 'node:zlib';

/**
 * A ZIP file of parts as they are, none of them packed.
 *
 * @example archiveOf(new Map([['a.xml', Buffer.from('<a/>')]])) // 30 + 5 + 4 bytes, its directory, its end
 */
export function archiveOf(parts: ReadonlyMap<string, Buffer>): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, data] of parts) {
    const path = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(data.length, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt16LE(path.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    pieces.push(Buffer.from('PK\x03\x04', 'latin1'), head, path, data);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, rest, path);
    offset += 30 + path.length + data.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...pieces, listing, end]);
}

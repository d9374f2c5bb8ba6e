import { crc32, inflateRawSync } from 'node:zlib';

export interface ZipMember {
  readonly name: string;
  readonly unpackedBytes: number;
  readonly packedBytes: number;
  /** 0 stored, 8 deflated (APPNOTE 4.4.5). */
  readonly method: number;
  readonly crc: number;
  readonly headerAt: number;
}

/**
 * Names and unpacked sizes of a zip archive, from its central directory, before anything is unpacked.
 * @returns null when the bytes are no complete zip archive
 */
export function zipMembers(bytes: Uint8Array): ZipMember[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecordAt(view);
  if (end < 0) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const members: ZipMember[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return null;
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    members.push({
      name,
      unpackedBytes: view.getUint32(at + 24, true),
      packedBytes: view.getUint32(at + 20, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      headerAt: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return members;
}

/**
 * A member unpacked: never more than the directory says, and exactly that. An archive that lies about a size costs no
 * more than what it admits to, and is not read by half.
 * @throws Error with what is wrong with it
 */
export function unpackMember(archive: Uint8Array, member: ZipMember): Uint8Array {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const { headerAt, packedBytes, unpackedBytes, method } = member;
  if (headerAt + 30 > archive.length || view.getUint32(headerAt, true) !== 0x04034b50)
    throw new Error('its directory leads nowhere');
  const from = headerAt + 30 + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true);
  const packed = archive.subarray(from, from + packedBytes);
  if (method !== 0 && method !== 8) throw new Error(`it is packed by method ${method}`);
  let bytes: Uint8Array;
  try {
    bytes = method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, unpackedBytes) });
  } catch (error) {
    const isLonger = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new Error(isLonger ? 'a member is longer than it says' : 'a member is damaged');
  }
  if (bytes.length !== unpackedBytes || crc32(bytes) !== member.crc) throw new Error('a member is damaged');
  // A copy of its own: a part of a larger buffer would be read from the wrong place by whoever asks for `buffer`.
  return new Uint8Array(bytes);
}

/** Why an archive must not be unpacked, or null. Sizes of 4 GB and more (zip64) are beyond every limit. */
export function zipDanger(
  members: readonly Pick<ZipMember, 'name' | 'unpackedBytes'>[],
  limitBytes: number,
): string | null {
  const outside = members.find(({ name }) => /(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[a-z]:/i.test(name));
  if (outside) return `it has a member outside its folder (${outside.name})`;
  const total = members.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0);
  if (total > limitBytes)
    return `unpacked it has ${Math.round(total / 1048576)} MB, at most ${Math.round(limitBytes / 1048576)} are read`;
  return members.length > 10_000 ? `it has ${members.length} members` : null;
}

/** The end record stands behind the directory and may be followed by a comment. */
function endRecordAt(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  return -1;
}

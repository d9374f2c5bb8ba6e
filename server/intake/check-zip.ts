/**
 * Names and unpacked sizes of a zip archive, from its central directory, before anything is unpacked.
 * @returns null when the bytes are no complete zip archive
 */
export function zipMembers(bytes: Uint8Array): { name: string; unpackedBytes: number }[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecordAt(view);
  if (end < 0) return null;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const members: { name: string; unpackedBytes: number }[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return null;
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    members.push({ name, unpackedBytes: view.getUint32(at + 24, true) });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return members;
}

/** Why an archive must not be unpacked, or null. Sizes of 4 GB and more (zip64) are beyond every limit. */
export function zipDanger(
  members: readonly { name: string; unpackedBytes: number }[],
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

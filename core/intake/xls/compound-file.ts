/**
 * A stream out of a compound file (MS-CFB, the container of old Office files). Null where the bytes are none or the
 * stream is not there. Chains that run in circles or out of the file end the stream.
 */
export function readCompoundStream(bytes: Uint8Array, names: readonly string[]): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 512 || view.getUint32(0, true) !== 0xe011cfd0) return null;
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) return null;
  const size = 1 << shift;
  const sectors = Math.floor(bytes.length / size);
  const sector = (id: number) => {
    const from = (id + 1) * size;
    return from + size <= bytes.length ? bytes.subarray(from, from + size) : bytes.subarray(from);
  };
  const entries = (part: Uint8Array) => {
    const words = new DataView(part.buffer, part.byteOffset, part.byteLength);
    return Array.from({ length: part.length >> 2 }, (_, i) => words.getUint32(i * 4, true));
  };

  const tables: number[] = [];
  for (let i = 0; i < 109; i++) tables.push(view.getUint32(76 + i * 4, true));
  let next = view.getUint32(68, true);
  for (let i = 0; i < sectors && next < sectors; i++) {
    const part = entries(sector(next));
    tables.push(...part.slice(0, -1));
    next = part.at(-1) ?? END;
  }
  const fat = tables.filter((id) => id < sectors).flatMap((id) => entries(sector(id)));
  const chain = (first: number, table: readonly number[], part: (id: number) => Uint8Array) => {
    const parts: Uint8Array[] = [];
    const seen = new Set<number>();
    for (let id = first; id < table.length && !seen.has(id); id = table[id]!) {
      seen.add(id);
      parts.push(part(id));
    }
    return join(parts);
  };

  const directory = chain(view.getUint32(48, true), fat, sector);
  const items = directoryItems(directory);
  const found = items.find((item) => item.type === 2 && names.includes(item.name.toLowerCase()));
  if (!found) return null;
  if (found.size >= view.getUint32(56, true)) return chain(found.first, fat, sector).subarray(0, found.size);
  const root = items.find((item) => item.type === 5);
  const small = root ? chain(root.first, fat, sector) : new Uint8Array();
  const smallFat = entries(chain(view.getUint32(60, true), fat, sector));
  return chain(found.first, smallFat, (id) => small.subarray(id * 64, id * 64 + 64)).subarray(0, found.size);
}

const END = 0xfffffffe;

function directoryItems(
  directory: Uint8Array,
): { name: string; type: number; first: number; size: number }[] {
  const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
  const items: { name: string; type: number; first: number; size: number }[] = [];
  for (let at = 0; at + 128 <= directory.length; at += 128) {
    const length = Math.max(0, Math.min(64, view.getUint16(at + 64, true)) - 2);
    let name = '';
    for (let i = 0; i < length; i += 2) name += String.fromCharCode(view.getUint16(at + i, true));
    const type = directory[at + 66]!;
    items.push({ name, type, first: view.getUint32(at + 116, true), size: view.getUint32(at + 120, true) });
  }
  return items;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

import { correctionWords } from './galois.ts';

/** Error correction level M by version 1–10 (ISO/IEC 18004, table 9): codewords in all, per block, and blocks. */
const TOTAL = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346];
const CORRECTION = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5];
/** Centres of the alignment patterns (annex E). */
const ALIGNMENT = [[], [18], [22], [26], [30], [34], [22, 38], [24, 42], [26, 46], [28, 50]].map((rest) =>
  rest.length > 0 ? [6, ...rest] : [],
);

/**
 * A text as a QR code: rows of modules, true is dark, without the quiet zone. Byte mode, correction level M, versions
 * 1–10, that is up to 213 bytes of UTF-8.
 * @throws RangeError when the text is longer
 */
export function qrCode(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  const version = 1 + TOTAL.findIndex((_, v) => dataWords(v) >= bytes.length + (v >= 9 ? 3 : 2));
  if (version === 0) throw new RangeError(`${bytes.length} bytes do not fit a QR code of version 10`);
  const words = interleaved(dataOf(bytes, version), version);
  let best: { modules: boolean[][]; penalty: number } | null = null;
  for (let mask = 0; mask < 8; mask++) {
    const modules = drawn(words, version, mask);
    const penalty = penaltyOf(modules);
    if (!best || penalty < best.penalty) best = { modules, penalty };
  }
  return best!.modules;
}

function dataWords(v: number): number {
  return TOTAL[v]! - CORRECTION[v]! * BLOCKS[v]!;
}

function dataOf(bytes: Uint8Array, version: number): Uint8Array {
  const length = version >= 10 ? 16 : 8;
  const bits = [0, 1, 0, 0];
  for (let i = length - 1; i >= 0; i--) bits.push((bytes.length >> i) & 1);
  for (const byte of bytes) for (let i = 7; i >= 0; i--) bits.push((byte >> i) & 1);
  const data = new Uint8Array(dataWords(version - 1));
  bits.forEach((bit, i) => {
    data[i >> 3]! |= bit << (7 - (i & 7));
  });
  // The terminator is zeros; after it come the two pad words by turns.
  for (let i = Math.ceil((bits.length + 4) / 8), pad = 0xec; i < data.length; i++, pad ^= 0xec ^ 0x11)
    data[i] = pad;
  return data;
}

function interleaved(data: Uint8Array, version: number): number[] {
  const v = version - 1;
  const blocks = BLOCKS[v]!;
  const short = Math.floor(data.length / blocks);
  const longer = data.length % blocks;
  const parts: Uint8Array[] = [];
  for (let i = 0, at = 0; i < blocks; i++) {
    const size = short + (i >= blocks - longer ? 1 : 0);
    parts.push(data.subarray(at, at + size));
    at += size;
  }
  const corrections = parts.map((part) => correctionWords(part, CORRECTION[v]!));
  const words: number[] = [];
  for (const group of [parts, corrections])
    for (let i = 0; i < Math.max(...group.map((part) => part.length)); i++)
      for (const part of group) if (i < part.length) words.push(part[i]!);
  return words;
}

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

function drawn(words: readonly number[], version: number, mask: number): boolean[][] {
  const size = 17 + 4 * version;
  const modules: (boolean | null)[][] = Array.from({ length: size }, () => Array(size).fill(null));
  const set = (x: number, y: number, dark: boolean) => {
    if (x >= 0 && y >= 0 && x < size && y < size) modules[y]![x] = dark;
  };
  for (let i = 0; i < size; i++) {
    set(i, 6, i % 2 === 0);
    set(6, i, i % 2 === 0);
  }
  for (const [cx, cy] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    square(cx, cy, 4, (d) => d !== 2 && d !== 4);
  const centres = ALIGNMENT[version - 1]!;
  const last = size - 7;
  for (const cx of centres)
    for (const cy of centres)
      if (!((cx === 6 && (cy === 6 || cy === last)) || (cx === last && cy === 6)))
        square(cx, cy, 2, (d) => d !== 1);
  drawFormat(set, size, mask);
  if (version >= 7) drawVersion(set, size, version);
  // Two columns at a time from the right, up and down by turns; the column of the timing pattern is passed over.
  let i = 0;
  for (let right = size - 1, up = true; right > 0; right -= right === 8 ? 3 : 2, up = !up)
    for (let step = 0; step < size; step++)
      for (const x of [right, right - 1]) {
        const y = up ? size - 1 - step : step;
        if (modules[y]![x] !== null) continue;
        const bit = ((words[i >> 3] ?? 0) >> (7 - (i & 7))) & 1;
        modules[y]![x] = (bit === 1) !== MASKS[mask]!(x, y);
        i++;
      }
  return modules as boolean[][];

  function square(cx: number, cy: number, radius: number, isDark: (distance: number) => boolean): void {
    for (let dy = -radius; dy <= radius; dy++)
      for (let dx = -radius; dx <= radius; dx++)
        set(cx + dx, cy + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
  }
}

type SetModule = (x: number, y: number, dark: boolean) => void;

/** Level and mask with their BCH code (7.9), twice. */
function drawFormat(set: SetModule, size: number, mask: number): void {
  // Level M is 00.
  let rest = mask << 10;
  for (let i = 14; i >= 10; i--) if ((rest >> i) & 1) rest ^= 0x537 << (i - 10);
  const bits = ((mask << 10) | rest) ^ 0x5412;
  for (let i = 0; i < 15; i++) {
    const dark = ((bits >> i) & 1) === 1;
    set(8, i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, dark);
    set(i < 8 ? size - 1 - i : i === 8 ? 7 : 14 - i, 8, dark);
  }
  set(8, size - 8, true);
}

/** The version with its BCH code (7.10), twice. */
function drawVersion(set: SetModule, size: number, version: number): void {
  let rest = version << 12;
  for (let i = 17; i >= 12; i--) if ((rest >> i) & 1) rest ^= 0x1f25 << (i - 12);
  const bits = (version << 12) | rest;
  for (let i = 0; i < 18; i++) {
    const dark = ((bits >> i) & 1) === 1;
    const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)];
    set(a, b, dark);
    set(b, a, dark);
  }
}

/** How hard a code is to read (7.8.3): long runs, squares, patterns like the finders, and an uneven share of dark. */
function penaltyOf(modules: readonly (readonly boolean[])[]): number {
  const size = modules.length;
  let penalty = 0;
  const columns = modules.map((_, x) => modules.map((row) => row[x]!));
  for (const line of [...modules, ...columns]) {
    const text = line.map((dark) => (dark ? '1' : '0')).join('');
    for (const run of text.match(/1{5,}|0{5,}/g) ?? []) penalty += run.length - 2;
    for (let i = 0; i + 11 <= size; i++)
      if (/^(10111010000|00001011101)$/.test(text.slice(i, i + 11))) penalty += 40;
  }
  for (let y = 0; y + 1 < size; y++)
    for (let x = 0; x + 1 < size; x++) {
      const dark = modules[y]![x];
      if (dark === modules[y]![x + 1] && dark === modules[y + 1]![x] && dark === modules[y + 1]![x + 1])
        penalty += 3;
    }
  const share = modules.flat().filter(Boolean).length / size ** 2;
  return penalty + 10 * Math.floor(Math.abs(share * 20 - 10));
}

/** Arithmetic in GF(2^8) with x^8 + x^4 + x^3 + x^2 + 1, and the Reed-Solomon codes of QR codes (ISO/IEC 18004, 7.5). */
const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let i = 0, x = 1; i < 255; i++) {
  EXP[i] = x;
  EXP[i + 255] = x;
  LOG[x] = i;
  x = (x << 1) ^ (x & 0x80 ? 0x11d : 0);
}

function times(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : EXP[LOG[a]! + LOG[b]!]!;
}

/** `count` error correction codewords of a block. */
export function correctionWords(data: Uint8Array, count: number): Uint8Array {
  let generator = [1];
  for (let i = 0; i < count; i++) {
    const next = [...generator, 0];
    for (let j = 0; j < generator.length; j++) next[j + 1]! ^= times(generator[j]!, EXP[i]!);
    generator = next;
  }
  const rest = new Uint8Array(data.length + count);
  rest.set(data);
  for (let i = 0; i < data.length; i++) {
    const factor = rest[i]!;
    for (let j = 0; j < generator.length; j++) rest[i + j]! ^= times(generator[j]!, factor);
  }
  return rest.slice(data.length);
}

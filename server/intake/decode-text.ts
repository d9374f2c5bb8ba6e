/** Encodings that German files come in. */
export const TEXT_ENCODINGS = ['UTF-8', 'Windows-1252', 'ISO-8859-15', 'UTF-16'] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/**
 * Text of a file and the encoding it was read in: as stated; else byte order mark, else UTF-8 if it is, else
 * Windows-1252.
 */
export function decodeText(
  bytes: Uint8Array,
  stated: TextEncoding | null = null,
): { text: string; encoding: string } {
  if (stated !== null && stated !== 'UTF-16') return { text: decode(bytes, stated), encoding: stated };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { text: decode(bytes, 'utf-16le'), encoding: 'UTF-16' };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { text: decode(bytes, 'utf-16be'), encoding: 'UTF-16' };
  if (stated === 'UTF-16') return { text: decode(bytes, 'utf-16le'), encoding: 'UTF-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch {
    return { text: decode(bytes, 'windows-1252'), encoding: 'Windows-1252' };
  }
}

function decode(bytes: Uint8Array, encoding: string): string {
  return new TextDecoder(encoding).decode(bytes);
}

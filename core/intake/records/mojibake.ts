/** Bytes 80–9F of Windows-1252 as the characters they are read as; U+FFFD where there is none. */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * Text that was UTF-8 and was read as Windows-1252, read again as what it was: `StraÃŸe` → `Straße`. Null where that
 * does not lead to text, above all where characters are lost (U+FFFD).
 */
export function mendMojibake(text: string): string | null {
  const bytes: number[] = [];
  for (const character of text) {
    const high = HIGH.indexOf(character);
    const code = high >= 0 ? 0x80 + high : character.codePointAt(0)!;
    if (code > 0xff) return null;
    bytes.push(code);
  }
  try {
    const mended = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
    return mended === text ? null : mended;
  } catch {
    return null;
  }
}

/** Encodings that German files come in. CP850 is what DOS and programs of its time write. */
export const TEXT_ENCODINGS = ['UTF-8', 'Windows-1252', 'ISO-8859-15', 'CP850', 'UTF-16'] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** Bytes 80–FF of CP850, which browsers and Node do not know. */
const CP850_HIGH =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
  '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

/**
 * Text of a file and the encoding it was read in: as stated; else byte order mark, else UTF-8 if it is, else what its
 * umlauts tell (`isConcluded`).
 */
export function decodeText(
  bytes: Uint8Array,
  stated: TextEncoding | null = null,
): { text: string; encoding: string; isConcluded: boolean } {
  const as = (encoding: string, label = encoding, isConcluded = false) => ({
    text: textDecoder(label).decode(bytes),
    encoding,
    isConcluded,
  });
  if (stated !== null && stated !== 'UTF-16') return as(stated);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return as('UTF-16', 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return as('UTF-16', 'utf-16be');
  if (stated === 'UTF-16') return as('UTF-16', 'utf-16le');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, encoding: 'UTF-8', isConcluded: false };
  } catch {
    const encoding = singleByteEncoding(bytes);
    return as(encoding, encoding, true);
  }
}

/** A decoder that takes a file in parts, also of the encoding that the platform does not know. */
export function textDecoder(encoding: string): Pick<TextDecoder, 'decode'> {
  if (encoding !== 'CP850') return new TextDecoder(encoding);
  const latin = new TextDecoder('iso-8859-1');
  return {
    // ISO-8859-1 is read as Windows-1252 on the web, so high bytes are looked up and not what it makes of them.
    decode: (input) => {
      const bytes = input === undefined ? new Uint8Array() : new Uint8Array(input as ArrayBufferLike);
      if (bytes.every((byte) => byte < 0x80)) return latin.decode(bytes);
      let text = '';
      for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : CP850_HIGH[byte - 0x80];
      return text;
    },
  };
}

/** Windows-1252 or CP850, whichever makes more umlauts and ß of the high bytes between letters. */
export function singleByteEncoding(bytes: Uint8Array): 'Windows-1252' | 'CP850' {
  let windows = 0;
  let dos = 0;
  for (const byte of bytes.subarray(0, 1 << 20)) {
    if (WINDOWS_LETTERS.has(byte)) windows++;
    else if (DOS_LETTERS.has(byte)) dos++;
  }
  return dos > windows ? 'CP850' : 'Windows-1252';
}

/** ä ö ü ß Ä Ö Ü. In the other encoding these bytes are letters of no German word, or signs. */
const WINDOWS_LETTERS = new Set([0xe4, 0xf6, 0xfc, 0xdf, 0xc4, 0xd6, 0xdc]);
const DOS_LETTERS = new Set([0x84, 0x94, 0x81, 0xe1, 0x8e, 0x99, 0x9a]);

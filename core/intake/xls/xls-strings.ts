/**
 * A string of BIFF8: a byte of flags, then one or two bytes a character. `long` strings may carry formatting, which is
 * passed over.
 */
export function readString(
  bytes: Uint8Array,
  at: number,
  length: number,
  long: boolean,
): { text: string; end: number } {
  const flags = bytes[at] ?? 0;
  let from = at + 1;
  let extra = 0;
  if (long && flags & 8) {
    extra += 4 * word(bytes, from);
    from += 2;
  }
  if (long && flags & 4) {
    extra += word(bytes, from) | (word(bytes, from + 2) << 16);
    from += 4;
  }
  const wide = (flags & 1) === 1;
  const end = Math.min(bytes.length, from + length * (wide ? 2 : 1));
  return { text: characters(bytes, from, end, wide), end: end + extra };
}

/**
 * The table of strings all cells share. It is cut into records of 8 KB; a cut inside a string is followed by a byte of
 * flags again, and its second half may be of the other width.
 */
export function readSharedStrings(parts: readonly Uint8Array[]): string[] {
  const strings: string[] = [];
  let part = 0;
  let bytes = parts[0] ?? new Uint8Array();
  let at = 8;
  const count = word(bytes, 4) | (word(bytes, 6) << 16);
  const turn = (): boolean => {
    while (at >= bytes.length) {
      at -= bytes.length;
      bytes = parts[++part] ?? new Uint8Array();
      if (part >= parts.length) return false;
    }
    return true;
  };
  while (strings.length < count && turn()) {
    let left = word(bytes, at);
    let flags = bytes[at + 2] ?? 0;
    at += 3;
    let extra = 0;
    if (flags & 8) {
      extra += 4 * word(bytes, at);
      at += 2;
    }
    if (flags & 4) {
      extra += word(bytes, at) | (word(bytes, at + 2) << 16);
      at += 4;
    }
    let text = '';
    while (left > 0) {
      if (at >= bytes.length) {
        if (!turn()) break;
        flags = bytes[at++] ?? 0;
      }
      const wide = (flags & 1) === 1;
      const taken = Math.min(left, Math.floor((bytes.length - at) / (wide ? 2 : 1)));
      if (taken === 0) {
        at = bytes.length;
        continue;
      }
      const end = at + taken * (wide ? 2 : 1);
      text += characters(bytes, at, end, wide);
      at = end;
      left -= taken;
    }
    strings.push(text);
    at += extra;
  }
  return strings;
}

function characters(bytes: Uint8Array, from: number, end: number, wide: boolean): string {
  let text = '';
  for (let at = from; at + (wide ? 1 : 0) < end; at += wide ? 2 : 1) {
    text += String.fromCharCode(wide ? word(bytes, at) : bytes[at]!);
  }
  return text;
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

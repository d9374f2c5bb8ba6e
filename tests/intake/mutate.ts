/** A seeded source of numbers below `n` (mulberry32). */
export function numbers(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n);
  };
}

/** What has broken importers before: numbers that are none, too large, or of another country; signs; ends of lines. */
const NUISANCES = [
  'NaN',
  '1e309',
  '-1',
  '99999999999999999999',
  '2147483648',
  '0x10',
  '1.234.567,89',
  '–',
  '(5)',
  'NULL',
  '\u0000',
  '"',
  '""',
  "'); drop table address; --",
  ';',
  ',',
  '\t',
  '\r',
  '\n\n',
  '\ufeff',
  '\ud800',
  'Ã¼',
  'İ',
  '9999-99-99',
  '{}',
  '[[[]]]',
  'null',
  '=1+1',
  'x'.repeat(70_000),
];

/** A copy of a file with one to three things wrong with it. */
export function mutate(bytes: Uint8Array, next: (n: number) => number): Uint8Array {
  let copy: Buffer = Buffer.from(bytes);
  for (let times = 1 + next(3); times > 0; times--) copy = once(copy, next);
  return copy;
}

function once(bytes: Buffer, next: (n: number) => number): Buffer {
  const at = next(bytes.length + 1);
  const to = Math.min(bytes.length, at + 1 + next(Math.max(1, bytes.length >> 2)));
  switch (next(10)) {
    case 0: {
      const copy = Buffer.from(bytes);
      for (let i = 1 + next(8); i > 0 && copy.length > 0; i--) copy[next(copy.length)]! ^= 1 << next(8);
      return copy;
    }
    case 1:
      return bytes.subarray(0, at);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)]);
    case 3:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]);
    case 4:
      return Buffer.concat([
        bytes.subarray(0, at),
        Buffer.from(NUISANCES[next(NUISANCES.length)]!),
        bytes.subarray(at),
      ]);
    case 5:
      return Buffer.from(bytes.toString('utf8'), 'latin1');
    case 6:
      return Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(bytes.toString('utf8'), 'utf16le')]);
    case 7:
      return replaceCell(bytes, next);
    case 8:
      return swapColumns(bytes, next);
    default: {
      const lines = bytes.toString('latin1').split('\n');
      const [a, b] = [next(lines.length), next(lines.length)];
      [lines[a], lines[b]] = [lines[b]!, lines[a]!];
      return Buffer.from(lines.join('\n'), 'latin1');
    }
  }
}

/** One value between separators becomes a nuisance. */
function replaceCell(bytes: Buffer, next: (n: number) => number): Buffer {
  const parts = bytes.toString('utf8').split(/([;,:\n[\]]+)/);
  const nuisance = NUISANCES[next(NUISANCES.length)]!;
  parts[next((parts.length + 1) >> 1) * 2] = nuisance;
  return Buffer.from(parts.join(''));
}

function swapColumns(bytes: Buffer, next: (n: number) => number): Buffer {
  const text = bytes.toString('utf8');
  const delimiter = text.includes(';') ? ';' : ',';
  const width = text.split('\n', 1)[0]!.split(delimiter).length;
  const [a, b] = [next(width), next(width)];
  const lines = text.split('\n').map((line) => {
    const cells = line.split(delimiter);
    if (cells.length === width) [cells[a], cells[b]] = [cells[b]!, cells[a]!];
    return cells.join(delimiter);
  });
  return Buffer.from(lines.join('\n'));
}

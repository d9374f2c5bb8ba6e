import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { HK_FIELDS } from '#core/intake/hk-de/format.ts';

/**
 * Writes rows as the state survey delivers them, 50 by 80 m apart, in about a square. With `header` as GDAL wants
 * it: it finds the semicolon only where the first line has no commas.
 */
export async function writeHkFile(path: string, count: number, header: boolean): Promise<void> {
  const file = createWriteStream(path);
  if (header) file.write(`${HK_FIELDS.join(';')}\n`);
  const width = Math.ceil(Math.sqrt(count));
  const metres = (value: number) => value.toFixed(3).replace('.', ',');
  let text = '';
  for (let i = 0; i < count; i++) {
    const east = 32_540_000 + ((i % width) - width / 2) * 50 + 0.123;
    const north = 5_795_000 + Math.floor(i / width) * 80 + 0.456;
    const id = `DENIAL${String(i).padStart(10, '0')}`;
    text += `N;${id};A;03;2;41;001;0000;${10_000 + (i % 3000)};${1 + (i % 120)};${i % 7 ? '' : 'a'};${metres(east)};${metres(north)};Straße ${i % 3000};30159;Hannover;;Mitte\n`;
    if (text.length > 1 << 20) {
      if (!file.write(text)) await once(file, 'drain');
      text = '';
    }
  }
  file.end(text);
  await finished(file);
}

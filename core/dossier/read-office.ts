import { strFromU8, unzipSync } from 'fflate';
import { fromXmlText } from './xml.ts';

const MAX_PART_BYTES = 200 << 20;

/** Rows of all tables of a text document (DOCX) as texts of their cells. @throws Error when it is none */
export function docxTableRows(bytes: Uint8Array): string[][] {
  const xml = part(bytes, 'word/document.xml');
  return [...xml.matchAll(/<w:tr[ >].*?<\/w:tr>/gs)].map(([row]) =>
    [...row.matchAll(/<w:tc[ >].*?<\/w:tc>/gs)].map(([cell]) =>
      [...cell.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => fromXmlText(text!)).join(''),
    ),
  );
}

/** Values of the named cells of a workbook (XLSX), as stored. @throws Error when it is none */
export function xlsxNamedNumbers(bytes: Uint8Array): Map<string, number> {
  const book = part(bytes, 'xl/workbook.xml');
  const targets = new Map(
    [...part(bytes, 'xl/_rels/workbook.xml.rels').matchAll(/<Relationship [^>]*>/g)].map(([tag]) => [
      attribute(tag, 'Id'),
      attribute(tag, 'Target').replace(/^\/?(xl\/)?/, 'xl/'),
    ]),
  );
  const files = new Map(
    [...book.matchAll(/<sheet [^>]*>/g)].map(([tag]) => [
      fromXmlText(attribute(tag, 'name')),
      targets.get(attribute(tag, 'r:id')) ?? '',
    ]),
  );
  const numbers = new Map<string, number>();
  for (const [, head, place] of book.matchAll(/<definedName ([^>]*)>([^<]*)<\/definedName>/g)) {
    const match = /^'?([^'!]+)'?!\$?([A-Z]+)\$?(\d+)$/.exec(fromXmlText(place!));
    const file = match ? files.get(match[1]!) : undefined;
    if (!match || !file) continue;
    const cell = new RegExp(`<c r="${match[2]}${match[3]}"(?:[^>/]|/(?!>))*>(.*?)</c>`, 's').exec(
      part(bytes, file),
    )?.[1];
    const value = /<v>([^<]*)<\/v>/.exec(cell ?? '')?.[1];
    if (value !== undefined && value !== '') numbers.set(attribute(` ${head}`, 'name'), Number(value));
  }
  return numbers;
}

function part(bytes: Uint8Array, name: string): string {
  const files = unzipSync(bytes, {
    filter: (file) => {
      if (file.originalSize > MAX_PART_BYTES) throw new Error(`${file.name} is too large`);
      return file.name === name;
    },
  });
  const found = files[name];
  if (!found) throw new Error(`${name} is missing`);
  return strFromU8(found);
}

function attribute(tag: string, name: string): string {
  return new RegExp(`[\\s]${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
}

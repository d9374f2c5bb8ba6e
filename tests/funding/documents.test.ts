import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zipFiles } from '#core/dossier/zip-files.ts';
import { buildDossier } from '../../server/dossier/build-dossier.ts';
import { blocksPdf } from '../../server/dossier/data-sheet-pdf.ts';
import { parseApplication } from '../../server/dossier/read-application.ts';
import { unpackDossier } from '../../server/dossier/read-dossier.ts';
import { DATABASES, type TestDatabase } from '../fixtures/databases.ts';
import { taggedPdfFaults } from '../fixtures/tagged-pdf.ts';
import { loadFundingCity, readyApplication } from './built-dossier.ts';

const has = (program: string) => {
  try {
    execFileSync('which', [program]);
    return true;
  } catch {
    console.log(`Not run: documents as ${program} reads them, because it is not installed.`);
    return false;
  }
};
const office = has('soffice');
const poppler = has('pdftotext');

describe('documents of a dossier as other programs read them', () => {
  let database: TestDatabase;
  let folder: string;
  let files: Record<string, Uint8Array>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lueckenlos-t-'));
    database = await DATABASES.find(({ name }) => name === 'server')!.open();
    await loadFundingCity(database);
    // A name that a spreadsheet would calculate, and letters beyond Latin-1.
    await database.sql`update address set street = '=1+1' where key = 'a2'`;
    await database.sql`update address set street = 'Łódźer Straße' where key = 'a3'`;
    const application = parseApplication(
      structuredClone(readyApplication({}, { applicant: 'Stadt Łomża & Söhne <x>' })),
    );
    files = unpackDossier((await buildDossier(database.db, application)).zip, 'x');
    for (const [path, bytes] of Object.entries(files))
      writeFileSync(join(folder, path.replace('/', '-')), bytes);
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const convert = (file: string, format: string) => {
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    execFileSync(
      'soffice',
      [profile, '--headless', '--convert-to', format, '--outdir', folder, join(folder, file)],
      {
        stdio: 'pipe',
      },
    );
  };

  it('marks texts that a spreadsheet would calculate', () => {
    const csv = strFromU8(files['adressliste.csv']!);
    expect(csv).toContain(";'=1+1;");
    expect(csv).not.toContain(';=1+1');
    expect([...files['adressliste.csv']!.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it.runIf(office)('LibreOffice calculates every formula to the value that is written beside it', () => {
    for (const book of ['finanzierungsplan', 'adressliste']) {
      const parts = unzipSync(files[`${book}.xlsx`]!);
      const emptied = Object.entries(parts).map(([name, bytes]) => {
        const text = strFromU8(bytes).replace(/(<\/f>)<v>[^<]*<\/v>/g, '$1');
        return [name, strToU8(text)] as const;
      });
      writeFileSync(join(folder, `${book}-leer.xlsx`), zipFiles(Object.fromEntries(emptied)));
      for (const name of [book, `${book}-leer`]) {
        convert(
          `${name}.xlsx`,
          'csv:Text - txt - csv (StarCalc):59,34,76,1,,1031,false,true,false,false,false,-1',
        );
      }
      const sheets = readdirSync(folder).filter((name) => name.startsWith(`${book}-leer-`));
      expect(sheets.length).toBeGreaterThan(1);
      for (const sheet of sheets) {
        const [calculated, written] = [sheet, sheet.replace('-leer', '')].map((name) =>
          readFileSync(join(folder, name), 'utf8'),
        );
        expect([sheet, calculated]).toEqual([sheet, written]);
      }
    }
    expect(readFileSync(join(folder, 'finanzierungsplan-Finanzierung.csv'), 'utf8')).toContain('595817.52');
  });

  it.runIf(office && poppler)('the text document and the PDF say the same sums', () => {
    const text = (path: string) => execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' });
    const pdf = text(join(folder, 'antragsdatenblatt.pdf'));
    convert('antragsdatenblatt.docx', 'pdf');
    const docx = text(join(folder, 'antragsdatenblatt.pdf'));
    for (const document of [pdf, docx]) {
      for (const words of [
        '595.817,52 €',
        '297.908,76 €',
        '148.954,38 €',
        'Stadt Łomża & Söhne <x>',
        'B. Beispiel',
      ]) {
        expect(document).toContain(words);
      }
    }
  });

  it('the PDFs have the structure that PDF/UA-1 demands, as far as it can be read without a validator', async () => {
    for (const file of ['antragsdatenblatt.pdf', 'gebietskarten.pdf'])
      expect([file, taggedPdfFaults(files[file]!)]).toEqual([file, []]);
    // A paragraph that meets the foot of a page, and one that is longer than any page.
    const text = 'Ein Satz, der sich wiederholt, bis die Seite voll ist. ';
    const long = await blocksPdf(
      [
        { kind: 'heading', level: 1, text: 'Lang' },
        ...[4, 40, 30, 200].map((times) => ({ kind: 'paragraph', text: text.repeat(times) }) as const),
      ],
      { title: 'Lang', author: 'Stadt', day: '2025-06-01', layout: 'portrait' },
    );
    expect(taggedPdfFaults(long)).toEqual([]);
    // The check finds what is not there.
    const broken = (from: string, to: string) =>
      taggedPdfFaults(
        Buffer.from(Buffer.from(files['gebietskarten.pdf']!).toString('latin1').replace(from, to), 'latin1'),
      );
    expect(broken('/Alt', '/Alr')[0]).toMatch(/^13-004: Figure/);
    expect(broken('/Figure <<\n/MCID 1\n>> BDC', '')[0]).toMatch(/painted without a tag$/);
    expect(broken('/Marked true', '/Marked false')).toEqual(['06-001: not marked as tagged']);
  });

  it.runIf(poppler)('the PDFs are tagged, their fonts embedded, their maps drawn as vectors', () => {
    writeFileSync(join(folder, 'sheet.pdf'), files['antragsdatenblatt.pdf']!);
    const structure = execFileSync('pdfinfo', ['-struct', join(folder, 'sheet.pdf')], { encoding: 'utf8' });
    for (const tag of ['Document', 'H1 (block)', 'H2 (block)', 'Table', 'TH ', 'TD ', 'P (block)']) {
      expect(structure).toContain(tag);
    }
    for (const file of ['sheet.pdf', 'gebietskarten.pdf']) {
      const fonts = execFileSync('pdffonts', [join(folder, file)], { encoding: 'utf8' })
        .trim()
        .split('\n')
        .slice(2);
      expect(fonts.length).toBeGreaterThan(0);
      for (const font of fonts) expect(font).toMatch(/SourceSans.*yes yes yes/);
    }
    const images = execFileSync('pdfimages', ['-list', join(folder, 'gebietskarten.pdf')], {
      encoding: 'utf8',
    });
    expect(images.trim().split('\n').length).toBe(2);
  });
});

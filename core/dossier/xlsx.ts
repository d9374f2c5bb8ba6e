import { strToU8 } from 'fflate';
import { coreProperties, relationships, XML_HEAD, xmlText } from './xml.ts';
import { zipFiles } from './zip-files.ts';

export type CellStyle =
  | 'text'
  | 'head'
  | 'bold'
  | 'whole'
  | 'decimal'
  | 'money'
  | 'boldMoney'
  | 'percent'
  | 'note';

/** A cell; a formula (without `=`) carries its value, so that readers which do not calculate show it too. */
export interface Cell {
  readonly value: string | number | null;
  readonly formula?: string;
  readonly style?: CellStyle;
}

export interface Sheet {
  /** At most 31 characters, none of `[]:*?/\`. */
  readonly name: string;
  readonly columnWidths: readonly number[];
  readonly rows: readonly (readonly Cell[])[];
  /** Rows that stay in view. */
  readonly frozenRows?: number;
}

export interface Workbook {
  readonly title: string;
  readonly creator: string;
  /** Day of the document's properties (ISO). */
  readonly day: string;
  readonly sheets: readonly Sheet[];
  /** Names of single cells, e.g. `eligible` → `Finanzierung!$B$4`; how a reader finds a figure. */
  readonly names: Readonly<Record<string, string>>;
}

const NUMBER_FORMATS =
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="#,##0.00\\ &quot;€&quot;"/><numFmt numFmtId="165" formatCode="0.00\\ %"/></numFmts>';
const FONTS =
  '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font><font><i/><sz val="10"/><name val="Calibri"/></font></fonts>';
const FILLS =
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE3E8EE"/></patternFill></fill></fills>';
/** Number format, font, fill of each style. */
const STYLES: Readonly<Record<CellStyle, readonly [format: number, font: number, fill: number]>> = {
  text: [0, 0, 0],
  head: [0, 1, 2],
  bold: [0, 1, 0],
  whole: [3, 0, 0],
  decimal: [4, 0, 0],
  money: [164, 0, 0],
  boldMoney: [164, 1, 0],
  percent: [165, 0, 0],
  note: [0, 2, 0],
};
const STYLE_NAMES = Object.keys(STYLES) as CellStyle[];

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** An Office Open XML workbook (ECMA-376) with numbers as numbers; the same content gives the same bytes. */
export function xlsxBytes(book: Workbook): Uint8Array {
  const sheets = book.sheets.map((sheet, i) => ({ sheet, file: `worksheets/sheet${i + 1}.xml`, id: i + 1 }));
  const names = Object.entries(book.names).map(
    ([name, place]) => `<definedName name="${xmlText(name)}">${xmlText(place)}</definedName>`,
  );
  const files: Record<string, string> = {
    '[Content_Types].xml': `${XML_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>${sheets.map(({ file }) => `<Override PartName="/xl/${file}" ContentType="${TYPE}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': relationships([
      [`${OFFICE}/officeDocument`, 'xl/workbook.xml'],
      [PACKAGE, 'docProps/core.xml'],
    ]),
    'docProps/core.xml': coreProperties(book.title, book.creator, book.day),
    'xl/_rels/workbook.xml.rels': relationships([
      ...sheets.map(({ file }) => [`${OFFICE}/worksheet`, file] as const),
      [`${OFFICE}/styles`, 'styles.xml'],
    ]),
    'xl/workbook.xml': `${XML_HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.map(({ sheet, id }) => `<sheet name="${xmlText(sheet.name)}" sheetId="${id}" r:id="rId${id}"/>`).join('')}</sheets>${names.length ? `<definedNames>${names.join('')}</definedNames>` : ''}<calcPr calcId="0" fullCalcOnLoad="1"/></workbook>`,
    'xl/styles.xml': stylesXml(),
  };
  for (const { sheet, file } of sheets) files[`xl/${file}`] = sheetXml(sheet);
  return zipFiles(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}

/** Column letters of a 0-based index. */
export function columnName(index: number): string {
  const rest = index % 26;
  const letter = String.fromCharCode(65 + rest);
  return index < 26 ? letter : columnName((index - rest) / 26 - 1) + letter;
}

function sheetXml({ columnWidths, rows, frozenRows = 0 }: Sheet): string {
  const pane = frozenRows
    ? `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`
    : '';
  const columns = columnWidths
    .map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`)
    .join('');
  const body = rows
    .map(
      (cells, r) =>
        `<row r="${r + 1}">${cells.map((cell, c) => cellXml(cell, `${columnName(c)}${r + 1}`)).join('')}</row>`,
    )
    .join('');
  return `${XML_HEAD}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>${pane}<cols>${columns}</cols><sheetData>${body}</sheetData><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>`;
}

function cellXml({ value, formula, style = 'text' }: Cell, place: string): string {
  if ((value === null || value === '') && formula === undefined) return '';
  const head = `<c r="${place}" s="${STYLE_NAMES.indexOf(style)}"`;
  const formulaXml = formula === undefined ? '' : `<f>${xmlText(formula)}</f>`;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`${place}: ${value} is no number a sheet can hold`);
    return `${head}>${formulaXml}<v>${value}</v></c>`;
  }
  if (formula !== undefined) return `${head} t="str">${formulaXml}<v>${xmlText(value ?? '')}</v></c>`;
  return `${head} t="inlineStr"><is><t xml:space="preserve">${xmlText(value ?? '')}</t></is></c>`;
}

function stylesXml(): string {
  const cells = STYLE_NAMES.map((name) => {
    const [format, font, fill] = STYLES[name];
    return `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/>`;
  });
  return `${XML_HEAD}<styleSheet xmlns="${MAIN}">${NUMBER_FORMATS}${FONTS}${FILLS}<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${cells.length}">${cells.join('')}</cellXfs><cellStyles count="1"><cellStyle name="Standard" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

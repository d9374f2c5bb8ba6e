import { strToU8 } from 'fflate';
import { type Cell, type Sheet, xlsxBytes } from '../dossier/xlsx.ts';
import type { AnswerColumn, AnswerColumnNames } from './answer-columns.ts';

/** An address as operators are asked about it. It says nothing of anybody's supply. */
export interface AskedAddress {
  /** Key within the address data; the answer finds its address by it. */
  readonly key: string;
  readonly area: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly houseNumberSuffix: string;
  readonly postcode: string;
  readonly place: string;
  readonly eastingM: number;
  readonly northingM: number;
}

type Value = string | number;
interface Column {
  readonly name: AnswerColumn;
  readonly width: number;
  readonly of?: (address: AskedAddress) => Value;
  readonly help: string;
}

/**
 * Columns of the list that operators fill in. No form is laid down anywhere; names are those the intake of answers
 * knows (`operator-survey`), so that a filled list is read without a mapping.
 */
const COLUMNS: readonly Column[] = [
  { name: 'adress_id', width: 20, of: (a) => a.key, help: 'Kennung der Adresse; bitte nicht ändern' },
  { name: 'gebiet', width: 18, of: (a) => a.area, help: 'Gebiet der Markterkundung' },
  { name: 'strasse', width: 26, of: (a) => a.street, help: 'Straße' },
  { name: 'hnr', width: 7, of: (a) => a.houseNumber, help: 'Hausnummer' },
  { name: 'hnr_zusatz', width: 11, of: (a) => a.houseNumberSuffix, help: 'Zusatz zur Hausnummer' },
  { name: 'plz', width: 8, of: (a) => a.postcode, help: 'Postleitzahl' },
  { name: 'ort', width: 18, of: (a) => a.place, help: 'Ort' },
  { name: 'ostwert', width: 12, of: (a) => a.eastingM, help: 'Ostwert in Metern, EPSG:25832' },
  { name: 'nordwert', width: 12, of: (a) => a.northingM, help: 'Nordwert in Metern, EPSG:25832' },
  { name: 'betreiber', width: 22, help: 'Name des Betreibers' },
  { name: 'bestand_technik', width: 16, help: 'FTTH, FTTB, FTTC, HFC, DSL, FWA oder sonst' },
  { name: 'bestand_down_mbit', width: 18, help: 'vorhandener Download in Mbit/s' },
  { name: 'bestand_up_mbit', width: 16, help: 'vorhandener Upload in Mbit/s' },
  {
    name: 'bestand_spitzenlast',
    width: 18,
    help: 'ja, wenn die Geschwindigkeit auch unter Spitzenlast gilt',
  },
  {
    name: 'bestand_status',
    width: 14,
    help: 'HC (Homes Connected) oder HP (Homes Passed; bitte Beschreibung, übliche Bedingungen und Zeiten beilegen)',
  },
  { name: 'plan_technik', width: 14, help: 'geplante Technik' },
  { name: 'plan_down_mbit', width: 15, help: 'geplanter Download in Mbit/s' },
  { name: 'plan_up_mbit', width: 13, help: 'geplanter Upload in Mbit/s' },
  { name: 'plan_fertig_bis', width: 14, help: 'Tag der Fertigstellung, TT.MM.JJJJ' },
  { name: 'plan_verbindlich', width: 15, help: 'ja, wenn die Zusage verbindlich ist' },
  {
    name: 'meilensteinplan',
    width: 16,
    help: 'Bezeichnung des beigelegten Meilensteinplans; leer, wenn es keinen gibt',
  },
  {
    name: 'bemerkung',
    width: 24,
    help: 'was sonst zu sagen ist (nur neben einer Angabe zu Bestand oder Planung)',
  },
];

/** Attributes of an address in the GeoPackage. */
export function askedAttributes(address: AskedAddress): Record<string, Value> {
  return Object.fromEntries(
    COLUMNS.filter(({ of, name }) => of && name !== 'ostwert' && name !== 'nordwert').map(({ name, of }) => [
      name,
      of!(address),
    ]),
  );
}

/** The list as CSV: UTF-8 with mark, `;`, decimal comma, CRLF, as German spreadsheets open it. */
export function askedCsv(
  addresses: readonly AskedAddress[],
  operator: string | null,
  names: AnswerColumnNames = {},
): Uint8Array {
  const lines = [
    COLUMNS.map(({ name }) => csvField(names[name] ?? name)).join(';'),
    ...addresses.map((address) => rowOf(address, operator).map(csvField).join(';')),
  ];
  return strToU8(`\uFEFF${lines.join('\r\n')}\r\n`);
}

/** The list as a workbook: a sheet to fill in, and one that explains the columns. */
export function askedWorkbook(
  addresses: readonly AskedAddress[],
  operator: string | null,
  about: { readonly title: string; readonly creator: string; readonly day: string },
  names: AnswerColumnNames = {},
): Uint8Array {
  const head = (texts: readonly string[]): Cell[] => texts.map((value) => ({ value, style: 'head' }));
  const answer: Sheet = {
    name: 'Antwort',
    columnWidths: COLUMNS.map(({ width }) => width),
    rows: [
      head(COLUMNS.map(({ name }) => names[name] ?? name)),
      ...addresses.map((address) =>
        rowOf(address, operator).map((value): Cell => ({ value, style: 'text' })),
      ),
    ],
    frozenRows: 1,
  };
  const help: Sheet = {
    name: 'Erläuterung',
    columnWidths: [22, 90],
    rows: [
      head(['Spalte', 'Bedeutung']),
      ...COLUMNS.map(({ name, help: text }): Cell[] => [{ value: names[name] ?? name }, { value: text }]),
    ],
    frozenRows: 1,
  };
  return xlsxBytes({ ...about, sheets: [answer, help], names: {} });
}

function rowOf(address: AskedAddress, operator: string | null): Value[] {
  return COLUMNS.map(({ name, of }) => (of ? of(address) : name === 'betreiber' ? (operator ?? '') : ''));
}

/** A text that a spreadsheet would take for a formula is marked as text. */
function csvField(value: Value): string {
  if (typeof value === 'number') return String(value).replace('.', ',');
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

import { strToU8 } from 'fflate';
import type { DossierAddress, DossierModel } from './dossier-model.ts';
import { type Cell, columnName, xlsxBytes } from './xlsx.ts';

type Value = string | number | null;

/** Columns of the address list; the names are those of the address layer, so that both can be held side by side. */
const COLUMNS: readonly (readonly [name: string, width: number, of: (address: DossierAddress) => Value])[] = [
  ['id', 7, (a) => a.id],
  ['gebiet', 8, (a) => a.areaId],
  ['strasse', 28, (a) => a.street],
  ['hnr', 7, (a) => a.houseNumber],
  ['hnr_zusatz', 11, (a) => a.houseNumberSuffix],
  ['plz', 8, (a) => a.postcode],
  ['ort', 20, (a) => a.place],
  ['nutzung', 12, (a) => a.use],
  ['anz_we', 8, (a) => a.households],
  ['bestand_dl', 11, (a) => a.downMbit],
  ['bestand_ul', 11, (a) => a.upMbit],
  ['technik', 9, (a) => a.technology],
  ['klasse', 12, (a) => a.supplyClass],
  ['foerderf', 9, (a) => Number(a.eligible)],
  ['ewa', 6, (a) => Number(a.selfBuild)],
  ['ewa_bis', 12, (a) => a.selfBuildBy ?? ''],
  ['ost_m', 13, (a) => a.eastingM],
  ['nord_m', 13, (a) => a.northingM],
];

/** Attributes of an address in the GIS layer. */
export function addressAttributes(address: DossierAddress): Record<string, Value> {
  const left = new Set(['klasse', 'ost_m', 'nord_m']);
  return Object.fromEntries(
    COLUMNS.filter(([name]) => !left.has(name)).map(([name, , of]) => [name, of(address)]),
  );
}

/** The list as CSV: UTF-8 with mark, `;`, decimal comma, CRLF, as German spreadsheets open it. */
export function addressCsv(addresses: readonly DossierAddress[]): Uint8Array {
  const lines = [
    COLUMNS.map(([name]) => name).join(';'),
    ...addresses.map((address) => COLUMNS.map(([, , of]) => csvField(of(address))).join(';')),
  ];
  return strToU8(`\uFEFF${lines.join('\r\n')}\r\n`);
}

/** The list as a workbook, its sums as formulas. */
export function addressWorkbook(model: DossierModel): Uint8Array {
  const { addresses } = model;
  const last = addresses.length + 1;
  const rows: Cell[][] = [
    COLUMNS.map(([name]) => ({ value: name, style: 'head' })),
    ...addresses.map((address) =>
      COLUMNS.map(([, , of]): Cell => {
        const value = of(address);
        return { value, style: typeof value === 'number' && !Number.isInteger(value) ? 'decimal' : 'text' };
      }),
    ),
  ];
  const column = (name: string) => columnName(COLUMNS.findIndex(([each]) => each === name));
  const range = (name: string) => `Adressen!$${column(name)}$2:$${column(name)}$${Math.max(2, last)}`;
  const eligible = addresses.filter((address) => address.eligible).length;
  const homes = addresses.reduce((sum, address) => sum + address.households, 0);
  return xlsxBytes({
    title: `Adressliste ${model.name}`,
    creator: model.applicant,
    day: model.onDate,
    sheets: [
      { name: 'Adressen', columnWidths: COLUMNS.map(([, width]) => width), rows, frozenRows: 1 },
      {
        name: 'Summen',
        columnWidths: [40, 14],
        rows: [
          [
            { value: 'Summe', style: 'head' },
            { value: 'Wert', style: 'head' },
          ],
          [
            { value: 'Adressen' },
            { value: addresses.length, formula: `COUNT(${range('id')})`, style: 'whole' },
          ],
          [
            { value: 'davon förderfähig' },
            { value: eligible, formula: `SUM(${range('foerderf')})`, style: 'whole' },
          ],
          [
            { value: 'Wohneinheiten (Haushalte)' },
            { value: homes, formula: `SUM(${range('anz_we')})`, style: 'whole' },
          ],
        ],
      },
    ],
    names: { adressen: 'Summen!$B$2', foerderfaehig: 'Summen!$B$3', wohneinheiten: 'Summen!$B$4' },
  });
}

/** A text that a spreadsheet would take for a formula is marked as text. */
function csvField(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', ',');
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

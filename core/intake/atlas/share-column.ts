import { fieldName } from '../records/column-mapping.ts';

/** A column of the Breitbandatlas: which customers, by which technology, can get at least which speed. */
export interface ShareColumn {
  readonly field: string;
  /** `hh` households, `gew` firms, `gwg` firms in business parks, `schulen` schools. */
  readonly customers: 'hh' | 'gew' | 'gwg' | 'schulen';
  readonly technology: string;
  /** Least downstream in Mbit/s; 0 where the file states no class. */
  readonly downMbit: number;
  /** `<customers>_<technology>_<downMbit>` */
  readonly key: string;
}

/** Technologies by the names the releases gave them. `leitung`: all by wire; `alle`: by any means. */
const TECHNOLOGIES: Readonly<Record<string, string>> = {
  alle: 'alle',
  alletech: 'alle',
  alletechnologien: 'alle',
  // The release of mid-2018 heads its first six columns with a number; they are never below any technology.
  300: 'alle',
  leitungsgtechnologien: 'leitung',
  lgtech: 'leitung',
  mobiletechnologien: 'mobil',
  dsl: 'dsl',
  catv: 'hfc',
  hfc: 'hfc',
  ftthb: 'ftthb',
  ftth: 'ftth',
  fttb: 'fttb',
  fttc: 'fttc',
  sonst: 'sonst',
  plc: 'plc',
  umts: 'umts',
  lte: 'lte',
  wlan: 'wlan',
  wimax: 'wimax',
};
const CUSTOMERS: Readonly<Record<string, ShareColumn['customers']>> = {
  hh: 'hh',
  priv: 'hh',
  gew: 'gew',
  gwg: 'gwg',
  schulen: 'schulen',
};

/** What a column says, by its name as written in any of the releases; null where it is no share. */
export function shareColumn(field: string): ShareColumn | null {
  const raster = /^down_fn_(hh|gew|gwg)_([a-z]+)_(\d+)$/i.exec(field);
  if (raster) return column(field, raster[1]!, raster[2]!, raster[3]!);
  const county = /^(priv|gew|schulen)_(\w+)_(\d+)$/i.exec(field);
  if (county) return column(field, county[1]!, county[2]!, county[3]!);
  const spoken = /^(.+?)\s*(?:≥|>=|ab)\s*(\d+)\s*Mbit\/s$/i.exec(field.trim());
  if (spoken) return column(field, 'hh', spoken[1]!, spoken[2]!);
  const short = /^(\w+?)_(\d+)$/.exec(field);
  if (short) return column(field, 'hh', short[1]!, short[2]!);
  return /^verf_dsl$/i.test(field) ? column(field, 'hh', 'dsl', '0') : null;
}

function column(field: string, customers: string, technology: string, speed: string): ShareColumn | null {
  const who = CUSTOMERS[customers.toLowerCase()];
  const how = TECHNOLOGIES[fieldName(technology)];
  if (who === undefined || how === undefined) return null;
  const downMbit = Number(speed);
  return { field, customers: who, technology: how, downMbit, key: `${who}_${how}_${downMbit}` };
}

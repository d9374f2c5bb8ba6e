import type { IntakeFormat } from '../intake-format.ts';
import { findField, type LayerMapping } from '../records/column-mapping.ts';
import { parseRecords } from '../records/parse-records.ts';

const NAME = ['name', 'bezeichnung', 'gebaeude', 'objekt'];
const STATES: Readonly<Record<string, string | undefined>> = {
  none: 'none',
  nein: 'none',
  no: 'none',
  kein: 'none',
  planned: 'planned',
  geplant: 'planned',
  partial: 'partial',
  teilweise: 'partial',
  complete: 'complete',
  ja: 'complete',
  yes: 'complete',
  vollstaendig: 'complete',
  vollständig: 'complete',
};

/** Lists of public buildings with the state of their WLAN. */
export const publicBuildings: IntakeFormat = {
  id: 'public-building-list',
  title: { de: 'Liste öffentlicher Gebäude', en: 'List of public buildings' },
  layers: ['public-buildings'],
  recognise(content) {
    return content.kind === 'records' && findField(content.fields, NAME) ? 0.7 : 0;
  },
  parse(content, request) {
    if (content.kind !== 'records') throw new TypeError('public buildings are records');
    const state = findField(content.fields, ['wlanstate', 'wlan', 'wlanstatus']);
    return parseRecords(content, MAPPING, request, {
      values: (record) => {
        const word = state === null ? '' : String(record.properties[state] ?? '');
        return { wlan_state: STATES[word.trim().toLowerCase()] ?? 'unknown' };
      },
    });
  },
};

const MAPPING: LayerMapping = {
  layer: 'public-buildings',
  geometry: 'Point',
  keyFields: ['id', 'key', 'objektnr', 'osmid'],
  columns: [
    { column: 'name', type: 'text', fields: NAME, required: true, fallback: 'Gebäude' },
    { column: 'kind', type: 'text', fields: ['kind', 'art', 'typ', 'nutzung'] },
    { column: 'department', type: 'text', fields: ['department', 'fachbereich', 'amt'] },
    { column: 'address', type: 'text', fields: ['address', 'adresse', 'anschrift', 'strasse'] },
    { column: 'wlan_target_date', type: 'date', fields: ['wlantargetdate', 'wlanziel', 'zieldatum'] },
  ],
};

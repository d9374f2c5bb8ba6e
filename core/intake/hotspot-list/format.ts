import type { IntakeFormat } from '../intake-format.ts';
import { findField, type LayerMapping } from '../records/column-mapping.ts';
import { parseRecords } from '../records/parse-records.ts';
import { radioIssues } from './radio-issues.ts';

const NAME = ['name', 'title', 'hostname', 'standort', 'bezeichnung'];

/** Lists of WLAN hotspots as cities keep them. */
export const hotspotList: IntakeFormat = {
  id: 'hotspot-list',
  title: { de: 'WLAN-Standortliste', en: 'List of WLAN hotspots' },
  layers: ['hotspots'],
  recognise(content) {
    if (content.kind !== 'records' || !findField(content.fields, NAME)) return 0;
    return findField(content.fields, ['ssid', 'wlanisfree', 'internetaccess', 'nodeid', 'internetaccessssid'])
      ? 1
      : 0.5;
  },
  parse(content, request) {
    if (content.kind !== 'records') throw new TypeError('hotspots are records');
    const free = findField(content.fields, ['wlanisfree']);
    return parseRecords(content, MAPPING, request, {
      ...(free === null ? {} : { values: (record) => ({ access: accessOf(record.properties[free]) }) }),
      check: (values, record) => radioIssues(values, record.row, request.radio),
    });
  },
};

/** The list says `yes`, `no`, `yes and no`, `unknown` or nothing; what is not plain stays unknown. */
function accessOf(value: unknown): string | null {
  const text = String(value ?? '')
    .trim()
    .toLowerCase();
  if (text === 'yes') return 'free';
  if (text === 'no') return 'paid';
  return text === 'yes and no' ? 'partly free' : null;
}

const MAPPING: LayerMapping = {
  layer: 'hotspots',
  geometry: 'Point',
  keyFields: ['nodeid', 'id', 'key', 'osmid'],
  columns: [
    { column: 'name', type: 'text', fields: NAME, required: true, fallback: 'WLAN' },
    { column: 'ssid', type: 'text', fields: ['ssid', 'internetaccessssid'] },
    {
      column: 'operator',
      type: 'text',
      fields: ['operator', 'betreiber', 'anbieter', 'internetaccessoperator'],
    },
    { column: 'address', type: 'text', fields: ['address', 'adresse', 'anschrift', 'strasse'] },
    { column: 'opening_hours', type: 'text', fields: ['openinghours', 'oeffnungszeiten'] },
    { column: 'access', type: 'text', fields: ['access', 'zugang', 'internetaccessfee'] },
    { column: 'indoor', type: 'boolean', fields: ['indoor', 'innen'] },
    {
      column: 'step_free',
      type: 'boolean',
      fields: ['stepfree', 'stufenfrei', 'barrierefrei', 'wheelchair'],
    },
    {
      column: 'power',
      type: 'boolean',
      fields: ['power', 'steckdosen', 'steckdose', 'powersupply'],
    },
    {
      column: 'centre_mhz',
      type: 'number',
      fields: ['centremhz', 'mittemhz', 'frequenzmhz', 'frequencymhz'],
    },
    {
      column: 'width_mhz',
      type: 'number',
      fields: ['widthmhz', 'bandwidthmhz', 'breitemhz', 'kanalbreitemhz'],
    },
    { column: 'eirp_dbm', type: 'number', fields: ['eirpdbm', 'eirp', 'sendeleistungdbm'] },
    { column: 'reach_m', type: 'number', fields: ['reachm', 'reichweitem', 'reichweite'] },
    { column: 'reach_kind', type: 'text', fields: ['reachkind', 'reichweiteart', 'reichweiteist'] },
    { column: 'state', type: 'text', fields: ['state', 'status', 'zustand'] },
  ],
};

import type { FileRecord } from '../content.ts';
import type { IntakeFormat } from '../intake-format.ts';
import { rowIssue } from '../intake-issue.ts';
import { findField, type LayerMapping } from '../records/column-mapping.ts';
import { parseRecords } from '../records/parse-records.ts';

const KIND = ['kind', 'art', 'typ', 'type', 'infrastruktur'];
/** How ducts and works of others are called in files; ours first. */
const WORDS: Readonly<Record<string, string | undefined>> = {
  // What a file says must not find anything of Object here.
  __proto__: null as never,
  'existing-duct': 'existing-duct',
  duct: 'existing-duct',
  leerrohr: 'existing-duct',
  leerrohre: 'existing-duct',
  schutzrohr: 'existing-duct',
  kabelschutzrohr: 'existing-duct',
  bestand: 'existing-duct',
  'joint-trench': 'joint-trench',
  works: 'joint-trench',
  mitverlegung: 'joint-trench',
  baumaßnahme: 'joint-trench',
  baumassnahme: 'joint-trench',
  bauvorhaben: 'joint-trench',
  baustelle: 'joint-trench',
};
const wordOf = (value: unknown) =>
  String(value ?? '')
    .trim()
    .toLowerCase();

/** Lines of ducts that are there, and of works of others whose trench may be shared. */
export const existingLines: IntakeFormat = {
  id: 'existing-lines',
  title: { de: 'Leerrohre und Bauvorhaben anderer', en: 'Existing ducts and works of others' },
  layers: ['existing-lines'],
  recognise(content) {
    if (content.kind !== 'records' || !content.spatial) return 0;
    const lines = content.records.filter((record) => record.geometry?.type.endsWith('LineString'));
    if (lines.length === 0) return 0;
    const field = findField(content.fields, KIND);
    const named = field !== null && lines.some((record) => WORDS[wordOf(record.properties[field])]);
    return named ? 1 : 0.3;
  },
  parse(content, request) {
    if (content.kind !== 'records') throw new TypeError('existing lines are records');
    const field = findField(content.fields, KIND);
    const word = (record: FileRecord) => (field === null ? '' : wordOf(record.properties[field]));
    const parsed = parseRecords(content, MAPPING, request, {
      // Whoever does not say what it is gives ducts, as on the command line; how many is reported.
      values: (record) => ({ kind: WORDS[word(record)] ?? 'existing-duct' }),
      check: ({ year }, record) => [
        ...(word(record) !== '' && WORDS[word(record)] === undefined
          ? [rowIssue('line-kind-unknown', 'error', record.row, field, record.properties[field!])]
          : []),
        ...(typeof year === 'number' && (year < 1900 || year > 2200)
          ? [rowIssue('line-year-impossible', 'error', record.row, 'year', year)]
          : []),
      ],
    });
    const assumed = content.records.filter((record) => word(record) === '').length;
    if (assumed === 0) return parsed;
    const note = rowIssue('line-kind-assumed', 'info', null, field, null, { count: assumed });
    return { ...parsed, issues: [...parsed.issues, note] };
  },
};

const MAPPING: LayerMapping = {
  layer: 'existing-lines',
  geometry: 'Line',
  keyFields: ['id', 'key', 'objektnr', 'objid', 'osmid'],
  columns: [
    { column: 'name', type: 'text', fields: ['name', 'bezeichnung', 'strasse', 'massnahme'] },
    { column: 'owner', type: 'text', fields: ['owner', 'eigentuemer', 'betreiber', 'operator', 'traeger'] },
    { column: 'year', type: 'integer', fields: ['year', 'jahr', 'baujahr', 'ausfuehrung'] },
  ],
};

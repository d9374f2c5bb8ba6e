/** Columns of the list that operators fill in, as they ship. The intake of answers knows each of these names. */
export const ANSWER_COLUMNS = [
  'adress_id',
  'gebiet',
  'strasse',
  'hnr',
  'hnr_zusatz',
  'plz',
  'ort',
  'ostwert',
  'nordwert',
  'betreiber',
  'bestand_technik',
  'bestand_down_mbit',
  'bestand_up_mbit',
  'bestand_spitzenlast',
  'bestand_status',
  'plan_technik',
  'plan_down_mbit',
  'plan_up_mbit',
  'plan_fertig_bis',
  'plan_verbindlich',
  'meilensteinplan',
  'bemerkung',
] as const;
export type AnswerColumn = (typeof ANSWER_COLUMNS)[number];

/** Names that were entered for columns, where a form of the answer becomes known; the others stay as they ship. */
export type AnswerColumnNames = Readonly<Partial<Record<AnswerColumn, string>>>;

/** Where the rules keep them. */
export const ANSWER_COLUMNS_KEY = 'survey.answerColumns';

/** Column as it ships → field of a file, for those entered names that the file has. */
export function answerMapping(names: AnswerColumnNames, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).filter(([column, name]) => name !== column && fields.includes(name)),
  );
}

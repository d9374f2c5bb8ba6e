/** Steps of making documents on the server, in their order; not every kind of document has every one. */
export const DOCUMENT_STEPS = [
  'waiting',
  'addresses',
  'tables',
  'maps',
  'layers',
  'check',
  'packing',
] as const;
export type DocumentStep = (typeof DOCUMENT_STEPS)[number];

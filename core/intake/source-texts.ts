/** Sentences for the catalogue of official sources and its downloads. */
export const SOURCE_ISSUE_TEXTS = {
  'catalogue-source-unknown': {
    status: 404,
    de: 'Die Quelle „{value}“ steht nicht im Katalog. Bekannt sind: {known}.',
    en: 'There is no source "{value}" in the catalogue. Known are: {known}.',
  },
  'source-chosen-by-hand': {
    status: 409,
    de: 'Die Datei von {id} wird auf {page} ausgewählt. Geben Sie ihre Adresse mit --url an, oder laden Sie sie dort und lesen Sie sie mit import ein.',
    en: 'The file of {id} is chosen at {page}. Give its address with --url, or load it there and import it.',
  },
  'download-unreachable': {
    status: 502,
    de: '{url} ist nicht zu erreichen ({reason}). Ohne Netz: die Datei {file} auf anderem Weg holen und mit import einlesen.',
    en: '{url} cannot be reached ({reason}). Without a network: get the file {file} another way and import it.',
  },
  'download-refused': {
    status: 502,
    de: '{url} antwortet mit {status}. Prüfen Sie die Adresse auf der Seite der Quelle und geben Sie sie mit --url an.',
    en: '{url} answers {status}. Check the address on the page of the source and give it with --url.',
  },
  'download-too-large': {
    status: 413,
    de: '{url} ist größer als erlaubt ({bytes} von höchstens {limit} Byte).',
    en: '{url} is larger than allowed ({bytes} of at most {limit} bytes).',
  },
  'download-broken-off': {
    status: 502,
    de: '{url} brach nach {bytes} von {of} Byte ab. Derselbe Befehl setzt dort fort.',
    en: '{url} broke off after {bytes} of {of} bytes. The same command goes on from there.',
  },
  'download-hash-differs': {
    status: 502,
    de: '{url} hat die Prüfsumme {found}, erwartet war {expected}. Die Datei wurde verworfen.',
    en: '{url} has the checksum {found}, expected was {expected}. The file was thrown away.',
  },
} as const;

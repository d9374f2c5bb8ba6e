import { escapeHtml } from '#core/wlan/page/list.ts';
import type { HotspotChange } from './change-store.ts';

/** The newest changes as an Atom feed (RFC 4287). `origin` without a slash at its end. */
export function changeFeed(changes: readonly HotspotChange[], origin: string, placeName: string): string {
  const self = `${origin}/wlan/changes.atom`;
  const entries = changes.map(
    ({ id, at, kind, name, source, fields }) => `<entry>
<id>${escapeXml(`${self}#${id}`)}</id>
<title>${escapeXml(`${name}: ${WORDS[kind]}`)}</title>
<updated>${at}</updated>
<summary>${escapeXml(`${source}${fields.length > 0 ? `: ${fields.join(', ')}` : ''}`)}</summary>
</entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de">
<id>${escapeXml(self)}</id>
<title>${escapeXml(`Änderungen der WLAN-Standorte in ${placeName}`)}</title>
<updated>${changes[0]?.at ?? '1970-01-01T00:00:00Z'}</updated>
<author><name>${escapeXml(placeName)}</name></author>
<link rel="self" type="application/atom+xml" href="${escapeXml(self)}"/>
<link rel="alternate" type="text/html" href="${escapeXml(`${origin}/wlan`)}"/>
${entries.join('\n')}
</feed>
`;
}

const WORDS = { added: 'neu', changed: 'geändert', removed: 'entfernt' } as const;

/** XML 1.0 has no control signs, not even escaped ones. */
function escapeXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return escapeHtml(text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''));
}

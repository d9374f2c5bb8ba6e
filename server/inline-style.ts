import { createHash } from 'node:crypto';

/**
 * Style sheets that a library of the client puts into the page by a script, by their hash: `usePress` and
 * `usePreventScroll` of react-aria. Where another version words them differently the browser names the hash it misses on
 * its console, which the tests keep empty.
 */
const OF_LIBRARIES: readonly string[] = [
  '38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o=',
  'gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg=',
];

const hashes = new Set<string>(OF_LIBRARIES);

/** A style sheet inside a page of ours. Its hash goes into the policy of every answer: no other one is applied. */
export function inlineStyle(css: string): string {
  hashes.add(createHash('sha256').update(css).digest('base64'));
  return `<style>${css}</style>`;
}

/** Sources of the directive `style-src` for the sheets that were put into pages so far. */
export function styleSources(): string {
  return [...hashes].map((hash) => ` 'sha256-${hash}'`).join('');
}

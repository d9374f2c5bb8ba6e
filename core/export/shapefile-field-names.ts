const MAX_LENGTH = 10;

/**
 * Names for the fields of a Shapefile: lower case, letters, digits and `_`, at most 10 characters, each different.
 * Long names lose their end, then get a number.
 */
export function shapefileFieldNames(names: readonly string[]): Map<string, string> {
  const short = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of names) {
    const clean =
      name
        .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
        .toLowerCase()
        .replaceAll('ä', 'ae')
        .replaceAll('ö', 'oe')
        .replaceAll('ü', 'ue')
        .replaceAll('ß', 'ss')
        .replace(/[^a-z0-9_]+/g, '_') || 'field';
    let candidate = clean.slice(0, MAX_LENGTH);
    for (let number = 1; taken.has(candidate); number++) {
      candidate = clean.slice(0, MAX_LENGTH - String(number).length) + number;
    }
    taken.add(candidate);
    short.set(name, candidate);
  }
  return short;
}

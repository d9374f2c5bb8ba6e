/** Who has to see to a place: the city, the Region, somebody else, or not known. */
export type Responsible = 'city' | 'region' | 'other' | 'unknown';

/**
 * Reads it from the name of the carrier. The Region is asked for first, since its name holds that of the city; a
 * carrier that is neither (a church, an association, the Land) is `other`, an empty one `unknown`.
 */
export function responsibleOf(carrier: string | null): Responsible {
  const name = (carrier ?? '').trim().toLowerCase();
  if (name === '') return 'unknown';
  if (/\bregion\b|\blandkreis\b/.test(name)) return 'region';
  return /\b(landeshauptstadt|lhh|stadt|gemeinde)\b|^fachbereich\b/.test(name) ? 'city' : 'other';
}

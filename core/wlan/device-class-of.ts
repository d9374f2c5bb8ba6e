/**
 * The planning class of a hotspot whose device no source names. Freifunk routers mostly stand in windows; outdoors
 * counts as an outdoor access point at 2.4 GHz; everything else, and what nobody has placed, as an indoor access point:
 * the class with the smallest reach, so that coverage is rather stated too small. All of it is assumed.
 */
export function deviceClassOf(hotspot: {
  readonly indoor: boolean | null;
  readonly operator: string | null;
}): string {
  if (hotspot.indoor === false) return 'outdoor-2g4';
  return /freifunk/i.test(hotspot.operator ?? '') ? 'freifunk-home' : 'indoor-5g';
}

import type { ParseRequest } from '#core/intake/intake-format.ts';
import type { WlanBand } from '#core/wlan/eirp.ts';
import bands from '#data/wlan/bands-germany.json' with { type: 'json' };

/** Bands and limits of today, for the radio of access points in a file. */
export function radioOfToday(): NonNullable<ParseRequest['radio']> {
  return {
    bands: bands.bands as unknown as readonly WlanBand[],
    onDate: new Date().toISOString().slice(0, 10),
  };
}

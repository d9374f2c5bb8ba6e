import { lonLatToUtm32 } from '#core/geo/utm.ts';

/** Easting and northing in EPSG:25832, metres, for showing. */
export const utm32 = (lon: number, lat: number): [number, number] => lonLatToUtm32(lon, lat);

import type { Camera } from '../state/permalink.ts';

/** Equator in metres over the 512 pixels of zoom 0. */
const METRES_A_PIXEL = 40_075_016.686 / 512;
const LARGEST_PX = 110;

/** A round length that fits, and its width on the screen at the middle of the map. */
export function scaleBar({ zoom, lat }: Pick<Camera, 'zoom' | 'lat'>): { lengthM: number; widthPx: number } {
  const metresAPixel = (METRES_A_PIXEL * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom;
  const most = metresAPixel * LARGEST_PX;
  const power = 10 ** Math.floor(Math.log10(most));
  const lengthM = [5, 2, 1].map((step) => step * power).find((length) => length <= most) ?? power;
  return { lengthM, widthPx: lengthM / metresAPixel };
}

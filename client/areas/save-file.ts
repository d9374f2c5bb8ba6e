import type { Session } from '../api.ts';
import { queryClient } from '../state/queries.ts';

/** Hands a file to the browser's downloads; what was made from demo data says so in its name. */
export function saveFile(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  const isDemo = queryClient.getQueryData<Session>(['session'])?.demo === true;
  link.href = url;
  link.download = isDemo ? markedName(fileName) : fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** `areas.gpkg` → `areas-demodaten.gpkg`. */
export function markedName(fileName: string): string {
  const dot = fileName.lastIndexOf('.');
  if (/demodaten/i.test(fileName)) return fileName;
  return dot > 0 ? `${fileName.slice(0, dot)}-demodaten${fileName.slice(dot)}` : `${fileName}-demodaten`;
}

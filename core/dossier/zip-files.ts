import { zipSync } from 'fflate';

/** The first day a ZIP archive can name, in local time as ZIP keeps it: no time of writing in the bytes. */
const ZIP_EPOCH = new Date(1980, 0, 1);

/** A ZIP whose bytes depend on names and contents alone: sorted by name, fixed time, no attributes of a machine. */
export function zipFiles(files: Readonly<Record<string, Uint8Array>>, level: 0 | 6 = 6): Uint8Array {
  const names = Object.keys(files).sort();
  return zipSync(
    Object.fromEntries(names.map((name) => [name, [files[name]!, { mtime: ZIP_EPOCH, level }]])),
  );
}

import { strFromU8 } from 'fflate';
import type { Issue } from '../issue.ts';
import { fail } from './check-report.ts';
import { differenceSchema } from './difference.ts';
import { DIFFERENCE_FILES, type Manifest } from './manifest.ts';

/** Whether the difference is there when a dossier replaces another, names that one, and ends at this one's sums. */
export function checkDifference(manifest: Manifest, files: Readonly<Record<string, Uint8Array>>): Issue[] {
  const { json, text } = DIFFERENCE_FILES;
  if (manifest.previous === null) {
    return [json, text]
      .filter((file) => files[file])
      .map((file) => fail('dossier-difference-not-asked', file, { file }));
  }
  const missing = [json, text].filter((file) => !files[file]);
  if (missing.length > 0) return missing.map((file) => fail('dossier-file-missing', file, { file }));
  let content: unknown;
  try {
    content = JSON.parse(strFromU8(files[json]!));
  } catch (error) {
    return [fail('dossier-unreadable', json, { file: json, reason: (error as Error).message })];
  }
  const parsed = differenceSchema.safeParse(content);
  if (!parsed.success) {
    const reason = parsed.error.issues[0]!.message;
    return [fail('dossier-unreadable', json, { file: json, reason })];
  }
  const difference = parsed.data;
  const found: Issue[] = [];
  const compare = (name: string, value: unknown, stated: unknown) => {
    if (value === stated) return;
    found.push(
      fail('dossier-difference', json, {
        file: json,
        name,
        found: String(value ?? '–'),
        stated: String(stated ?? '–'),
      }),
    );
  };
  compare('previousSha256', difference.previousSha256, manifest.previous);
  const figures = manifest.figures as Readonly<Record<string, number | null>>;
  for (const { name, after } of difference.figures) compare(name, after, figures[name]);
  return found;
}

import type { CheckId } from '#core/dossier/check-report.ts';
import type { Issue } from '#core/issue.ts';
import { APPLICATION_SECTIONS } from './sections.ts';

/** Section in which what a check finds is put right. `null`: only a new build of the dossier helps. */
const SECTION_OF: Readonly<Record<CheckId, string | null>> = {
  manifest: 'application',
  files: 'application',
  hashes: null,
  periods: 'procedures',
  areas: 'application',
  ids: null,
  codes: 'application',
  geometry: 'application',
  inside: 'application',
  lengths: 'application',
  shapefiles: null,
  network: 'calculator',
  sums: 'calculator',
  shares: 'calculator',
  difference: null,
  release: 'dossier',
};

/** Findings of these codes are put right elsewhere than the rest of their check. */
const BY_CODE: Readonly<Record<string, string>> = {
  'dossier-gap-years': 'calculator',
  'dossier-rule-set-not-in-force': 'application',
};

/** The place to click for a finding: a section of the application, and the area (from 1) where it names one. */
export function findingPlace(
  check: CheckId,
  { code, where, params }: Issue,
): { section: string | null; area: number | null } {
  const wanted = BY_CODE[code] ?? SECTION_OF[check];
  const known = APPLICATION_SECTIONS.some(({ id }) => id === wanted);
  const named =
    params?.area ?? (where?.includes('gebiete') || check === 'areas' ? (params?.id ?? params?.a) : undefined);
  const area = Number(named);
  return { section: known ? wanted : null, area: Number.isInteger(area) && area > 0 ? area : null };
}

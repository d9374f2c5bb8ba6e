import type { Issue } from '../issue.ts';

export const CHECKS = {
  manifest: { de: 'Manifest lesbar', en: 'Manifest readable' },
  files: { de: 'Alle Dateien vorhanden', en: 'All files there' },
  hashes: { de: 'Prüfsummen', en: 'Hashes' },
  periods: { de: 'Fristen und Zeiträume', en: 'Periods' },
  areas: { de: 'Gebiete', en: 'Areas' },
  ids: { de: 'Kennungen und Verweise', en: 'Ids and references' },
  codes: {
    de: 'Feldnamen, Pflichtfelder und Codelisten',
    en: 'Field names, mandatory fields and code lists',
  },
  geometry: { de: 'Geometrie gültig', en: 'Geometry valid' },
  inside: { de: 'Adressen in ihrem Gebiet', en: 'Addresses inside their area' },
  lengths: { de: 'Flächen und Längen', en: 'Areas and lengths' },
  shapefiles: { de: 'Shapefiles gleich GeoJSON', en: 'Shapefiles as GeoJSON' },
  network: { de: 'Netz wie im Netzplan', en: 'Network as in the structural plan' },
  sums: { de: 'Summen in allen Dokumenten gleich', en: 'Sums equal across documents' },
  shares: { de: 'Anteile der Finanzierung', en: 'Shares of the financing' },
  difference: { de: 'Differenz zur vorigen Fassung', en: 'Difference to the last version' },
  release: { de: 'Vier Augen', en: 'Four eyes' },
} as const;

export type CheckId = keyof typeof CHECKS;

export interface CheckResult {
  readonly id: CheckId;
  /** `false` when a mandatory finding is among them; `null` when it could not run, since what it reads is broken. */
  readonly passed: boolean | null;
  /** Of severity `error`: mandatory. `warning`: advice. */
  readonly findings: readonly Issue[];
}

export interface DossierReport {
  /** True when nothing mandatory fails and every check ran. */
  readonly ok: boolean;
  readonly mandatoryFailures: number;
  readonly advice: number;
  readonly checks: readonly CheckResult[];
}

/** Findings beyond this many of one check are counted, not listed. */
const MOST_FINDINGS = 100;

/** One result for each check, in a fixed order; a check without an entry could not run. */
export function reportOf(findings: Partial<Record<CheckId, readonly Issue[]>>): DossierReport {
  const checks = (Object.keys(CHECKS) as CheckId[]).map((id): CheckResult => {
    const list = findings[id];
    if (!list) return { id, passed: null, findings: [] };
    return {
      id,
      passed: !list.some(({ severity }) => severity === 'error'),
      findings: list.slice(0, MOST_FINDINGS),
    };
  });
  const all = Object.values(findings).flat();
  const mandatoryFailures = all.filter(({ severity }) => severity === 'error').length;
  return {
    ok: mandatoryFailures === 0 && checks.every(({ passed }) => passed === true),
    mandatoryFailures,
    advice: all.filter(({ severity }) => severity === 'warning').length,
    checks,
  };
}

export function fail(code: string, where: string, params: NonNullable<Issue['params']> = {}): Issue {
  return { code, severity: 'error', where, params };
}

export function advise(code: string, where: string, params: NonNullable<Issue['params']> = {}): Issue {
  return { code, severity: 'warning', where, params };
}

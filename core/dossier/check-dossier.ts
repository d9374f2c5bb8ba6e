import { strFromU8 } from 'fflate';
import type { FederalRules } from '../funding/funding-rules.ts';
import { withProcedureEntries } from '../funding/open-periods.ts';
import type { ProcedureRules } from '../funding/procedures.ts';
import type { Issue } from '../issue.ts';
import { checkDifference } from './check-difference.ts';
import { checkLayers, type Layer, type LayerFeature } from './check-layers.ts';
import { checkNetwork } from './check-network.ts';
import { checkPeriods } from './check-periods.ts';
import { advise, type CheckId, type DossierReport, fail, reportOf } from './check-report.ts';
import { checkShares, checkSums } from './check-sums.ts';
import type { LayerSchemas } from './dossier-model.ts';
import { FILES, isListed, type Manifest, manifestSchema } from './manifest.ts';

export interface CheckRules {
  readonly layers: LayerSchemas;
  /** Layers of a dossier with a network. */
  readonly network: LayerSchemas;
  readonly procedures: ProcedureRules;
  readonly federal: FederalRules;
  /** SHA-256 in lower-case hexadecimal. */
  sha256(bytes: Uint8Array): string;
}

type Files = Readonly<Record<string, Uint8Array>>;

/**
 * Checks an unpacked dossier, made here or elsewhere, by what lies in its files alone. Every check runs that can.
 * @param options.draft the reports are not in it yet: the check before a dossier leaves
 */
export function checkDossier(
  files: Files,
  rules: CheckRules,
  options: { draft?: boolean } = {},
): DossierReport {
  const findings: Partial<Record<CheckId, Issue[]>> = {};
  const { manifest, issues } = readManifest(files);
  findings.manifest = issues;
  const reports: string[] = options.draft ? [FILES.report, FILES.reportText] : [];
  const wanted: LayerSchemas = manifest?.network
    ? { ...rules.layers, layers: [...rules.layers.layers, ...rules.network.layers] }
    : rules.layers;
  findings.files = fileFindings(files, manifest, wanted, reports);
  const schemas = withOwnCodes(wanted, files);
  const { layers, issues: unreadable } = readLayers(files, schemas);
  findings.files.push(...unreadable);
  if (layers.length === schemas.layers.length) Object.assign(findings, checkLayers(layers, schemas, files));
  if (manifest) {
    findings.hashes = hashFindings(files, manifest, rules);
    findings.periods = checkPeriods(manifest, periodsOf(manifest, rules.procedures));
    findings.network = checkNetwork(manifest, layers, files);
    findings.sums = checkSums(manifest, layers, files);
    findings.shares = checkShares(manifest, rules.federal);
    findings.difference = checkDifference(manifest, files);
    const { preparedBy, releasedBy } = manifest.application;
    const twoPeople = preparedBy !== null && releasedBy !== null && preparedBy !== releasedBy;
    findings.release = twoPeople ? [] : [advise('dossier-not-released', FILES.manifest)];
  }
  return reportOf(findings);
}

/** The periods that count for a package: those that ship, with what it says was entered. */
function periodsOf({ enteredPeriods = [] }: Manifest, rules: ProcedureRules): ProcedureRules {
  return withProcedureEntries(
    rules,
    enteredPeriods.map((entry, id) => ({ ...entry, id })),
  );
}

function readManifest(files: Files): { manifest: Manifest | null; issues: Issue[] } {
  const file = FILES.manifest;
  const bytes = files[file];
  if (!bytes) return { manifest: null, issues: [fail('dossier-file-missing', file, { file })] };
  let content: unknown;
  try {
    content = JSON.parse(strFromU8(bytes));
  } catch (error) {
    const reason = (error as Error).message;
    return { manifest: null, issues: [fail('dossier-unreadable', file, { file, reason })] };
  }
  const parsed = manifestSchema.safeParse(content);
  if (parsed.success) return { manifest: parsed.data, issues: [] };
  const issues = parsed.error.issues.map((problem) => {
    let value: unknown = content;
    for (const key of problem.path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[key];
    const shown = (JSON.stringify(value) ?? '–').slice(0, 60);
    const name = problem.path.join('.') || file;
    return fail('dossier-manifest', file, { name, value: shown, expected: problem.message });
  });
  return { manifest: null, issues };
}

/** Files that must be there, by the rules and by the manifest, and files that nobody listed. */
function fileFindings(
  files: Files,
  manifest: Manifest | null,
  schemas: LayerSchemas,
  reports: readonly string[],
): Issue[] {
  const needed = new Set<string>(Object.values(FILES).filter((file) => !reports.includes(file)));
  for (const { name, geometry } of schemas.layers) {
    needed.add(`gis/${name}.geojson`);
    // A network may be without ducts or drops, and GDAL writes no Shapefile without features.
    if (geometry === 'LineString' && isEmptyLayer(files[`gis/${name}.geojson`])) continue;
    for (const extension of ['shp', 'shx', 'dbf', 'prj']) needed.add(`gis/${name}.${extension}`);
  }
  const listed = new Set(manifest?.files.map(({ path }) => path) ?? []);
  for (const path of listed) needed.add(path);
  const missing = [...needed].sort().filter((file) => !files[file]);
  const extra = manifest
    ? Object.keys(files)
        .sort()
        .filter((file) => isListed(file) && !listed.has(file))
    : [];
  return [
    ...[FILES.dataSheetPdf, FILES.maps].flatMap((file) => pdfFindings(files[file], file)),
    ...missing.map((file) => fail('dossier-file-missing', file, { file })),
    ...extra.map((file) => fail('dossier-file-extra', file, { file })),
  ];
}

function isEmptyLayer(bytes: Uint8Array | undefined): boolean {
  try {
    return (JSON.parse(strFromU8(bytes!)) as { features: unknown[] }).features.length === 0;
  } catch {
    return false;
  }
}

/** A PDF begins and ends as one; its pages are not read. */
function pdfFindings(bytes: Uint8Array | undefined, file: string): Issue[] {
  if (!bytes) return [];
  const whole =
    strFromU8(bytes.subarray(0, 5), true) === '%PDF-' &&
    strFromU8(bytes.subarray(Math.max(0, bytes.length - 1024)), true).includes('%%EOF');
  return whole ? [] : [fail('dossier-unreadable', file, { file, reason: '%PDF … %%EOF' })];
}

function hashFindings(files: Files, manifest: Manifest, rules: CheckRules): Issue[] {
  return manifest.files.flatMap(({ path, sha256, bytes }) => {
    const content = files[path];
    if (!content) return [];
    const found = rules.sha256(content);
    if (found === sha256 && content.length === bytes) return [];
    return [
      fail('dossier-hash', path, { file: path, found: found.slice(0, 16), stated: sha256.slice(0, 16) }),
    ];
  });
}

/** Code lists that are not established may be longer in the package than here; it brings its own. */
function withOwnCodes(schemas: LayerSchemas, files: Files): LayerSchemas {
  const own = new Map<string, readonly (string | number)[]>();
  try {
    const content = JSON.parse(strFromU8(files[FILES.layers] ?? new Uint8Array())) as LayerSchemas;
    for (const { name, attributes } of content.layers) {
      for (const { name: attribute, codes } of attributes) {
        if (Array.isArray(codes)) own.set(`${name}.${attribute}`, codes);
      }
    }
  } catch {
    // What is not readable brings no codes; whether the file is there is another check.
  }
  return {
    ...schemas,
    layers: schemas.layers.map((layer) => ({
      ...layer,
      attributes: layer.attributes.map((attribute) => {
        const more = own.get(`${layer.name}.${attribute.name}`);
        if (!attribute.codes || !more || attribute.confidence === 'sure') return attribute;
        return { ...attribute, codes: [...new Set([...attribute.codes, ...more])] };
      }),
    })),
  };
}

function readLayers(files: Files, schemas: LayerSchemas): { layers: Layer[]; issues: Issue[] } {
  const layers: Layer[] = [];
  const issues: Issue[] = [];
  for (const schema of schemas.layers) {
    const file = `gis/${schema.name}.geojson`;
    const bytes = files[file];
    if (!bytes) continue;
    try {
      const content = JSON.parse(strFromU8(bytes)) as {
        type?: string;
        crs?: { properties?: { name?: string } };
        features?: LayerFeature[];
      };
      if (content.type !== 'FeatureCollection' || !Array.isArray(content.features))
        throw new Error('no FeatureCollection');
      if (content.features.some((feature) => !feature?.properties))
        throw new Error('a feature without properties');
      layers.push({ file, schema, crs: content.crs?.properties?.name ?? '', features: content.features });
    } catch (error) {
      issues.push(fail('dossier-unreadable', file, { file, reason: (error as Error).message }));
    }
  }
  return { layers, issues };
}

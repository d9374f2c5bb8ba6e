import { createHash } from 'node:crypto';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import type { Kysely } from 'kysely';
import { addressAttributes, addressCsv, addressWorkbook } from '#core/dossier/address-list.ts';
import { type CheckRules, checkDossier } from '#core/dossier/check-dossier.ts';
import type { DossierReport } from '#core/dossier/check-report.ts';
import { sumKeywords } from '#core/dossier/check-sums.ts';
import { dataSheet } from '#core/dossier/data-sheet.ts';
import { differenceLines, dossierDifference } from '#core/dossier/difference.ts';
import { docxBytes } from '#core/dossier/docx.ts';
import type { DossierModel, DossierNetwork, LayerSchemas } from '#core/dossier/dossier-model.ts';
import { financeWorkbook } from '#core/dossier/finance-plan.ts';
import { DIFFERENCE_FILES, FILES, type Manifest } from '#core/dossier/manifest.ts';
import { type NetworkSchemas, networkLayers } from '#core/dossier/network-layers.ts';
import { quantityWorkbook } from '#core/dossier/quantities.ts';
import { reportLines } from '#core/dossier/report-text.ts';
import { surveyWorkbook } from '#core/dossier/survey-result.ts';
import { zipFiles } from '#core/dossier/zip-files.ts';
import { enteredCodes, enteredKeys, latestEntry, OPEN_PERIODS } from '#core/funding/rule-entries.ts';
import layerSchemas from '#data/funding/gis-layers-1.json' with { type: 'json' };
import networkSchemas from '#data/funding/gis-network-1.json' with { type: 'json' };
import { FEDERAL_RULES, PROCEDURE_RULES } from '#data/funding/index.ts';
import type { Database } from '../db/schema.ts';
import { exportEach } from '../intake/export-features.ts';
import type { OnDocumentStep } from '../jobs/document-task.ts';
import { blocksPdf } from './data-sheet-pdf.ts';
import { loadModel } from './load-model.ts';
import { loadMapContext, type MapContext } from './map-context.ts';
import { mapPdf } from './map-pages.ts';
import type { NamedApplication } from './read-application.ts';
import { unpackDossier } from './read-dossier.ts';

export const CHECK_RULES: CheckRules = {
  layers: layerSchemas as LayerSchemas,
  network: networkSchemas as unknown as NetworkSchemas,
  procedures: PROCEDURE_RULES,
  federal: FEDERAL_RULES,
  sha256: (bytes) => createHash('sha256').update(bytes).digest('hex'),
};

export interface BuiltDossier {
  readonly zip: Uint8Array;
  readonly sha256: string;
  readonly manifest: Manifest;
  readonly report: DossierReport;
}

/**
 * The dossier of an application: one ZIP, the same bytes for the same application and data whatever the database.
 * It has checked itself; whether it may leave is for the caller to decide by `report.ok`.
 * @param previous the released dossier this one replaces; its difference goes in
 * @throws IssueError as `loadModel`, `export-failed`
 */
export async function buildDossier(
  db: Kysely<Database>,
  application: NamedApplication,
  previous: Uint8Array | null = null,
  onStep: OnDocumentStep = () => undefined,
): Promise<BuiltDossier> {
  onStep('addresses');
  const model = await loadModel(db, application);
  const context = await loadMapContext(db, model.areas, model.dataVersions);
  const files = await documentsOf(model, context, onStep);
  const previousSha256 = previous === null ? null : CHECK_RULES.sha256(previous);
  if (previous !== null && previousSha256 !== null) {
    const now = { ...files, [FILES.manifest]: manifestBytes(manifestOf(model, files, null)) };
    const difference = dossierDifference(unpackDossier(previous, 'previous.zip'), now, previousSha256);
    files[DIFFERENCE_FILES.json] = strToU8(`${JSON.stringify(difference, null, 1)}\n`);
    files[DIFFERENCE_FILES.text] = strToU8(`${differenceLines(difference).join('\n')}\n`);
  }
  const draft = { ...files, [FILES.manifest]: manifestBytes(manifestOf(model, files, previousSha256)) };
  onStep('check');
  const report = checkDossier(draft, CHECK_RULES, { draft: true });
  files[FILES.report] = strToU8(`${JSON.stringify(report, null, 1)}\n`);
  files[FILES.reportText] = strToU8(`${reportLines(report, 'de').join('\n')}\n`);
  const manifest = manifestOf(model, files, previousSha256);
  files[FILES.manifest] = manifestBytes(manifest);
  onStep('packing');
  const zip = zipFiles(files);
  return { zip, sha256: CHECK_RULES.sha256(zip), manifest, report };
}

/** A dossier as it was released: its bytes, and what the check of today finds in them. */
export function keptDossier(zip: Uint8Array): BuiltDossier {
  const files = unpackDossier(zip, 'dossier.zip');
  const report = checkDossier(files, CHECK_RULES);
  const manifest = JSON.parse(strFromU8(files[FILES.manifest]!)) as Manifest;
  return { zip, sha256: CHECK_RULES.sha256(zip), manifest, report };
}

async function documentsOf(
  model: DossierModel,
  context: MapContext,
  onStep: OnDocumentStep,
): Promise<Record<string, Uint8Array>> {
  onStep('tables');
  const blocks = dataSheet(model);
  const title = `Antragsdatenblatt ${model.name}`;
  const about = { title, day: model.onDate };
  const files: Record<string, Uint8Array> = {
    [FILES.dataSheetPdf]: await blocksPdf(blocks, {
      ...about,
      author: model.applicant,
      layout: 'portrait',
      keywords: sumKeywords(figuresOf(model)),
    }),
    [FILES.dataSheetDocx]: docxBytes({ ...about, creator: model.applicant, blocks }),
    [FILES.addressCsv]: addressCsv(model.addresses),
    [FILES.addressXlsx]: addressWorkbook(model),
    [FILES.finance]: financeWorkbook(model),
    [FILES.quantities]: quantityWorkbook(model),
    [FILES.survey]: surveyWorkbook(model),
    [FILES.layers]: strToU8(`${JSON.stringify(withCodes(schemasOf(model), model.entries), null, 1)}\n`),
  };
  onStep('maps');
  files[FILES.maps] = await mapPdf(model, context);
  onStep('layers');
  await addLayers(files, model);
  return files;
}

/** With a structural plan its layers too, under the same roof. */
function schemasOf({ network }: DossierModel): LayerSchemas {
  const schemas = layerSchemas as LayerSchemas;
  if (!network) return schemas;
  const { id, note, layers } = CHECK_RULES.network;
  return { ...schemas, layers: [...schemas.layers, ...layers], network: { id, note } } as LayerSchemas;
}

/** The schemas with the code lists that were entered; they say so. */
function withCodes(schemas: LayerSchemas, entries: DossierModel['entries']): LayerSchemas {
  return {
    ...schemas,
    layers: schemas.layers.map((layer) => ({
      ...layer,
      attributes: layer.attributes.map((attribute) => {
        const codes = layer.name === 'adressen' ? enteredCodes(entries, attribute.name) : null;
        return codes === null ? attribute : { ...attribute, codes: [...(attribute.codes ?? []), ...codes] };
      }),
    })),
  };
}

async function addLayers(files: Record<string, Uint8Array>, model: DossierModel): Promise<void> {
  const layers = [
    {
      layerName: 'gebiete',
      features: model.areas.map((area) => ({
        geometry: { type: 'MultiPolygon', coordinates: area.polygons },
        properties: {
          id: area.id,
          name: area.name,
          flaeche_m2: area.areaM2,
          umfang_m: area.outlineM,
          adressen: area.addresses,
          foerderf: area.eligible,
        },
      })),
    },
    {
      layerName: 'adressen',
      features: model.addresses.map((address) => ({
        geometry: { type: 'Point', coordinates: [address.eastingM, address.northingM] },
        properties: addressAttributes(address),
      })),
    },
    ...(model.network
      ? networkLayers(model.network.plan, model.addresses, CHECK_RULES.network as NetworkSchemas)
      : []),
  ];
  const { srid } = model;
  const requests = layers.flatMap((layer) => [
    { ...layer, srid, format: 'geojson' as const },
    // GDAL writes no Shapefile without features.
    ...(layer.features.length > 0 ? [{ ...layer, srid, format: 'shp' as const }] : []),
  ]);
  for (const { fileName, bytes } of await exportEach(requests)) {
    const members = fileName.endsWith('.zip') ? unzipSync(bytes) : { [fileName]: bytes };
    for (const [name, member] of Object.entries(members)) files[`gis/${name}`] = member;
  }
}

function figuresOf({ areas, addresses, score, gapInputs }: DossierModel): Manifest['figures'] {
  const { shares, eligibleCents } = score;
  return {
    areas: areas.length,
    areaM2: Math.round(areas.reduce((sum, area) => sum + area.areaM2, 0) * 10) / 10,
    addresses: addresses.length,
    eligibleAddresses: addresses.filter(({ eligible }) => eligible).length,
    households: addresses.reduce((sum, { households }) => sum + households, 0),
    eligibleCents,
    federalCents: shares?.federal.valueCents ?? null,
    landCents: shares?.land.valueCents ?? null,
    otherCents: shares?.other.valueCents ?? null,
    ownCents: shares?.own.valueCents ?? null,
    gapYears: gapInputs?.years ?? null,
  };
}

function manifestOf(
  model: DossierModel,
  files: Readonly<Record<string, Uint8Array>>,
  previous: string | null,
): Manifest {
  const { name, applicant, land, onDate, preparedBy, releasedBy, ruleSet } = model;
  return {
    format: 'lueckenlos-dossier',
    formatVersion: 1,
    engine: { name: 'Lückenlos', version: model.engineVersion },
    application: { name, applicant, land, onDate, preparedBy, releasedBy },
    ruleSet: { id: ruleSet.id, validFrom: ruleSet.validFrom, validTo: ruleSet.validTo },
    otherRules: [
      ...[
        FEDERAL_RULES.id,
        model.landRules,
        model.score.catalogue,
        PROCEDURE_RULES.id,
        layerSchemas.id,
      ].filter((id) => id !== null),
      ...(model.network ? [networkSchemas.id] : []),
      ...enteredKeys(model.entries),
    ],
    previous,
    srid: model.srid,
    figures: figuresOf(model),
    procedures: sortedKeys(model.procedures) as Manifest['procedures'],
    ...surveyManifest(model),
    ...(model.network ? { network: networkManifest(model.network, model.engineVersion) } : {}),
    dataVersions: model.dataVersions.map((version) => ({ ...version })),
    notVerified: model.score.notVerified.map((entry) => ({ ...entry })),
    files: Object.keys(files)
      .filter((path) => path !== FILES.manifest)
      .sort()
      .map((path) => ({ path, bytes: files[path]!.length, sha256: CHECK_RULES.sha256(files[path]!) })),
  };
}

function networkManifest(network: DossierNetwork, engineVersion: string): NonNullable<Manifest['network']> {
  const { id, name, updatedOn, documentSha256, takenOverSha256, prices, plan } = network;
  const { low, expected, high } = plan.costCents;
  return {
    planId: id,
    name,
    updatedOn,
    documentSha256,
    takenOverSha256,
    prices,
    schemas: networkSchemas.id,
    engineVersion,
    costCents: { low, expected, high },
    pops: plan.pops.length,
    distributionPoints: plan.distributionPoints.length,
    trenches: plan.edges.length,
    trenchM: centimetres(plan.trenchM),
    drops: plan.drops.length,
    dropM: centimetres(plan.dropM),
  };
}

function surveyManifest({ survey, entries }: DossierModel): Pick<Manifest, 'survey' | 'enteredPeriods'> {
  const enteredPeriods = OPEN_PERIODS.flatMap((key) => {
    const entry = latestEntry(entries, `procedures.${key}`);
    if (!entry) return [];
    return [{ key: entry.key, value: entry.value as number, source: entry.source, asOf: entry.asOf }];
  });
  return {
    ...(survey
      ? {
          survey: {
            name: survey.name,
            onDate: survey.onDate,
            sha256: survey.sha256,
            operators: survey.operators.length,
            promises: survey.promises.length,
          },
        }
      : {}),
    ...(enteredPeriods.length > 0 ? { enteredPeriods } : {}),
  };
}

const centimetres = (metres: number) => Math.round(metres * 100) / 100;

/** Databases keep the keys of an object in an order of their own. */
function sortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter((entry) => entry[1] !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, each]) => [key, sortedKeys(each)]),
  );
}

function manifestBytes(manifest: Manifest): Uint8Array {
  return strToU8(`${JSON.stringify(manifest, null, 1)}\n`);
}

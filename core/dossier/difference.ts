import { strFromU8 } from 'fflate';
import { z } from 'zod';
import { euroText } from './document-block.ts';
import { FILES, type Manifest, manifestSchema } from './manifest.ts';

type Files = Readonly<Record<string, Uint8Array>>;
type Scalar = string | number | null;

/** What differs between two dossiers; `before` and `after` are null where there is none. */
export const differenceSchema = z.strictObject({
  previousSha256: z.string().regex(/^[0-9a-f]{64}$/),
  application: z.array(z.strictObject({ name: z.string(), before: scalar(), after: scalar() })),
  figures: z.array(z.strictObject({ name: z.string(), before: scalar(), after: scalar() })),
  areas: z.strictObject({
    added: z.array(z.string()),
    removed: z.array(z.string()),
    changed: z.array(z.string()),
  }),
  addresses: z.strictObject({
    added: z.number().int(),
    removed: z.number().int(),
    nowEligible: z.number().int(),
    noLongerEligible: z.number().int(),
  }),
});
export type DossierDifference = z.infer<typeof differenceSchema>;

function scalar() {
  return z.union([z.string(), z.number(), z.null()]);
}

interface Feature {
  readonly properties: Readonly<Record<string, Scalar>>;
  readonly geometry: { readonly coordinates: unknown } | null;
}

/**
 * The difference of a dossier to the one it replaces, from what lies in their files. Addresses are the same when
 * street, number and place are; areas when their names are.
 * @throws Error when one of them cannot be read
 */
export function dossierDifference(
  previous: Files,
  current: Files,
  previousSha256: string,
): DossierDifference {
  const [a, b] = [readManifest(previous), readManifest(current)];
  const named = (manifest: Manifest): Record<string, Scalar> => {
    const { name, applicant, land, onDate } = manifest.application;
    return {
      name,
      applicant,
      land,
      onDate,
      ruleSet: manifest.ruleSet.id,
      rules: manifest.otherRules.join(', '),
    };
  };
  return {
    previousSha256,
    application: changes(named(a), named(b)),
    figures: changes(a.figures, b.figures),
    areas: areaChanges(layer(previous, 'gebiete'), layer(current, 'gebiete')),
    addresses: addressChanges(layer(previous, 'adressen'), layer(current, 'adressen')),
  };
}

/** The difference as German lines for people. */
export function differenceLines(difference: DossierDifference): string[] {
  const { application, figures, areas, addresses, previousSha256 } = difference;
  const text = (name: string, value: Scalar) =>
    value === null ? '–' : name.endsWith('Cents') ? euroText(Number(value)) : String(value);
  const changed = (list: DossierDifference['figures']) =>
    list.length === 0
      ? ['  unverändert']
      : list.map(({ name, before, after }) => `  ${name}: ${text(name, before)} → ${text(name, after)}`);
  const names = (list: readonly string[]) => (list.length === 0 ? '–' : list.join('; '));
  return [
    'Differenz zur vorigen Fassung',
    `Vorige Fassung: SHA-256 ${previousSha256}`,
    '',
    'Angaben',
    ...changed(application),
    'Summen',
    ...changed(figures),
    'Gebiete',
    `  neu: ${names(areas.added)}`,
    `  entfallen: ${names(areas.removed)}`,
    `  geändert: ${names(areas.changed)}`,
    'Adressen',
    `  neu: ${addresses.added}`,
    `  entfallen: ${addresses.removed}`,
    `  jetzt förderfähig: ${addresses.nowEligible}`,
    `  nicht mehr förderfähig: ${addresses.noLongerEligible}`,
  ];
}

function changes(before: Record<string, Scalar>, after: Record<string, Scalar>) {
  return Object.keys(after)
    .filter((name) => before[name] !== after[name])
    .map((name) => ({ name, before: before[name] ?? null, after: after[name] ?? null }));
}

function areaChanges(before: readonly Feature[], after: readonly Feature[]) {
  const byName = (features: readonly Feature[]) =>
    new Map(features.map((feature) => [String(feature.properties.name), feature]));
  const [old, now] = [byName(before), byName(after)];
  const said = ({ properties, geometry }: Feature) => JSON.stringify([{ ...properties, id: 0 }, geometry]);
  return {
    added: [...now.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !now.has(name)),
    changed: [...now]
      .filter(([name, f]) => old.has(name) && said(old.get(name)!) !== said(f))
      .map(([name]) => name),
  };
}

function addressChanges(before: readonly Feature[], after: readonly Feature[]) {
  const key = ({ properties: p, geometry }: Feature) =>
    JSON.stringify([p.strasse, p.hnr, p.hnr_zusatz, p.plz, p.ort, p.strasse ? null : geometry?.coordinates]);
  const eligible = (features: readonly Feature[]) =>
    new Map(features.map((feature) => [key(feature), feature.properties.foerderf === 1]));
  const [old, now] = [eligible(before), eligible(after)];
  const both = [...now].filter(([name]) => old.has(name));
  return {
    added: now.size - both.length,
    removed: old.size - both.length,
    nowEligible: both.filter(([name, is]) => is && !old.get(name)).length,
    noLongerEligible: both.filter(([name, is]) => !is && old.get(name)).length,
  };
}

function readManifest(files: Files): Manifest {
  return manifestSchema.parse(JSON.parse(strFromU8(files[FILES.manifest] ?? new Uint8Array())));
}

function layer(files: Files, name: string): Feature[] {
  const bytes = files[`gis/${name}.geojson`];
  return bytes ? (JSON.parse(strFromU8(bytes)) as { features: Feature[] }).features : [];
}

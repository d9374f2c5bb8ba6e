import type { Issue } from '../issue.ts';
import type { Layer, LayerFeature } from './check-layers.ts';
import { advise, fail } from './check-report.ts';
import { FILES, type Manifest } from './manifest.ts';
import { QUANTITY_SUMS } from './quantities.ts';
import { xlsxNamedNumbers } from './read-office.ts';

/** What each line adds to the difference of two sums of lengths: both are rounded to a centimetre. */
const ROUNDING_M = 0.02;

/**
 * Whether the network in a dossier is the one it was calculated from: the plan has not changed since its positions were
 * taken over, the layers hold what the manifest names, and the investment is the cost of the plan. Whether its
 * connections are those of the eligible addresses is advice: a plan may be made for more than an application.
 */
export function checkNetwork(
  { network, figures }: Manifest,
  layers: readonly Layer[],
  files: Readonly<Record<string, Uint8Array>>,
): Issue[] {
  if (!network) return [];
  const found: Issue[] = [];
  const { name } = network;
  if (network.documentSha256 !== network.takenOverSha256)
    found.push(fail('dossier-plan-changed', FILES.manifest, { name }));
  const compare = (what: string, file: string, value: number | undefined, stated: number, tolerance = 0) => {
    if (value !== undefined && Math.abs(value - stated) <= tolerance) return;
    found.push(fail('dossier-sum', file, { what, file, found: value ?? '–', stated }));
  };
  const of = (layer: string) => layers.find(({ schema }) => schema.name === layer);
  const count = (layer: string, what: string, stated: number) => {
    const read = of(layer);
    if (read) compare(what, read.file, read.features.length, stated);
  };
  count('bauten', 'PoP und Netzverteiler', network.pops + network.distributionPoints);
  count('trassenbau', 'Trassen', network.trenches);
  count('endkunden', 'Endverbraucher', network.drops);
  count('verbindung', 'Hausanschlüsse', network.drops);
  const lengths = (layer: string, what: string, stated: number, one: (feature: LayerFeature) => number) => {
    const read = of(layer);
    if (!read) return;
    const sum = read.features.reduce((total, feature) => total + one(feature), 0);
    compare(what, read.file, Math.round(sum * 100) / 100, stated, 0.1 + ROUNDING_M * read.features.length);
  };
  lengths('trassenbau', 'Trassen (m)', network.trenchM, ({ properties }) =>
    properties.bestand === 1 ? 0 : Number(properties.laenge_m),
  );
  lengths('verbindung', 'gebaute Hausanschlüsse (m)', network.dropM, ({ properties }) =>
    properties.gebaut === 1 ? Number(properties.lae_kabel) : 0,
  );
  const money = (file: string, cell: string) => {
    const bytes = files[file];
    // A missing or unreadable file is what another check finds.
    if (!bytes) return;
    try {
      const value = xlsxNamedNumbers(bytes).get(cell);
      const cents = value === undefined ? undefined : Math.round(value * 100);
      compare('Investition (Cent)', file, cents, network.costCents.expected);
    } catch {
      return;
    }
  };
  money(FILES.quantities, QUANTITY_SUMS.networkCost);
  money(FILES.finance, 'investition');
  return [...found, ...coverage(of('adressen'), of('endkunden'), figures.eligibleAddresses)];
}

/** Eligible addresses that the plan does not connect, and connections of what is no eligible address. */
function coverage(addresses: Layer | undefined, ends: Layer | undefined, eligible: number): Issue[] {
  if (!addresses || !ends) return [];
  const placed = new Set(ends.features.map(placeOf));
  const wanted = addresses.features.filter(({ properties }) => properties.foerderf === 1).map(placeOf);
  const missing = wanted.filter((place) => !placed.has(place)).length;
  const wantedPlaces = new Set(wanted);
  const others = ends.features.filter((end) => !wantedPlaces.has(placeOf(end))).length;
  return [
    ...(missing > 0 ? [advise('dossier-plan-misses', ends.file, { missing, eligible })] : []),
    ...(others > 0 ? [advise('dossier-plan-others', ends.file, { others, ends: ends.features.length })] : []),
  ];
}

const placeOf = ({ geometry }: LayerFeature) => JSON.stringify(geometry?.coordinates);

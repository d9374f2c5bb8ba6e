import type { NetworkPlan, Place } from '../network/plan.ts';
import { lineLengthM } from '../network/plan-document.ts';
import type { DossierAddress, LayerSchemas } from './dossier-model.ts';

/** Schemas of the network layers with the codes for what a plan names in words (`data/funding/gis-network-*.json`). */
export interface NetworkSchemas extends LayerSchemas {
  readonly codes: {
    readonly art: { readonly pop: number; readonly nvt: number };
    readonly trassenb: Readonly<Record<string, number>>;
    readonly lr_art: Readonly<Record<string, number>>;
    readonly lr_art_other: number;
    readonly tubes: Readonly<Record<string, number>>;
  };
}

type Planned = Pick<NetworkPlan, 'edges' | 'drops' | 'distributionPoints' | 'pops'>;
type Value = string | number | null;

export interface NetworkLayer {
  readonly layerName: string;
  readonly features: readonly {
    readonly geometry: { readonly type: 'Point' | 'LineString'; readonly coordinates: unknown };
    readonly properties: Readonly<Record<string, Value>>;
  }[];
}

/**
 * A structural plan as layers in the manner of the GIS-Nebenbestimmungen: ids consecutive from 1, references by them.
 * Lengths are those of the lines as they are written. What has no known code stays empty.
 */
export function networkLayers(
  plan: Planned,
  addresses: readonly DossierAddress[],
  { codes }: NetworkSchemas,
): NetworkLayer[] {
  const pointIds = new Map(
    plan.distributionPoints.map(({ id }, i) => [id, plan.pops.length + i + 1] as const),
  );
  const addressAt = new Map(
    addresses.map(({ id, eastingM, northingM }) => [placeKey([eastingM, northingM]), id]),
  );
  const endOf = (line: readonly Place[]) => line.at(-1)!;
  const trenches = plan.edges.map((edge) => ({ ...edge, line: lineOf(edge.line) }));
  return [
    layer('bauten', [
      ...plan.pops.map(({ place, name, given, homes }, i) =>
        point(place, {
          id: i + 1,
          id_tech: -1,
          art: codes.art.pop,
          art_sonst: '',
          kollokatio: 0,
          // Whether a given one stands already is not part of a plan's answer, so all count as new.
          zustand: 1,
          bezeichner: name ?? `${given ? 'PoP' : 'PoP (Vorschlag)'} ${i + 1}`,
          we: homes,
          jahr: null,
        }),
      ),
      ...plan.distributionPoints.map(({ id, place, pop, homes, year }) =>
        point(place, {
          id: pointIds.get(id)!,
          id_tech: pop >= 0 && pop < plan.pops.length ? pop + 1 : -1,
          art: codes.art.nvt,
          art_sonst: '',
          kollokatio: 0,
          zustand: 1,
          bezeichner: `NVt ${id}`,
          we: homes,
          jahr: year,
        }),
      ),
    ]),
    layer(
      'endkunden',
      plan.drops.map(({ line, distributionPoint }, i) =>
        point(endOf(line), {
          id: i + 1,
          endkunde: null,
          id_netze: pointIds.get(distributionPoint) ?? -1,
          adresse: addressAt.get(placeKey(endOf(line))) ?? -1,
        }),
      ),
    ),
    layer(
      'trassenbau',
      trenches.map(({ line, kind, surface, year }, i) =>
        feature(line, {
          id: i + 1,
          trassenb: codes.trassenb[surface] ?? null,
          mitverleg: Number(kind === 'joint-trench'),
          bauweise: surface,
          bestand: Number(kind === 'existing-duct'),
          laenge_m: metres(line),
          jahr: year,
        }),
      ),
    ),
    layer(
      'leerrohre',
      trenches
        .flatMap(({ line, flow }, i) =>
          flow.ducts.flatMap(({ item, count }) =>
            Array.from({ length: count }, () => ({ line, item, trench: i + 1 })),
          ),
        )
        .map(({ line, item, trench }, i) => {
          const art = codes.lr_art[item] ?? codes.lr_art_other;
          return feature(line, {
            id: i + 1,
            lr_art: art,
            lr_sonst: art === codes.lr_art_other ? item : '',
            lr_anzahl: codes.tubes[item] ?? 1,
            anzahl: 1,
            lr_reserv: null,
            lae_lr: metres(line),
            zustand: 2,
            trasse: trench,
          });
        }),
    ),
    layer(
      'verbindung',
      plan.drops.map((drop, i) => {
        const line = lineOf(drop.line);
        return feature(line, {
          id: i + 1,
          verb_art: null,
          v_a_sonst: 'Hausanschluss',
          lae_kabel: metres(line),
          anzahl_f_a: drop.fibres,
          f_a_reserv: null,
          zustand: 1,
          id_endk: i + 1,
          gebaut: Number(drop.built),
          jahr: drop.year,
        });
      }),
    ),
  ];
}

const layer = (layerName: string, features: NetworkLayer['features']): NetworkLayer => ({
  layerName,
  features,
});

function point(place: Place, properties: Readonly<Record<string, Value>>) {
  return { geometry: { type: 'Point' as const, coordinates: rounded(place) }, properties };
}

function feature(line: readonly Place[], properties: Readonly<Record<string, Value>>) {
  return { geometry: { type: 'LineString' as const, coordinates: line }, properties };
}

const lineOf = (line: readonly Place[]) => line.map(rounded);
/** Centimetres, as the addresses have them. */
const rounded = ([easting, northing]: Place): Place => [
  Math.round(easting * 100) / 100,
  Math.round(northing * 100) / 100,
];
const placeKey = (place: Place) => rounded(place).join(' ');
const metres = (line: readonly Place[]) => Math.round(lineLengthM(line) * 100) / 100;

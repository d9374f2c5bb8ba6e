import type { Lot } from './addresses.ts';
import type {
  DemoBusinessPark,
  DemoHotspot,
  DemoPublicBuilding,
  DemoSchool,
  Position,
  Ring,
} from './demo-city.ts';
import { BUSINESS_PARKS, QUARTERS } from './facts.ts';
import type { Random } from './random.ts';
import type { Terrain } from './terrain.ts';

/** Business parks as turned rectangles with bevelled corners around their rough place. */
export function placeBusinessParks(terrain: Terrain, random: Random): Omit<DemoBusinessPark, 'businesses'>[] {
  return BUSINESS_PARKS.map(([name, quarterName, eastM, northM, lengthM, widthM], i) => {
    const quarter = QUARTERS.findIndex((q) => q.name === quarterName);
    const [ce, cn] = terrain.seeds[quarter]!;
    const turn = random.between(-0.6, 0.6);
    const [e0, n0] = [ce + eastM, cn + northM];
    const corner = Math.min(lengthM, widthM) * 0.12;
    const [l, w] = [lengthM / 2, widthM / 2];
    const shape: [number, number][] = [
      [-l + corner, -w],
      [l - corner, -w],
      [l, -w + corner],
      [l, w - corner],
      [l - corner, w],
      [-l + corner, w],
      [-l, w - corner],
      [-l, -w + corner],
    ];
    const ring: Ring = shape.map(([u, v]) =>
      place(e0 + u * Math.cos(turn) - v * Math.sin(turn), n0 + u * Math.sin(turn) + v * Math.cos(turn)),
    );
    ring.push(ring[0]!);
    // A park is built land, with the streets around it.
    for (let cell = 0; cell < terrain.built.length; cell++) {
      const ce2 = terrain.minE + ((cell % terrain.columns) + 0.5) * terrain.cellM;
      const cn2 = terrain.minN + (Math.floor(cell / terrain.columns) + 0.5) * terrain.cellM;
      const du = (ce2 - e0) * Math.cos(turn) + (cn2 - n0) * Math.sin(turn);
      const dv = -(ce2 - e0) * Math.sin(turn) + (cn2 - n0) * Math.cos(turn);
      if (Math.abs(du) < l + 80 && Math.abs(dv) < w + 80 && terrain.quarter[cell]! >= 0)
        terrain.built[cell] = 1;
    }
    return { key: `g${i + 1}`, name: `${name} (Demo)`, ring };
  });
}

const SCHOOL_TYPES: readonly [
  type: string,
  title: string,
  count: number,
  carrier: string,
  classesMin: number,
  classesMax: number,
][] = [
  ['GS', 'Grundschule', 62, 'Landeshauptstadt Hannover', 8, 20],
  ['OBS', 'Oberschule', 12, 'Landeshauptstadt Hannover', 14, 26],
  ['IGS', 'Integrierte Gesamtschule', 13, 'Landeshauptstadt Hannover', 24, 42],
  ['GYM', 'Gymnasium', 19, 'Landeshauptstadt Hannover', 26, 44],
  ['RS', 'Realschule', 8, 'Landeshauptstadt Hannover', 12, 24],
  ['HS', 'Hauptschule', 5, 'Landeshauptstadt Hannover', 8, 16],
  ['KGS', 'Kooperative Gesamtschule', 3, 'Landeshauptstadt Hannover', 28, 40],
  ['FöS', 'Förderschule', 17, 'Region Hannover', 8, 18],
  ['BBS', 'Berufsbildende Schule', 15, 'Region Hannover', 30, 80],
  ['GS', 'Freie Grundschule', 6, 'freier Träger', 4, 10],
];

/** Schools where people live, at lots that become school addresses. */
export function placeSchools(lots: Lot[], random: Random): DemoSchool[] {
  const schools: DemoSchool[] = [];
  for (const [schoolType, title, count, carrier, low, high] of SCHOOL_TYPES) {
    for (let k = 0; k < count; k++) {
      const lot = populousLot(lots, random);
      lot.use = 'school';
      lot.households = 0;
      lot.businesses = 0;
      const classes = random.whole(low, high);
      schools.push({
        key: `schule-${schools.length + 1}`,
        name: `${title} ${lot.street} (Demo)`,
        schoolNumber: String(90001 + schools.length),
        schoolType,
        carrier,
        street: `${lot.street} ${lot.houseNumber}`,
        postcode: lot.postcode,
        classes,
        pupils: classes * random.whole(18, 26),
        position: beside(lot.position, 6),
      });
    }
  }
  return schools;
}

const BUILDINGS: readonly [kind: string, title: string, department: string, count: number][] = [
  ['town-hall', 'Bürgeramt', 'Öffentliche Ordnung', 10],
  ['library', 'Stadtbibliothek', 'Kultur', 16],
  ['community-centre', 'Freizeitheim', 'Kultur', 11],
  ['swimming-pool', 'Hallenbad', 'Sport, Bäder und Eventmanagement', 7],
  ['museum', 'Museum', 'Kultur', 5],
  ['office', 'Verwaltungsgebäude', 'Gebäudemanagement', 9],
  ['youth-centre', 'Jugendzentrum', 'Jugend und Familie', 8],
];

/** Public buildings of the city with the state of their WLAN. */
export function placePublicBuildings(lots: Lot[], random: Random): DemoPublicBuilding[] {
  const buildings: DemoPublicBuilding[] = [];
  for (const [kind, title, department, count] of BUILDINGS) {
    for (let k = 0; k < count; k++) {
      const lot = populousLot(lots, random);
      lot.use = 'public';
      lot.households = 0;
      lot.businesses = 0;
      const wlanState = random.pick([
        'complete',
        'complete',
        'complete',
        'partial',
        'partial',
        'planned',
        'planned',
        'none',
      ] as const);
      buildings.push({
        key: `bau-${buildings.length + 1}`,
        name: `${title} ${QUARTERS[lot.quarter]!.name} (Demo)`,
        kind,
        department,
        address: `${lot.street} ${lot.houseNumber}, ${lot.postcode}`,
        wlanState,
        wlanTargetDate:
          wlanState === 'complete'
            ? null
            : `${random.whole(2026, 2028)}-${random.pick(['03-31', '06-30', '09-30', '12-31'])}`,
        position: beside(lot.position, 5),
      });
    }
  }
  return buildings;
}

/** Hotspots: in the public buildings, and outdoors, thick in the middle and along the main streets. */
export function placeHotspots(
  terrain: Terrain,
  lots: readonly Lot[],
  buildings: readonly DemoPublicBuilding[],
  random: Random,
): DemoHotspot[] {
  const hotspots: DemoHotspot[] = [];
  const state = () =>
    random.pick(['works', 'works', 'works', 'works', 'works', 'works', 'disturbed', 'unknown'] as const);
  for (const building of buildings) {
    if (building.wlanState !== 'complete' && building.wlanState !== 'partial') continue;
    hotspots.push({
      key: `hotspot-${hotspots.length + 1}`,
      name: building.name,
      ssid: 'Demo_Stadt_WLAN',
      operator: 'Landeshauptstadt (Demo)',
      address: building.address,
      openingHours: random.pick([
        'Mo-Fr 09:00-18:00',
        'Mo-Fr 08:00-20:00; Sa 10:00-16:00',
        'Tu-Fr 11:00-19:00; Sa 11:00-15:00',
      ]),
      access: 'free',
      indoor: true,
      state: state(),
      position: beside(building.position, 2),
    });
  }
  for (let guard = 0; hotspots.length < 250 && guard < 100_000; guard++) {
    const lot = random.pick(lots);
    const away = Math.hypot(lot.position[0] - terrain.centre[0], lot.position[1] - terrain.centre[1]);
    if (!random.chance(Math.exp(-away / 1500) + 0.02)) continue;
    const shop = random.chance(0.4);
    hotspots.push({
      key: `hotspot-${hotspots.length + 1}`,
      name: shop ? `Café ${lot.street} (Demo)` : `Haltestelle ${lot.street} (Demo)`,
      ssid: shop ? 'Demo-Cafe' : 'Demo-City-WLAN',
      operator: shop ? 'Gewerbe (Demo)' : 'Demo-Stadtnetz',
      address: `${lot.street} ${lot.houseNumber}, ${lot.postcode}`,
      openingHours: shop ? 'Mo-Sa 08:00-19:00; Su 10:00-18:00' : '24/7',
      access: shop
        ? random.pick(['customers', 'login', 'free'] as const)
        : random.pick(['free', 'free', 'login'] as const),
      indoor: shop,
      state: state(),
      position: beside(lot.position, 4),
    });
  }
  return hotspots;
}

/** A lot where many live, outside business parks and not yet taken. */
function populousLot(lots: readonly Lot[], random: Random): Lot {
  for (;;) {
    const lot = random.pick(lots);
    if (lot.park < 0 && lot.use === 'residential' && random.chance(Math.min(1, lot.households / 10)))
      return lot;
  }
}

function beside([e, n]: Position, distanceM: number): Position {
  return place(e + distanceM, n + distanceM / 2);
}

function place(e: number, n: number): Position {
  return [Math.round(e * 100) / 100, Math.round(n * 100) / 100];
}

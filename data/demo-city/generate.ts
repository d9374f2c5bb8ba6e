import { settle } from './addresses.ts';
import type { DemoCity } from './demo-city.ts';
import { drawDistricts } from './districts.ts';
import { countByCell } from './household-cells.ts';
import { placeBusinessParks, placeHotspots, placePublicBuildings, placeSchools } from './places.ts';
import { randomOf } from './random.ts';
import { layStreets } from './street-network.ts';
import { nameStreets } from './streets.ts';
import { supplyOf } from './supply.ts';
import { makeTerrain } from './terrain.ts';

export interface GenerateOptions {
  readonly seed?: number;
  /** Told before each phase, with the share done. */
  readonly onProgress?: (phase: string, share: number) => void;
}

/** Makes the city "Hannover (Demodaten)" from a seed. The same seed gives the same city to the last digit. */
export function generateDemoCity({
  seed = 20260101,
  onProgress = () => undefined,
}: GenerateOptions = {}): DemoCity {
  const random = randomOf(seed);
  onProgress('terrain', 0);
  const terrain = makeTerrain(seed);
  const parks = placeBusinessParks(terrain, random);
  onProgress('streets', 0.15);
  const streets = nameStreets(layStreets(terrain, seed, random), random);
  onProgress('districts', 0.35);
  const districts = drawDistricts(terrain);
  onProgress('addresses', 0.45);
  const lots = settle(
    terrain,
    streets,
    parks.map((park) => ({ ...park, businesses: 0 })),
    seed,
    random,
  );
  const schools = placeSchools(lots, random);
  const publicBuildings = placePublicBuildings(lots, random);
  const hotspots = placeHotspots(terrain, lots, publicBuildings, random);
  onProgress('supply', 0.7);
  const addresses = lots.map(({ park: _, ...lot }, i) => ({
    key: `a${i + 1}`,
    ...lot,
    claims: supplyOf(lots[i]!, terrain, seed, random),
  }));
  onProgress('cells', 0.9);
  return {
    seed,
    districts,
    streets: streets.map(({ quarter: _, ...street }) => street),
    addresses,
    householdCells: countByCell(addresses),
    businessParks: parks.map((park, i) => ({
      ...park,
      businesses: lots.reduce((sum, lot) => sum + (lot.park === i ? lot.businesses : 0), 0),
    })),
    schools,
    publicBuildings,
    hotspots,
  };
}

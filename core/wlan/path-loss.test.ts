import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as loss from './path-loss.ts';

const VECTORS = fileURLToPath(new URL('../../../shared/bench/radio/vectors.json', import.meta.url));
const TOLERANCE_DB = 0.05;

interface Inputs extends Record<string, number | string | boolean> {
  d_m: number;
  d2D_m: number;
  f_GHz: number;
  hBS: number;
  hUT: number;
  los: boolean;
  env: string;
}
interface Vector {
  readonly model: string;
  readonly inputs: Inputs;
  readonly expected_dB?: number;
  readonly expected?: number;
}

const P1238: Record<string, keyof typeof loss.P1238_11> = {
  office_LoS: 'office-los',
  office_NLoS: 'office-nlos',
  corridor_LoS: 'corridor-los',
  corridor_NLoS: 'corridor-nlos',
  industrial_LoS: 'industrial-los',
  industrial_NLoS: 'industrial-nlos',
};
const P1411: Record<string, keyof typeof loss.P1411_11> = {
  LoS_urban_suburban: 'urban-los',
  NLoS_urban_highrise: 'high-rise-nlos',
  NLoS_residential: 'residential-nlos',
};
const heights = (i: Inputs) => ({ accessPointM: i.hBS, clientM: i.hUT });

const MODELS: Record<string, (i: Inputs) => number> = {
  free_space: (i) => loss.freeSpaceDb(i.d_m, i.f_GHz * 1000),
  log_distance: (i) => loss.logDistanceDb(i.d_m, i.f_GHz * 1000, i.n as number, i.d0_m as number),
  itu_p1238_site_general_classic: (i) =>
    loss.p1238ClassicDb(i.d_m, i.f_MHz as number, i.N as number, i.Lf_dB as number),
  itu_p1238_11_abg: (i) => loss.siteGeneralDb(i.d_m, i.f_GHz * 1000, loss.P1238_11[P1238[i.env]!]),
  itu_p1411_11_below_rooftop: (i) => loss.siteGeneralDb(i.d_m, i.f_GHz * 1000, loss.P1411_11[P1411[i.env]!]),
  '3gpp_38901_UMi_street_canyon': (i) => loss.umiDb(i.d2D_m, i.f_GHz * 1000, heights(i), i.los),
  '3gpp_38901_InH_office': (i) => loss.inhDb(i.d2D_m, i.f_GHz * 1000, heights(i), i.los),
  '3gpp_38901_UMi_Plos': (i) => loss.umiLosProbability(i.d2D_m),
  cost231_multiwall: (i) =>
    loss.multiWallDb(
      i.d_m,
      i.f_GHz * 1000,
      { lightWalls: i.light as number, heavyWalls: i.heavy as number, floors: i.floors as number },
      {
        lightWall: i.Lw1 as number,
        heavyWall: i.Lw2 as number,
        floor: i.Lf as number,
        exponent: i.b as number,
      },
    ),
};
const NOT_BUILT = ['itu_p1411_LoS_street_canyon_median'];

describe('path loss', () => {
  it('is 80.185 dB in free space over 100 m at 2,437 MHz', () => {
    expect(loss.freeSpaceDb(100, 2437)).toBeCloseTo(80.185, 3);
  });

  if (!existsSync(VECTORS)) console.log('not checked: ../shared/bench/radio/vectors.json is not there');
  else {
    const { vectors } = JSON.parse(readFileSync(VECTORS, 'utf8')) as { vectors: Vector[] };
    it('knows every model of the vectors, or says it is not built', () => {
      const names = new Set(vectors.map((vector) => vector.model));
      expect([...names].filter((name) => !(name in MODELS)).sort()).toEqual(NOT_BUILT);
    });
    it.each(Object.keys(MODELS))('%s agrees with the vectors', (model) => {
      const own = vectors.filter((vector) => vector.model === model);
      expect(own.length).toBeGreaterThan(0);
      for (const { inputs, expected_dB, expected } of own) {
        const tolerance = expected_dB === undefined ? 1e-6 : TOLERANCE_DB;
        const difference = Math.abs(MODELS[model]!(inputs) - (expected_dB ?? expected)!);
        expect(difference, JSON.stringify(inputs)).toBeLessThanOrEqual(tolerance);
      }
    });
  }
});

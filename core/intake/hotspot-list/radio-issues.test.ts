import { describe, expect, it } from 'vitest';
import bandsJson from '#data/wlan/bands-germany.json' with { type: 'json' };
import type { WlanBand } from '../../wlan/eirp.ts';
import type { Scalar } from '../intake-format.ts';
import { radioIssues } from './radio-issues.ts';

const RADIO = { bands: bandsJson.bands as unknown as WlanBand[], onDate: '2026-01-15' };
const entry = (change: Record<string, Scalar>): Record<string, Scalar> => ({
  centre_mhz: null,
  width_mhz: null,
  eirp_dbm: null,
  reach_m: null,
  reach_kind: null,
  indoor: null,
  ...change,
});
const codes = (change: Record<string, Scalar>) =>
  radioIssues(entry(change), 7, RADIO).map(({ code, severity, params }) => [code, severity, params?.source]);

describe('the radio of an entry in a list of hotspots', () => {
  it('refuses more power than allowed and outdoors on a channel for indoors, with the allocation', () => {
    expect(codes({ centre_mhz: 2437, eirp_dbm: 20, indoor: false })).toEqual([]);
    expect(codes({ centre_mhz: 2437, eirp_dbm: 20.1, indoor: false })).toEqual([
      ['radio-above-limit', 'error', expect.stringMatching(/Vfg\. 89\/2003/)],
    ]);
    expect(codes({ centre_mhz: 5180, eirp_dbm: 20, indoor: true })).toEqual([]);
    expect(codes({ centre_mhz: 5180, eirp_dbm: 20, indoor: false })).toEqual([
      ['radio-indoor-only', 'error', expect.stringMatching(/Allgemeinzuteilung 5 GHz/)],
    ]);
    expect(codes({ centre_mhz: 5400, eirp_dbm: 10, indoor: true }).map(([code]) => code)).toEqual([
      'radio-outside-bands',
    ]);
  });

  it('has nothing to say where power or frequency are not given', () => {
    expect(codes({ centre_mhz: 5180, indoor: false })).toEqual([]);
    expect(codes({ eirp_dbm: 40, indoor: false })).toEqual([]);
  });

  it('takes a reach only with a word on how it came about', () => {
    const values = entry({ reach_m: 80, reach_kind: 'Gemessen' });
    expect(radioIssues(values, 7, RADIO)).toEqual([]);
    expect(values).toMatchObject({ reach_m: 80, reach_kind: 'measured' });
    const guessed = entry({ reach_m: 80, reach_kind: 'guessed' });
    expect(radioIssues(guessed, 7, RADIO).map(({ code }) => code)).toEqual(['reach-kind-unknown']);
    expect(guessed).toMatchObject({ reach_m: null, reach_kind: null });
    const silent = entry({ reach_m: 80 });
    radioIssues(silent, 7, RADIO);
    expect(silent.reach_m).toBeNull();
  });
});

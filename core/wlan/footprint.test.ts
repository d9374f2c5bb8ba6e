import { describe, expect, it } from 'vitest';
import bandsJson from '#data/wlan/bands-germany.json' with { type: 'json' };
import classesJson from '#data/wlan/device-classes.json' with { type: 'json' };
import { channelCentreMhz, checkEirp, eirpDbm, type WlanBand } from './eirp.ts';
import { type DeviceClass, footprint, radiusM } from './footprint.ts';

const BANDS = bandsJson.bands as WlanBand[];
const CLASSES = classesJson.classes as DeviceClass[];
const DAY = '2026-01-01';

describe('EIRP limits in Germany', () => {
  const codes = (centreMhz: number, eirp: number, outdoor: boolean, tpc = true, bandwidthMhz = 20) =>
    checkEirp({ centreMhz, bandwidthMhz, eirpDbm: eirp, outdoor, tpc }, BANDS, DAY).map(
      (issue) => issue.code,
    );

  it.each([
    [2437, 20, true],
    [5180, 23, false],
    [5500, 30, true],
    [5785, 14, true],
    [6115, 23, false],
    [6115, 14, true],
  ])('allows %i MHz at %i dBm and not 0.1 dB more', (centreMhz, limit, outdoor) => {
    expect(codes(centreMhz, limit, outdoor)).toEqual([]);
    expect(codes(centreMhz, limit + 0.1, outdoor)).toEqual(['wlan-eirp-above-limit']);
  });

  it('refuses outdoor access points on channels 36 to 64, naming the source', () => {
    for (let channel = 36; channel <= 64; channel += 4) {
      expect(codes(channelCentreMhz('5', channel)!, 10, true)).toEqual(['wlan-indoor-only']);
    }
    expect(codes(channelCentreMhz('5', 100)!, 10, true)).toEqual([]);
    const [issue] = checkEirp({ centreMhz: 5180, bandwidthMhz: 20, eirpDbm: 10, outdoor: true }, BANDS, DAY);
    expect(issue!.params!.source).toMatch(/Allgemeinzuteilung/);
  });

  it('allows 3 dB less without transmit power control', () => {
    expect(codes(5500, 27, true, false)).toEqual([]);
    expect(codes(5500, 27.1, true, false)).toEqual(['wlan-eirp-above-limit']);
  });

  it('lets a wide channel cross neighbouring bands, and refuses holes, days and numbers outside', () => {
    expect(codes(5250, 23, false, true, 160)).toEqual([]);
    expect(codes(5400, 10, false)).toEqual(['wlan-outside-bands']);
    expect(codes(2480, 10, false)).toEqual(['wlan-outside-bands']);
    expect(codes(Number.NaN, 10, false)).toEqual(['bad-field']);
    const late = { centreMhz: 5180, bandwidthMhz: 20, eirpDbm: 10, outdoor: false };
    expect(checkEirp(late, BANDS, '2035-12-31')).toEqual([]);
    expect(checkEirp(late, BANDS, '2036-01-01').map((issue) => issue.code)).toEqual(['wlan-outside-bands']);
  });

  it('adds gains and takes losses', () => {
    expect(eirpDbm(17, 2, 5)).toBe(20);
    expect([0, 14, 1.5].map((channel) => channelCentreMhz('2.4', channel))).toEqual([null, null, null]);
    expect(channelCentreMhz('6', 1)).toBe(5955);
  });
});

describe('footprint', () => {
  // Published cell radii without margins: 5 GHz 30 dBm at −67 dBm, 2.4 GHz 20 dBm at −75 dBm.
  it.each([
    ['free-space', 5600, 97, 302],
    ['umi-los', 5600, 97, 231],
    ['umi-nlos', 5600, 97, 45],
    ['umi-nlos', 2437, 95, 66],
    ['p1411-residential-nlos', 5600, 97, 121],
  ] as const)('%s at %i MHz reaches with %i dB about %i m', (model, frequencyMhz, budgetDb, metres) => {
    expect(Math.abs(radiusM(model, frequencyMhz, budgetDb) - metres)).toBeLessThan(1);
  });

  it('is 0 where the link fails at once and ends where the model does', () => {
    expect(radiusM('umi-nlos', 5600, 50)).toBe(0);
    expect(radiusM('p1411-residential-nlos', 5600, 200)).toBe(170);
  });

  it('takes the weaker direction', () => {
    const device = CLASSES.find(({ id }) => id === 'outdoor-5g')!;
    const strongDown = footprint({ ...device, clientSensitivityDbm: -95 });
    expect(strongDown.limitedBy).toBe('uplink');
    expect(strongDown.radiusM).toBe(strongDown.uplinkM);
    expect(footprint(device)).toMatchObject({ limitedBy: 'downlink', confidence: 'assumed' });
  });

  it.each(CLASSES.map((device) => [device.id, device] as const))(
    '%s keeps the limits of its band',
    (_, device) => {
      const { frequencyMhz: centreMhz, eirpDbm: eirp, outdoor } = device;
      expect(checkEirp({ centreMhz, bandwidthMhz: 20, eirpDbm: eirp, outdoor }, BANDS, DAY)).toEqual([]);
      expect(BANDS.map((band) => band.id)).toContain(device.bandId);
      expect(footprint(device).radiusM).toBeGreaterThan(5);
    },
  );
});

import { freeSpaceDb, inhDb, P1411_11, siteGeneralDb, umiDb } from './path-loss.ts';

export type PropagationModel =
  | 'free-space'
  | 'umi-los'
  | 'umi-nlos'
  | 'inh-los'
  | 'inh-nlos'
  | 'p1411-residential-nlos';

/** A kind of access point with the planning assumptions about it and its clients (`data/wlan/device-classes.json`). */
export interface DeviceClass {
  readonly id: string;
  readonly name: string;
  readonly bandId: string;
  readonly frequencyMhz: number;
  readonly outdoor: boolean;
  readonly eirpDbm: number;
  readonly antennaDbi: number;
  readonly apSensitivityDbm: number;
  readonly clientEirpDbm: number;
  readonly clientSensitivityDbm: number;
  readonly bodyLossDb: number;
  /** Fading margin for reliability over the area. */
  readonly marginDb: number;
  readonly model: PropagationModel;
}

export interface Footprint {
  readonly radiusM: number;
  readonly downlinkM: number;
  readonly uplinkM: number;
  readonly limitedBy: 'downlink' | 'uplink' | 'model-range';
  /** A calculated radius is never more than an assumption. */
  readonly confidence: 'assumed';
}

interface Model {
  readonly lossDb: (groundM: number, frequencyMhz: number) => number;
  /** Distances the model was made for, along the ground. */
  readonly rangeM: readonly [number, number];
}

const OUTDOOR = { accessPointM: 10, clientM: 1.5 };
const INDOOR = { accessPointM: 3, clientM: 1.5 };

const MODELS: Readonly<Record<PropagationModel, Model>> = {
  'free-space': { lossDb: freeSpaceDb, rangeM: [1, 100_000] },
  'umi-los': { lossDb: (d, f) => umiDb(d, f, OUTDOOR, true), rangeM: [10, 5000] },
  'umi-nlos': { lossDb: (d, f) => umiDb(d, f, OUTDOOR, false), rangeM: [10, 5000] },
  'inh-los': { lossDb: (d, f) => inhDb(d, f, INDOOR, true), rangeM: [1, 150] },
  'inh-nlos': { lossDb: (d, f) => inhDb(d, f, INDOOR, false), rangeM: [1, 150] },
  'p1411-residential-nlos': {
    lossDb: (d, f) => siteGeneralDb(d, f, P1411_11['residential-nlos']),
    rangeM: [30, 170],
  },
};

/**
 * Radius within which both directions still work. Downlink: EIRP − loss − body − margin ≥ client sensitivity;
 * uplink: client EIRP + antenna gain − loss − body − margin ≥ access point sensitivity. Never beyond the
 * distances the model was made for; 0 where the link fails already at the nearest of them.
 */
export function footprint(device: DeviceClass): Footprint {
  const commonDb = device.bodyLossDb + device.marginDb;
  const downBudgetDb = device.eirpDbm - device.clientSensitivityDbm - commonDb;
  const upBudgetDb = device.clientEirpDbm + device.antennaDbi - device.apSensitivityDbm - commonDb;
  const downlinkM = radiusM(device.model, device.frequencyMhz, downBudgetDb);
  const uplinkM = radiusM(device.model, device.frequencyMhz, upBudgetDb);
  const radius = Math.min(downlinkM, uplinkM);
  const limitedBy =
    radius === MODELS[device.model].rangeM[1] ? 'model-range' : downlinkM <= uplinkM ? 'downlink' : 'uplink';
  return { radiusM: radius, downlinkM, uplinkM, limitedBy, confidence: 'assumed' };
}

/** Largest distance within the model's range whose loss stays within the budget, to a centimetre; 0 for none. */
export function radiusM(model: PropagationModel, frequencyMhz: number, budgetDb: number): number {
  const { lossDb, rangeM } = MODELS[model];
  let [near, far] = rangeM;
  if (!(lossDb(near, frequencyMhz) <= budgetDb)) return 0;
  if (lossDb(far, frequencyMhz) <= budgetDb) return far;
  // Loss grows with distance in every model, so the edge lies between and bisection finds it.
  while (far - near > 0.005) {
    const middle = (near + far) / 2;
    if (lossDb(middle, frequencyMhz) <= budgetDb) near = middle;
    else far = middle;
  }
  return near;
}

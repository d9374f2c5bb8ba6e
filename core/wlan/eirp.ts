import type { Issue } from '../issue.ts';

/** One band of `data/wlan/bands-*.json`: dated, with source and confidence. */
export interface WlanBand {
  readonly id: string;
  readonly fromMhz: number;
  readonly toMhz: number;
  readonly eirpLimitDbm: number;
  readonly use: 'indoor' | 'indoor-outdoor';
  readonly confidence: string;
  readonly source: string;
  /** ISO dates; null where not established or open. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly limitWithoutTpcDbm: number | null;
  readonly limitWithoutTpcConfidence: string | null;
  readonly dfs: boolean;
  readonly conditions: readonly string[];
}

export interface AccessPointRadio {
  readonly centreMhz: number;
  readonly bandwidthMhz: number;
  readonly eirpDbm: number;
  readonly outdoor: boolean;
  /** Transmit power control; without it some bands allow less. Default true. */
  readonly tpc?: boolean;
}

/** Radiated power: `txDbm − cableLossDb + antennaDbi`. */
export function eirpDbm(txDbm: number, cableLossDb: number, antennaDbi: number): number {
  return txDbm - cableLossDb + antennaDbi;
}

/** Centre of a 20-MHz channel in MHz; null where the band has no such channel. IEEE 802.11 numbering. */
export function channelCentreMhz(band: '2.4' | '5' | '6', channel: number): number | null {
  if (!Number.isInteger(channel)) return null;
  if (band === '2.4') return channel >= 1 && channel <= 13 ? 2407 + 5 * channel : null;
  if (band === '5') {
    const lower = (channel >= 36 && channel <= 64) || (channel >= 100 && channel <= 144);
    const good = (lower && channel % 4 === 0) || (channel >= 149 && channel <= 173 && channel % 4 === 1);
    return good ? 5000 + 5 * channel : null;
  }
  return channel >= 1 && channel <= 93 && channel % 4 === 1 ? 5950 + 5 * channel : null;
}

/**
 * Checks one access point against the bands of a day (ISO date). A channel that crosses neighbouring bands is
 * held against the strictest of them. Where two entries allow the same band for different uses (6 GHz), the
 * more generous one that allows the place counts. Empty = allowed.
 */
export function checkEirp(radio: AccessPointRadio, bands: readonly WlanBand[], onDate: string): Issue[] {
  const bad = (['centreMhz', 'bandwidthMhz', 'eirpDbm'] as const).filter(
    (name) => !Number.isFinite(radio[name]) || (name === 'bandwidthMhz' && radio[name] <= 0),
  );
  if (bad.length > 0) {
    return bad.map((name) => ({
      code: 'bad-field',
      severity: 'error',
      where: name,
      params: { name, value: String(radio[name]), expected: 'a number' },
    }));
  }
  const fromMhz = radio.centreMhz - radio.bandwidthMhz / 2;
  const toMhz = radio.centreMhz + radio.bandwidthMhz / 2;
  const valid = bands.filter(
    (band) => (band.validFrom ?? '') <= onDate && (band.validTo === null || onDate <= band.validTo),
  );
  const touched = valid.filter((band) => band.fromMhz < toMhz && fromMhz < band.toMhz);
  if (!covers(touched, fromMhz, toMhz)) {
    return [
      {
        code: 'wlan-outside-bands',
        severity: 'error',
        where: 'centreMhz',
        params: { fromMhz, toMhz, onDate, known: valid.map((band) => band.id).join(', ') },
      },
    ];
  }
  const allowed = touched.filter((band) => !radio.outdoor || band.use === 'indoor-outdoor');
  if (!covers(allowed, fromMhz, toMhz)) {
    const indoor = touched.find((band) => band.use === 'indoor')!;
    return [
      {
        code: 'wlan-indoor-only',
        severity: 'error',
        where: 'outdoor',
        params: { fromMhz, toMhz, band: indoor.id, source: indoor.source, confidence: indoor.confidence },
      },
    ];
  }
  return ranges(allowed).flatMap((sameRange): Issue[] => {
    const band = sameRange.reduce((a, b) => (limitDbm(b, radio) > limitDbm(a, radio) ? b : a));
    const limit = limitDbm(band, radio);
    if (radio.eirpDbm <= limit) return [];
    const reduced = limit !== band.eirpLimitDbm;
    return [
      {
        code: 'wlan-eirp-above-limit',
        severity: 'error',
        where: 'eirpDbm',
        params: {
          eirpDbm: radio.eirpDbm,
          limitDbm: limit,
          band: band.id,
          source: band.source,
          confidence: reduced ? band.limitWithoutTpcConfidence : band.confidence,
        },
      },
    ];
  });
}

function limitDbm(band: WlanBand, radio: AccessPointRadio): number {
  return radio.tpc === false ? (band.limitWithoutTpcDbm ?? band.eirpLimitDbm) : band.eirpLimitDbm;
}

/** Whether the bands together cover the whole range without a hole. */
function covers(bands: readonly WlanBand[], fromMhz: number, toMhz: number): boolean {
  let reached = fromMhz;
  for (const band of [...bands].sort((a, b) => a.fromMhz - b.fromMhz)) {
    if (band.fromMhz <= reached) reached = Math.max(reached, band.toMhz);
  }
  return reached >= toMhz;
}

function ranges(bands: readonly WlanBand[]): WlanBand[][] {
  return [...Map.groupBy(bands, (band) => `${band.fromMhz}-${band.toMhz}`).values()];
}

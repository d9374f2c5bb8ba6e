import { ADDRESS_USES, type AddressTable, CLAIM_FLAG, NO_DISTRICT } from '#core/columns/address-table.ts';
import { dayOf } from '#core/rulebook/classify.ts';
import { TECHNOLOGIES, type Technology } from '#core/supply/technologies.ts';

/** A claim as a person would write it down; null or absent where the operator did not say. */
export interface WrittenClaim {
  readonly operator?: string;
  readonly technology?: Technology;
  readonly down?: number | null;
  readonly up?: number | null;
  readonly peakTime?: boolean;
  readonly planned?: boolean;
  readonly binding?: boolean;
  readonly milestones?: boolean;
  readonly fundedElsewhere?: boolean;
  /** ISO date. */
  readonly readyBy?: string | null;
  readonly source?: string;
}

export interface WrittenAddress {
  readonly claims: readonly WrittenClaim[];
  readonly households?: number;
  readonly district?: string;
}

/** An address table of written claims: addresses 1, 2, 3 … ten metres apart. */
export function tableOf(addresses: readonly WrittenAddress[]): AddressTable {
  const claims = addresses.flatMap((address) => address.claims);
  const names = (values: readonly string[]) => [...new Set(values)];
  const operators = names(claims.map((claim) => claim.operator ?? 'Netz A'));
  const sources = names(claims.map((claim) => claim.source ?? 'Meldung'));
  const districts = names(addresses.flatMap(({ district }) => (district === undefined ? [] : [district])));
  const start = new Uint32Array(addresses.length + 1);
  addresses.forEach((address, i) => {
    start[i + 1] = start[i]! + address.claims.length;
  });
  const flagsOf = (claim: WrittenClaim) =>
    (Object.keys(CLAIM_FLAG) as (keyof typeof CLAIM_FLAG)[]).reduce(
      (bits, name) => bits | (claim[name] ? CLAIM_FLAG[name] : 0),
      0,
    );
  return {
    length: addresses.length,
    srid: 25832,
    id: Int32Array.from(addresses, (_, i) => i + 1),
    eastingM: Float64Array.from(addresses, (_, i) => 550_000 + 10 * i),
    northingM: new Float64Array(addresses.length).fill(5_800_000),
    households: Uint16Array.from(addresses, (address) => address.households ?? 1),
    businesses: new Uint16Array(addresses.length),
    use: new Uint8Array(addresses.length).fill(ADDRESS_USES.indexOf('residential')),
    districtIndex: Uint8Array.from(addresses, ({ district }) =>
      district === undefined ? NO_DISTRICT : districts.indexOf(district),
    ),
    districts,
    claims: {
      start,
      operatorIndex: Uint8Array.from(claims, (claim) => operators.indexOf(claim.operator ?? 'Netz A')),
      operators,
      technology: Uint8Array.from(claims, (claim) => TECHNOLOGIES.indexOf(claim.technology ?? 'ftth')),
      downMbit: Float32Array.from(claims, (claim) => claim.down ?? Number.NaN),
      upMbit: Float32Array.from(claims, (claim) => claim.up ?? Number.NaN),
      flags: Uint8Array.from(claims, flagsOf),
      readyByDay: Int32Array.from(claims, (claim) => (claim.readyBy ? dayOf(claim.readyBy) : 0)),
      sourceIndex: Uint16Array.from(claims, (claim) => sources.indexOf(claim.source ?? 'Meldung')),
      sources,
    },
  };
}

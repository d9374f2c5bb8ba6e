import { ADDRESS_USES, type AddressTable, CLAIM_FLAG, NO_DISTRICT } from '#core/columns/address-table.ts';
import { dayOf } from '#core/rulebook/classify.ts';
import { TECHNOLOGIES } from '#core/supply/technologies.ts';
import { generateDemoCity } from '#data/demo-city/generate.ts';

/**
 * The demo city as columns, without a database. With `length`, its addresses are taken again from the beginning (with
 * new ids) or cut off until there are so many.
 */
export function demoTable(length?: number): AddressTable {
  const city = generateDemoCity().addresses;
  const addresses = Array.from({ length: length ?? city.length }, (_, i) => city[i % city.length]!);
  const claims = addresses.flatMap((address) => address.claims);
  const operators = [...new Set(claims.map((claim) => claim.operator))].sort();
  const operatorCode = new Map(operators.map((name, code) => [name, code]));
  const start = new Uint32Array(addresses.length + 1);
  addresses.forEach((address, i) => {
    start[i + 1] = start[i]! + address.claims.length;
  });
  return {
    length: addresses.length,
    srid: 25832,
    id: Int32Array.from(addresses, (_, i) => i + 1),
    eastingM: Float64Array.from(addresses, (address) => address.position[0]),
    northingM: Float64Array.from(addresses, (address) => address.position[1]),
    households: Uint16Array.from(addresses, (address) => address.households),
    businesses: Uint16Array.from(addresses, (address) => address.businesses),
    use: Uint8Array.from(addresses, (address) => ADDRESS_USES.indexOf(address.use)),
    districtIndex: new Uint8Array(addresses.length).fill(NO_DISTRICT),
    districts: [],
    claims: {
      start,
      operatorIndex: Uint8Array.from(claims, (claim) => operatorCode.get(claim.operator)!),
      operators,
      technology: Uint8Array.from(claims, (claim) => TECHNOLOGIES.indexOf(claim.technology)),
      downMbit: Float32Array.from(claims, (claim) => claim.downMbit ?? Number.NaN),
      upMbit: Float32Array.from(claims, (claim) => claim.upMbit ?? Number.NaN),
      flags: Uint8Array.from(
        claims,
        (claim) =>
          (claim.planned ? CLAIM_FLAG.planned : 0) |
          (claim.peakTime ? CLAIM_FLAG.peakTime : 0) |
          (claim.binding ? CLAIM_FLAG.binding : 0) |
          (claim.milestones ? CLAIM_FLAG.milestones : 0) |
          (claim.fundedElsewhere ? CLAIM_FLAG.fundedElsewhere : 0),
      ),
      readyByDay: Int32Array.from(claims, (claim) => (claim.readyBy ? dayOf(claim.readyBy) : 0)),
      sourceIndex: new Uint16Array(claims.length),
      sources: ['Demodaten'],
    },
  };
}

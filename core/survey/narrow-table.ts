import type { AddressTable } from '../columns/address-table.ts';

/**
 * The addresses of a table at the given indexes, in their order, with the claims that pass.
 * @param keep is asked for every claim by its index in the whole table
 */
export function narrowTable(
  table: AddressTable,
  indexes: Uint32Array,
  keep: (claim: number) => boolean = () => true,
): AddressTable {
  const { claims } = table;
  const start = new Uint32Array(indexes.length + 1);
  const kept: number[] = [];
  for (let i = 0; i < indexes.length; i++) {
    start[i] = kept.length;
    for (let c = claims.start[indexes[i]!]!; c < claims.start[indexes[i]! + 1]!; c++)
      if (keep(c)) kept.push(c);
  }
  start[indexes.length] = kept.length;
  const at = Uint32Array.from(kept);
  return {
    ...table,
    length: indexes.length,
    id: Int32Array.from(indexes, (i) => table.id[i]!),
    eastingM: Float64Array.from(indexes, (i) => table.eastingM[i]!),
    northingM: Float64Array.from(indexes, (i) => table.northingM[i]!),
    households: Uint16Array.from(indexes, (i) => table.households[i]!),
    businesses: Uint16Array.from(indexes, (i) => table.businesses[i]!),
    use: Uint8Array.from(indexes, (i) => table.use[i]!),
    districtIndex: Uint8Array.from(indexes, (i) => table.districtIndex[i]!),
    claims: {
      ...claims,
      start,
      operatorIndex: Uint8Array.from(at, (c) => claims.operatorIndex[c]!),
      technology: Uint8Array.from(at, (c) => claims.technology[c]!),
      downMbit: Float32Array.from(at, (c) => claims.downMbit[c]!),
      upMbit: Float32Array.from(at, (c) => claims.upMbit[c]!),
      flags: Uint8Array.from(at, (c) => claims.flags[c]!),
      readyByDay: Int32Array.from(at, (c) => claims.readyByDay[c]!),
      sourceIndex: Uint16Array.from(at, (c) => claims.sourceIndex[c]!),
    },
  };
}

import type { AddressTable } from '#core/columns/address-table.ts';
import type { DistrictClasses } from './messages.ts';

/** Addresses by district and bin; addresses in no district come last, under an empty name. */
export function statisticsOf(table: AddressTable, bins: Uint8Array, binCount: number): DistrictClasses[] {
  const names = [...table.districts, ''];
  const rows = names.map((district) => ({
    district,
    addresses: 0,
    households: 0,
    businesses: 0,
    byClass: new Array<number>(binCount).fill(0),
  }));
  for (let i = 0; i < table.length; i++) {
    const row = rows[table.districtIndex[i]!] ?? rows.at(-1)!;
    row.addresses++;
    row.households += table.households[i]!;
    row.businesses += table.businesses[i]!;
    row.byClass[bins[i]!]!++;
  }
  return rows;
}

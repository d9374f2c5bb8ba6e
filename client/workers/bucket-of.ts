import type { AddressTable } from '#core/columns/address-table.ts';
import { utm32ToLonLatInto } from '#core/geo/utm.ts';
import type { Classification } from '#core/rulebook/classify.ts';
import { bucketsOf, LEDGER_BUCKETS, type LedgerBucket } from '#core/rulebook/ledger.ts';
import { BINS } from './class-bins.ts';
import { boundsOfShown } from './compare-of.ts';
import type { BucketAddress, BucketContent } from './messages.ts';

/** The class code of an address that the map leaves out: none of the classes has it. */
export const NOT_DRAWN = 255;

/** 1 for every address of a bucket of the ledger. */
export function membersOf(codes: Classification, areaOf: Int32Array, bucket: LedgerBucket): Uint8Array {
  const code = LEDGER_BUCKETS.indexOf(bucket);
  return bucketsOf({ codes, areaOf }).map((one) => (one === code ? 1 : 0));
}

/** The addresses of a bucket, those with most households and businesses first, and where they lie. */
export function bucketContent(
  table: AddressTable,
  bins: Uint8Array,
  members: Uint8Array,
): Omit<BucketContent, 'revision'> {
  const indexes: number[] = [];
  for (let i = 0; i < members.length; i++) if (members[i]) indexes.push(i);
  const weight = (i: number) => table.households[i]! + table.businesses[i]!;
  indexes.sort((a, b) => weight(b) - weight(a) || a - b);
  const lonLat = [0, 0];
  const addresses = indexes.map((i): BucketAddress => {
    utm32ToLonLatInto(table.eastingM[i]!, table.northingM[i]!, lonLat, 0);
    return {
      id: table.id[i]!,
      district: table.districts[table.districtIndex[i]!] ?? '',
      households: table.households[i]!,
      businesses: table.businesses[i]!,
      classTitle: BINS[bins[i]!]!.title,
      lon: lonLat[0]!,
      lat: lonLat[1]!,
    };
  });
  return {
    addresses,
    households: indexes.reduce((sum, i) => sum + table.households[i]!, 0),
    bbox: boundsOfShown(table, members),
  };
}

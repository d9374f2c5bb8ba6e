import type { ChangeKind, ComparisonResult, DistrictChanges } from '../workers/messages.ts';

/** Lines of one level and the kinds of change that occur, without the addresses that stay as they were. */
export function districtTable(
  { kinds, districts }: Pick<ComparisonResult, 'kinds' | 'districts'>,
  level: string,
): {
  readonly kinds: readonly { readonly id: ChangeKind; readonly index: number }[];
  readonly rows: readonly DistrictChanges[];
} {
  const changed = (row: DistrictChanges) => row.addresses - row.kinds[0]!;
  return {
    kinds: kinds
      .map(({ id, addresses }, index) => ({ id, addresses, index }))
      .filter(({ id, addresses }) => id !== 'same' && addresses > 0)
      .map(({ id, index }) => ({ id, index })),
    rows: districts
      .filter((row) => row.level === level && (row.district !== '' || row.addresses > 0))
      .sort((a, b) => changed(b) - changed(a) || a.district.localeCompare(b.district, 'de')),
  };
}

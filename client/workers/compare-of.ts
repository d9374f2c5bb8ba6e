import type { AddressTable } from '#core/columns/address-table.ts';
import { utm32ToLonLatInto } from '#core/geo/utm.ts';
import type { Classification } from '#core/rulebook/classify.ts';
import { compareClassifications } from '#core/rulebook/compare.ts';
import { ELIGIBILITY, WORDINGS } from '#core/rulebook/rule-set.ts';
import { BINS, binsOf } from './class-bins.ts';
import type {
  BBox,
  CellFilter,
  ChangeCell,
  ChangedAddress,
  ComparisonFigures,
  DistrictChanges,
} from './messages.ts';
import type { DistrictLevel } from './statistics-of.ts';

/** What a change means for funding; the order is the code in the tiles of the map. `same` is no change at all. */
export const CHANGE_KINDS = ['same', 'gained', 'lost', 'opened', 'settled', 'other'] as const;

/** Two classifications of the same addresses with what the map and the tables ask of them. */
export interface Compared {
  readonly before: Classification;
  readonly after: Classification;
  readonly binsBefore: Uint8Array;
  readonly binsAfter: Uint8Array;
  /** Codes of `CHANGE_KINDS`. */
  readonly kinds: Uint8Array;
  readonly figures: ComparisonFigures;
}

const [YES, NO, UNCLEAR] = [
  ELIGIBILITY.indexOf('yes'),
  ELIGIBILITY.indexOf('no'),
  ELIGIBILITY.indexOf('unclear'),
];
const [SAME, GAINED, LOST, OPENED, SETTLED, OTHER] = [0, 1, 2, 3, 4, 5];

/** Counts who changes from what to what; everything in addresses and in households. */
export function compareSides(
  table: Pick<AddressTable, 'length' | 'households'>,
  levels: readonly DistrictLevel[],
  before: Classification,
  after: Classification,
): Compared {
  const { households, length } = table;
  const comparison = compareClassifications(before, after, households);
  const binsBefore = binsOf(before);
  const binsAfter = binsOf(after);
  const kinds = new Uint8Array(length);
  for (let i = 0; i < length; i++)
    kinds[i] = kindOf(before.eligibleCode[i]!, after.eligibleCode[i]!, comparison.isChanged[i] === 1);
  const binIds = BINS.map((bin) => bin.id);
  return {
    before,
    after,
    binsBefore,
    binsAfter,
    kinds,
    figures: {
      addresses: length,
      households: households.reduce((sum, n) => sum + n, 0),
      changed: comparison.changed,
      eligibilityChanged: comparison.eligibilityChanged,
      kinds: countKinds(kinds, households),
      byEligibility: cellsOf(before.eligibleCode, after.eligibleCode, ELIGIBILITY, households),
      byClass: cellsOf(binsBefore, binsAfter, binIds, households),
      reasons: comparison.changes.map(({ from, to, addresses, households: homes }) => ({
        from: { eligible: from.eligible, class: from.class, reason: WORDINGS.reason[from.reason] },
        to: { eligible: to.eligible, class: to.class, reason: WORDINGS.reason[to.reason] },
        sameReason: from.reason === to.reason,
        addresses,
        households: homes,
      })),
      districts: levels.flatMap((level) => districtChanges(level, kinds, households)),
    },
  };
}

/** 1 for every address of a cell of one of the matrices; without a cell, of every change. */
export function insideCell(compared: Compared, cell: CellFilter | null): Uint8Array {
  const { before, after, binsBefore, binsAfter, kinds } = compared;
  if (!cell) return kinds.map((kind) => (kind === SAME ? 0 : 1));
  const names: readonly string[] = cell.by === 'class' ? BINS.map((bin) => bin.id) : ELIGIBILITY;
  const [rows, columns] =
    cell.by === 'class' ? [binsBefore, binsAfter] : [before.eligibleCode, after.eligibleCode];
  const [from, to] = [names.indexOf(cell.from), names.indexOf(cell.to)];
  return rows.map((row, i) => (row === from && columns[i] === to ? 1 : 0));
}

/** What the map draws: the kind of change of every address that is asked for, `same` for all others. */
export function shownKinds(compared: Compared, cell: CellFilter | null): Uint8Array {
  const inside = insideCell(compared, cell);
  // A cell of the diagonal holds addresses that do not change in its terms; they are drawn all the same.
  return compared.kinds.map((kind, i) => (inside[i] === 0 ? SAME : kind === SAME ? OTHER : kind));
}

/** One line for every address of the cell, in the order of the table. */
export function changedAddresses(
  table: AddressTable,
  compared: Compared,
  cell: CellFilter | null,
): ChangedAddress[] {
  const { verdictsAt } = compareClassifications(compared.before, compared.after);
  const inside = insideCell(compared, cell);
  const rows: ChangedAddress[] = [];
  for (let i = 0; i < table.length; i++) {
    if (inside[i] === 0) continue;
    const [from, to] = verdictsAt(i);
    rows.push({
      id: table.id[i]!,
      district: table.districts[table.districtIndex[i]!] ?? '',
      eastingM: table.eastingM[i]!,
      northingM: table.northingM[i]!,
      households: table.households[i]!,
      from,
      to,
    });
  }
  return rows;
}

/** The rectangle around the addresses with a kind of change other than `same`; null when there are none. */
export function boundsOfShown(
  { eastingM, northingM }: Pick<AddressTable, 'eastingM' | 'northingM'>,
  kinds: Uint8Array,
): BBox | null {
  let [minE, minN, maxE, maxN] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < kinds.length; i++) {
    if (kinds[i] === SAME) continue;
    minE = Math.min(minE, eastingM[i]!);
    maxE = Math.max(maxE, eastingM[i]!);
    minN = Math.min(minN, northingM[i]!);
    maxN = Math.max(maxN, northingM[i]!);
  }
  if (minE > maxE) return null;
  const [southWest, northEast] = [
    [0, 0],
    [0, 0],
  ];
  utm32ToLonLatInto(minE, minN, southWest!, 0);
  utm32ToLonLatInto(maxE, maxN, northEast!, 0);
  return [southWest![0]!, southWest![1]!, northEast![0]!, northEast![1]!];
}

function kindOf(from: number, to: number, isChanged: boolean): number {
  if (from !== YES && to === YES) return GAINED!;
  if (from === YES && to === NO) return LOST!;
  if (from !== UNCLEAR && to === UNCLEAR) return OPENED!;
  if (from === UNCLEAR && to === NO) return SETTLED!;
  return isChanged ? OTHER! : SAME!;
}

function countKinds(kinds: Uint8Array, households: ArrayLike<number>): ComparisonFigures['kinds'] {
  const counts = CHANGE_KINDS.map((id) => ({ id, addresses: 0, households: 0 }));
  for (let i = 0; i < kinds.length; i++) {
    const count = counts[kinds[i]!]!;
    count.addresses++;
    count.households += households[i]!;
  }
  return counts;
}

/** Every cell that occurs, the diagonal too, so that the cells add up to all addresses. */
function cellsOf(
  rows: Uint8Array,
  columns: Uint8Array,
  names: readonly string[],
  households: ArrayLike<number>,
): ChangeCell[] {
  const addresses = new Float64Array(names.length ** 2);
  const homes = new Float64Array(names.length ** 2);
  for (let i = 0; i < rows.length; i++) {
    const cell = rows[i]! * names.length + columns[i]!;
    addresses[cell]!++;
    homes[cell]! += households[i]!;
  }
  return [...addresses].flatMap((count, cell) =>
    count === 0
      ? []
      : [
          {
            from: names[Math.floor(cell / names.length)]!,
            to: names[cell % names.length]!,
            addresses: count,
            households: homes[cell]!,
          },
        ],
  );
}

/** Lines of one level in the order of its districts; addresses in none come last, under an empty name. */
function districtChanges(
  { level, names, indexOf }: DistrictLevel,
  kinds: Uint8Array,
  households: ArrayLike<number>,
): DistrictChanges[] {
  const rows = [...names, ''].map((district) => ({
    level,
    district,
    addresses: 0,
    kinds: new Array<number>(CHANGE_KINDS.length).fill(0),
    householdsByKind: new Array<number>(CHANGE_KINDS.length).fill(0),
  }));
  for (let i = 0; i < kinds.length; i++) {
    const row = rows[indexOf[i]!]!;
    row.addresses++;
    row.kinds[kinds[i]!]!++;
    row.householdsByKind[kinds[i]!]! += households[i]!;
  }
  return rows;
}

import {
  type Data,
  type DataType,
  DateDay,
  Dictionary,
  Field,
  Float32,
  Float64,
  Int32,
  List,
  makeData,
  makeVector,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  Uint8,
  Uint16,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import { TECHNOLOGIES } from '#core/supply/technologies.ts';
import { ADDRESS_USES, type AddressTable, CLAIM_FLAG, NO_DISTRICT } from './address-table.ts';

/**
 * The address table as one Arrow IPC stream with one record batch.
 *
 * Columns: `id`, `easting_m`, `northing_m` (in the CRS of the metadata key `srid`), `households`,
 * `businesses`, `use` and `district` (dictionaries; no district is null), and `claims`, a list of structs
 * {operator, technology, down_mbit, up_mbit, flags, ready_by, source}. Speeds nobody stated are NaN,
 * `ready_by` is 1970-01-01 where no date is given, `flags` are the bits named in the metadata key
 * `claim_flags`. The columns are written as they lie in memory, so decoding gives the same bytes back.
 */
export function encodeAddressTable(table: AddressTable): Uint8Array {
  const { claims } = table;
  const claimCount = claims.start[table.length] ?? 0;
  const claimColumns = [
    column('operator', dictionary(0, claims.operators, new Uint8(), claims.operatorIndex)),
    column('technology', dictionary(1, TECHNOLOGIES, new Uint8(), claims.technology)),
    column('down_mbit', makeData({ type: new Float32(), data: claims.downMbit })),
    column('up_mbit', makeData({ type: new Float32(), data: claims.upMbit })),
    column('flags', makeData({ type: new Uint8(), data: claims.flags })),
    column('ready_by', makeData({ type: new DateDay(), data: claims.readyByDay })),
    column('source', dictionary(2, claims.sources, new Uint16(), claims.sourceIndex)),
  ];
  const claim = new Struct(claimColumns.map(({ field }) => field));
  const columns = [
    column('id', makeData({ type: new Int32(), data: table.id })),
    column('easting_m', makeData({ type: new Float64(), data: table.eastingM })),
    column('northing_m', makeData({ type: new Float64(), data: table.northingM })),
    column('households', makeData({ type: new Uint16(), data: table.households })),
    column('businesses', makeData({ type: new Uint16(), data: table.businesses })),
    column('use', dictionary(3, ADDRESS_USES, new Uint8(), table.use)),
    column('district', dictionary(4, table.districts, new Uint8(), table.districtIndex, NO_DISTRICT)),
    column(
      'claims',
      makeData({
        type: new List(new Field('item', claim, false)),
        length: table.length,
        nullCount: 0,
        valueOffsets: Int32Array.from(claims.start),
        child: makeData({
          type: claim,
          length: claimCount,
          nullCount: 0,
          children: claimColumns.map(({ data }) => data),
        }),
      }),
    ),
  ];
  const schema = new Schema(
    columns.map(({ field }) => field),
    new Map([
      ['srid', String(table.srid)],
      ['claim_flags', JSON.stringify(CLAIM_FLAG)],
    ]),
  );
  const root = makeData({
    type: new Struct(schema.fields),
    length: table.length,
    nullCount: 0,
    children: columns.map(({ data }) => data),
  });
  return RecordBatchStreamWriter.writeAll([new RecordBatch(schema, root)]).toUint8Array(true);
}

interface ArrowColumn {
  readonly field: Field;
  readonly data: Data;
}

function column(name: string, data: Data): ArrowColumn {
  return { field: new Field(name, data.type as DataType, data.nullCount > 0), data };
}

/** A dictionary column; `missing` marks codes that are null. */
function dictionary<K extends Uint8 | Uint16>(
  id: number,
  values: readonly string[],
  keyType: K,
  codes: K extends Uint8 ? Uint8Array : Uint16Array,
  missing?: number,
): Data<Dictionary<Utf8, K>> {
  const words =
    values.length > 0
      ? vectorFromArray(values, new Utf8())
      : makeVector(
          makeData({
            type: new Utf8(),
            length: 0,
            nullCount: 0,
            data: new Uint8Array(0),
            valueOffsets: new Int32Array(1),
          }),
        );
  const nulls = missing === undefined ? {} : validity(codes, missing);
  const type = new Dictionary(new Utf8(), keyType, id);
  // The key type decides the array; the library's generic type cannot follow that.
  const data = codes as unknown as Uint8Array;
  return makeData<Dictionary>({ type, data, dictionary: words, ...nulls }) as Data<Dictionary<Utf8, K>>;
}

function validity(
  codes: Uint8Array | Uint16Array,
  missing: number,
): { nullBitmap: Uint8Array; nullCount: number } {
  const nullBitmap = new Uint8Array(Math.ceil(codes.length / 64) * 8);
  let nullCount = 0;
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] === missing) nullCount++;
    else nullBitmap[i >> 3]! |= 1 << (i & 7);
  }
  return { nullBitmap, nullCount };
}

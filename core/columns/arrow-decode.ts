import { type Data, type DataType, RecordBatchReader, type Schema, type Vector } from 'apache-arrow';
import { IssueError } from '#core/issue.ts';
import { TECHNOLOGIES } from '#core/supply/technologies.ts';
import { ADDRESS_USES, type AddressTable } from './address-table.ts';

/**
 * Reads what `encodeAddressTable` wrote. The columns are views into `bytes` where their alignment allows.
 * @throws IssueError `bad-field` when the bytes are no such stream, or of another release of the format
 */
export function decodeAddressTable(bytes: Uint8Array): AddressTable {
  const { schema, root } = readBatch(bytes);
  const at = (name: string, of: Data = root) => childNamed(of, name);
  const { length } = root;
  const list = at('claims');
  const claims = list.children[0]!;
  expectWords('use', at('use'), ADDRESS_USES);
  expectWords('technology', at('technology', claims), TECHNOLOGIES);
  return {
    length,
    srid: Number(schema.metadata.get('srid')),
    id: values(at('id'), length, Int32Array),
    eastingM: values(at('easting_m'), length, Float64Array),
    northingM: values(at('northing_m'), length, Float64Array),
    households: values(at('households'), length, Uint16Array),
    businesses: values(at('businesses'), length, Uint16Array),
    use: values(at('use'), length, Uint8Array),
    districtIndex: values(at('district'), length, Uint8Array),
    districts: words(at('district')),
    claims: {
      start: length === 0 ? new Uint32Array(1) : Uint32Array.from(list.valueOffsets.subarray(0, length + 1)),
      operatorIndex: values(at('operator', claims), claims.length, Uint8Array),
      operators: words(at('operator', claims)),
      technology: values(at('technology', claims), claims.length, Uint8Array),
      downMbit: values(at('down_mbit', claims), claims.length, Float32Array),
      upMbit: values(at('up_mbit', claims), claims.length, Float32Array),
      flags: values(at('flags', claims), claims.length, Uint8Array),
      readyByDay: values(at('ready_by', claims), claims.length, Int32Array),
      sourceIndex: values(at('source', claims), claims.length, Uint16Array),
      sources: words(at('source', claims)),
    },
  };
}

function readBatch(bytes: Uint8Array): { schema: Schema; root: Data } {
  try {
    const reader = RecordBatchReader.from(bytes);
    reader.open();
    const batches = [...reader];
    if (batches.length === 1) return { schema: batches[0]!.schema, root: batches[0]!.data as Data };
  } catch {
    // Not Arrow at all: the same answer.
  }
  throw unreadable('an Arrow stream of addresses with one record batch');
}

function childNamed(of: Data, name: string): Data {
  const at = (of.type as DataType & { children: { name: string }[] }).children.findIndex(
    (field) => field.name === name,
  );
  if (at < 0) throw unreadable(`a column ${name}`);
  return of.children[at]!;
}

function values<T>(
  data: Data,
  length: number,
  kind: { new (length: number): T } & { readonly name: string },
): T {
  const found = data.values as unknown;
  if (length === 0) return new kind(0);
  if (!(found instanceof kind)) throw unreadable(`values as ${kind.name}`);
  return (found as unknown as Uint8Array).subarray(0, length) as unknown as T;
}

function words(data: Data): string[] {
  return [...((data.dictionary as Vector | undefined) ?? [])] as string[];
}

/** Codes are positions in our own lists; a stream whose lists differ would be read wrongly. */
function expectWords(name: string, data: Data, known: readonly string[]): void {
  const found = words(data);
  if (found.some((word, index) => word !== known[index])) throw unreadable(`the known values of ${name}`);
}

function unreadable(expected: string): IssueError {
  return new IssueError({
    code: 'bad-field',
    severity: 'error',
    where: 'addresses.arrow',
    params: { name: 'addresses.arrow', value: '…', expected },
  });
}

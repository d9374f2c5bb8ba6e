import type { TestDatabase } from '../fixtures/databases.ts';

export interface Cell {
  readonly key: string;
  readonly households: number;
  readonly buildings: number;
  readonly population: number;
  readonly coarse: string | null;
  /** Names of the districts its centre lies in. */
  readonly districts: readonly string[];
  readonly row: number;
  readonly column: number;
}

export interface City {
  readonly cells: readonly Cell[];
  readonly coarse: readonly Cell[];
  readonly districts: readonly {
    name: string;
    level: string;
    parent: string | null;
    population: number;
    wkt: string;
  }[];
  /** The same city some years on: some cells have grown or shrunk, the others are as they were. */
  later(seed: number): City;
}

const SIZE = 8;
const E = 550_000;
const N = 5_802_000;

/** Mulberry32. */
export function random(seed: number): () => number {
  let a = seed * 2654435761;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * 64 cells of 100 m under four of 400 m, three quarters that cross those, two of them one borough, and populations
 * of the districts that are exactly those of the cells: the worst case for whoever keeps a secret.
 */
export function randomCity(seed: number): City {
  const next = random(seed);
  const figures = Array.from({ length: SIZE * SIZE }, () => {
    if (next() < 0.25) return [0, 0, 0] as const;
    const households = next() < 0.12 ? 1 + Math.floor(next() * 4) : 6 + Math.floor(next() * 60);
    return [
      households,
      Math.max(1, Math.round(households * (next() < 0.3 ? 0.3 : 0.9))),
      Math.round(households * 1.8),
    ] as const;
  });
  return cityOf(figures);
}

function cityOf(figures: readonly (readonly [number, number, number])[]): City {
  const quarterOf = (column: number, row: number) => (column < 3 ? 'Q1' : row < 5 ? 'Q2' : 'Q3');
  const cells = figures.map(([households, buildings, population], i): Cell => {
    const [row, column] = [Math.floor(i / SIZE), i % SIZE];
    const quarter = quarterOf(column, row);
    return {
      key: `c${i}`,
      households,
      buildings,
      population,
      coarse: `k${Math.floor(row / 4)}${Math.floor(column / 4)}`,
      districts: ['Stadt', quarter, quarter === 'Q3' ? 'B2' : 'B1'],
      row,
      column,
    };
  });
  const total = (inside: readonly Cell[], of: 'households' | 'buildings' | 'population') =>
    inside.reduce((sum, cell) => sum + cell[of], 0);
  const coarse = [0, 1, 2, 3].map((i): Cell => {
    const [row, column] = [Math.floor(i / 2), i % 2];
    const key = `k${row}${column}`;
    const inside = cells.filter((cell) => cell.coarse === key);
    const quarter = quarterOf(column * 4 + 2, row * 4 + 2);
    return {
      key,
      households: total(inside, 'households'),
      buildings: total(inside, 'buildings'),
      population: total(inside, 'population'),
      coarse: null,
      districts: ['Stadt', quarter, quarter === 'Q3' ? 'B2' : 'B1'],
      row,
      column,
    };
  });
  const rectangle = (x0: number, y0: number, x1: number, y1: number) =>
    `((${[
      [x0, y0],
      [x1, y0],
      [x1, y1],
      [x0, y1],
      [x0, y0],
    ]
      .map(([x, y]) => `${E + x! * 100} ${N + y! * 100}`)
      .join(',')}))`;
  const district = (name: string, level: string, parent: string | null, ...parts: string[]) => ({
    name,
    level,
    parent,
    population: total(
      cells.filter((cell) => cell.districts.includes(name)),
      'population',
    ),
    wkt: `SRID=25832;MULTIPOLYGON(${parts.join(',')})`,
  });
  return {
    cells,
    coarse,
    districts: [
      district('Stadt', 'city', null, rectangle(0, 0, SIZE, SIZE)),
      district(
        'B1',
        'bezirk',
        'Stadt',
        `((${[
          [0, 0],
          [8, 0],
          [8, 5],
          [3, 5],
          [3, 8],
          [0, 8],
          [0, 0],
        ]
          .map(([x, y]) => `${E + x! * 100} ${N + y! * 100}`)
          .join(',')}))`,
      ),
      district('B2', 'bezirk', 'Stadt', rectangle(3, 5, 8, 8)),
      district('Q1', 'stadtteil', 'B1', rectangle(0, 0, 3, 8)),
      district('Q2', 'stadtteil', 'B1', rectangle(3, 0, 8, 5)),
      district('Q3', 'stadtteil', 'B2', rectangle(3, 5, 8, 8)),
    ],
    later(seed) {
      const next = random(seed + 1000);
      return cityOf(
        figures.map(([h, b, p]) => {
          const chance = next();
          if (chance < 0.06) return [h + 7, b + 5, p + 9] as const;
          if (chance < 0.12 && h > 6) return [2, 1, 3] as const;
          return [h, b, p] as const;
        }),
      );
    },
  };
}

/** Puts the city where another was: the same data sets at another date. */
export async function loadCity({ sql }: TestDatabase, city: City): Promise<void> {
  await sql.begin(async (tx) => {
    const source = async (layer: string, name: string) => {
      const [row] = await tx<
        { id: number }[]
      >`insert into data_source (layer, name) values (${layer}, ${name})
        on conflict (layer, name) do update set feature_count = 1 returning id`;
      return row!.id;
    };
    const districts = await source('districts', 'Stadt');
    const [fine, coarse] = [
      await source('households', 'Gitter 100 m'),
      await source('households', 'Gitter 400 m'),
    ];
    await tx`delete from household_cell`;
    await tx`delete from district`;
    for (const { name, level, parent, population, wkt } of city.districts)
      await tx`insert into district (source_id, key, name, level, parent_name, population, geom)
        values (${districts}, ${name}, ${name}, ${level}, ${parent}, ${population}, ${wkt}::geometry)`;
    const put = (cells: readonly Cell[], sourceId: number, size: number) =>
      tx`insert into household_cell (source_id, key, households, buildings, population, cell_size_m, geom)
        select ${sourceId}, key, households, buildings, population, ${size},
          st_makeenvelope(${E}::float8 + "column" * ${size}::float8, ${N}::float8 + "row" * ${size}::float8,
            ${E}::float8 + ("column" + 1) * ${size}::float8, ${N}::float8 + ("row" + 1) * ${size}::float8, 25832)
        from json_to_recordset(${JSON.stringify(cells)}::text::json) as c
          (key text, households int, buildings int, population int, "row" int, "column" int)`;
    await put(city.cells, fine, 100);
    await put(city.coarse, coarse, 400);
  });
}

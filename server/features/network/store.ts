import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { type Kysely, sql, type Transaction } from 'kysely';
import { linesCost } from '#core/network/line-cost.ts';
import type { ImportedLine, PlanDocument } from '#core/network/plan-document.ts';
import type { PriceCatalogue } from '#core/network/price-catalogue.ts';
import { isUuid } from '../../db/is-uuid.ts';
import type { Database } from '../../db/schema.ts';
import type { NetworkPlanBody } from './body.ts';

type Cents = Readonly<Record<'low' | 'expected' | 'high', number>>;

/** What the list shows of a plan. */
export interface NetworkPlanFigures {
  readonly lines: number;
  readonly lengthM: number;
  readonly dropM: number | null;
  readonly targets: number | null;
  readonly connected: number | null;
  readonly costCents: Cents | null;
  /** Plans made elsewhere: trenches with duct, for the metres whose surface the file names. */
  readonly trenchCents?: Cents | null;
  readonly pricedM?: number;
  readonly lowerBoundCents: number | null;
  readonly gap: number | null;
}

export interface StoredNetworkPlan {
  readonly id: string;
  readonly name: string;
  readonly areaId: string | null;
  readonly areaName: string;
  readonly origin: 'computed' | 'imported';
  readonly note: string;
  readonly parameters: Record<string, unknown>;
  readonly prices: NetworkPlanBody['prices'];
  readonly figures: NetworkPlanFigures;
  readonly documentSha256: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** GeoJSON MultiPolygon, EPSG:4326. */
  readonly geometry: unknown;
}

type Db = Kysely<Database> | Transaction<Database>;

const pack = promisify(gzip);
const unpack = promisify(gunzip);

const columns = sql`id, name, area_id as "areaId", area_name as "areaName", origin, note, parameters, prices, figures,
  document_sha256 as "documentSha256", version, created_at as "createdAt", updated_at as "updatedAt",
  st_asgeojson(st_transform(geom, 4326), 10)::json as geometry`;

/** Every plan without its drawn parts, newest first. */
export async function listNetworkPlans(db: Db): Promise<StoredNetworkPlan[]> {
  const { rows } = await sql<StoredNetworkPlan>`
    select ${columns} from network_plan order by updated_at desc, id`.execute(db);
  return rows;
}

/** Undefined too for what is no id at all: applications name plans, and so do addresses. */
export async function findNetworkPlan(db: Db, id: string): Promise<StoredNetworkPlan | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await sql<StoredNetworkPlan>`
    select ${columns} from network_plan where id = ${id}::uuid`.execute(db);
  return rows[0];
}

export async function networkPlanDocument(db: Db, id: string): Promise<PlanDocument | undefined> {
  const { rows } = await sql<{ document: Buffer }>`
    select document from network_plan_document where plan_id = ${id}::uuid`.execute(db);
  return rows[0] && (JSON.parse((await unpack(rows[0].document)).toString('utf8')) as PlanDocument);
}

export async function insertNetworkPlan(
  db: Kysely<Database>,
  body: NetworkPlanBody,
): Promise<StoredNetworkPlan> {
  const packed = await packedDocument(body);
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      insert into network_plan (name, area_id, area_name, origin, note, parameters, prices, figures, document_sha256, geom)
      values (${body.name}, ${areaOrNull(body.areaId)}, ${body.areaName}, ${body.document.kind}, ${body.note},
        ${json(body.parameters)}, ${json(body.prices)}, ${json(figuresOf(body))}, ${packed.sha256}, ${outline(body)})
      returning id`.execute(tx);
    const { id } = rows[0]!;
    await sql`insert into network_plan_document (plan_id, document) values (${id}::uuid, ${packed.bytes})`.execute(
      tx,
    );
    return (await findNetworkPlan(tx, id))!;
  });
}

/** Saves over `version`; undefined when the plan is gone or has another version by now. */
export async function updateNetworkPlan(
  db: Kysely<Database>,
  id: string,
  version: number,
  body: NetworkPlanBody,
): Promise<StoredNetworkPlan | undefined> {
  const packed = await packedDocument(body);
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      update network_plan set name = ${body.name}, area_id = ${areaOrNull(body.areaId)}, area_name = ${body.areaName},
        origin = ${body.document.kind}, note = ${body.note}, parameters = ${json(body.parameters)},
        prices = ${json(body.prices)}, figures = ${json(figuresOf(body))}, document_sha256 = ${packed.sha256},
        geom = ${outline(body)}, version = version + 1, updated_at = now()
      where id = ${id}::uuid and version = ${version} returning id`.execute(tx);
    if (rows.length === 0) return undefined;
    await sql`update network_plan_document set document = ${packed.bytes} where plan_id = ${id}::uuid`.execute(
      tx,
    );
    return findNetworkPlan(tx, id);
  });
}

export async function deleteNetworkPlan(db: Db, id: string, version: number): Promise<boolean> {
  const result = await sql`delete from network_plan where id = ${id}::uuid and version = ${version}`.execute(
    db,
  );
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** An area that was deleted meanwhile is no reason to lose a plan: its name and outline stay. */
const areaOrNull = (id: string | null) => sql`(select id from area where id = ${id}::uuid)`;

const outline = ({ geometry }: NetworkPlanBody) =>
  geometry === null
    ? sql`null`
    : sql`st_multi(st_transform(st_setsrid(st_geomfromgeojson(${JSON.stringify(geometry)}::text), 4326), 25832))`;

const json = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`;

async function packedDocument({ document }: NetworkPlanBody): Promise<{ bytes: Buffer; sha256: string }> {
  const text = Buffer.from(JSON.stringify(document));
  return { bytes: await pack(text), sha256: createHash('sha256').update(text).digest('hex') };
}

/** Figures of the list, made from the document, so that they never differ from it. */
function figuresOf({ document, prices }: NetworkPlanBody): NetworkPlanFigures {
  if (document.kind === 'imported') {
    const cost = linesCost(
      document.lines as readonly ImportedLine[],
      prices as unknown as PriceCatalogue,
      null,
    );
    const tenth = (metres: number) => Math.round(metres * 10) / 10;
    return {
      lines: document.lines.length,
      lengthM: tenth(cost.lengthM),
      pricedM: tenth(cost.lengthM - cost.unknownM),
      dropM: null,
      targets: null,
      connected: null,
      // Cabinets, drops and planning are not in a file of lines: this is no cost of the whole.
      costCents: null,
      trenchCents: cost.unknownM < cost.lengthM ? cost.cents : null,
      lowerBoundCents: null,
      gap: null,
    };
  }
  const { plan } = document;
  return {
    lines: plan.edges.length,
    lengthM: plan.trenchM,
    dropM: plan.dropM,
    targets: plan.targets,
    connected: plan.connected,
    costCents: plan.costCents,
    lowerBoundCents: plan.certificate.lowerBoundCents,
    gap: plan.certificate.gap,
  };
}

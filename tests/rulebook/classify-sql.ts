import type postgres from 'postgres';
import { type AddressTable, CLAIM_FLAG } from '#core/columns/address-table.ts';
import type { Classification, CompiledRules } from '#core/rulebook/classify.ts';
import { CLASSES, ELIGIBILITY, REASONS } from '#core/rulebook/rule-set.ts';
import { TECHNOLOGIES } from '#core/supply/technologies.ts';

/** Where the query reads: tables with the columns of `address` and `supply_claim`. */
export interface SqlTables {
  readonly address: string;
  readonly claim: string;
}

/**
 * The same rules as one SQL statement, written from the wording of the rule sets and not from `classify`: one row per
 * address with the words of class, verdict and reason, ordered by id.
 */
export function classifySql(rules: CompiledRules, { address, claim }: SqlTables): string {
  const { ruleSet } = rules;
  const { networks, selfBuild, fundedElsewhere } = ruleSet.exclusions;
  const date = (day: number) => `date '${new Date(day * 86_400_000).toISOString().slice(0, 10)}'`;
  const either = (parts: readonly string[]) => (parts.length > 0 ? `(${parts.join(' or ')})` : 'false');
  const meets = either(
    ruleSet.upper.map(
      ({ downMbit, upMbit }) =>
        `(down_mbit >= ${downMbit}::real${upMbit === null ? '' : ` and up_mbit >= ${upMbit}::real`})`,
    ),
  );
  const mayMeet = either([
    'down_mbit is null',
    ...ruleSet.upper
      .filter(({ upMbit }) => upMbit !== null)
      .map(({ downMbit }) => `(down_mbit >= ${downMbit}::real and up_mbit is null)`),
  ]);
  const network = networks ? `coalesce(down_mbit >= ${networks.downMbit}::real, false)` : 'false';
  const cable =
    rules.cableDown > 0 ? `coalesce(technology = 'hfc' and down_mbit >= ${rules.cableDown}, false)` : 'false';
  const commits = `down_mbit >= ${selfBuild.downMbit}::real${
    selfBuild.upMbit === null ? '' : ` and up_mbit >= ${selfBuild.upMbit}::real`
  }`;
  const mayCommit = either([
    `coalesce(${commits}, false)`,
    'down_mbit is null',
    ...(selfBuild.upMbit === null ? [] : [`(down_mbit >= ${selfBuild.downMbit}::real and up_mbit is null)`]),
  ]);
  return `
    with claim as (
      select address_id, operator, planned, funded_elsewhere, down_mbit,
        ${rules.requirePeakTimeStatement ? 'peak_time' : 'true'} as stated,
        ${meets} as meets, ${mayMeet} as may_meet, ${network} as network, ${cable} as cable,
        coalesce(${commits}, false) as commits, ${mayCommit} as may_commit,
        planned and binding${selfBuild.milestones ? ' and milestones' : ''} as promised,
        ready_by is null as undated,
        coalesce(ready_by between ${date(rules.onDay)} and ${date(rules.horizonEndDay)}, false) as in_horizon
      from ${claim}
    ),
    seen as (
      select a.id,
        count(c.address_id) filter (where not planned) as existing,
        max(down_mbit) filter (where not planned) as best,
        coalesce(bool_or(meets and stated) filter (where not planned), false) as supplied,
        coalesce(bool_or(may_meet or (not stated and (meets or network or cable))) filter (where not planned), false)
          as unknown_speed,
        coalesce(bool_or(cable and stated) filter (where not planned), false) as cable,
        count(distinct operator) filter (where network and stated and (not planned or (promised and in_horizon)))
          as networks,
        coalesce(bool_or(commits and stated) filter (where promised and in_horizon), false) as committed,
        coalesce(bool_or((may_commit and not (commits and stated)) or (network and not stated))
          filter (where promised and in_horizon), false) as unknown_promise,
        coalesce(bool_or(may_commit or network) filter (where promised and undated), false) as unknown_date,
        coalesce(bool_or(funded_elsewhere), false) as funded
      from ${address} a left join claim c on c.address_id = a.id
      group by a.id
    ),
    reasoned as (
      select *, case
        when supplied then 'supplied'
        when networks >= ${networks?.count ?? 1_000_000} then 'networks'
        when cable then 'cable'
        when committed then 'committed'
        when funded and ${fundedElsewhere.enabled} then 'funded-elsewhere'
        when existing = 0 then 'no-claim'
        when unknown_speed or unknown_promise then 'unknown-speed'
        when unknown_date then 'unknown-date'
        else 'below-threshold' end as reason
      from seen
    )
    select id, reason,
      case when supplied then 'versorgt' when existing = 0 or unknown_speed then 'unklar'
        when best < 30 then 'weiss' when best < 100 then 'hellgrau' else 'dunkelgrau' end as class,
      case when reason = 'below-threshold' then 'yes'
        when reason in ('no-claim', 'unknown-speed', 'unknown-date') then 'unclear' else 'no' end as eligible
    from reasoned order by id`;
}

/** Writes the claims of a table into temporary tables; addresses are numbered 0 … length − 1. */
export async function loadTemporaryTables(sql: postgres.Sql, table: AddressTable): Promise<SqlTables> {
  await sql`drop table if exists rule_address, rule_claim`;
  await sql`create temporary table rule_address (id integer primary key)`;
  await sql`insert into rule_address select generate_series(0, ${table.length}::int - 1)`;
  await sql`create temporary table rule_claim (address_id integer not null, operator text not null,
    technology text not null, down_mbit real, up_mbit real, peak_time boolean not null, planned boolean not null,
    binding boolean not null, milestones boolean not null, funded_elsewhere boolean not null, ready_by date)`;
  const into = await sql`copy rule_claim from stdin`.writable();
  const failed = new Promise<never>((_, reject) => into.once('error', reject));
  failed.catch(() => undefined);
  for (let from = 0; from < table.length; from += 20_000) {
    const text = claimRows(table, from, Math.min(table.length, from + 20_000));
    if (text && !into.write(text))
      await Promise.race([new Promise((resolve) => into.once('drain', resolve)), failed]);
  }
  await Promise.race([
    new Promise<void>((resolve) => {
      into.once('finish', resolve);
      into.end();
    }),
    failed,
  ]);
  await sql`create index on rule_claim (address_id)`;
  await sql`analyze rule_address`;
  await sql`analyze rule_claim`;
  return { address: 'rule_address', claim: 'rule_claim' };
}

/** Lines of PostgreSQL's COPY text format. */
function claimRows({ claims }: AddressTable, from: number, to: number): string {
  const lines: string[] = [];
  const number = (value: number) => (Number.isNaN(value) ? '\\N' : String(value));
  for (let i = from; i < to; i++) {
    for (let c = claims.start[i]!; c < claims.start[i + 1]!; c++) {
      const flag = claims.flags[c]!;
      const has = (bit: number) => (flag & bit ? 't' : 'f');
      const day = claims.readyByDay[c]!;
      lines.push(
        `${i}\t${claims.operators[claims.operatorIndex[c]!]}\t${TECHNOLOGIES[claims.technology[c]!]}\t${number(claims.downMbit[c]!)}\t${number(claims.upMbit[c]!)}\t${has(CLAIM_FLAG.peakTime)}\t${has(CLAIM_FLAG.planned)}\t${has(CLAIM_FLAG.binding)}\t${has(CLAIM_FLAG.milestones)}\t${has(CLAIM_FLAG.fundedElsewhere)}\t${day === 0 ? '\\N' : new Date(day * 86_400_000).toISOString().slice(0, 10)}\n`,
      );
    }
  }
  return lines.join('');
}

/** Runs the statement into a temporary table, timed, and reads it back as codes. */
export async function classifyByDatabase(
  sql: postgres.Sql,
  rules: CompiledRules,
  tables: SqlTables,
): Promise<Classification & { readonly ms: number }> {
  await sql`drop table if exists rule_verdict`;
  const started = performance.now();
  await sql.unsafe(`create temporary table rule_verdict as ${classifySql(rules, tables)}`);
  const ms = performance.now() - started;
  const code = (column: string, words: readonly string[]) =>
    `string_agg(substr('ABCDEFGHIJ', array_position(array[${words.map((word) => `'${word}'`).join()}], ${column}), 1), '' order by id)`;
  const [found] = await sql.unsafe<{ class: string | null; eligible: string; reason: string }[]>(
    `select ${code('class', CLASSES)} as class, ${code('eligible', ELIGIBILITY)} as eligible,
      ${code('reason', REASONS)} as reason from rule_verdict`,
  );
  const codes = (text: string | null) => Uint8Array.from(text ?? '', (letter) => letter.charCodeAt(0) - 65);
  return {
    ms,
    classCode: codes(found!.class),
    eligibleCode: codes(found!.eligible),
    reasonCode: codes(found!.reason),
  };
}

/** The first address on which two classifications differ, or −1. */
export function firstDifference(a: Classification, b: Classification): number {
  if (a.classCode.length !== b.classCode.length) return 0;
  for (let i = 0; i < a.classCode.length; i++) {
    if (
      a.classCode[i] !== b.classCode[i] ||
      a.eligibleCode[i] !== b.eligibleCode[i] ||
      a.reasonCode[i] !== b.reasonCode[i]
    )
      return i;
  }
  return -1;
}

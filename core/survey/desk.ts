import type { Claim } from '../rulebook/claim.ts';
import { committedFinding } from '../rulebook/claim-findings.ts';
import type { CompiledRules } from '../rulebook/classify.ts';
import type { Finding as ClaimFinding } from '../rulebook/explain-texts.ts';
import type { Technology } from '../supply/technologies.ts';
import type { AnswerClaim, EarlierPromise, Homes } from './answer.ts';
import { earlierFindings } from './earlier-promises.ts';
import { type Finding, finding, type PlausibilityRules, plausibilityFindings } from './plausibility.ts';

/** Supply of one technology and speed that an operator claims. */
export interface ClaimedSupply {
  readonly technology: Technology;
  readonly downMbit: number | null;
  readonly upMbit: number | null;
  readonly addresses: number;
}

/** Why the promises of an answer count, or do not: the findings of the rulebook at a promise. */
export type PromiseVerdict = 'counts' | ClaimFinding;

export interface Promises {
  readonly addresses: number;
  /** Addresses with a promise that the rules let count. */
  readonly counting: number;
  readonly binding: number;
  readonly withMilestones: number;
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Addresses by the end of a calendar year, ascending; `null` without a date. */
  readonly byYear: readonly { readonly year: number | null; readonly addresses: number }[];
  readonly speeds: readonly ClaimedSupply[];
  readonly verdicts: readonly { readonly verdict: PromiseVerdict; readonly addresses: number }[];
}

/** Remarks that are listed; how many more there are is said. */
const MOST_REMARKS = 200;

/** Addresses by how far an existing line reaches; `unknown` where the answer does not say. */
export type HomesCount = Readonly<Record<Homes | 'unknown', number>>;

/** A remark with the addresses it stands at. */
export interface Remark {
  readonly text: string;
  readonly addressIds: readonly number[];
}

/** An answer as the desk shows it. Counts are addresses of the survey; what lies outside is counted once. */
export interface AnswerReport {
  readonly addresses: number;
  readonly outside: number;
  readonly existing: readonly ClaimedSupply[];
  readonly homes: HomesCount;
  /** Most addresses first. */
  readonly remarks: readonly Remark[];
  /** Remarks beyond those listed. */
  readonly moreRemarks: number;
  readonly promises: Promises;
  readonly findings: readonly Finding[];
}

export interface DeskInput {
  readonly claims: readonly AnswerClaim[];
  readonly earlier: readonly EarlierPromise[];
  /** Names under which the answer may speak of its operator: that in the survey, and that of the data set. */
  readonly names: readonly string[];
  /** Database ids of the addresses that were asked about. */
  readonly asked: ReadonlySet<number>;
  readonly rules: CompiledRules;
  /** Day the survey is judged at (ISO). */
  readonly onDate: string;
  readonly horizonYears: number;
  readonly plausibility: PlausibilityRules;
  readonly buildRatePerMonth: number | null;
}

/** What an operator claims and promises, and what is doubtful about it. */
export function answerReport(input: DeskInput): AnswerReport {
  const claims = input.claims.filter(({ addressId }) => input.asked.has(addressId));
  const outside = new Set(
    input.claims.map(({ addressId }) => addressId).filter((id) => !input.asked.has(id)),
  );
  const { onDate, horizonYears, plausibility, buildRatePerMonth } = input;
  const findings = [
    ...plausibilityFindings({ claims, rules: plausibility, onDate, horizonYears, buildRatePerMonth }),
    ...earlierFindings(
      claims,
      input.earlier.filter(({ addressId }) => input.asked.has(addressId)),
      onDate,
    ),
    ...otherOperators(claims, input.names),
    ...(outside.size > 0 ? [finding('survey-outside', 'info', [...outside], {})] : []),
  ];
  const existing = claims.filter(({ planned }) => !planned);
  const remarks = remarksOf(claims);
  return {
    addresses: new Set(claims.map(({ addressId }) => addressId)).size,
    outside: outside.size,
    existing: supplyGroups(existing),
    homes: homesOf(existing),
    remarks: remarks.slice(0, MOST_REMARKS),
    moreRemarks: Math.max(0, remarks.length - MOST_REMARKS),
    promises: promisesOf(
      claims.filter(({ planned }) => planned),
      input.rules,
    ),
    findings: findings.sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity]),
  };
}

/** Claims that the answer makes in the name of somebody else: the operator's own view leaves them out. */
function otherOperators(claims: readonly AnswerClaim[], names: readonly string[]): Finding[] {
  const others = claims.filter(({ operator }) => !isNamed(operator, names));
  if (others.length === 0) return [];
  const found = [...new Set(others.map(({ operator }) => operator))].sort().join(', ');
  const ids = others.map(({ addressId }) => addressId);
  return [finding('survey-other-operator', 'warning', ids, { found, expected: names[0] ?? '' })];
}

/** Whether an operator in an answer is the one that was asked, whatever the case of its letters. */
export function isNamed(operator: string, names: readonly string[]): boolean {
  const key = (name: string) => name.trim().toLocaleLowerCase('de');
  return names.some((name) => key(name) === key(operator));
}

const WEIGHT = { error: 0, warning: 1, info: 2 } as const;

function promisesOf(claims: readonly AnswerClaim[], rules: CompiledRules): Promises {
  const verdictOf = new Map<number, PromiseVerdict>();
  const dayOf = new Map<number, string | null>();
  const binding = new Set<number>();
  const withMilestones = new Set<number>();
  for (const claim of claims) {
    const { addressId, readyBy } = claim;
    if (claim.binding) binding.add(addressId);
    if (claim.milestones) withMilestones.add(addressId);
    const verdict = verdictOfPromise(claim, rules);
    // An address counts when one of its promises does.
    if (verdictOf.get(addressId) !== 'counts') verdictOf.set(addressId, verdict);
    const known = dayOf.get(addressId);
    if (known == null || (readyBy !== null && readyBy < known))
      dayOf.set(addressId, readyBy ?? known ?? null);
  }
  const days = [...dayOf.values()].filter((day) => day !== null).sort();
  const years = Map.groupBy(dayOf.values(), (day) => (day === null ? null : Number(day.slice(0, 4))));
  const verdicts = Map.groupBy(verdictOf.values(), (verdict) => verdict);
  return {
    addresses: verdictOf.size,
    counting: verdicts.get('counts')?.length ?? 0,
    binding: binding.size,
    withMilestones: withMilestones.size,
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
    byYear: [...years]
      .map(([year, list]) => ({ year, addresses: list.length }))
      .sort((a, b) => (a.year ?? 9999) - (b.year ?? 9999)),
    speeds: supplyGroups(claims),
    verdicts: [...verdicts]
      .map(([verdict, list]) => ({ verdict, addresses: list.length }))
      .sort((a, b) => b.addresses - a.addresses || (a.verdict < b.verdict ? -1 : 1)),
  };
}

/** Whether the rules let a promise count; what they assume in its favour counts too. */
export function verdictOfPromise(claim: AnswerClaim, rules: CompiledRules): PromiseVerdict {
  const full: Claim = { ...claim, fundedElsewhere: false, source: '', sourceDate: null };
  const found = committedFinding(full, rules) ?? 'counts';
  return found === 'meets' || found === 'meets-assumed' ? 'counts' : found;
}

/** An address is connected when one of its lines is. */
function homesOf(claims: readonly AnswerClaim[]): HomesCount {
  const of = new Map<number, Homes | 'unknown'>();
  const rank: HomesCount = { unknown: 0, passed: 1, connected: 2 };
  for (const { addressId, homes } of claims) {
    const known = of.get(addressId);
    const found = homes ?? 'unknown';
    if (known === undefined || rank[found] > rank[known]) of.set(addressId, found);
  }
  const count = { connected: 0, passed: 0, unknown: 0 };
  for (const each of of.values()) count[each]++;
  return count;
}

function remarksOf(claims: readonly AnswerClaim[]): Remark[] {
  const said = claims.filter((claim) => claim.remark !== null);
  return [...Map.groupBy(said, ({ remark }) => remark!)]
    .map(([text, list]) => ({ text, addressIds: [...new Set(list.map(({ addressId }) => addressId))] }))
    .sort((a, b) => b.addressIds.length - a.addressIds.length || (a.text < b.text ? -1 : 1));
}

/** Technologies and speeds with their addresses, most first. */
function supplyGroups(claims: readonly AnswerClaim[]): ClaimedSupply[] {
  const groups = Map.groupBy(claims, ({ technology, downMbit, upMbit }) =>
    [technology, downMbit, upMbit].join('/'),
  );
  return [...groups.values()]
    .map(([first, ...rest]) => ({
      technology: first!.technology,
      downMbit: first!.downMbit,
      upMbit: first!.upMbit,
      addresses: new Set([first!, ...rest].map(({ addressId }) => addressId)).size,
    }))
    .sort(
      (a, b) =>
        b.addresses - a.addresses ||
        (b.downMbit ?? 0) - (a.downMbit ?? 0) ||
        a.technology.localeCompare(b.technology),
    );
}

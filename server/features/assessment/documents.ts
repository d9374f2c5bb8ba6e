import type { Assessment, Tally } from '#core/rulebook/assess.ts';
import { QUESTION_WORDINGS, QUESTIONS } from '#core/rulebook/check-first.ts';
import type { Comparison } from '#core/rulebook/compare.ts';
import { FINDINGS } from '#core/rulebook/explain-texts.ts';
import { CLASSES, ELIGIBILITY, WORDINGS } from '#core/rulebook/rule-set.ts';
import { supplyAssumption } from '../needs/document.ts';
import type { ChosenRules } from './choose-rules.ts';
import type { AssessedPlace, PlaceAsked } from './place.ts';
import type { checkFirstCity, ExplainedAddress } from './store.ts';

/** What is said of the rule set beside every result: how well it is established, and what is not. */
function aboutRules({ dataOn, ruleSet, isDraft, alsoInForce, date, compiled }: ChosenRules) {
  return {
    draft: isDraft,
    /** Null: the newest state of the supply data. */
    data: dataOn,
    on: date,
    horizonEnds: new Date(compiled.horizonEndDay * 86_400_000).toISOString().slice(0, 10),
    confidence: ruleSet.confidence,
    source: ruleSet.source,
    notes: ruleSet.notes,
    alsoInForce: alsoInForce.map((other) => other.id),
  };
}

/** The agreed answer of `assess`: exactly these keys. Addresses in no district are counted under `outside`. */
export function assessmentContract(chosen: ChosenRules, assessment: Assessment) {
  const { by = {}, outside } = assessment;
  const groups = [...Object.entries(by), ...(outside ? [['outside', outside] as const] : [])];
  return {
    rules: chosen.ruleSet.id,
    ...agreed(assessment),
    by: Object.fromEntries(groups.map(([name, tally]) => [name, agreed(tally)])),
  };
}

const agreed = ({ addresses, households, classes, eligible, ledger }: Tally) => ({
  addresses,
  households,
  classes,
  eligible,
  ledger,
});

/** The answer of the API: the agreed keys, and what the interface shows beside them. */
export function assessmentDocument(chosen: ChosenRules, assessment: Assessment) {
  const { householdsByClass, reasons } = assessment;
  return { ...assessmentContract(chosen, assessment), householdsByClass, reasons, about: aboutRules(chosen) };
}

/** The answer of `compare`: matrices by name, every change with its reasons. */
export function comparisonDocument(before: ChosenRules, after: ChosenRules, comparison: Comparison) {
  const { addresses, changed, eligibilityChanged, classMatrix, eligibleMatrix, changes } = comparison;
  return {
    rules: [before.ruleSet.id, after.ruleSet.id],
    addresses,
    changed,
    eligibilityChanged,
    classes: matrixOf(CLASSES, classMatrix),
    eligible: matrixOf(ELIGIBILITY, eligibleMatrix),
    changes: changes.map((change) => {
      const [from, to] = [WORDINGS.reason[change.from.reason], WORDINGS.reason[change.to.reason]];
      const why =
        change.from.reason === change.to.reason
          ? {
              de: `${to.de}; nur die Klasse ist eine andere`,
              en: `${to.en}; only the class is another`,
            }
          : { de: `vorher: ${from.de}; nachher: ${to.de}`, en: `before: ${from.en}; after: ${to.en}` };
      return { ...change, why };
    }),
    about: [aboutRules(before), aboutRules(after)],
  };
}

/** `{ from: { to: addresses } }`, rows of the first rule set. */
function matrixOf(names: readonly string[], matrix: readonly (readonly number[])[]) {
  return Object.fromEntries(
    names.map((from, r) => [from, Object.fromEntries(names.map((to, c) => [to, matrix[r]![c]!]))]),
  );
}

/** The answer of `check-first`: how much hangs on each open question, and the addresses that most hangs on. */
export function checkFirstDocument(chosen: ChosenRules, found: Awaited<ReturnType<typeof checkFirstCity>>) {
  return {
    rules: chosen.ruleSet.id,
    addresses: found.all,
    questions: Object.fromEntries(
      QUESTIONS.map((name) => [name, { ...found.byQuestion[name], text: QUESTION_WORDINGS[name] }]),
    ),
    first: found.first,
    about: aboutRules(chosen),
  };
}

/** The answer of `explain`: the verdict, the chain, and every claim with what speaks against it. */
export function explanationDocument(chosen: ChosenRules, explained: ExplainedAddress) {
  const { address, claims, steps, winning, contradictions, evidence, ...verdict } = explained;
  const { claims: _, ...place } = address;
  const named = (index: number | null) => {
    if (index === null) return null;
    const { operator, source, sourceDate, technology } = claims[index]!;
    return { index, operator, technology, source, date: sourceDate };
  };
  return {
    id: address.id,
    ...verdict,
    evidence: { percent: evidence.percent, agreement: evidence.agreement, restsOn: evidence.restsOn },
    address: place,
    chain: steps.map(({ looked, claim, ...step }) => ({
      ...step,
      claim: named(claim),
      value: claim === null ? null : figuresOf(claims[claim]!),
      looked: looked.map((one) => ({
        ...named(one.claim)!,
        value: figuresOf(claims[one.claim]!),
        finding: one.finding,
        text: FINDINGS[one.finding],
      })),
    })),
    claims: claims.map((claim, index) => ({
      ...claim,
      winning: index === winning,
      evidence: evidence.claims[index]!,
      contradicts: contradictions.flatMap(({ claims: [a, b] }) =>
        a === index ? [b] : b === index ? [a] : [],
      ),
    })),
    contradictions,
    about: aboutRules(chosen),
  };
}

/**
 * A school, business park or public building: class and eligibility where all its addresses agree (`null`: they do not;
 * without an address it is unclear), how many are what, and the chain of the address that decides.
 */
export function placeDocument(
  { kind, id, maxDistanceM }: PlaceAsked,
  chosen: ChosenRules,
  { name, distanceM, tally, deciding }: AssessedPlace,
) {
  const { addresses, households, classes, eligible } = tally;
  const agreed = <N extends string>(counts: Readonly<Record<N, number>>, without: N): N | null =>
    addresses === 0
      ? without
      : ((Object.keys(counts) as N[]).find((one) => counts[one] === addresses) ?? null);
  return {
    kind,
    id,
    name,
    rules: chosen.ruleSet.id,
    class: agreed(classes, 'unklar'),
    eligible: agreed(eligible, 'unclear'),
    addresses,
    households,
    counts: { classes, eligible },
    distanceM,
    supply: supplyAssumption(kind, maxDistanceM),
    deciding: deciding ? explanationDocument(chosen, deciding) : null,
    about: aboutRules(chosen),
  };
}

function figuresOf({ downMbit, upMbit, readyBy }: ExplainedAddress['claims'][number]) {
  return { downMbit, upMbit, ...(readyBy === null ? {} : { readyBy }) };
}

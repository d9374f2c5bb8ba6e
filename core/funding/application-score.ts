import type { Issue } from '../issue.ts';
import { isInForce } from '../rulebook/in-force.ts';
import type { ApplicationBody, ApplicationFacts, ApplicationInputs, PlanFacts } from './application.ts';
import type { RuleValue } from './figure.ts';
import type { FederalRules, LandRules } from './funding-rules.ts';
import { readGapInputs } from './gap-inputs.ts';
import type { Cents } from './money.ts';
import { operatorModel } from './operator-model.ts';
import { type ProgrammeData, programmesThatFit } from './programmes.ts';
import { fastLanePoints, type ScoringCatalogue, score } from './score.ts';
import { type Shares, sharesOf } from './shares.ts';
import { type ViabilityGap, viabilityGap } from './viability-gap.ts';

/** Dated rules an application is held against. */
export interface FundingData {
  readonly federal: FederalRules;
  readonly land: LandRules | null;
  readonly catalogue: ScoringCatalogue;
  /** False where the rule set names no catalogue for the day, so that another one stands in. */
  readonly isCatalogueStated: boolean;
  readonly programmes: ProgrammeData;
}

export type ApplicationScore = ReturnType<typeof scoreApplication>;

/**
 * Money, points and programmes of one application. Facts that were entered win over those of the plan; what
 * neither knows stays unknown. Entries that are not established are listed in `notVerified`.
 * @param plan null when no areas are given
 */
export function scoreApplication(body: ApplicationBody, plan: PlanFacts | null, data: FundingData) {
  const { inputs } = body;
  const { facts } = inputs;
  const issues: Issue[] = [];
  const { eligibleCents, gap, operator } = eligibleOf(body, issues);
  const { addresses, whiteAddresses } = addressesOf(facts, plan);
  const connections = inputs.connections ?? plan?.eligibleAddresses ?? addresses;
  const shares: Shares | null =
    eligibleCents === null
      ? null
      : sharesOf(
          {
            eligibleCents,
            federalRateBp: inputs.federalRateBp,
            connections,
            specialConnections: inputs.specialConnections,
            otherGrantsCents: inputs.otherGrantsCents,
          },
          data.federal,
          data.land,
        );
  const measured = {
    addresses,
    whiteAddresses,
    synergyMet: facts.synergyMet,
    inhabitants: facts.inhabitants ?? plan?.inhabitants ?? null,
    areaKm2: facts.areaKm2 ?? plan?.areaKm2 ?? null,
    municipalities: facts.municipalities,
  };
  const points = score(measured, data.catalogue);
  const coversWholeUnit = facts.coversWholeUnit ?? plan?.coversWholeUnit ?? false;
  const fits =
    eligibleCents === null || shares === null
      ? null
      : programmesThatFit(
          {
            onDate: inputs.onDate,
            eligibleCents,
            federalCents: shares.federal.valueCents,
            minFederalCents: data.federal.minFederalCents.value,
            coversWholeUnit,
            gigabitSameYear: facts.gigabitSameYear,
            score: points,
          },
          data.programmes,
          data.catalogue,
        );
  const fastLane = fastLanePoints(data.catalogue, inputs.onDate);
  return {
    onDate: inputs.onDate,
    catalogue: data.catalogue.id,
    measured,
    connections,
    coversWholeUnit,
    points,
    fastLane,
    gap,
    operator,
    eligibleCents,
    shares,
    programmes: fits,
    alternatives: alternatives(eligibleCents, facts.municipalities, data),
    notVerified: [
      ...notVerified(body, data, points.criteria, fastLane),
      ...callsNotVerified(inputs.onDate, data),
    ],
    issues: [...issues, ...(shares?.issues ?? [])],
  };
}

/** Both counts from the same origin: a share of the white ones of one in all of another would mean nothing. */
function addressesOf(facts: ApplicationFacts, plan: PlanFacts | null) {
  if (facts.whiteAddresses !== null || !plan) {
    return { addresses: facts.addresses ?? plan?.addresses ?? 0, whiteAddresses: facts.whiteAddresses };
  }
  return { addresses: plan.addresses, whiteAddresses: plan.whiteAddresses };
}

interface Eligible {
  readonly eligibleCents: Cents | null;
  readonly gap: ViabilityGap | null;
  /** The operator model, where it is the one that counts. */
  readonly operator: {
    readonly passiveCapexCents: Cents;
    readonly leasePvCents: Cents;
    readonly eligibleCents: Cents;
  } | null;
}

function eligibleOf({ inputs }: ApplicationBody, issues: Issue[]): Eligible {
  const { eligibleCents, gap } = gapOf(inputs, issues);
  const { operator } = inputs;
  if (!operator) return { eligibleCents, gap, operator: null };
  const passiveCapexCents = operator.passiveCapexCents ?? gap?.capexCents ?? null;
  if (passiveCapexCents === null) {
    const params = { name: 'passiveCapexCents', value: 'nothing', expected: 'whole cents, or inputs.gap' };
    issues.push({
      code: 'bad-field',
      severity: 'error',
      where: 'inputs.operator.passiveCapexCents',
      params,
    });
    return { eligibleCents: null, gap, operator: null };
  }
  const model = operatorModel({
    passiveCapexCents,
    leaseCents: operator.leaseCents,
    discountPerYear: operator.discountPerYear,
  });
  return { eligibleCents: model.eligibleCents, gap, operator: { passiveCapexCents, ...model } };
}

function gapOf(
  inputs: ApplicationInputs,
  issues: Issue[],
): { eligibleCents: Cents | null; gap: ViabilityGap | null } {
  if (inputs.gap === null) {
    if (inputs.eligibleCents === null && inputs.operator === null) {
      issues.push({ code: 'eligible-sum-missing', severity: 'warning', where: 'inputs.gap', params: {} });
    }
    return { eligibleCents: inputs.eligibleCents, gap: null };
  }
  const read = readGapInputs(inputs.gap);
  issues.push(...read.issues.map((issue) => ({ ...issue, where: `inputs.gap.${issue.where}` })));
  if (!read.inputs) return { eligibleCents: null, gap: null };
  try {
    const gap = viabilityGap(read.inputs);
    return { eligibleCents: gap.gapCents, gap };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    issues.push({ code: 'sum-too-large', severity: 'error', where: 'inputs.gap', params: {} });
    return { eligibleCents: null, gap: null };
  }
}

export interface Alternative {
  readonly id: 'lueckenschluss-by-district' | 'region-as-applicant';
  readonly call: string | null;
  /** Applications needed so that each stays below the limit of the call; null when the sum is not known. */
  readonly applications: number | null;
  readonly limitCents: Cents | null;
  /** Points more when the full number of Gemeinden applies together. */
  readonly morePoints: number | null;
  readonly municipalities: number | null;
}

/** Two other ways, shown beside every verdict: small applications by district, and several Gemeinden together. */
function alternatives(
  eligibleCents: Cents | null,
  municipalities: number,
  { programmes, catalogue }: FundingData,
): Alternative[] {
  const call = programmes.calls.findLast((entry) => entry.programme === 'lueckenschluss');
  const limitCents = call?.maxTotalCents ?? null;
  const together = catalogue.criteria.find((criterion) => criterion.measure === 'municipalities');
  const list: Alternative[] = [
    {
      id: 'lueckenschluss-by-district',
      call: call?.id ?? null,
      applications:
        eligibleCents === null || limitCents === null
          ? null
          : Math.max(1, Math.ceil(eligibleCents / limitCents)),
      limitCents,
      morePoints: null,
      municipalities: null,
    },
  ];
  if (together && municipalities < together.full.value) {
    const zeroAt = together.zeroAt?.value ?? together.full.value;
    const now = Math.floor(
      (together.points.value * Math.max(0, municipalities - zeroAt)) /
        Math.max(1, together.full.value - zeroAt),
    );
    list.push({
      id: 'region-as-applicant',
      call: null,
      applications: null,
      limitCents: null,
      morePoints: together.points.value - now,
      municipalities: together.full.value,
    });
  }
  return list;
}

export interface NotVerified {
  readonly entry: string;
  readonly confidence: string;
  readonly source: string;
}

/** Every entry of the rules that was used and is not established. */
function notVerified(
  { inputs }: ApplicationBody,
  { federal, land, catalogue, isCatalogueStated }: FundingData,
  criteria: readonly { readonly key: string; readonly surePoints: number; readonly maxPoints: number }[],
  fastLane: RuleValue<number> | null,
): NotVerified[] {
  const list: NotVerified[] = [];
  const add = (entry: string, value: { confidence: string; source: string } | null | undefined) => {
    if (value && value.confidence !== 'sure' && value.confidence !== 'given') {
      list.push({ entry, confidence: value.confidence, source: value.source });
    }
  };
  if (!isCatalogueStated) {
    list.push({
      entry: 'scoring.catalogue',
      confidence: 'unsure',
      source: `das Regelwerk nennt für den ${inputs.onDate} keinen Punktekatalog; gerechnet wird mit ${catalogue.id}`,
    });
  }
  for (const criterion of catalogue.criteria) {
    add(`${criterion.key}.points`, criterion.points);
    add(`${criterion.key}.full`, criterion.full);
    const scored = criteria.find(({ key }) => key === criterion.key)!;
    if (scored.surePoints < scored.maxPoints) {
      if (criterion.steps) add(`${criterion.key}.steps`, criterion.steps);
      else add(`${criterion.key}.zeroAt`, criterion.zeroAt);
    }
  }
  add('fastLane', fastLane);
  if (fastLane === null) {
    list.push({
      entry: 'fastLane',
      confidence: 'unsure',
      source: `für den ${inputs.onDate} ist keine Mindestpunktzahl festgestellt`,
    });
  }
  if (inputs.gap !== null) {
    const source = 'kein amtlicher Kalkulationszins festgestellt; vom Antragsteller eingegeben';
    list.push({ entry: 'gap.discount', confidence: 'unsure', source });
  }
  if (inputs.operator !== null) {
    const source =
      'wie die Pacht abzuzinsen ist, ist nicht festgestellt; den Satz hat der Antragsteller eingegeben';
    list.push({ entry: 'operator.discountPerYear', confidence: 'unsure', source });
  }
  if (inputs.gapOrigin?.kind === 'estimate') {
    const source = `Schätzung nach ${inputs.gapOrigin.of}, Stand ${inputs.gapOrigin.asOf}; kein Netzplan`;
    list.push({ entry: 'gap.investment', confidence: 'assumed', source });
  }
  if (inputs.gapOrigin?.kind === 'network') {
    const source = `Preise des Netzplans ${inputs.gapOrigin.of}, Stand ${inputs.gapOrigin.asOf}: Spannen, die meisten nicht festgestellt`;
    list.push({ entry: 'gap.investment', confidence: 'unsure', source });
  }
  if (inputs.federalRateBp !== federal.rateBp.value) {
    add('federalRateBp', federal.raisedRatesBp);
    add('federal.raisedRateCutOffs', federal.raisedRateCutOffs);
  }
  if (land) {
    add('land.shareBp', land.shareBp);
    add('land.targetBp', land.targetBp);
    add('land.capPerConnection', land.capPerConnection);
    if (!isInForce(land, inputs.onDate) || land.validTo === null) {
      list.push({ entry: 'land.validity', confidence: 'unsure', source: `${land.name}: ${land.note}` });
    }
  }
  return list;
}

/** Calls on a day whose own dates are not sure, and programmes for which no call of that day is established. */
function callsNotVerified(onDate: string, { programmes }: FundingData): NotVerified[] {
  return (['gigabit', 'lueckenschluss'] as const).flatMap((programme): NotVerified[] => {
    const open = programmes.calls.filter(
      (call) => call.programme === programme && call.from <= onDate && call.to !== null && onDate <= call.to,
    );
    if (open.some(({ confidence }) => confidence === 'sure')) return [];
    const [call] = open;
    return call
      ? [{ entry: `call.${call.id}`, confidence: call.confidence, source: call.source }]
      : [
          {
            entry: `call.${programme}`,
            confidence: 'unsure',
            source: `für den ${onDate} ist kein Aufruf festgestellt`,
          },
        ];
  });
}

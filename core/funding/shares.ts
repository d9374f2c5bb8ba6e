import type { Issue } from '../issue.ts';
import { type Figure, weakest } from './figure.ts';
import type { FederalRules, LandRules } from './funding-rules.ts';
import { landCap } from './land-cap.ts';
import { type BasisPoints, type Cents, guarded, shareOfCents, sumCents } from './money.ts';

export interface ShareInputs {
  readonly eligibleCents: Cents;
  /** One of the rates the guideline knows; which applies (economic strength) is the applicant's to show. */
  readonly federalRateBp: BasisPoints;
  readonly connections: number;
  /** Schools and hospitals among them, where the Land caps them apart. */
  readonly specialConnections?: number;
  /** Other public grants for the same expenditure, e.g. of a Landkreis. */
  readonly otherGrantsCents?: Cents;
  /** Lower federal maximum of a programme, e.g. 500,000 € of the Lückenschluss. */
  readonly programmeMaxFederalCents?: Cents;
}

/** Who pays what of the eligible sum. The four always add up to it. */
export interface Shares {
  readonly fundable: boolean;
  readonly federal: Figure;
  readonly land: Figure;
  readonly other: Figure;
  readonly own: Figure;
  readonly issues: readonly Issue[];
}

/**
 * Splits an eligible sum. Grants are rounded down, the own floor up, so no share passes its limit by a cent.
 * The own share never falls below its floor: other and Land money come first out of what is above it, and a
 * surplus lowers the federal share (Nr. 6.8). Below the federal minimum nothing is granted and all is own.
 * @throws RangeError on amounts that are negative or not whole cents, and on rates outside 0 … 10,000.
 */
export function sharesOf(
  inputs: ShareInputs,
  federalRules: FederalRules,
  landRules: LandRules | null,
): Shares {
  const eligible = guarded(inputs.eligibleCents);
  const ownFloor = shareOfCents(eligible, federalRules.minOwnShareBp.value, 'ceil');
  const grantable = eligible - ownFloor;
  const max = Math.min(federalRules.maxFederalCents.value, inputs.programmeMaxFederalCents ?? Infinity);
  const issues = rateIssues(inputs.federalRateBp, federalRules);

  const federalFull = Math.min(shareOfCents(eligible, inputs.federalRateBp, 'floor'), max, grantable);
  const otherGiven = guarded(inputs.otherGrantsCents ?? 0);
  if (otherGiven < 0) throw new RangeError(`other grants of ${otherGiven} cents: at least 0 is needed`);
  const other = Math.min(otherGiven, grantable);
  if (otherGiven > grantable) {
    issues.push(
      issue('over-funded', 'error', {
        surplusCents: otherGiven - grantable,
        paragraph: paragraph(federalRules),
      }),
    );
  }
  const federal = Math.min(federalFull, grantable - other);
  if (federal < federalFull && otherGiven <= grantable) {
    issues.push(
      issue('federal-share-reduced', 'info', {
        byCents: federalFull - federal,
        paragraph: paragraph(federalRules),
      }),
    );
  }

  const fundable = federal >= federalRules.minFederalCents.value;
  if (!fundable) {
    issues.push(
      issue('below-federal-minimum', 'error', {
        federalCents: federal,
        minCents: federalRules.minFederalCents.value,
        paragraph: federalRules.minFederalCents.paragraph,
      }),
    );
  }
  const federalGranted = fundable ? federal : 0;
  const otherGranted = fundable ? other : 0;
  const land = fundable ? landShare(inputs, landRules, grantable - federal - other) : 0;
  const own = eligible - sumCents([federalGranted, otherGranted, land]);

  return {
    fundable,
    issues,
    federal: {
      valueCents: federalGranted,
      formula:
        'min(rateBp · eligibleCents, maxCents, eligibleCents − ownFloorCents − otherCents); 0 below minCents',
      inputs: {
        eligibleCents: eligible,
        rateBp: inputs.federalRateBp,
        maxCents: max,
        minCents: federalRules.minFederalCents.value,
        ownFloorCents: ownFloor,
        otherCents: other,
      },
      source: `${federalRules.name}: ${federalRules.rateBp.source}`,
      confidence:
        inputs.federalRateBp === federalRules.rateBp.value
          ? weakest(federalRules.rateBp.confidence, federalRules.maxFederalCents.confidence)
          : federalRules.raisedRatesBp.confidence,
    },
    land: landFigure(land, inputs, landRules, grantable - federal - other),
    other: {
      valueCents: otherGranted,
      formula: 'min(givenCents, eligibleCents − ownFloorCents)',
      inputs: { givenCents: otherGiven, eligibleCents: eligible, ownFloorCents: ownFloor },
      source: 'vom Antragsteller angegeben',
      confidence: 'given',
    },
    own: {
      valueCents: own,
      formula: 'eligibleCents − federalCents − landCents − otherCents',
      inputs: {
        eligibleCents: eligible,
        federalCents: federalGranted,
        landCents: land,
        otherCents: otherGranted,
        ownFloorCents: ownFloor,
      },
      source: `${federalRules.name}, ${paragraph(federalRules) ?? 'Fundstelle nicht festgestellt'}`,
      confidence: federalRules.minOwnShareBp.confidence,
    },
  };
}

function landShare(inputs: ShareInputs, rules: LandRules | null, roomCents: Cents): Cents {
  if (!rules) return 0;
  const cap = landCap(rules, inputs.connections, inputs.specialConnections ?? 0) ?? Infinity;
  return Math.max(
    0,
    Math.min(shareOfCents(inputs.eligibleCents, landRateBp(inputs, rules), 'floor'), cap, roomCents),
  );
}

function landRateBp(inputs: ShareInputs, rules: LandRules): BasisPoints {
  if (rules.rule === 'target') return Math.max(0, (rules.targetBp?.value ?? 0) - inputs.federalRateBp);
  return rules.shareBp?.value ?? 0;
}

function landFigure(
  valueCents: Cents,
  inputs: ShareInputs,
  rules: LandRules | null,
  roomCents: Cents,
): Figure {
  if (!rules) {
    return {
      valueCents: 0,
      formula: '0',
      inputs: {},
      source: 'no Land co-funding chosen',
      confidence: 'given',
    };
  }
  const cap = landCap(rules, inputs.connections, inputs.specialConnections ?? 0);
  const rate = rules.rule === 'target' ? rules.targetBp : rules.shareBp;
  return {
    valueCents,
    formula: `min(rateBp · eligibleCents, ${cap === null ? '' : 'capCents, '}roomCents)`,
    inputs: {
      eligibleCents: inputs.eligibleCents,
      rateBp: landRateBp(inputs, rules),
      connections: inputs.connections,
      ...(cap === null ? {} : { capCents: cap }),
      roomCents,
    },
    source: `${rules.name}: ${rate?.source ?? ''}`,
    confidence: rate?.confidence ?? 'unsure',
  };
}

function rateIssues(rateBp: BasisPoints, rules: FederalRules): Issue[] {
  if (rateBp === rules.rateBp.value) return [];
  if (rules.raisedRatesBp.value.includes(rateBp)) {
    return [issue('federal-rate-not-verified', 'warning', { rateBp })];
  }
  const known = [rules.rateBp.value, ...rules.raisedRatesBp.value].join(', ');
  return [issue('unknown-federal-rate', 'error', { rateBp, known })];
}

function paragraph(rules: FederalRules): string | null {
  return rules.minOwnShareBp.paragraph;
}

function issue(code: string, severity: Issue['severity'], params: Issue['params']): Issue {
  return { code, severity, params };
}

import { type AddressTable, CLAIM_FLAG } from '../columns/address-table.ts';
import { type Classification, type CompileOptions, classify, compileRules } from './classify.ts';
import { ELIGIBILITY, type RuleSet, type Wording } from './rule-set.ts';

/** What one would have to find out. The order is the bit in `CheckFirst.questions`. */
export const QUESTIONS = ['missing', 'promise', 'cable', 'peak-time', 'horizon'] as const;
export type Question = (typeof QUESTIONS)[number];

export const QUESTION_WORDINGS: Readonly<Record<Question, Wording>> = {
  missing: { de: 'Eine Angabe fehlt: nachfragen', en: 'A figure is missing: ask for it' },
  promise: {
    de: 'Ein angekündigter Ausbau würde entscheiden, wenn er verbindlich mit Meilensteinplan zugesagt wäre',
    en: 'An announced build-out would decide if it were binding with a milestone plan',
  },
  cable: {
    de: 'Hängt am Kabelausschluss, dessen Wortlaut nicht gesichert ist',
    en: 'Depends on the cable exclusion, whose wording is not established',
  },
  'peak-time': {
    de: 'Hängt daran, ob die Geschwindigkeit auch unter Spitzenlast gilt',
    en: 'Depends on whether the speed holds at peak time',
  },
  horizon: {
    de: 'Hängt an der Länge des Zeithorizonts',
    en: 'Depends on the length of the horizon',
  },
};

export interface CheckFirst {
  /** Bits of `QUESTIONS` for every address; 0 where no answer would change its eligibility. */
  readonly questions: Uint8Array;
  /** Indexes of the addresses with a question: most households and businesses first, then most questions, then order. */
  readonly order: Uint32Array;
  readonly byQuestion: Readonly<
    Record<Question, { readonly addresses: number; readonly households: number }>
  >;
}

/**
 * The addresses whose answer would change the plan most: each is judged again under the other answer to every open
 * question, and listed by the households and businesses that hang on it.
 */
export function checkFirst(table: AddressTable, ruleSet: RuleSet, options: CompileOptions): CheckFirst {
  const judge = (change: Partial<CompileOptions>, of: AddressTable = table) =>
    classify(of, compileRules(ruleSet, { ...options, ...change })).eligibleCode;
  const base = judge({});
  const unclear = ELIGIBILITY.indexOf('unclear');
  const questions = new Uint8Array(table.length);
  const ask = (question: Question, answers: readonly Classification['eligibleCode'][]) => {
    const bit = 1 << QUESTIONS.indexOf(question);
    for (const answer of answers)
      for (let i = 0; i < table.length; i++) if (answer[i] !== base[i]) questions[i]! |= bit;
  };
  for (let i = 0; i < table.length; i++) if (base[i] === unclear) questions[i] = 1;
  ask('promise', [judge({}, withBindingPromises(table))]);
  const { cable } = ruleSet.exclusions;
  if (cable && cable.confidence !== 'sure') {
    ask('cable', [judge({ excludeCable: !(options.excludeCable ?? cable.enabled) })]);
  }
  if (ruleSet.peakTime && !options.requirePeakTimeStatement) {
    ask('peak-time', [judge({ requirePeakTimeStatement: true })]);
  }
  const { min, max, confidence } = ruleSet.horizonYears;
  if (min < max && confidence !== 'sure') {
    ask('horizon', [judge({ horizonYears: min }), judge({ horizonYears: max })]);
  }
  const weight = (i: number) => table.households[i]! + table.businesses[i]!;
  const bits = (value: number) => QUESTIONS.reduce((sum, _, bit) => sum + ((value >> bit) & 1), 0);
  const asked: number[] = [];
  for (let i = 0; i < table.length; i++) if (questions[i] !== 0) asked.push(i);
  asked.sort((a, b) => weight(b) - weight(a) || bits(questions[b]!) - bits(questions[a]!) || a - b);
  return {
    questions,
    order: Uint32Array.from(asked),
    byQuestion: Object.fromEntries(
      QUESTIONS.map((question, bit) => {
        const those = asked.filter((i) => (questions[i]! >> bit) & 1);
        return [
          question,
          { addresses: those.length, households: those.reduce((sum, i) => sum + table.households[i]!, 0) },
        ];
      }),
    ) as CheckFirst['byQuestion'],
  };
}

/** The names of the questions in a code of `CheckFirst.questions`. */
export function questionsOf(code: number): Question[] {
  return QUESTIONS.filter((_, bit) => (code >> bit) & 1);
}

/** The same table as if every plan were a binding promise with milestones. */
function withBindingPromises(table: AddressTable): AddressTable {
  const bound = CLAIM_FLAG.binding | CLAIM_FLAG.milestones;
  const flags = table.claims.flags.map((flag) => (flag & CLAIM_FLAG.planned ? flag | bound : flag));
  return { ...table, claims: { ...table.claims, flags } };
}

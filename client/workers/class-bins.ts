import type { Classification } from '#core/rulebook/classify.ts';
import { CLASSES, ELIGIBILITY, REASONS, WORDINGS } from '#core/rulebook/rule-set.ts';
import type { ClassTone } from './messages.ts';

/** What the map and the statistics tell apart: how bad it is where a programme applies, else why none does. */
export const BINS: readonly {
  readonly id: string;
  readonly tone: ClassTone;
  readonly title: { readonly de: string; readonly en: string };
}[] = [
  { id: 'weiss', tone: 'worst', title: WORDINGS.class.weiss },
  { id: 'hellgrau', tone: 'eligible', title: WORDINGS.class.hellgrau },
  { id: 'dunkelgrau', tone: 'near', title: WORDINGS.class.dunkelgrau },
  { id: 'versorgt', tone: 'served', title: { de: 'versorgt', en: 'supplied' } },
  { id: 'committed', tone: 'committed', title: { de: 'Ausbau zugesagt', en: 'committed by an operator' } },
  { id: 'funded', tone: 'funded', title: { de: 'anderswo gefördert', en: 'funded elsewhere' } },
  {
    id: 'excluded',
    tone: 'excluded',
    title: { de: 'ausgeschlossen (mehrere Netze oder Kabel)', en: 'excluded (several networks or cable)' },
  },
  { id: 'unclear', tone: 'unclear', title: WORDINGS.class.unklar },
];

const at = (id: string) => BINS.findIndex((bin) => bin.id === id);
const YES = ELIGIBILITY.indexOf('yes');
const UNCLEAR = ELIGIBILITY.indexOf('unclear');
const BIN_OF_CLASS = Uint8Array.from(CLASSES, (name) => (name === 'unklar' ? at('unclear') : at(name)));
const BIN_OF_REASON = Uint8Array.from(REASONS, (reason) => {
  switch (reason) {
    case 'supplied':
      return at('versorgt');
    case 'committed':
      return at('committed');
    case 'funded-elsewhere':
      return at('funded');
    case 'networks':
    case 'cable':
      return at('excluded');
    default:
      return at('unclear');
  }
});

/** The bin of every address. */
export function binsOf({ classCode, eligibleCode, reasonCode }: Classification): Uint8Array {
  const bins = new Uint8Array(classCode.length);
  const unclear = at('unclear');
  for (let i = 0; i < bins.length; i++) {
    const eligible = eligibleCode[i]!;
    bins[i] =
      eligible === YES
        ? BIN_OF_CLASS[classCode[i]!]!
        : eligible === UNCLEAR
          ? unclear
          : BIN_OF_REASON[reasonCode[i]!]!;
  }
  return bins;
}

/** 1 for every eligible address. */
export function eligibleOf({ eligibleCode }: Classification): Uint8Array {
  return eligibleCode.map((code) => (code === YES ? 1 : 0));
}

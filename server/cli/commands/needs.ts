import { PLACE_KINDS, type PlaceKind, placeRulesOn } from '#core/needs/place-need.ts';
import { needsDocument } from '../../features/needs/document.ts';
import { MAX_DISTANCE_M, needsOf } from '../../features/needs/store.ts';
import { loadRuleBook } from '../../features/rule-sets/store.ts';
import { badArgument, type Command, JSON_OPTION, textOption } from '../command.ts';

export const needsCommand: Command = {
  name: 'needs',
  summary: {
    de: 'Bedarf, Versorgung und Ziel von Schulen, Gewerbegebieten und öffentlichen Gebäuden',
    en: 'Need, supply and target of schools, business parks and public buildings',
  },
  usage: 'needs <schools|business-parks|public-buildings> [--by YYYY-MM-DD] [--distance <metres>] [--json]',
  positionals: ['kind'],
  options: {
    by: {
      type: 'string',
      placeholder: 'YYYY-MM-DD',
      help: { de: 'Tag, an dem das Ziel erreicht sein soll', en: 'Day the target is to be reached by' },
    },
    distance: {
      type: 'string',
      placeholder: '<metres>',
      help: {
        de: 'Umkreis, in dem die nächste Adresse für einen Ort spricht (50)',
        en: 'Metres within which the nearest address speaks for a place (50)',
      },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const kind = PLACE_KINDS.find((one) => one === context.positionals[0]);
    if (!kind) throw badArgument('kind', context.positionals[0] ?? '', PLACE_KINDS.join(', '));
    const targetDate = textOption(context, 'by');
    if (targetDate !== null && !isDay(targetDate)) throw badArgument('--by', targetDate, 'YYYY-MM-DD');
    const distance = textOption(context, 'distance');
    const maxDistanceM = distance === null ? MAX_DISTANCE_M.start : Number(distance);
    const { min, max } = MAX_DISTANCE_M;
    if (!(maxDistanceM >= min && maxDistanceM <= max))
      throw badArgument('--distance', distance!, `${min} … ${max}`);
    const { db } = await context.open();
    const { ruleSets } = await loadRuleBook(db);
    const rules = placeRulesOn(ruleSets, kind, new Date().toISOString().slice(0, 10));
    const options = { targetDate, maxDistanceM, rules };
    const document = needsDocument({ kind, ...options }, await needsOf(db, kind, options));
    const { language } = context;
    const words = WORDS[language];
    return {
      exitCode: 0,
      json: document,
      lines: [
        words.total(kind, document.places),
        ...(['reached', 'planned', 'below', 'unknown'] as const).map(
          (name) => `${String(document.target[name]).padStart(6)}  ${words.target[name]}`,
        ),
        ...document.list
          .filter((place) => place.target === 'below' || place.need === 'short')
          .map(
            (place) =>
              `${place.name}: ${place.decidedBy?.downMbit ?? '?'}/${place.decidedBy?.upMbit ?? '?'} Mbit/s${place.needDownMbit === null ? '' : `, ${words.need} ${place.needDownMbit} Mbit/s`}`,
          ),
      ],
      remarks: [document.about.supply, document.about.need].map(({ text }) => text[language]),
    };
  },
};

const WORDS = {
  de: {
    total: (kind: PlaceKind, count: number) =>
      `${count} ${{ schools: 'Schulen', 'business-parks': 'Gewerbegebiete', 'public-buildings': 'öffentliche Gebäude' }[kind]}; Ziel 1 Gbit/s symmetrisch:`,
    target: { reached: 'erreicht', planned: 'zugesagt', below: 'nicht erreicht', unknown: 'unbekannt' },
    need: 'Bedarf',
  },
  en: {
    total: (kind: PlaceKind, count: number) =>
      `${count} ${kind.replace('-', ' ')}; target 1 Gbit/s symmetric:`,
    target: { reached: 'reached', planned: 'promised', below: 'not reached', unknown: 'unknown' },
    need: 'need',
  },
} as const;

const isDay = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

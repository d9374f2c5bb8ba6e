import { PLACE_KINDS, type PlaceKind } from '#core/needs/place-need.ts';
import { claimText } from '#core/rulebook/explain-texts.ts';
import { ELIGIBILITY, WORDINGS } from '#core/rulebook/rule-set.ts';
import { explanationDocument, placeDocument } from '../../features/assessment/documents.ts';
import { assessPlace } from '../../features/assessment/place.ts';
import { unknownAddress, unknownPlace } from '../../features/assessment/routes.ts';
import { type ExplainedAddress, explainOne } from '../../features/assessment/store.ts';
import { MAX_DISTANCE_M } from '../../features/needs/store.ts';
import {
  badArgument,
  type Command,
  type CommandContext,
  type CommandResult,
  JSON_OPTION,
} from '../command.ts';
import { RULES_OPTIONS, remarksOn, rulesOf } from '../rules-options.ts';

const MAX_ID = 2_147_483_647;
const PLACE = new RegExp(`^(${PLACE_KINDS.join('|')})/(\\d{1,10})$`);

export const explainCommand: Command = {
  name: 'explain',
  summary: {
    de: 'Sagt, warum eine Adresse, eine Schule oder ein Gewerbegebiet förderfähig ist oder nicht: jede Regel mit der Angabe, die sie ansah',
    en: 'Says why an address, a school or a business park is eligible or not: every rule with the claim it looked at',
  },
  usage:
    'explain <address-id>|schools/<id>|business-parks/<id>|public-buildings/<id> --rules <id>|--date YYYY-MM-DD [--horizon <years>] [--cable on|off] [--peak-time assumed|stated] [--json]',
  positionals: ['address-id'],
  options: { ...RULES_OPTIONS, json: JSON_OPTION },
  async run(context) {
    const text = context.positionals[0]!;
    const place = PLACE.exec(text);
    if (place) return explainPlace(context, place[1] as PlaceKind, Number(place[2]));
    if (!/^\d{1,10}$/.test(text))
      throw badArgument(
        '<address-id>',
        text,
        `1 … ${MAX_ID}, ${PLACE_KINDS.map((kind) => `${kind}/<id>`).join(', ')}`,
      );
    const chosen = await rulesOf(context);
    const id = Number(text);
    const { db } = await context.open();
    const explained = id >= 1 && id <= MAX_ID ? await explainOne(db, id, chosen) : undefined;
    if (!explained) throw unknownAddress(text);
    const { language } = context;
    return {
      exitCode: 0,
      json: explanationDocument(chosen, explained),
      lines: linesOf(explained, language),
      remarks: remarksOn(chosen, language),
    };
  },
};

/** A school, business park or public building: what its addresses are, and the chain of the one that decides. */
async function explainPlace(context: CommandContext, kind: PlaceKind, id: number): Promise<CommandResult> {
  const chosen = await rulesOf(context);
  const { db } = await context.open();
  const asked = { kind, id, maxDistanceM: MAX_DISTANCE_M.start };
  const assessed = id >= 1 && id <= MAX_ID ? await assessPlace(db, asked, chosen) : undefined;
  if (!assessed) throw unknownPlace(kind, String(id));
  const { language } = context;
  const document = placeDocument(asked, chosen, assessed);
  const counts = ELIGIBILITY.filter((name) => document.counts.eligible[name] > 0)
    .map((name) => `${document.counts.eligible[name]} ${WORDINGS.eligibility[name][language]}`)
    .join(', ');
  const none = language === 'de' ? 'keine Adresse, also unklar' : 'no address, therefore unclear';
  return {
    exitCode: 0,
    json: document,
    lines: [
      `${document.name}: ${counts || none}`,
      ...(assessed.deciding ? linesOf(assessed.deciding, language) : []),
    ],
    remarks: [document.supply.text[language], ...remarksOn(chosen, language)],
  };
}

function linesOf(explained: ExplainedAddress, language: 'de' | 'en'): string[] {
  const german = language === 'de';
  const { address, claims, winning, contradictions } = explained;
  const place = [address.street, address.houseNumber].filter(Boolean).join(' ') || `#${address.id}`;
  const sign = { applies: '●', 'applies-not': '○', unclear: '?', off: '–' } as const;
  return [
    `${place}: ${WORDINGS.class[explained.class][language]}, ${WORDINGS.eligibility[explained.eligible][language]}`,
    ...explained.steps.flatMap((step) => [
      `${sign[step.verdict]} ${step.demand[language]}${step.decides ? (german ? ' ← entscheidet' : ' ← decides') : ''}`,
      `    ${step.text[language]}`,
      `    ${[step.paragraph, step.source].filter(Boolean).join('; ')} [${step.confidence}]`,
    ]),
    `${german ? 'Beleglage' : 'Evidence'}: ${explained.evidence.percent} %`,
    german ? 'Angaben' : 'Claims',
    ...claims.map((claim, i) => `${i === winning ? '*' : ' '} ${claimText(claim, language)}`),
    ...contradictions.map(({ text: said }) => `! ${said[language]}`),
  ];
}

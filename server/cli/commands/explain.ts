import { claimText } from '#core/rulebook/explain-texts.ts';
import { WORDINGS } from '#core/rulebook/rule-set.ts';
import { explanationDocument } from '../../features/assessment/documents.ts';
import { unknownAddress } from '../../features/assessment/routes.ts';
import { explainOne } from '../../features/assessment/store.ts';
import { badArgument, type Command, JSON_OPTION } from '../command.ts';
import { RULES_OPTIONS, remarksOn, rulesOf } from '../rules-options.ts';

const MAX_ID = 2_147_483_647;

export const explainCommand: Command = {
  name: 'explain',
  summary: {
    de: 'Sagt, warum eine Adresse förderfähig ist oder nicht: jede Regel mit der Angabe, die sie ansah',
    en: 'Says why an address is eligible or not: every rule with the claim it looked at',
  },
  usage:
    'explain <address-id> --rules <id>|--date YYYY-MM-DD [--horizon <years>] [--cable on|off] [--peak-time assumed|stated] [--json]',
  positionals: ['address-id'],
  options: { ...RULES_OPTIONS, json: JSON_OPTION },
  async run(context) {
    const text = context.positionals[0]!;
    if (!/^\d{1,10}$/.test(text)) throw badArgument('<address-id>', text, `1 … ${MAX_ID}`);
    const chosen = await rulesOf(context);
    const id = Number(text);
    const { db } = await context.open();
    const explained = id >= 1 && id <= MAX_ID ? await explainOne(db, id, chosen) : undefined;
    if (!explained) throw unknownAddress(text);
    const { language } = context;
    const german = language === 'de';
    const { address, claims, winning, contradictions } = explained;
    const place = [address.street, address.houseNumber].filter(Boolean).join(' ') || `#${address.id}`;
    const sign = { applies: '●', 'applies-not': '○', unclear: '?', off: '–' } as const;
    return {
      exitCode: 0,
      json: explanationDocument(chosen, explained),
      lines: [
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
      ],
      remarks: remarksOn(chosen, language),
    };
  },
};

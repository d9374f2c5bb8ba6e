import { QUESTION_WORDINGS, QUESTIONS } from '#core/rulebook/check-first.ts';
import { WORDINGS } from '#core/rulebook/rule-set.ts';
import { checkFirstDocument } from '../../features/assessment/documents.ts';
import { checkFirstCity } from '../../features/assessment/store.ts';
import { type Command, JSON_OPTION, numberOption } from '../command.ts';
import { RULES_OPTIONS, remarksOn, rulesOf } from '../rules-options.ts';

const MOST = 100_000;
const DEFAULT_LIMIT = 20;

export const checkFirstCommand: Command = {
  name: 'check-first',
  summary: {
    de: 'Die Adressen, deren Antwort den Plan am meisten ändern würde',
    en: 'The addresses whose answer would change the plan most',
  },
  usage:
    'check-first --rules <id>|--date YYYY-MM-DD [--limit <n>] [--horizon <years>] [--cable on|off] [--peak-time assumed|stated] [--json]',
  positionals: [],
  options: {
    ...RULES_OPTIONS,
    limit: {
      type: 'string',
      placeholder: '<n>',
      help: { de: `Höchstens so viele (${DEFAULT_LIMIT})`, en: `At most so many (${DEFAULT_LIMIT})` },
    },
    json: JSON_OPTION,
  },
  async run(context) {
    const chosen = await rulesOf(context);
    const limit = Math.floor(numberOption(context, 'limit', 1, MOST) ?? DEFAULT_LIMIT);
    const { db } = await context.open();
    const found = await checkFirstCity(db, chosen, limit);
    const { language } = context;
    const german = language === 'de';
    const number = (value: number) => value.toLocaleString(german ? 'de-DE' : 'en-GB');
    const [homes, evidence] = german ? ['Haushalte', 'Beleglage'] : ['households', 'evidence'];
    return {
      exitCode: 0,
      json: checkFirstDocument(chosen, found),
      lines: [
        german
          ? `Bei ${number(found.all)} Adressen hängt die Förderfähigkeit an einer offenen Frage:`
          : `The eligibility of ${number(found.all)} addresses hangs on an open question:`,
        ...QUESTIONS.map((name) => {
          const { addresses, households } = found.byQuestion[name];
          return `${number(addresses).padStart(9)} (${number(households)} ${homes}): ${QUESTION_WORDINGS[name][language]}`;
        }),
        ...found.first.map(
          (one) =>
            `#${one.id}${one.district ? `, ${one.district}` : ''}: ${number(one.households)} ${homes}, ${WORDINGS.eligibility[one.eligible][language]}, ${evidence} ${one.evidencePercent} %: ${one.questions.join(', ')}`,
        ),
      ],
      remarks: remarksOn(chosen, language),
    };
  },
};

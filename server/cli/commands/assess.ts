import { LEDGER_WORDINGS } from '#core/rulebook/ledger.ts';
import { CLASSES, ELIGIBILITY, WORDINGS } from '#core/rulebook/rule-set.ts';
import { assessmentContract } from '../../features/assessment/documents.ts';
import { assessCity } from '../../features/assessment/store.ts';
import { badArgument, type Command, JSON_OPTION, textOption } from '../command.ts';
import { DATA_OPTION, RULES_OPTIONS, remarksOn, rulesOf } from '../rules-options.ts';

export const assessCommand: Command = {
  name: 'assess',
  summary: {
    de: 'Bewertet alle Adressen nach einem Regelwerk: Klassen, Förderfähigkeit, Kassenbuch',
    en: 'Evaluates all addresses under a rule set: classes, eligibility, ledger',
  },
  usage:
    'assess --rules <id>|--date YYYY-MM-DD [--data YYYY-MM-DD] [--by districts] [--horizon <years>] [--cable on|off] [--peak-time assumed|stated] [--json]',
  positionals: [],
  options: {
    ...RULES_OPTIONS,
    ...DATA_OPTION,
    by: { type: 'string', placeholder: 'districts', help: { de: 'Nach Bezirken', en: 'By district' } },
    json: JSON_OPTION,
  },
  async run(context) {
    const by = textOption(context, 'by');
    if (by !== null && by !== 'districts') throw badArgument('--by', by, 'districts');
    const chosen = await rulesOf(context);
    const { db } = await context.open();
    const assessment = await assessCity(db, chosen, by !== null);
    const { language } = context;
    const german = language === 'de';
    const number = (value: number) => value.toLocaleString(german ? 'de-DE' : 'en-GB');
    const line = (name: string, value: number) => `  ${name.padEnd(48)}${number(value).padStart(10)}`;
    const districts = Object.entries(assessment.by ?? {});
    return {
      exitCode: 0,
      json: assessmentContract(chosen, assessment),
      lines: [
        chosen.ruleSet.title[language],
        line(german ? 'Adressen' : 'Addresses', assessment.addresses),
        line(german ? 'Haushalte' : 'Households', assessment.households),
        german ? 'Klassen' : 'Classes',
        ...CLASSES.map((name) => line(WORDINGS.class[name][language], assessment.classes[name])),
        german ? 'Förderfähigkeit' : 'Eligibility',
        ...ELIGIBILITY.map((name) => line(WORDINGS.eligibility[name][language], assessment.eligible[name])),
        german ? 'Kassenbuch (jede Adresse genau einmal)' : 'Ledger (every address exactly once)',
        ...Object.entries(LEDGER_WORDINGS).map(([name, wording]) =>
          line(wording[language], assessment.ledger[name as keyof typeof assessment.ledger]),
        ),
        ...(districts.length > 0 ? [german ? 'Förderfähig nach Bezirk' : 'Eligible by district'] : []),
        ...districts.map(([name, tally]) => line(name, tally.eligible.yes)),
        ...(assessment.outside
          ? [line(german ? '(in keinem Bezirk)' : '(in no district)', assessment.outside.eligible.yes)]
          : []),
      ],
      remarks: [
        ...(assessment.addresses > 0
          ? []
          : [
              german
                ? 'Es sind keine Adressen geladen. Tabellen und Raster geben nur Anteile: siehe shares.'
                : 'There are no addresses loaded. Tables and rasters give shares only: see shares.',
            ]),
        ...remarksOn(chosen, language),
      ],
    };
  },
};

import { type Kysely, sql } from 'kysely';
import { type Issue, IssueError } from '#core/issue.ts';
import { issueSentence } from '#core/issue-texts.ts';
import { agsOf, belowThreshold, expectedBelow, readCoarseShares } from '#core/rulebook/coarse-shares.ts';
import type { Database } from '../../db/schema.ts';
import { namesByAgs } from '../../features/statistics/coarse-store.ts';
import { readIntakeFile } from '../../intake/read-file.ts';
import { type Command, JSON_OPTION } from '../command.ts';
import { countLayer } from '../count-layer.ts';
import { RULES_OPTIONS, remarksOn, rulesOf } from '../rules-options.ts';

const MOST_REMARKS = 20;

export const sharesCommand: Command = {
  name: 'shares',
  summary: {
    de: 'Anteile und Erwartungswerte je Gemeinde aus einer Tabelle des Breitbandatlas; kein Urteil über einzelne Adressen',
    en: 'Shares and expected numbers by municipality from a Breitbandatlas table; no verdict on single addresses',
  },
  usage: 'shares <table> --rules <id>|--date YYYY-MM-DD [--json]',
  positionals: ['table'],
  options: { rules: RULES_OPTIONS.rules, date: RULES_OPTIONS.date, json: JSON_OPTION },
  async run(context) {
    const chosen = await rulesOf(context);
    const { content } = await readIntakeFile(context.positionals[0]!, { prefer: null });
    if (content.kind !== 'records') {
      const issue: Issue = {
        code: 'shares-missing',
        severity: 'error',
        where: 'header',
        params: { found: 'JSON' },
      };
      throw new IssueError(issue);
    }
    const { level, rows, issues } = readCoarseShares(content);
    const { db } = await context.open();
    const homes = level === 'municipality' ? await householdsByMunicipality(db) : new Map<string, Homes>();
    const names = level === 'municipality' ? await namesByAgs(db) : new Map<string, string>();
    const places = rows
      .map((shares) => {
        const below = belowThreshold(chosen.ruleSet, shares);
        const known = homes.get(shares.key);
        return {
          key: shares.key,
          name: (known && agsOf(known.name) === '' ? known.name : names.get(shares.key)) ?? null,
          gigabitPercent: shares.atLeast.find((step) => step.downMbit === 1000)?.percent ?? null,
          belowPercent: below,
          households: known?.households ?? null,
          expectedBelow: known ? expectedBelow(below, known.households) : null,
        };
      })
      .sort((a, b) => b.belowPercent.low - a.belowPercent.low || (a.key < b.key ? -1 : 1));
    const { language } = context;
    const german = language === 'de';
    const number = (value: number, digits: number) =>
      value.toLocaleString(german ? 'de-DE' : 'en-GB', { maximumFractionDigits: digits });
    const range = ({ low, high }: { low: number; high: number }, digits: number) =>
      low === high ? number(low, digits) : `${number(low, digits)} – ${number(high, digits)}`;
    const line = (place: string, gigabit: string, below: string, expected: string) =>
      `${place.padEnd(34)}${gigabit.padStart(11)}${below.padStart(22)}${expected.padStart(22)}`.trimEnd();
    return {
      exitCode: issues.length > 0 ? 2 : 0,
      json: {
        rules: chosen.ruleSet.id,
        level,
        verdict: null,
        places,
        refused: issues.length,
        about: {
          on: chosen.date,
          source: chosen.ruleSet.source,
          confidence: chosen.ruleSet.confidence,
          uploadKnown: false,
        },
      },
      lines: [
        german
          ? line('', '≥ 1 Gbit/s', 'unter der Schwelle', 'erwartete Haushalte')
          : line('', '≥ 1 Gbit/s', 'below the threshold', 'expected households'),
        ...places.map(({ key, name, gigabitPercent, belowPercent, expectedBelow: expected }) =>
          line(
            name === null ? key : `${key} ${name}`,
            gigabitPercent === null ? '–' : `${number(gigabitPercent, 2)} %`,
            `${range(belowPercent, 2)} %`,
            expected === null ? '' : range(expected, 0),
          ),
        ),
      ],
      remarks: [
        german
          ? 'Anteile der Haushalte unter der Schwelle. Die Tabelle sagt nichts über einzelne Adressen und nichts zum Upload; wo die Schwelle ihn verlangt oder zwischen zwei Stufen liegt, steht eine Spanne.'
          : 'Shares of households below the threshold. The table says nothing of single addresses and nothing of upload; where the threshold asks for it or lies between two steps, a range is given.',
        ...(level === 'cell'
          ? [
              german
                ? 'Die Tabelle spricht von Zellen; erwartete Haushalte gibt es nur für Gemeinden.'
                : 'The table speaks of cells; expected households are given for municipalities only.',
            ]
          : homes.size === 0
            ? [
                german
                  ? 'Ohne Haushaltszellen und Gemeindegrenzen gibt es keine Erwartungswerte: erst beide einlesen.'
                  : 'Without household cells and municipal boundaries there are no expected numbers: import both first.',
              ]
            : []),
        ...issues.slice(0, MOST_REMARKS).map((issue) => issueSentence(issue, language)),
        ...remarksOn(chosen, language),
      ],
    };
  },
};

interface Homes {
  readonly name: string;
  readonly households: number;
}

/** Households (or dwellings) of the cells in each municipality, by AGS; empty where there are no municipalities. */
async function householdsByMunicipality(db: Kysely<Database>): Promise<Map<string, Homes>> {
  const { rows } = await sql<{ key: string; name: string }>`
    select key, name from district where level = 'gemeinde'`.execute(db);
  if (rows.length === 0) return new Map();
  const { by } = await countLayer(db, 'households', { byDistricts: true, level: 'gemeinde', source: null });
  return new Map(
    rows.flatMap(({ key, name }): [string, Homes][] => {
      const ags = agsOf(key) || agsOf(name);
      return ags ? [[ags, { name, households: by?.[name] ?? 0 }]] : [];
    }),
  );
}

import { type DocumentBlock, numberText } from '../dossier/document-block.ts';
import { issueSentence } from '../issue-texts.ts';
import { dateText, FINDINGS, speedText, technologyText } from '../rulebook/explain-texts.ts';
import { LEDGER_BUCKETS, LEDGER_WORDINGS } from '../rulebook/ledger.ts';
import type { ClaimedSupply, HomesCount, PromiseVerdict, Remark } from './desk.ts';
import type { LedgerEffect } from './ledger-effect.ts';
import type { OperatorResult, SurveyResult } from './result.ts';

const day = (iso: string | null) => (iso === null ? '–' : dateText(iso, 'de'));
const count = (value: number) => numberText(value);
const paragraph = (text: string, note = false): DocumentBlock => ({ kind: 'paragraph', text, note });
const heading = (text: string, level: 1 | 2 = 2): DocumentBlock => ({ kind: 'heading', level, text });

/** The result as a text document in German; PDF and DOCX are made from it. */
export function resultBlocks(result: SurveyResult): DocumentBlock[] {
  const { terms, operators, effect } = result;
  const answered = operators.filter(({ answer }) => answer !== null);
  return [
    heading(`Ergebnis der Markterkundung ${result.name}`, 1),
    paragraph('Vertraulich: enthält Betriebs- und Geschäftsgeheimnisse der Betreiber.', true),
    table(
      'Eckdaten der Markterkundung',
      ['Angabe', 'Wert'],
      [0.35, 0.65],
      [
        ['Kommune', result.issuer],
        ['Beginn und Ende', `${day(terms.startsOn)} bis ${day(terms.endsOn)}`],
        ['Zeithorizont', `${terms.horizonYears} Jahre`],
        ['Regelwerk', result.rules],
        ['Stand der Auswertung', day(result.onDate)],
        ['Ergebnis gilt bis', day(result.validUntil)],
        ['Gebiete', result.areas.map(({ name, addresses }) => `${name} (${count(addresses)})`).join(', ')],
        ['Adressen', count(effect.addresses)],
        ['Betreiber gefragt, geantwortet', `${operators.length}, ${answered.length}`],
      ],
    ),
    heading('Was die Antworten ändern'),
    ...ledgerBlocks(effect),
    ...operators.flatMap(operatorBlocks),
    heading('Nicht verifiziert'),
    paragraph(
      'Diese Einträge sind nicht aus der Richtlinie selbst festgestellt. Eine Übereinstimmung mit ihr wird nicht behauptet.',
    ),
    table(
      'Einträge, die nicht verifiziert sind',
      ['Eintrag', 'Herkunft'],
      [0.5, 0.5],
      result.notVerified.map(({ entry, source }) => [entry.de, source]),
    ),
  ];
}

function operatorBlocks({ name, answer, decision, reason, report, effect }: OperatorResult): DocumentBlock[] {
  if (!report || !answer || !effect) return [heading(name), paragraph('Hat nicht geantwortet.')];
  const { promises, existing, homes, remarks, moreRemarks, findings } = report;
  const set = decision === 'set-aside';
  return [
    heading(name),
    paragraph(
      `Antwort ${answer.asOf === null ? 'ohne Datum' : `vom ${day(answer.asOf)}`}: ${count(report.addresses)} Adressen in den Gebieten, davon ${count(promises.addresses)} mit einer Zusage.`,
    ),
    ...supplyTable('Vorhandene Versorgung', existing),
    ...homesBlocks(homes),
    ...supplyTable('Zugesagter Ausbau', promises.speeds),
    ...(promises.addresses === 0
      ? []
      : [
          table(
            'Zusagen',
            ['Zusagen', 'Adressen'],
            [0.7, 0.3],
            [
              ['verbindlich', count(promises.binding)],
              ['mit Meilensteinplan', count(promises.withMilestones)],
              ...promises.byYear.map(({ year, addresses }) => [
                year === null ? 'ohne Termin' : `fertig bis Ende ${year}`,
                count(addresses),
              ]),
              ...promises.verdicts.map(({ verdict, addresses }) => [verdictText(verdict), count(addresses)]),
            ],
            [1],
          ),
          paragraph(
            set
              ? `Die Zusagen werden nicht berücksichtigt. Begründung: ${reason}`
              : decision === 'considered'
                ? `Die Zusagen werden berücksichtigt, soweit sie nach dem Regelwerk zählen.${reason ? ` ${reason}` : ''}`
                : 'Über die Zusagen ist nicht entschieden; sie zählen, soweit das Regelwerk es zulässt.',
          ),
        ]),
    ...(findings.length === 0
      ? [paragraph('Die Prüfung auf Plausibilität hat nichts gefunden.')]
      : findings.map((finding) => paragraph(`Hinweis: ${issueSentence(finding, 'de')}`))),
    ...remarkBlocks(remarks, moreRemarks),
    paragraph(
      effect.moves.length === 0
        ? 'Die Antwort ändert für keine Adresse, ob sie förderfähig ist.'
        : `Allein diese Antwort ändert: ${effect.moves
            .map(
              (move) =>
                `${count(move.addresses)} Adressen von „${LEDGER_WORDINGS[move.from].de}“ zu „${LEDGER_WORDINGS[move.to].de}“`,
            )
            .join('; ')}.`,
    ),
  ];
}

/** Nothing where the answer says it of no address. */
function homesBlocks({ connected, passed, unknown }: HomesCount): DocumentBlock[] {
  if (connected + passed === 0) return [];
  return [
    table(
      'Reichweite der vorhandenen Leitungen',
      ['Reichweite', 'Adressen'],
      [0.7, 0.3],
      [
        ['Homes Connected (angeschlossen)', count(connected)],
        ['Homes Passed (vorbeigeführt)', count(passed)],
        ...(unknown > 0 ? [['ohne Angabe', count(unknown)]] : []),
      ],
      [1],
    ),
  ];
}

function remarkBlocks(remarks: readonly Remark[], more: number): DocumentBlock[] {
  if (remarks.length === 0) return [];
  const shown = remarks.slice(0, 20);
  const rest = remarks.length - shown.length + more;
  return [
    table(
      'Bemerkungen des Betreibers',
      ['Bemerkung des Betreibers', 'Adressen'],
      [0.8, 0.2],
      shown.map(({ text, addressIds }) => [text, count(addressIds.length)]),
      [1],
    ),
    ...(rest > 0 ? [paragraph(`Weitere Bemerkungen: ${count(rest)}; sie stehen in der Arbeitsmappe.`)] : []),
  ];
}

/** Whether and why a promise counts, in words. */
export function verdictText(verdict: PromiseVerdict): string {
  return verdict === 'counts' ? 'zählt nach dem Regelwerk' : `zählt nicht: ${FINDINGS[verdict].de}`;
}

function ledgerBlocks({ before, after, moves }: LedgerEffect): DocumentBlock[] {
  const rows = LEDGER_BUCKETS.filter((bucket) => before[bucket] || after[bucket]).map((bucket) => [
    LEDGER_WORDINGS[bucket].de,
    count(before[bucket] ?? 0),
    count(after[bucket] ?? 0),
  ]);
  return [
    table(
      'Adressen ohne und mit den Antworten',
      ['Stand der Adressen', 'ohne Antworten', 'mit Antworten'],
      [0.5, 0.25, 0.25],
      rows,
      [1, 2],
    ),
    ...(moves.length === 0 ? [paragraph('Die Antworten ändern für keine Adresse etwas.')] : []),
  ];
}

function supplyTable(title: string, supply: readonly ClaimedSupply[]): DocumentBlock[] {
  if (supply.length === 0) return [];
  const shown = supply.slice(0, 12);
  const rest = supply.slice(12).reduce((sum, { addresses }) => sum + addresses, 0);
  return [
    table(
      title,
      [title, 'Geschwindigkeit', 'Adressen'],
      [0.4, 0.35, 0.25],
      [
        ...shown.map((one) => [
          technologyText(one.technology, 'de'),
          speedText(one, 'de'),
          count(one.addresses),
        ]),
        ...(rest > 0 ? [['weitere', '', count(rest)]] : []),
      ],
      [2],
    ),
  ];
}

function table(
  summary: string,
  titles: readonly string[],
  shares: readonly number[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): DocumentBlock {
  const columns = titles.map((title, i) => ({
    title,
    share: shares[i]!,
    ...(right.includes(i) ? { align: 'right' as const } : {}),
  }));
  return { kind: 'table', summary, columns, rows };
}

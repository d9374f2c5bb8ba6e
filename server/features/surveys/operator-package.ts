import { strToU8 } from 'fflate';
import type { Kysely } from 'kysely';
import { numberText } from '#core/dossier/document-block.ts';
import { zipFiles } from '#core/dossier/zip-files.ts';
import { IssueError } from '#core/issue.ts';
import { dateText } from '#core/rulebook/explain-texts.ts';
import { defaultTemplate, fillTemplate } from '#core/survey/letter-template.ts';
import { askedAttributes, askedCsv, askedWorkbook } from '#core/survey/operator-list.ts';
import type { Database } from '../../db/schema.ts';
import { loadVersions } from '../../dossier/load-model.ts';
import { loadMapContext } from '../../dossier/map-context.ts';
import { mapPdf } from '../../dossier/map-pages.ts';
import { type ExportRequest, exportEach } from '../../intake/export-features.ts';
import type { OnDocumentStep } from '../../jobs/document-task.ts';
import { answerColumnNames } from '../funding/open-rules.ts';
import { askedAddresses, type SurveyPlan, surveyPlan } from './survey-plan.ts';
import { letterOf, type StoredSurvey } from './survey-store.ts';

const PLANNING_SRID = 25832;

/**
 * What operators get: list, geodata, map, cover letter. The same survey and data give the same bytes. Nothing in it
 * tells of anybody's supply.
 * @param operator named in list and letter; null for one package for all
 * @throws IssueError `survey-without-areas`, `survey-without-days`, `letter-…`
 */
export async function operatorPackage(
  db: Kysely<Database>,
  survey: StoredSurvey,
  operator: string | null,
  onStep: OnDocumentStep = () => undefined,
): Promise<Uint8Array> {
  onStep('addresses');
  const plan = await surveyPlan(db, survey);
  const letter = await coverLetter(db, survey, plan, operator);
  const addresses = await askedAddresses(db, plan);
  const about = {
    title: `Adressliste zur Markterkundung ${survey.name}`,
    creator: survey.issuer,
    day: plan.onDate,
  };
  const context = await loadMapContext(db, plan.areas, await loadVersions(db));
  const names = await answerColumnNames(db);
  onStep('tables');
  const files: Record<string, Uint8Array> = {
    'anschreiben.docx': letter,
    'adressliste.csv': askedCsv(addresses, operator, names),
    'adressliste.xlsx': askedWorkbook(addresses, operator, about, names),
  };
  onStep('maps');
  files['gebietskarte.pdf'] = await mapPdf(
    {
      name: `Markterkundung ${survey.name}`,
      applicant: survey.issuer,
      onDate: plan.onDate,
      srid: PLANNING_SRID,
      ruleSet: null,
      areas: plan.areas,
      addresses: addresses.map(({ eastingM, northingM }) => ({ eastingM, northingM, eligible: false })),
    },
    context,
  );
  onStep('layers');
  for (const { fileName, bytes } of await exportEach(layersOf(plan, addresses))) files[fileName] = bytes;
  files['LIESMICH.txt'] = strToU8(readMe(survey, Object.keys(files), addresses.length));
  onStep('packing');
  return zipFiles(files);
}

/** The areas, and the addresses where there are any. */
function layersOf(plan: SurveyPlan, addresses: Awaited<ReturnType<typeof askedAddresses>>): ExportRequest[] {
  const areas: ExportRequest = {
    format: 'gpkg',
    srid: PLANNING_SRID,
    layerName: 'gebiete',
    features: plan.areas.map(({ id, name, polygons, areaM2, addresses: count }) => ({
      geometry: { type: 'MultiPolygon', coordinates: polygons },
      properties: { id, name, flaeche_m2: areaM2, adressen: count },
    })),
  };
  if (addresses.length === 0) return [areas];
  const features = addresses.map((address) => ({
    geometry: { type: 'Point', coordinates: [address.eastingM, address.northingM] },
    properties: askedAttributes(address),
  }));
  return [areas, { ...areas, layerName: 'adressen', features }];
}

/** The letter alone, to look at it. @throws IssueError `survey-without-days`, `letter-…` */
export async function coverLetter(
  db: Kysely<Database>,
  survey: StoredSurvey,
  plan: SurveyPlan,
  operator: string | null,
): Promise<Uint8Array> {
  const { startsOn, endsOn, horizonYears, contact } = survey.terms;
  if (startsOn === null || endsOn === null)
    throw new IssueError({
      code: 'survey-without-days',
      severity: 'error',
      where: 'terms.endsOn',
      params: {},
    });
  const own = await letterOf(db, survey.id);
  return fillTemplate(own ?? defaultTemplate(), survey.letterName ?? 'anschreiben.docx', {
    kommune: survey.issuer,
    markterkundung: survey.name,
    beginn: dateText(startsOn, 'de'),
    ende: dateText(endsOn, 'de'),
    horizont_jahre: String(horizonYears),
    gebiete: plan.areas.map(({ name }) => name).join(', '),
    adressen: numberText(plan.asked.length),
    betreiber: operator ?? 'alle Betreiber von Telekommunikationsnetzen',
    kontakt: contact || survey.issuer,
    regelwerk: survey.rules,
  });
}

const FILE_NOTES: Readonly<Record<string, string>> = {
  'anschreiben.docx': 'Anschreiben',
  'adressliste.csv': 'Adressen zum Ausfüllen (UTF-8, Semikolon, Dezimalkomma)',
  'adressliste.xlsx': 'dieselbe Liste; das zweite Blatt erklärt die Spalten',
  'adressen.gpkg': 'dieselben Adressen als Punkte, EPSG:25832',
  'gebiete.gpkg': 'Gebiete als Flächen, EPSG:25832',
  'gebietskarte.pdf': 'Übersicht und eine Seite je Gebiet, zum Ausdrucken auf A4 quer',
};

function readMe({ name, issuer, terms }: StoredSurvey, files: readonly string[], addresses: number): string {
  const key = terms.regionKey;
  const day = (iso: string | null) => (iso === null ? '–' : dateText(iso, 'de'));
  return [
    `Markterkundung ${name}`,
    `${issuer}, ${day(terms.startsOn)} bis ${day(terms.endsOn)}, ${numberText(addresses)} ${addresses === 1 ? 'Adresse' : 'Adressen'}`,
    '',
    ...[...files].sort().map((file) => `${file.padEnd(18)} ${FILE_NOTES[file] ?? ''}`),
    '',
    'Die Form der Antwort ist nirgends festgelegt; die Spalten sind ein Vorschlag.',
    ...(key
      ? [
          `Auf dem Portal wurden Anschreiben der Form MEV_<Regionalschlüssel>.pdf gesehen; hier wäre das MEV_${key}.pdf (abgeleitet, nicht verifiziert).`,
        ]
      : []),
    'Adressen ohne Angaben bleiben leer; sie gelten als nicht beantwortet.',
    '',
  ].join('\r\n');
}

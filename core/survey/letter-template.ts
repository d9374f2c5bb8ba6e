import { strFromU8, strToU8, unzipSync } from 'fflate';
import type { DocumentBlock } from '../dossier/document-block.ts';
import { docxBytes } from '../dossier/docx.ts';
import { fromXmlText, xmlText } from '../dossier/xml.ts';
import { zipFiles } from '../dossier/zip-files.ts';
import { type Issue, IssueError } from '../issue.ts';

/** What a cover letter may name as `{{name}}`. */
export const PLACEHOLDERS = [
  'kommune',
  'markterkundung',
  'beginn',
  'ende',
  'horizont_jahre',
  'gebiete',
  'adressen',
  'betreiber',
  'kontakt',
  'regelwerk',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];
export type LetterValues = Readonly<Record<Placeholder, string>>;

/** Start and end of the letter must equal those on the portal, so every template has to name them. */
const REQUIRED: readonly Placeholder[] = ['beginn', 'ende'];
export const LETTER_LIMITS = { fileBytes: 2 << 20, partBytes: 32 << 20, parts: 500 } as const;
const TEXT_PART = /^word\/(document|header\d*|footer\d*|footnotes)\.xml$/;
const MARK = /\{\{\s*([^{}]{0,60}?)\s*\}\}/g;

/**
 * What is wrong with a template; nothing when it can be filled. A placeholder may be spread over several runs, as
 * Word does.
 * @throws IssueError `letter-not-docx`, `letter-too-large`, `letter-unsafe` where it is no template at all
 */
export function templateIssues(bytes: Uint8Array, fileName: string): Issue[] {
  const parts = readParts(bytes, fileName);
  const found = new Set<string>();
  for (const [name, part] of Object.entries(parts))
    if (TEXT_PART.test(name))
      for (const { text } of paragraphsOf(strFromU8(part)))
        for (const [, mark] of text.matchAll(MARK)) found.add(mark!);
  const known = PLACEHOLDERS.map((name) => `{{${name}}}`).join(', ');
  return [
    ...[...found]
      .filter((mark) => !(PLACEHOLDERS as readonly string[]).includes(mark))
      .map((mark) => issue('letter-unknown-placeholder', { value: `{{${mark}}}`, known })),
    ...REQUIRED.filter((mark) => !found.has(mark)).map((mark) =>
      issue('letter-missing-placeholder', { value: `{{${mark}}}` }),
    ),
  ];
}

/**
 * The template with its placeholders filled; line breaks in a value are kept. The same template and values give the
 * same bytes.
 * @throws IssueError as `templateIssues`, or with what it gives
 */
export function fillTemplate(bytes: Uint8Array, fileName: string, values: LetterValues): Uint8Array {
  const issues = templateIssues(bytes, fileName);
  if (issues.length > 0) throw new IssueError(issues);
  const parts = readParts(bytes, fileName);
  for (const name of Object.keys(parts)) {
    if (!TEXT_PART.test(name)) continue;
    let xml = strFromU8(parts[name]!);
    // From the end, so that the places before stay where they are.
    for (const paragraph of paragraphsOf(xml).reverse()) {
      const filled = fillParagraph(paragraph, values);
      xml = xml.slice(0, paragraph.from) + filled + xml.slice(paragraph.to);
    }
    parts[name] = strToU8(xml);
  }
  return zipFiles(parts);
}

/** The template that ships. Written from published excerpts; no authority has checked it. */
export function defaultTemplate(): Uint8Array {
  return docxBytes({
    title: 'Anschreiben zur Markterkundung',
    creator: 'Lückenlos',
    day: '2026-01-01',
    blocks: TEMPLATE,
  });
}

const paragraph = (text: string): DocumentBlock => ({ kind: 'paragraph', text });
const TEMPLATE: readonly DocumentBlock[] = [
  paragraph('{{kommune}}'),
  paragraph('An {{betreiber}}'),
  { kind: 'heading', level: 1, text: 'Markterkundung {{markterkundung}}' },
  paragraph('Sehr geehrte Damen und Herren,'),
  paragraph(
    '{{kommune}} führt vom {{beginn}} bis zum {{ende}} eine Markterkundung durch (Nr. 5.5 der Richtlinie, Regelwerk {{regelwerk}}). Wir bitten Sie um Auskunft, welche Netze Sie in den folgenden Gebieten betreiben und welchen eigenwirtschaftlichen Ausbau Sie dort in den nächsten {{horizont_jahre}} Jahren planen.',
  ),
  paragraph('Gebiete: {{gebiete}}. Gefragt ist nach {{adressen}} Adressen.'),
  { kind: 'heading', level: 2, text: 'Vorhandene Versorgung' },
  paragraph(
    'Bitte nennen Sie für jede Adresse die Technik, Download und Upload in Mbit/s, ob diese auch unter Spitzenlast erreicht werden, und ob der Anschluss hergestellt (Homes Connected) oder nur vorbereitet ist (Homes Passed). Für vorbereitete Anschlüsse legen Sie bitte eine technische Beschreibung sowie die üblichen Bedingungen und Zeiten der Herstellung bei.',
  ),
  { kind: 'heading', level: 2, text: 'Geplanter Ausbau' },
  paragraph(
    'Bitte nennen Sie für jede Adresse Technik, Geschwindigkeiten und den Tag der Fertigstellung und sagen Sie, ob die Zusage verbindlich ist. Berücksichtigt werden verbindliche Zusagen mit einem projektspezifischen Meilensteinplan, der Termine und Umfang nennt; Zusagen ohne ihn müssen nicht berücksichtigt werden.',
  ),
  { kind: 'heading', level: 2, text: 'Ihre Antwort' },
  paragraph(
    'Bitte antworten Sie bis zum {{ende}} in der beiliegenden Liste (XLSX oder CSV). Adressen, zu denen Sie nichts angeben, lassen Sie leer. Geodaten und Karte der Gebiete liegen bei.',
  ),
  paragraph('Ihre Angaben werden vertraulich behandelt.'),
  paragraph('Rückfragen und Antwort an:'),
  paragraph('{{kontakt}}'),
];

interface Paragraph {
  readonly from: number;
  readonly to: number;
  readonly xml: string;
  /** All texts of the paragraph together, and each of them with its place in the XML of the paragraph. */
  readonly text: string;
  readonly runs: readonly { readonly at: number; readonly length: number; readonly text: string }[];
}

function paragraphsOf(xml: string): Paragraph[] {
  return [...xml.matchAll(/<w:p(?: [^>]*)?>.*?<\/w:p>/gs)].map((match) => {
    const runs = [...match[0].matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((run) => ({
      at: run.index,
      length: run[0].length,
      text: fromXmlText(run[1]!),
    }));
    return {
      from: match.index,
      to: match.index + match[0].length,
      xml: match[0],
      text: runs.map(({ text }) => text).join(''),
      runs,
    };
  });
}

function fillParagraph({ xml, text, runs }: Paragraph, values: LetterValues): string {
  const texts = runs.map((run) => run.text);
  const starts: number[] = [];
  runs.reduce((at, run, i) => {
    starts[i] = at;
    return at + run.text.length;
  }, 0);
  const runAt = (place: number) => starts.findLastIndex((start, i) => start <= place && texts[i] !== '');
  let changed = false;
  for (const match of [...text.matchAll(MARK)].reverse()) {
    const last = match.index + match[0].length - 1;
    const first = runAt(match.index);
    const end = runAt(last);
    const value = values[match[1] as Placeholder];
    const before = texts[first]!.slice(0, match.index - starts[first]!);
    const after = texts[end]!.slice(last + 1 - starts[end]!);
    if (first === end) texts[first] = before + value + after;
    else {
      texts[first] = before + value;
      for (let i = first + 1; i < end; i++) texts[i] = '';
      texts[end] = after;
    }
    changed = true;
  }
  if (!changed) return xml;
  let filled = xml;
  for (let i = runs.length - 1; i >= 0; i--) {
    const { at, length } = runs[i]!;
    filled = filled.slice(0, at) + runXml(texts[i]!) + filled.slice(at + length);
  }
  return filled;
}

/** The text of a run; a line break is an element of its own. */
function runXml(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => `<w:t xml:space="preserve">${xmlText(line)}</w:t>`)
    .join('<w:br/>');
}

function readParts(bytes: Uint8Array, fileName: string): Record<string, Uint8Array> {
  const notDocx = (reason: string) => new IssueError(issue('letter-not-docx', { value: fileName, reason }));
  const kb = (size: number) => Math.ceil(size / 1024);
  if (bytes.length > LETTER_LIMITS.fileBytes) {
    const params = { sizeKb: kb(bytes.length), limitKb: kb(LETTER_LIMITS.fileBytes) };
    throw new IssueError(issue('letter-too-large', params));
  }
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw notDocx('it is no ZIP archive');
  let size = 0;
  let count = 0;
  let parts: Record<string, Uint8Array>;
  try {
    parts = unzipSync(bytes, {
      filter: (file) => {
        size += file.originalSize;
        count++;
        if (size > LETTER_LIMITS.partBytes || count > LETTER_LIMITS.parts)
          throw new Error('it unpacks to too much');
        return !file.name.endsWith('/');
      },
    });
  } catch (error) {
    throw notDocx(error instanceof Error ? error.message : String(error));
  }
  if (!parts['word/document.xml'] || !parts['[Content_Types].xml'])
    throw notDocx('word/document.xml is missing');
  const unsafe = dangerOf(parts);
  if (unsafe) throw new IssueError(issue('letter-unsafe', { value: fileName, reason: unsafe }));
  return parts;
}

/** Macros, entities, and what would be loaded from elsewhere when the letter is opened; links to click are fine. */
function dangerOf(parts: Readonly<Record<string, Uint8Array>>): string | null {
  for (const [name, part] of Object.entries(parts)) {
    if (/\.\.|^\/|\\/.test(name)) return `a file is named ${name.slice(0, 80)}`;
    if (/vbaProject\.bin$|\/(embeddings|activeX)\//i.test(name)) return `it holds ${name.slice(0, 80)}`;
    if (!/\.(xml|rels)$/i.test(name)) continue;
    const xml = strFromU8(part);
    if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return `${name} declares entities`;
    if (!name.endsWith('.rels')) continue;
    for (const [tag] of xml.matchAll(/<Relationship [^>]*>/g))
      if (/TargetMode="External"/i.test(tag) && !/\/hyperlink"/.test(tag))
        return `${name} loads from elsewhere`;
  }
  return null;
}

function issue(code: string, params: Record<string, string | number>): Issue {
  return { code, severity: 'error', where: 'letter', params };
}

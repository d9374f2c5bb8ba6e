import { strFromU8, strToU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { zipFiles } from '../dossier/zip-files.ts';
import type { IssueError } from '../issue.ts';
import { defaultTemplate, fillTemplate, type LetterValues, templateIssues } from './letter-template.ts';

const VALUES: LetterValues = {
  kommune: 'Stadt & Land',
  markterkundung: 'Misburg 2026',
  beginn: '01.03.2026',
  ende: '26.04.2026',
  horizont_jahre: '3',
  gebiete: 'Nord, Süd',
  adressen: '120',
  betreiber: 'Netz <A>',
  kontakt: 'Rathaus\nbreitband@example.org',
  regelwerk: 'gigabit-rl-2025',
};

/** A DOCX around the body of a text document. */
function docx(body: string, more: Record<string, string> = {}): Uint8Array {
  const files = {
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<w:document><w:body>${body}</w:body></w:document>`,
    ...more,
  };
  return zipFiles(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));
}
const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`;
const DAYS = `<w:p>${run('{{beginn}} {{ende}}')}</w:p>`;
const textOf = (bytes: Uint8Array) => strFromU8(unzipSync(bytes)['word/document.xml']!);
const codeOf = (make: () => unknown) => {
  try {
    make();
  } catch (error) {
    return (error as IssueError).issues[0]!.code;
  }
  return null;
};

describe('the cover letter', () => {
  it('that ships is filled wholly, escaped, with its line breaks, the same bytes each time', () => {
    expect(templateIssues(defaultTemplate(), 'x.docx')).toEqual([]);
    const filled = fillTemplate(defaultTemplate(), 'x.docx', VALUES);
    const xml = textOf(filled);
    expect(xml).not.toContain('{{');
    expect(xml).toContain('Stadt &amp; Land');
    expect(xml).toContain('Netz &lt;A&gt;');
    expect(xml).toContain(
      '<w:t xml:space="preserve">Rathaus</w:t><w:br/><w:t xml:space="preserve">breitband@example.org</w:t>',
    );
    expect(fillTemplate(defaultTemplate(), 'x.docx', VALUES)).toEqual(filled);
  });

  it('takes placeholders that are spread over runs, and what stands around them', () => {
    const body = `<w:p>${run('vom {')}${run('{beg')}<w:r><w:rPr><w:b/></w:rPr><w:t>inn</w:t></w:r>${run('}} bis {{ ende }}.')}</w:p>`;
    const xml = textOf(fillTemplate(docx(body), 'x.docx', VALUES));
    const text = [...xml.matchAll(/<w:t[^>]*>([^<]*)</g)].map(([, part]) => part).join('');
    expect(text).toBe('vom 01.03.2026 bis 26.04.2026.');
  });

  it('is filled in headers and footers too; a value is not looked into for placeholders', () => {
    const template = docx(DAYS, { 'word/footer1.xml': `<w:ftr><w:p>${run('{{betreiber}}')}</w:p></w:ftr>` });
    const filled = fillTemplate(template, 'x.docx', { ...VALUES, betreiber: '{{ende}}' });
    expect(strFromU8(unzipSync(filled)['word/footer1.xml']!)).toContain('>{{ende}}<');
  });

  it('names placeholders nobody knows and days that are missing', () => {
    const issues = templateIssues(docx(`<w:p>${run('{{beginn}} {{frist}}')}</w:p>`), 'x.docx');
    expect(issues.map(({ code, params }) => [code, params!.value])).toEqual([
      ['letter-unknown-placeholder', '{{frist}}'],
      ['letter-missing-placeholder', '{{ende}}'],
    ]);
    expect(codeOf(() => fillTemplate(docx('<w:p/>'), 'x.docx', VALUES))).toBe('letter-missing-placeholder');
  });

  it.each([
    ['text', strToU8('Sehr geehrte'), 'letter-not-docx'],
    ['a cut off file', defaultTemplate().slice(0, 900), 'letter-not-docx'],
    ['a workbook', zipFiles({ 'xl/workbook.xml': strToU8('<x/>') }), 'letter-not-docx'],
    ['a file of 3 MB', new Uint8Array(3 << 20), 'letter-too-large'],
    ['macros', docx(DAYS, { 'word/vbaProject.bin': 'x' }), 'letter-unsafe'],
    ['entities', docx(`<!DOCTYPE x [<!ENTITY a "b">]>${DAYS}`), 'letter-unsafe'],
    [
      'a template from elsewhere',
      docx(DAYS, {
        'word/_rels/settings.xml.rels':
          '<Relationships><Relationship Type="http://x/attachedTemplate" Target="http://evil.example" TargetMode="External"/></Relationships>',
      }),
      'letter-unsafe',
    ],
  ])('refuses %s', (_, bytes, code) => {
    expect(codeOf(() => templateIssues(bytes, 'x.docx'))).toBe(code);
  });

  it('may hold a link to click', () => {
    const rels =
      '<Relationships><Relationship Type="http://x/relationships/hyperlink" Target="https://example.org" TargetMode="External"/></Relationships>';
    expect(templateIssues(docx(DAYS, { 'word/_rels/document.xml.rels': rels }), 'x.docx')).toEqual([]);
  });
});

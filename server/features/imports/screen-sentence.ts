import type { Issue } from '#core/issue.ts';
import { issueSentence, type Language } from '#core/issue-texts.ts';

/** What the flags of the command line are called on the screen. */
const NAMES = {
  de: {
    accept: '„Hinnehmen“',
    repair: '„Reparieren“',
    refuse: '„Zurückweisen“',
    crs: '„Koordinatensystem“',
    encoding: '„Zeichenkodierung“',
  },
  en: {
    accept: '"Accept"',
    repair: '"Repair"',
    refuse: '"Refuse"',
    crs: '"Reference system"',
    encoding: '"Encoding"',
  },
} as const;

/** The sentence of an issue with remedies that are on the screen in place of flags. */
export function screenSentence(issue: Issue, language: Language): string {
  const names = NAMES[language];
  return issueSentence(issue, language)
    .replace(/--(accept|repair|refuse) [a-z-]+/g, (_, flag: 'accept' | 'repair' | 'refuse') => names[flag])
    .replace(/--crs (EPSG:\d+)/g, '$1')
    .replace(/--crs\b/g, names.crs)
    .replace(/--encoding\b/g, names.encoding);
}

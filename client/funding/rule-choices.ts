import { useTranslation } from 'react-i18next';
import { listRuleSets } from '#data/rulebook/index.ts';
import type { Language } from '../i18n/index.ts';
import { useAnalysis } from '../state/analysis.ts';

/** The rule sets to choose from, oldest first: those of the house where they are loaded, else those that ship. */
export function useRuleChoices(): { id: string; label: string }[] {
  const language = useTranslation().i18n.language as Language;
  const loaded = useAnalysis((state) => state.ruleSets);
  const rules = loaded.length > 0 ? loaded : listRuleSets();
  return rules.map(({ id, title }) => ({ id, label: title[language] }));
}

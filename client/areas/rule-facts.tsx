import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import type { RuleSetInfo } from '../workers/messages.ts';

/** When a rule set is in force, how well it is established, and behind it what it says and what is unsure of it. */
export function RuleFacts({ rules }: { readonly rules: RuleSetInfo }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const unsure = rules.notes.filter(({ confidence }) => confidence === 'unsure').length;
  return (
    <details className="rule-facts small">
      <summary>
        {period(rules, t)}{' '}
        <span className={rules.confidence === 'sure' ? 'chip' : 'chip warn'}>
          {t(`confidence.${rules.confidence}`)}
        </span>{' '}
        {/* A text that is sure as a whole may still hold what is not. */}
        {unsure > 0 ? <span className="chip warn">{t('rules.unsureNotes', { count: unsure })}</span> : null}
      </summary>
      <p>{rules.summary[language]}</p>
      <p className="muted">{t('source.line', { name: rules.source })}</p>
      {rules.notes.length > 0 ? (
        <ul className="notes">
          {rules.notes.map((note) => (
            <li key={note.text.de}>
              <span className={note.confidence === 'sure' ? 'chip' : 'chip warn'}>
                {t(`confidence.${note.confidence}`)}
              </span>{' '}
              {note.text[language]}
            </li>
          ))}
        </ul>
      ) : null}
    </details>
  );
}

export function period(rules: RuleSetInfo, t: TFunction): string {
  const { validFrom, validTo } = rules;
  if (validFrom && validTo) return t('period.both', { from: formatDate(validFrom), to: formatDate(validTo) });
  if (validFrom) return t('period.from', { from: formatDate(validFrom) });
  if (validTo) return t('period.to', { to: formatDate(validTo) });
  return t('period.unknown');
}

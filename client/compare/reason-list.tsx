import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { WORDINGS } from '#core/rulebook/rule-set.ts';
import type { Language } from '../i18n/index.ts';
import type { ReasonChange } from '../workers/messages.ts';
import { countWords } from './count-words.ts';

const FIRST = 6;

/** Why addresses change: the rule that decided before and the one that decides after, the most frequent first. */
export function ReasonList({ reasons }: { readonly reasons: readonly ReasonChange[] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const [all, setAll] = useState(false);
  const shown = all ? reasons : reasons.slice(0, FIRST);
  const verdict = ({ class: name, eligible }: ReasonChange['from']) =>
    `${WORDINGS.class[name][language].replace(/ \(.*\)$/, '')}, ${WORDINGS.eligibility[eligible][language]}`;
  return (
    <section className="stack">
      <h3>{t('compare.reasons')}</h3>
      <ul className="reason-changes">
        {shown.map(({ from, to, sameReason, addresses, households }) => (
          <li key={`${from.class}${from.eligible}${from.reason.de}>${to.class}${to.eligible}${to.reason.de}`}>
            <div className="row between">
              <strong>
                {verdict(from)} → {verdict(to)}
              </strong>
            </div>
            <p className="small">
              {sameReason
                ? t('compare.sameReason', { reason: to.reason[language] })
                : t('compare.why', { before: from.reason[language], after: to.reason[language] })}
            </p>
            <p className="small muted">{t('compare.count', countWords({ addresses, households }, t))}</p>
          </li>
        ))}
      </ul>
      {reasons.length > FIRST ? (
        <Button className="button small" onPress={() => setAll(!all)} aria-expanded={all}>
          {all ? t('compare.fewerReasons') : t('compare.moreReasons', { count: reasons.length - FIRST })}
        </Button>
      ) : null}
    </section>
  );
}

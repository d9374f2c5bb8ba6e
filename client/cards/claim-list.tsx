import { useTranslation } from 'react-i18next';
import type { Claim } from '../api.ts';
import { formatDate, formatSpeed } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import type { Explanation } from '../workers/messages.ts';

interface Props {
  readonly claims: readonly Claim[];
  /** Claims a correction stands in the place of. */
  readonly replaced?: readonly Claim[];
  /** Promises that their market survey does not consider. */
  readonly setAside?: readonly Claim[];
  /** Its claims are these, in the same order; null until the rules have been asked. */
  readonly explanation: Explanation | null;
}

/** Every claim about an address with its source and date; the one that decided and those at odds are marked. */
export function ClaimList({ claims, replaced = [], setAside = [], explanation }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  if (claims.length + replaced.length + setAside.length === 0)
    return <p className="muted">{t('address.noClaims')}</p>;
  const contradictions = explanation?.contradictions ?? [];
  return (
    <section>
      <h3>{t('address.claims')}</h3>
      <ul className="claims">
        {claims.map((claim, index) => {
          const winning = explanation?.winning === index;
          const contradicted = contradictions.some((one) => one.claims.includes(index));
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: claims have no identity and do not move.
              key={index}
              className={[claim.planned ? 'planned' : '', winning ? 'winning' : ''].join(' ').trim()}
            >
              <div className="row between">
                <strong>{claim.operator}</strong>
                <span>
                  {formatSpeed(claim.downMbit)} / {formatSpeed(claim.upMbit)}{' '}
                  <small className="muted">Mbit/s</small>
                </span>
              </div>
              <div className="row small muted">
                {winning ? <span className="chip accent">{t('claim.winning')}</span> : null}
                {contradicted ? <span className="chip danger">{t('claim.contradicted')}</span> : null}
                <span>{t(`technology.${claim.technology}`)}</span>
                <span className={claim.planned ? 'chip warn' : 'chip'}>
                  {t(claim.planned ? 'claim.planned' : 'claim.existing')}
                </span>
                {claim.homes ? <span className="chip">{t(`claim.homes.${claim.homes}`)}</span> : null}
                {claim.peakTime ? <span className="chip">{t('claim.peakTime')}</span> : null}
                {claim.binding ? <span className="chip">{t('claim.binding')}</span> : null}
                {claim.milestones ? <span className="chip">{t('claim.milestones')}</span> : null}
                {claim.fundedElsewhere ? (
                  <span className="chip accent">{t('claim.fundedElsewhere')}</span>
                ) : null}
                {claim.readyBy ? (
                  <span>{t('claim.readyBy', { date: formatDate(claim.readyBy) })}</span>
                ) : null}
              </div>
              {claim.remark ? <p className="small">{claim.remark}</p> : null}
              <div className="small muted">
                {claim.source.name}
                {claim.source.asOf ? `, ${formatDate(claim.source.asOf)}` : ''}
              </div>
            </li>
          );
        })}
      </ul>
      <Uncounted title="claim.replaced" claims={replaced} />
      <Uncounted title="claim.setAside" claims={setAside} />
      {contradictions.map(({ text }) => (
        <p key={text.de} className="small contradiction">
          {text[language]}
        </p>
      ))}
    </section>
  );
}

/** Claims that are shown but do not count, folded away. */
function Uncounted({ title, claims }: { readonly title: string; readonly claims: readonly Claim[] }) {
  const { t } = useTranslation();
  if (claims.length === 0) return null;
  return (
    <details className="small">
      <summary>{t(title, { count: claims.length })}</summary>
      <ul className="claims">
        {claims.map((claim) => (
          <li key={`${claim.operator} ${claim.technology} ${claim.source.name} ${claim.downMbit}`}>
            <s>
              {claim.operator}, {t(`technology.${claim.technology}`)}: {formatSpeed(claim.downMbit)} /{' '}
              {formatSpeed(claim.upMbit)} Mbit/s
            </s>{' '}
            <span className="muted">{claim.source.name}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { get } from '../api.ts';
import { formatNumber, formatSpeed } from '../i18n/format.ts';
import { Icon } from '../ui/icon.tsx';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';
import './own-claims.css';

interface OwnClaim {
  readonly id: number;
  readonly street: string | null;
  readonly houseNumber: string | null;
  readonly postcode: string | null;
  readonly place: string | null;
  readonly technology: string;
  /** Mbit/s. */
  readonly downMbit: number | null;
  readonly upMbit: number | null;
  readonly planned: boolean;
  readonly sourceName: string;
}

interface OwnPage {
  readonly operator: string;
  readonly summary: readonly {
    readonly technology: string;
    readonly planned: boolean;
    readonly addresses: number;
  }[];
  readonly claims: readonly OwnClaim[];
  /** Id after which the next page begins; null on the last. */
  readonly next: number | null;
}

/** What the operator of the account has reported, and nobody else's claims. */
export default function OwnClaimsPanel() {
  const { t } = useTranslation();
  const pages = useInfiniteQuery({
    queryKey: ['own-claims'],
    queryFn: ({ pageParam }) => get<OwnPage>(`/api/operator/claims?after=${pageParam}`),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next,
  });
  if (pages.isPending) return <Loading text={t('own.loading')} />;
  if (pages.isError) return <Failed error={pages.error} onRetry={pages.refetch} />;
  const { operator, summary } = pages.data.pages[0]!;
  const claims = pages.data.pages.flatMap((page) => page.claims);
  if (claims.length === 0) return <Empty>{t('own.empty', { operator })}</Empty>;
  return (
    <div className="stack own-claims">
      <h3>{t('own.title', { operator })}</h3>
      <p className="small muted">{t('own.only')}</p>
      <Summary summary={summary} />
      <div className="row between">
        <h3>{t('own.claims')}</h3>
        <a className="button small" href="/api/operator/claims.csv" download>
          <Icon name="download" />
          {t('own.download')}
        </a>
      </div>
      <Claims claims={claims} />
      {pages.hasNextPage ? (
        <Button
          className="button"
          isDisabled={pages.isFetchingNextPage}
          onPress={() => void pages.fetchNextPage()}
        >
          {pages.isFetchingNextPage ? t('loading') : t('own.more')}
        </Button>
      ) : null}
    </div>
  );
}

function Summary({ summary }: { readonly summary: OwnPage['summary'] }) {
  const { t } = useTranslation();
  return (
    <table>
      <caption className="visually-hidden">{t('own.summary')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('own.technology')}</th>
          <th scope="col">{t('own.state')}</th>
          <th scope="col" className="number">
            {t('own.addresses')}
          </th>
        </tr>
      </thead>
      <tbody>
        {summary.map(({ technology, planned, addresses }) => (
          <tr key={`${technology}-${planned}`}>
            <td>{t(`technology.${technology}`)}</td>
            <td>{t(planned ? 'own.planned' : 'own.built')}</td>
            <td className="number">{formatNumber(addresses)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Claims({ claims }: { readonly claims: readonly OwnClaim[] }) {
  const { t } = useTranslation();
  return (
    <section className="own-scroll" aria-label={t('own.claims')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('own.address')}</th>
            <th scope="col">{t('own.technology')}</th>
            <th scope="col" className="number">
              {t('own.speed')}
            </th>
            <th scope="col">{t('own.source')}</th>
          </tr>
        </thead>
        <tbody>
          {claims.map((claim) => (
            <tr key={claim.id}>
              <td>
                {[claim.street, claim.houseNumber].filter(Boolean).join(' ')}
                <br />
                <span className="small muted">{[claim.postcode, claim.place].filter(Boolean).join(' ')}</span>
              </td>
              <td>
                {t(`technology.${claim.technology}`)}
                {claim.planned ? ` (${t('own.planned')})` : ''}
              </td>
              <td className="number">
                {formatSpeed(claim.downMbit)} / {formatSpeed(claim.upMbit)}
              </td>
              <td className="small">{claim.sourceName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

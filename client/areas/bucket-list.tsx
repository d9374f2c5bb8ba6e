import { Button, ListBox, ListBoxItem, ListLayout, Virtualizer } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { showBucket, useLedgerBucket } from '../state/ledger-bucket.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { useView } from '../state/view-store.ts';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';

const layout = new ListLayout({ rowSize: 48, estimatedRowSize: 48 });

/** The addresses of the open bucket; the map shows exactly these. Only rows in sight are in the page. */
export function BucketList() {
  const { t, i18n } = useTranslation();
  const { bucket, content, failure } = useLedgerBucket();
  const selection = useView((view) => view.selection);
  if (bucket === null) return null;
  const rows = content?.addresses ?? [];
  return (
    <section
      className="stack bucket"
      aria-label={t('ruleSets.bucket.list', { bucket: t(`ledger.${bucket}`) })}
    >
      <div className="row between wrap">
        <strong>{t(`ledger.${bucket}`)}</strong>
        <Button className="button small" onPress={() => void showBucket(null)}>
          {t('ruleSets.bucket.all')}
        </Button>
      </div>
      {failure ? <Failed error={failure} onRetry={() => void showBucket(bucket)} /> : null}
      {!content && !failure ? <Loading text={t('loading')} /> : null}
      {content && rows.length === 0 ? <Empty>{t('ruleSets.bucket.empty')}</Empty> : null}
      {content && rows.length > 0 ? (
        <>
          <p className="small muted" role="status">
            {t('ruleSets.bucket.shown', {
              addresses: formatNumber(rows.length),
              households: formatNumber(content.households),
            })}
          </p>
          <Virtualizer layout={layout}>
            <ListBox
              className="area-list"
              style={{ height: Math.min(rows.length, 6) * 48 }}
              aria-label={t(`ledger.${bucket}`)}
              items={rows}
              selectionMode="single"
              selectedKeys={selection?.collection === 'addresses' ? [Number(selection.id)] : []}
              onSelectionChange={(keys) => {
                const [key] = keys === 'all' ? [] : [...keys];
                const row = rows.find(({ id }) => id === key);
                if (!row) return;
                useView.getState().select({ kind: 'feature', collection: 'addresses', id: String(row.id) });
                useMapHandle.getState().map?.flyTo(row.lon, row.lat);
              }}
            >
              {(row) => (
                <ListBoxItem
                  id={row.id}
                  className="option"
                  textValue={`${row.district} ${row.id}, ${row.classTitle[i18n.language as Language]}`}
                >
                  <div className="bucket-row">
                    <span className="bucket-text">{row.district}</span>
                    <span className="muted">#{row.id}</span>
                    <span className="small bucket-figures">
                      {t('ruleSets.bucket.homes', {
                        households: formatNumber(row.households),
                        businesses: formatNumber(row.businesses),
                      })}
                    </span>
                  </div>
                  <div className="bucket-text small muted">{row.classTitle[i18n.language as Language]}</div>
                </ListBoxItem>
              )}
            </ListBox>
          </Virtualizer>
        </>
      ) : null}
    </section>
  );
}

import { useEffect } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import { Swatch } from '../layers/swatch.tsx';
import { changeLook } from '../map/change-look.ts';
import { startAnalysis, useAnalysis } from '../state/analysis.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { useTheme } from '../state/theme.ts';
import { useView } from '../state/view-store.ts';
import { Icon } from '../ui/icon.tsx';
import { Empty, Failed, Loading } from '../ui/state-message.tsx';
import type { ComparisonResult } from '../workers/messages.ts';
import { ChangeDownloads } from './change-downloads.tsx';
import { ChangeMatrix } from './change-matrix.tsx';
import { ChangedDistricts } from './changed-districts.tsx';
import {
  chooseComparison,
  effectiveComparison,
  followComparison,
  useComparison,
} from './comparison-store.ts';
import { countWords } from './count-words.ts';
import { ReasonList } from './reason-list.tsx';
import { SideChooser } from './side-chooser.tsx';
import './compare.css';

/** Two rule sets beside each other: who changes from what to what, why, and where. */
export default function ComparePanel() {
  const { t } = useTranslation();
  const { phase, progress, failure, table, ruleSets } = useAnalysis();
  const chosen = useView((view) => view.comparison);
  const { result, busy, failure: broken } = useComparison();
  useEffect(() => {
    void startAnalysis();
    return followComparison();
  }, []);
  if (phase === 'failed') return <Failed error={failure} onRetry={() => void startAnalysis()} />;
  if (phase !== 'ready') return <Loading text={t('areas.loadingColumns')} share={progress} />;
  if (table?.addresses === 0) return <Empty>{t('areas.noAddresses')}</Empty>;
  const choice = effectiveComparison(ruleSets, chosen);
  if (!choice) return <Empty>{t('compare.tooFew')}</Empty>;
  return (
    <div className="stack compare-panel">
      <SideChooser which="a" side={choice.a} onChange={(a) => chooseComparison({ a })} />
      <SideChooser which="b" side={choice.b} onChange={(b) => chooseComparison({ b })} />
      <div className="row">
        <Button className="button small" onPress={() => chooseComparison({ a: choice.b, b: choice.a })}>
          <Icon name="swap" /> {t('compare.swap')}
        </Button>
      </div>
      {broken ? <Failed error={broken} /> : null}
      <section className="stack" aria-busy={busy} aria-label={t('compare.result')}>
        {result ? <Result result={result} /> : <Loading text={t('compare.working')} />}
      </section>
    </div>
  );
}

function Result({ result }: { readonly result: ComparisonResult }) {
  const { t } = useTranslation();
  const same =
    result.a.rules === result.b.rules &&
    result.a.referenceDate === result.b.referenceDate &&
    (result.a.dataDate ?? null) === (result.b.dataDate ?? null);
  if (result.changed === 0)
    return (
      <div className="message" role="status">
        <p>
          {t(same ? 'compare.sameSides' : 'compare.nothing', {
            addresses: formatNumber(result.addresses),
          })}
        </p>
      </div>
    );
  return (
    <>
      <p role="status">
        {t('compare.summary', {
          changed: formatNumber(result.changed),
          addresses: formatNumber(result.addresses),
          eligibility: formatNumber(result.eligibilityChanged),
        })}
      </p>
      <ChangeLegend result={result} />
      <ChangeMatrix result={result} />
      <ShownOnMap />
      <ReasonList reasons={result.reasons} />
      <ChangedDistricts result={result} />
      <ChangeDownloads result={result} />
    </>
  );
}

/** The signs of the map with their counts; they add up to all addresses. */
function ChangeLegend({ result }: { readonly result: ComparisonResult }) {
  const { t } = useTranslation();
  const theme = useTheme((state) => state.theme);
  return (
    <table className="change-legend" aria-label={t('compare.legend')}>
      <thead>
        <tr>
          <th scope="col">{t('compare.change')}</th>
          <th scope="col">{t('compare.addresses')}</th>
          <th scope="col">{t('compare.households')}</th>
        </tr>
      </thead>
      <tbody>
        {[...result.kinds.slice(1), result.kinds[0]!]
          .filter((kind) => kind.addresses > 0)
          .map((kind) => (
            <tr key={kind.id}>
              <th scope="row">
                <Swatch {...changeLook(kind.id, theme)} /> {t(`compare.kind.${kind.id}`)}
              </th>
              <td>{formatNumber(kind.addresses)}</td>
              <td>{formatNumber(kind.households)}</td>
            </tr>
          ))}
        <tr className="sum">
          <th scope="row">{t('ledger.sum')}</th>
          <td>{formatNumber(result.addresses)}</td>
          <td>{formatNumber(result.households)}</td>
        </tr>
      </tbody>
    </table>
  );
}

/** How many addresses the map marks, a way to them, and the way back to all changes. */
function ShownOnMap() {
  const { t } = useTranslation();
  const shown = useComparison((state) => state.shown);
  const cell = useView((view) => view.comparison?.cell ?? null);
  const map = useMapHandle((state) => state.map);
  if (!shown) return null;
  const { addresses, bbox } = shown;
  return (
    <div className="row wrap">
      <span className="small muted" role="status">
        {t(cell ? 'compare.shownCell' : 'compare.shownAll', countWords({ addresses, households: 0 }, t))}
      </span>
      {bbox ? (
        <Button className="button small" onPress={() => map?.fit(bbox)}>
          <Icon name="target" /> {t('zoomTo')}
        </Button>
      ) : null}
      {cell ? (
        <Button className="button small" onPress={() => chooseComparison({ cell: null })}>
          {t('compare.showAll')}
        </Button>
      ) : null}
    </div>
  );
}

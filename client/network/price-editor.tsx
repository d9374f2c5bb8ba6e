import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { PRICE_LEVELS, type PriceCatalogue, type PriceLevel } from '#core/network/price-catalogue.ts';
import { PRICES } from '#data/network/index.ts';
import type { Language } from '../i18n/index.ts';
import { NumberField } from '../ui/number-field.tsx';
import { setChoices, useNetwork } from './network-store.ts';
import { catalogueVersion, changedItems, withPrice } from './own-prices.ts';

/** The plan's copy of the price catalogue: every range may be changed, each change is a new version of the copy. */
export function PriceEditor() {
  const { t, i18n } = useTranslation();
  const prices = useNetwork((state) => state.prices);
  const language = i18n.language as Language;
  const changed = changedItems(prices, PRICES);
  const set = (next: PriceCatalogue) => setChoices({ prices: next });
  return (
    <details className="network-options">
      <summary>
        {t('network.prices.title')} <span className="muted">{prices.id}</span>{' '}
        {changed.length > 0 ? (
          <span className="chip accent">
            {t('network.prices.version', { version: catalogueVersion(prices) })}
          </span>
        ) : null}
      </summary>
      <div className="stack">
        <p className="small muted">{t('network.prices.hint')}</p>
        <table className="price-table">
          <thead>
            <tr>
              <th scope="col">{t('network.prices.item')}</th>
              {PRICE_LEVELS.map((level) => (
                <th key={level} scope="col">
                  {t(`network.level.${level}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {prices.items
              .filter((item) => item.includedIn === undefined)
              .map((item) => {
                const title = item.title[language];
                const unit = t(`network.unit.${item.unit}`);
                return (
                  <tr key={item.id} data-changed={changed.includes(item.id) || undefined}>
                    <th scope="row">
                      {title} <span className="muted">{unit}</span>{' '}
                      <span
                        className={`chip${item.confidence === 'likely' ? '' : ' warn'}`}
                        title={item.source}
                      >
                        {t(`network.confidence.${item.confidence}`)}
                      </span>
                    </th>
                    {PRICE_LEVELS.map((level) => (
                      <td key={level}>
                        <NumberField
                          label={`${title}, ${t(`network.level.${level}`)}`}
                          hideLabel
                          value={item[level]}
                          {...rangeOf(item, level)}
                          {...(item.unit === 'share'
                            ? { step: 0.005, format: { style: 'percent', maximumFractionDigits: 1 } }
                            : { format: { maximumFractionDigits: 2 } })}
                          onChange={(value) =>
                            value !== null && set(withPrice(prices, item.id, level, value))
                          }
                        />
                      </td>
                    ))}
                  </tr>
                );
              })}
          </tbody>
        </table>
        {changed.length > 0 ? (
          <Button className="button small" onPress={() => set(PRICES)}>
            {t('network.prices.reset')}
          </Button>
        ) : null}
      </div>
    </details>
  );
}

/** Low, expected and high stay in their order. */
function rangeOf(item: Readonly<Record<PriceLevel, number>>, level: PriceLevel) {
  return {
    min: level === 'low' ? 0 : level === 'expected' ? item.low : item.expected,
    max: level === 'high' ? 1e7 : level === 'expected' ? item.high : item.expected,
  };
}

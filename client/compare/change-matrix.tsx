import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ELIGIBILITY, WORDINGS } from '#core/rulebook/rule-set.ts';
import { formatNumber } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { useAnalysis } from '../state/analysis.ts';
import { useView } from '../state/view-store.ts';
import type { ChangeCell, ComparisonResult } from '../workers/messages.ts';
import { chooseComparison } from './comparison-store.ts';

interface Heading {
  readonly id: string;
  readonly title: string;
}

/** From (rows) to (columns) with addresses and households; a cell is a button that filters the map. */
export function ChangeMatrix({ result }: { readonly result: ComparisonResult }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const by = useView((view) => view.comparison?.by ?? 'eligible');
  const chosen = useView((view) => view.comparison?.cell ?? null);
  const classes = useAnalysis((state) => state.classification?.classes ?? []);
  const headings: readonly Heading[] =
    by === 'class'
      ? classes.map(({ id, title }) => ({ id, title: title[language].replace(/ \(.*\)$/, '') }))
      : ELIGIBILITY.map((id) => ({ id, title: WORDINGS.eligibility[id][language] }));
  const cells = by === 'class' ? result.byClass : result.byEligibility;
  const rows = headings.filter(({ id }) => cells.some((cell) => cell.from === id));
  const columns = headings.filter(({ id }) => cells.some((cell) => cell.to === id));
  return (
    <section className="stack">
      <div className="row between wrap">
        <h3>{t('compare.matrix')}</h3>
        <ToggleButtonGroup
          className="row"
          aria-label={t('compare.by')}
          disallowEmptySelection
          selectedKeys={[by]}
          onSelectionChange={(keys) => {
            const [key] = keys;
            if (key === 'eligible' || key === 'class') chooseComparison({ by: key });
          }}
        >
          <ToggleButton id="eligible" className="button small">
            {t('compare.byEligible')}
          </ToggleButton>
          <ToggleButton id="class" className="button small">
            {t('compare.byClass')}
          </ToggleButton>
        </ToggleButtonGroup>
      </div>
      <p className="small muted">{t('compare.matrixHint')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="table-scroll" tabIndex={0} aria-label={t('compare.matrix')}>
        <table className="matrix">
          <thead>
            <tr>
              <th scope="col">
                {t('compare.before')} ↓ {t('compare.after')} →
              </th>
              {columns.map(({ id, title }) => (
                <th key={id} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">{row.title}</th>
                {columns.map((column) => {
                  const cell = cells.find(({ from, to }) => from === row.id && to === column.id);
                  const on = chosen?.from === row.id && chosen.to === column.id;
                  return (
                    <td key={column.id} data-same={row.id === column.id || undefined}>
                      {cell ? <MatrixCell cell={cell} row={row} column={column} on={on} /> : null}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function MatrixCell(props: {
  readonly cell: ChangeCell;
  readonly row: Heading;
  readonly column: Heading;
  readonly on: boolean;
}) {
  const { t } = useTranslation();
  const { cell, row, column, on } = props;
  const { from, to } = cell;
  return (
    <ToggleButton
      className="matrix-cell"
      isSelected={on}
      onChange={(selected) => chooseComparison({ cell: selected ? { from, to } : null })}
    >
      <span>
        <span className="visually-hidden">
          {row.title} → {column.title}:{' '}
        </span>
        {formatNumber(cell.addresses)}
        <span className="visually-hidden"> {t('compare.addresses')}, </span>
      </span>
      <small>{t('compare.homes', { formatted: formatNumber(cell.households) })}</small>
    </ToggleButton>
  );
}

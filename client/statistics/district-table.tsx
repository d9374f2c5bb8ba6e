import { Cell, Column, Row, type SortDescriptor, Table, TableBody, TableHeader } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import type { ClassCount } from '../workers/messages.ts';
import type { DistrictRow } from './district-rows.ts';

export interface StatisticsColumn {
  readonly id: string;
  readonly title: string;
  readonly digits: number;
  readonly value: (row: DistrictRow) => string | number;
}

const FIGURES = ['households', 'schools', 'businessParks', 'hotspots', 'publicBuildings'] as const;
const MEASURES = ['streetsKm', 'areaKm2'] as const;

export function columnsOf(
  classes: readonly ClassCount[],
  language: Language,
  t: (key: string) => string,
): StatisticsColumn[] {
  const plain = (
    id: (typeof FIGURES)[number] | (typeof MEASURES)[number],
    digits: number,
  ): StatisticsColumn => ({
    id,
    title: t(`statistics.${id}`),
    digits,
    value: (row) => row[id],
  });
  const perClass = classes.flatMap((c, index): StatisticsColumn[] =>
    c.addresses === 0
      ? []
      : [
          {
            id: `class-${c.id}`,
            title: c.title[language],
            digits: 0,
            value: (row) => row.byClass[index] ?? 0,
          },
        ],
  );
  return [
    {
      id: 'name',
      title: t('statistics.name'),
      digits: 0,
      value: (row) => row.name || t('statistics.outside'),
    },
    ...(classes.length > 0
      ? [
          {
            id: 'addresses',
            title: t('statistics.addresses'),
            digits: 0,
            value: (row: DistrictRow) => row.addresses,
          },
        ]
      : []),
    ...perClass,
    ...FIGURES.map((id) => plain(id, 0)),
    ...MEASURES.map((id) => plain(id, 1)),
  ];
}

export function sortedRows(
  rows: readonly DistrictRow[],
  columns: readonly StatisticsColumn[],
  sort: SortDescriptor,
): DistrictRow[] {
  const column = columns.find((c) => c.id === sort.column) ?? columns[0]!;
  const sign = sort.direction === 'descending' ? -1 : 1;
  return [...rows].sort((a, b) => {
    const x = column.value(a);
    const y = column.value(b);
    if (typeof x === 'number' && typeof y === 'number')
      return sign * (x - y) || a.name.localeCompare(b.name, 'de');
    return sign * String(x).localeCompare(String(y), 'de');
  });
}

interface Props {
  readonly rows: readonly DistrictRow[];
  readonly columns: readonly StatisticsColumn[];
  readonly sort: SortDescriptor;
  readonly onSort: (sort: SortDescriptor) => void;
}

export function DistrictTable({ rows, columns, sort, onSort }: Props) {
  const { t } = useTranslation();
  return (
    <div className="table-scroll">
      <Table className="table" aria-label={t('statistics.table')} sortDescriptor={sort} onSortChange={onSort}>
        <TableHeader columns={columns as StatisticsColumn[]}>
          {(column) => (
            <Column
              id={column.id}
              isRowHeader={column.id === 'name'}
              allowsSorting
              className={column.id === 'name' ? 'column' : 'column number'}
            >
              {({ sortDirection }) => (
                <>
                  {column.title}
                  <span aria-hidden="true">
                    {' '}
                    {sortDirection ? (sortDirection === 'ascending' ? '↑' : '↓') : ''}
                  </span>
                </>
              )}
            </Column>
          )}
        </TableHeader>
        <TableBody items={rows as DistrictRow[]} dependencies={[columns]}>
          {(row) => (
            <Row id={row.id || 'outside'} columns={columns as StatisticsColumn[]} dependencies={[columns]}>
              {(column) => {
                const value = column.value(row);
                return (
                  <Cell className={column.id === 'name' ? '' : 'number'}>
                    {typeof value === 'number' ? formatNumber(value, column.digits) : value}
                  </Cell>
                );
              }}
            </Row>
          )}
        </TableBody>
      </Table>
    </div>
  );
}

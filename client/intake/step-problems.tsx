import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../i18n/format.ts';
import { useMapHandle } from '../state/map-handle.ts';
import { Empty } from '../ui/state-message.tsx';
import {
  type Choices,
  type Decision,
  type ImportDocument,
  type IssueGroup,
  type IssueRow,
  importApi,
} from './import-api.ts';
import { goTo } from './import-store.ts';

interface Props {
  readonly document: ImportDocument;
  readonly change: (choices: Partial<Choices>) => Promise<void>;
}

/** Every problem by kind, with what can be done about it. */
export function StepProblems({ document, change }: Props) {
  const { t } = useTranslation();
  const { id, issues, rejected, undecided, request } = document;
  const busy = document.state !== 'staged';
  // `name` is a code, or a code with a row; a new rule for all rows forgets what was said of single ones.
  const treat = (name: string, treatment: Decision | null) => {
    const without = (names: readonly string[] = []) =>
      names.filter((each) => each !== name && !each.startsWith(`${name}@`));
    const next = (kind: Decision, names: readonly string[] = []) =>
      treatment === kind ? [...without(names), name] : without(names);
    return change({
      accept: next('accept', request.accept),
      repair: next('repair', request.repair),
      refuse: next('refuse', request.refuse),
    });
  };
  return (
    <div className="stack">
      {issues.length === 0 ? <Empty>{t('imports.noProblems')}</Empty> : null}
      {issues.length > 0 ? (
        <p>
          {rejected
            ? t('imports.rejectedRows', { count: rejected, formatted: formatNumber(rejected) })
            : t('imports.noneRejected')}{' '}
          {rejected && undecided === 0 ? t('imports.allDecided') : ''}
        </p>
      ) : null}
      <ul className="issue-groups">
        {issues.map((group) => (
          <IssueGroupItem key={group.code} group={group} busy={busy} onTreat={treat} />
        ))}
      </ul>
      {issues.length > 0 ? (
        <div className="row">
          <a className="button small" href={importApi.issuesUrl(id)} download>
            {t('imports.issuesCsv')}
          </a>
          {rejected ? (
            <a className="button small" href={importApi.rejectedUrl(id)} download>
              {t('imports.rejectedCsv')}
            </a>
          ) : null}
        </div>
      ) : null}
      <div className="row between">
        <Button className="button" onPress={() => goTo('what')}>
          {t('imports.previous')}
        </Button>
        <Button className="button primary" isDisabled={busy} onPress={() => goTo('difference')}>
          {t('imports.next.difference')}
        </Button>
      </div>
    </div>
  );
}

/** Rows shown of a kind at once; the rest on request. */
const SHOWN = 5;

function IssueGroupItem(props: {
  readonly group: IssueGroup;
  readonly busy: boolean;
  readonly onTreat: (name: string, treatment: Decision | null) => Promise<void>;
}) {
  const { t } = useTranslation();
  const { group, busy, onTreat } = props;
  const [all, setAll] = useState(false);
  const single = group.first.some((issue) => issue.treatment !== null);
  const decidable = group.refuses || group.refusable || group.treatment !== null || single;
  // A row that can be taken is taken unless it is left out; one that cannot be is refused unless somebody says more.
  const takes = group.refusable || (group.treatment === 'refuse' && !group.refuses);
  const options: { id: Decision | null; label: string }[] = [
    { id: null, label: t(takes ? 'imports.treat.take' : 'imports.treat.refuse') },
    ...(group.repairable ? [{ id: 'repair' as const, label: t('imports.treat.repair') }] : []),
    takes || group.treatment === 'refuse'
      ? { id: 'refuse', label: t('imports.treat.leaveOut') }
      : { id: 'accept', label: t('imports.treat.accept') },
  ];
  return (
    <li className={`issue-group ${group.severity}`}>
      <p>
        <span
          className={`chip ${group.severity === 'error' ? 'danger' : group.severity === 'warning' ? 'warn' : ''}`}
        >
          {t(`imports.severity.${group.severity}`)}
        </span>{' '}
        <strong>{t(`imports.problem.${group.code}`, { defaultValue: group.code })}</strong>{' '}
        <span className="muted">{formatNumber(group.count)}</span>
      </p>
      <ul className="issue-rows small">
        {group.first.slice(0, all ? undefined : SHOWN).map((issue, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row may have the same problem twice
          <li key={index}>
            {issue.message}
            {issue.place ? <PlaceButton place={issue.place} row={issue.row} /> : null}
            {decidable && issue.row !== null && group.count > 1 ? (
              <RowDecision
                issue={issue}
                options={options}
                onTreat={(treatment) => onTreat(`${group.code}@${issue.row}`, treatment)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {group.first.length > SHOWN ? (
        <Button className="button small plain" aria-expanded={all} onPress={() => setAll(!all)}>
          {all
            ? t('imports.fewer')
            : t('imports.more', {
                count: group.first.length - SHOWN,
                formatted: formatNumber(group.first.length - SHOWN),
              })}
        </Button>
      ) : null}
      {all && group.count > group.first.length ? (
        <p className="small muted">{t('imports.restInCsv')}</p>
      ) : null}
      {decidable ? (
        <fieldset className="treatments" aria-busy={busy}>
          <legend className="label">{t('imports.treatLabel')}</legend>
          {options.map(({ id, label }) => (
            <label key={label}>
              <input
                type="radio"
                name={`treat-${group.code}`}
                checked={group.treatment === id}
                onChange={() => void onTreat(group.code, id)}
              />
              {label}
            </label>
          ))}
        </fieldset>
      ) : null}
    </li>
  );
}

/** What becomes of one row, where that is not what becomes of all. */
function RowDecision(props: {
  readonly issue: IssueRow;
  readonly options: readonly { id: Decision | null; label: string }[];
  readonly onTreat: (treatment: Decision | null) => Promise<void>;
}) {
  const { t } = useTranslation();
  const { issue, options, onTreat } = props;
  const given = options.flatMap(({ id, label }) => (id === null ? [] : [{ id, label }]));
  // Where all are accepted or repaired, a single one can still be refused.
  const all = given.some(({ id }) => id === 'refuse')
    ? given
    : [...given, { id: 'refuse' as const, label: t('imports.treat.leaveOut') }];
  return (
    <select
      className="input row-decision"
      aria-label={t('imports.treatRow', { row: issue.row })}
      value={issue.treatment ?? ''}
      onChange={(event) => void onTreat((event.target.value || null) as Decision | null)}
    >
      <option value="">{t('imports.treat.asAll')}</option>
      {all.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  );
}

function PlaceButton({
  place,
  row,
}: {
  readonly place: readonly [number, number];
  readonly row: number | null;
}) {
  const { t } = useTranslation();
  return (
    <Button
      className="button plain small"
      aria-label={t('imports.showRow', { row })}
      onPress={() => useMapHandle.getState().map?.flyTo(place[0], place[1], 15)}
    >
      {t('zoomTo')}
    </Button>
  );
}

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/icon-button.tsx';

interface Props {
  readonly title: ReactNode;
  readonly kind: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The card at the side of the map (on a phone at its foot). */
export function Card({ title, kind, onClose, children }: Props) {
  const { t } = useTranslation();
  return (
    <section className="card" aria-label={kind}>
      <div className="card-head">
        <div>
          <p className="small muted">{kind}</p>
          <h2>{title}</h2>
        </div>
        <IconButton icon="close" label={t('close')} small onPress={onClose} />
      </div>
      <div className="card-body">{children}</div>
    </section>
  );
}

/** Rows of a name and a value; empty values are left out. */
export function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode])[] }) {
  const known = rows.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return (
    <dl className="facts">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

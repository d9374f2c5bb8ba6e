import { useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useView } from '../state/view-store.ts';

/** Goes through the addresses of a finding, one at each press. */
export function ShowAddresses({ ids }: { readonly ids: readonly number[] }) {
  const { t } = useTranslation();
  const [next, setNext] = useState(0);
  const select = useView((view) => view.select);
  if (ids.length === 0) return null;
  return (
    <Button
      className="button small plain link"
      onPress={() => {
        select({ kind: 'feature', collection: 'addresses', id: String(ids[next % ids.length]) });
        setNext(next + 1);
      }}
    >
      {t(next === 0 ? 'survey.showFirst' : 'survey.showNext')}
    </Button>
  );
}

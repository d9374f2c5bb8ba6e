import { useTranslation } from 'react-i18next';
import { Choice } from '../ui/choice.tsx';
import type { Choices, ImportDocument } from './import-api.ts';

const FOUND = 'found';
const ENCODINGS = ['UTF-8', 'Windows-1252', 'ISO-8859-15', 'CP850', 'UTF-16'];
const DELIMITERS = [';', ',', '\t', '|'] as const;

/** Encoding, delimiter and decimal sign of delimited text: found, and to be stated otherwise. */
export function TextDialect({
  document,
  change,
}: {
  readonly document: ImportDocument;
  readonly change: (choices: Partial<Choices>) => Promise<void>;
}) {
  const { t } = useTranslation();
  const { request, encoding, delimiter, file } = document;
  if (!/\.(csv|txt|tsv)$/i.test(file.name)) return null;
  const found = (what: string | null) => (what ? t('imports.found', { what }) : t('imports.foundByFile'));
  const signs: Record<string, string> = {
    ';': t('imports.semicolon'),
    ',': t('imports.comma'),
    '\t': t('imports.tabulator'),
    '|': t('imports.pipe'),
  };
  return (
    <div className="dialect">
      <Choice
        label={t('imports.encodingLabel')}
        options={[
          { id: FOUND, label: found(request.encoding ? null : encoding) },
          ...ENCODINGS.map((id) => ({ id, label: id })),
        ]}
        value={request.encoding ?? FOUND}
        onChange={(id) => void change({ encoding: id === FOUND ? null : id })}
      />
      <Choice
        label={t('imports.delimiterLabel')}
        options={[
          {
            id: FOUND,
            label: found(request.delimiter ? null : delimiter && (signs[delimiter] ?? delimiter)),
          },
          ...DELIMITERS.map((id) => ({ id, label: signs[id]! })),
        ]}
        value={request.delimiter ?? FOUND}
        onChange={(id) => void change({ delimiter: id === FOUND ? null : id })}
      />
      <Choice
        label={t('imports.decimalLabel')}
        options={[
          { id: FOUND, label: found(null) },
          { id: ',', label: t('imports.comma') },
          { id: '.', label: t('imports.point') },
        ]}
        value={request.decimal ?? FOUND}
        onChange={(id) => void change({ decimal: id === FOUND ? null : (id as ',' | '.') })}
      />
    </div>
  );
}

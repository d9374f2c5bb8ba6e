import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Button, Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatPercent } from '../i18n/format.ts';
import { Choice } from '../ui/choice.tsx';
import { DayField } from '../ui/day-field.tsx';
import { formatBytes } from './format-bytes.ts';
import { type Choices, type ImportDocument, importApi } from './import-api.ts';
import { goTo } from './import-store.ts';
import { MappingFields } from './mapping-fields.tsx';
import { PreviewTable } from './preview-table.tsx';
import { TextDialect } from './text-dialect.tsx';

interface Props {
  readonly document: ImportDocument;
  readonly change: (choices: Partial<Choices>) => Promise<void>;
}

/** Reference systems German files come in. */
const SYSTEMS = [
  [25832, 'ETRS89 / UTM 32N'],
  [25833, 'ETRS89 / UTM 33N'],
  [4326, 'WGS 84'],
  [3035, 'ETRS89 / LAEA'],
  [31467, 'DHDN / GK 3'],
  [31466, 'DHDN / GK 2'],
  [3857, 'Web Mercator'],
] as const;
const FOUND = 'found';

/** What the file was taken for, how sure that is, and another choice for each of it. */
export function StepWhat({ document, change: send }: Props) {
  const { t } = useTranslation();
  // Leaving a field by a click on "next" begins the reading anew: the click counts when it is done.
  const [wantsOn, setWantsOn] = useState(false);
  const change: Props['change'] = (choices) => {
    setWantsOn(false);
    return send(choices);
  };
  useEffect(() => {
    if (wantsOn && document.state === 'staged') goTo('problems');
    if (document.state === 'failed') setWantsOn(false);
  }, [wantsOn, document.state]);
  const known = useQuery({ queryKey: ['imports'], queryFn: importApi.list });
  const { request, recognised } = document;
  const sureOf = (test: (each: (typeof recognised)[number]) => boolean) => {
    const best = recognised.find(test);
    return best ? t('imports.sure', { share: formatPercent(best.sureness, 0) }) : t('imports.notRecognised');
  };
  const layers = (known.data?.layers ?? []).map((id) => ({
    id,
    label: t(`imports.layer.${id}`, { defaultValue: id }),
    detail: sureOf((each) => each.layer === id),
    sureness: recognised.find((each) => each.layer === id)?.sureness ?? 0,
  }));
  layers.sort((a, b) => b.sureness - a.sureness);
  const formats = (known.data?.formats ?? [])
    .filter((format) => document.layer === null || format.layers.includes(document.layer))
    .map(({ id, title }) => ({
      id,
      label: title,
      detail: sureOf((each) => each.format === id && each.layer === document.layer),
    }));
  return (
    <div className="stack">
      {document.failure ? (
        <div className="message error" role="alert">
          {document.failure.map(({ code, message }) => (
            <p key={code + message}>{message}</p>
          ))}
        </div>
      ) : null}
      <Facts document={document} />
      <Choice
        label={t('imports.layerLabel')}
        options={layers}
        value={document.layer}
        placeholder={t('imports.chooseLayer')}
        onChange={(layer) => void change({ layer })}
      />
      {document.layer && recognised.length > 0 ? (
        <p className="hint small muted">{sureOf((each) => each.layer === document.layer)}</p>
      ) : null}
      <Choice
        label={t('imports.formatLabel')}
        options={[
          { id: FOUND, label: t('imports.formatFound', { format: document.formatTitle ?? '–' }) },
          ...formats,
        ]}
        value={request.format ?? FOUND}
        onChange={(format) => void change({ format: format === FOUND ? null : format })}
      />
      <Choice
        label={t('imports.crsLabel')}
        options={[
          {
            id: FOUND,
            label:
              document.srid && document.sridFrom !== 'stated'
                ? `EPSG:${document.srid}`
                : t('imports.crsByFile'),
            detail: document.sridFrom ? t(`imports.crsFrom.${document.sridFrom}`) : undefined,
          },
          ...SYSTEMS.map(([srid, name]) => ({ id: String(srid), label: `EPSG:${srid}`, detail: name })),
        ]}
        value={request.srid === null ? FOUND : String(request.srid)}
        onChange={(id) => void change({ srid: id === FOUND ? null : Number(id) })}
      />
      {document.sridFrom ? (
        <p className={document.sridFrom === 'extent' ? 'hint small warn-text' : 'hint small muted'}>
          {t(`imports.crsFrom.${document.sridFrom}`)}
        </p>
      ) : null}
      {document.layersInFile.length > 1 ? (
        <Choice
          label={t('imports.layerInFileLabel')}
          options={[
            { id: FOUND, label: t('imports.layerInFileFound') },
            ...document.layersInFile.map((id) => ({ id, label: id })),
          ]}
          value={request.layerInFile ?? FOUND}
          onChange={(id) => void change({ layerInFile: id === FOUND ? null : id })}
        />
      ) : null}
      <TextDialect document={document} change={change} />
      <MappingFields document={document} onChange={(mapping) => void change({ mapping })} />
      <TextChoice
        label={t('imports.sourceLabel')}
        hint={t('imports.sourceHint')}
        value={request.source}
        onChange={(source) => source && void change({ source })}
      />
      <DayField
        label={t('imports.asOfLabel')}
        value={request.asOf ?? ''}
        remedy={t('imports.dayRemedy')}
        onChange={(asOf) => void change({ asOf })}
      />
      <TextChoice
        label={t('imports.licenceLabel')}
        value={request.licence ?? ''}
        onChange={(licence) => void change({ licence: licence || null })}
      />
      {document.preview ? <PreviewTable preview={document.preview} read={document.read ?? 0} /> : null}
      <div className="row end">
        <Button
          className="button primary"
          isDisabled={document.state !== 'staged' && document.state !== 'staging'}
          onPress={() => setWantsOn(true)}
        >
          {t(wantsOn ? 'imports.next.waiting' : 'imports.next.problems')}
        </Button>
      </div>
    </div>
  );
}

function Facts({ document }: { readonly document: ImportDocument }) {
  const { t } = useTranslation();
  const { file, driver, encoding, delimiter, read } = document;
  const delimiters: Record<string, string> = {
    ';': t('imports.semicolon'),
    ',': t('imports.comma'),
    '\t': t('imports.tabulator'),
  };
  const facts = [
    formatBytes(file.bytes),
    delimiter ? t('imports.delimitedBy', { sign: delimiters[delimiter] ?? delimiter }) : driver,
    encoding,
    read === null ? null : t('imports.rowsRead', { count: read, formatted: formatNumber(read) }),
  ];
  return <p className="small muted">{facts.filter(Boolean).join(' · ')}</p>;
}

/** A text that counts when the field is left. */
function TextChoice(props: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  const [text, setText] = useState<string | null>(null);
  const commit = () => {
    const next = text?.trim();
    if (next !== undefined && next !== props.value) props.onChange(next);
    setText(null);
  };
  return (
    <TextField className="field" value={text ?? props.value} onChange={setText} onBlur={commit}>
      <Label className="label">{props.label}</Label>
      <Input className="input" onKeyDown={(event) => event.key === 'Enter' && commit()} />
      {props.hint ? <p className="small muted">{props.hint}</p> : null}
    </TextField>
  );
}

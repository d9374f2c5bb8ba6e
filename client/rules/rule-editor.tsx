import { useMemo, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { failureSentence } from '../ui/state-message.tsx';
import { checkDraft, RuleFormContext, withValue } from './form-state.ts';
import { RuleForm } from './rule-form.tsx';
import { changeRuleSet, createRuleSet, type KeptRuleSet } from './rules-query.ts';

interface Props {
  readonly of: KeptRuleSet;
  /** A copy of `of`; else the draft itself is changed. */
  readonly isNew: boolean;
  readonly known: readonly string[];
  readonly freeId: string;
  readonly onCancel: () => void;
  readonly onSaved: (id: string) => void;
}

/** Changes a draft or makes one. What was typed stays until it is saved or thrown away. */
export function RuleEditor({ of, isNew, known, freeId, onCancel, onSaved }: Props) {
  const { t } = useTranslation();
  const form = useRef<HTMLDivElement>(null);
  const [draft, setDraft] = useState<unknown>(() =>
    isNew
      ? {
          ...of.content,
          id: freeId,
          validFrom: new Date().toISOString().slice(0, 10),
          validTo: null,
          supersedes: of.state === 'draft' ? null : of.id,
        }
      : of.content,
  );
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const checked = useMemo(
    () => checkDraft(draft, (kind, params) => t(`ruleSets.wrong.${kind}`, params)),
    [draft, t],
  );
  const context = useMemo(
    () => ({
      draft,
      set: (path: readonly (string | number)[], value: unknown) =>
        setDraft((now: unknown) => withValue(now, path, value)),
      errors: tried ? checked.errors : new Map<string, string>(),
    }),
    [draft, tried, checked],
  );
  const save = async () => {
    setTried(true);
    setFailure(null);
    if (!checked.ruleSet) {
      setFailure(t('ruleSets.wrong.count', { count: checked.errors.size }));
      const first = [...checked.errors.keys()][0];
      form.current?.querySelector<HTMLElement>(`[data-path="${first}"]`)?.focus();
      return;
    }
    setBusy(true);
    try {
      const saved = isNew
        ? await createRuleSet(checked.ruleSet, of.id)
        : await changeRuleSet(of, checked.ruleSet);
      onSaved(saved.id);
    } catch (error) {
      setFailure(failureSentence(error, t));
      setBusy(false);
    }
  };
  return (
    <div ref={form} className="stack">
      <p className="muted">{t(isNew ? 'ruleSets.copyOf' : 'ruleSets.editOf', { id: of.id })}</p>
      <RuleFormContext value={context}>
        <RuleForm known={known} isNew={isNew} />
      </RuleFormContext>
      <div className="rules-foot">
        {failure ? (
          <p className="field-error" role="alert">
            {failure}
          </p>
        ) : null}
        <div className="row">
          <Button className="button primary" isDisabled={busy} onPress={() => void save()}>
            {t('ruleSets.save')}
          </Button>
          <Button className="button" onPress={onCancel}>
            {t('ruleSets.cancel')}
          </Button>
        </div>
      </div>
    </div>
  );
}

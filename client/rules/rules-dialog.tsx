import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatDate } from '../i18n/format.ts';
import type { Language } from '../i18n/index.ts';
import { refreshRuleSets } from '../state/analysis.ts';
import { useSession } from '../state/queries.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Failed, failureSentence, Loading } from '../ui/state-message.tsx';
import { toast } from '../ui/toasts.tsx';
import { freeId } from './form-state.ts';
import { RuleEditor } from './rule-editor.tsx';
import { RuleView } from './rule-view.tsx';
import { discardRuleSet, type KeptRuleSet, loadRuleSets, releaseRuleSet } from './rules-query.ts';
import './rules.css';

const KEY = ['rule-sets'];

/** Every rule set to read; an administrator copies one, changes the copy and releases it. */
export default function RulesDialog({
  first,
  onClose,
}: {
  readonly first: string | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const session = useSession();
  const kept = useQuery({ queryKey: KEY, queryFn: loadRuleSets });
  const [chosen, setChosen] = useState(first);
  const [editing, setEditing] = useState<{ readonly of: KeptRuleSet; readonly isNew: boolean } | null>(null);
  const all = kept.data ?? [];
  const shown = all.find(({ id }) => id === chosen) ?? all.at(-1);
  const renew = async (id: string | null) => {
    setEditing(null);
    setChosen(id);
    await queries.invalidateQueries({ queryKey: KEY });
    await refreshRuleSets();
  };
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isKeyboardDismissDisabled={editing !== null}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className="modal wide">
        <Dialog className="dialog rules-dialog">
          <div className="row between">
            <Heading slot="title" level={2}>
              {t('ruleSets.heading')}
            </Heading>
            <IconButton icon="close" label={t('close')} onPress={onClose} />
          </div>
          {kept.isPending ? <Loading text={t('loading')} /> : null}
          {kept.isError ? <Failed error={kept.error} onRetry={() => void kept.refetch()} /> : null}
          {kept.data && shown ? (
            editing ? (
              <RuleEditor
                of={editing.of}
                isNew={editing.isNew}
                known={all.filter(({ state }) => state !== 'draft').map(({ id }) => id)}
                freeId={freeId(
                  editing.of.id,
                  all.map(({ id }) => id),
                )}
                onCancel={() => setEditing(null)}
                onSaved={(id) => {
                  toast(t('ruleSets.saved'));
                  void renew(id);
                }}
              />
            ) : (
              <div className="rules-columns">
                <RuleList all={all} shown={shown} onChoose={setChosen} />
                <section aria-label={shown.id} className="stack">
                  <Shown
                    one={shown}
                    isAdmin={session.data?.role === 'admin'}
                    onEdit={(isNew) => setEditing({ of: shown, isNew })}
                    onDone={(id) => void renew(id)}
                  />
                </section>
              </div>
            )
          ) : null}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function RuleList({
  all,
  shown,
  onChoose,
}: {
  readonly all: readonly KeptRuleSet[];
  readonly shown: KeptRuleSet;
  readonly onChoose: (id: string) => void;
}) {
  const { t, i18n } = useTranslation();
  return (
    <nav aria-label={t('ruleSets.heading')}>
      <ul className="rules-list">
        {all.map((one) => (
          <li key={one.id}>
            <Button
              className="rules-item"
              onPress={() => onChoose(one.id)}
              {...(one.id === shown.id ? { 'aria-current': 'true' as const } : {})}
            >
              <span className="rules-name">{one.content.title[i18n.language as Language]}</span>
              <span className="small muted">
                {period(one, t)} <StateChip state={one.state} />
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface ShownProps {
  readonly one: KeptRuleSet;
  readonly isAdmin: boolean;
  readonly onEdit: (isNew: boolean) => void;
  readonly onDone: (id: string | null) => void;
}

function Shown({ one, isAdmin, onEdit, onDone }: ShownProps) {
  const { t, i18n } = useTranslation();
  const [asked, setAsked] = useState<'release' | 'discard' | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const act = async (what: 'release' | 'discard') => {
    setAsked(null);
    try {
      if (what === 'release') await releaseRuleSet(one);
      else await discardRuleSet(one);
      toast(t(what === 'release' ? 'ruleSets.released' : 'ruleSets.discarded'));
      onDone(what === 'release' ? one.id : null);
    } catch (error) {
      setFailure(failureSentence(error, t));
    }
  };
  return (
    <>
      <div className="row between wrap">
        <h3>{one.content.title[i18n.language as Language]}</h3>
        <span className="row">
          <code className="small">{one.id}</code> <StateChip state={one.state} />
        </span>
      </div>
      <p className="small muted">
        {period(one, t)}
        {one.content.supersedes ? ` · ${t('ruleSets.supersedesIs', { id: one.content.supersedes })}` : ''}
      </p>
      {isAdmin ? (
        <div className="row wrap">
          {one.state === 'draft' ? (
            <>
              <Button className="button small primary" onPress={() => onEdit(false)}>
                {t('ruleSets.edit')}
              </Button>
              <Button className="button small" onPress={() => setAsked('release')}>
                {t('ruleSets.release')}
              </Button>
              <Button className="button small" onPress={() => setAsked('discard')}>
                {t('ruleSets.discard')}
              </Button>
            </>
          ) : null}
          <Button className="button small" onPress={() => onEdit(true)}>
            {t('ruleSets.copy')}
          </Button>
        </div>
      ) : (
        <p className="small muted">{t('ruleSets.adminOnly')}</p>
      )}
      {asked ? (
        <div className="message warn" role="alert">
          <p>{t(asked === 'release' ? 'ruleSets.askRelease' : 'ruleSets.askDiscard', { id: one.id })}</p>
          <div className="row">
            <Button className="button small primary" autoFocus onPress={() => void act(asked)}>
              {t(asked === 'release' ? 'ruleSets.release' : 'ruleSets.discard')}
            </Button>
            <Button className="button small" onPress={() => setAsked(null)}>
              {t('ruleSets.cancel')}
            </Button>
          </div>
        </div>
      ) : null}
      {failure ? (
        <p className="message error" role="alert">
          {failure}
        </p>
      ) : null}
      {one.state === 'draft' ? <p className="small message">{t('ruleSets.draftHelp')}</p> : null}
      <RuleView rules={one.content} />
    </>
  );
}

function StateChip({ state }: { readonly state: KeptRuleSet['state'] }) {
  const { t } = useTranslation();
  return (
    <span className={`chip${state === 'draft' ? ' warn' : state === 'released' ? ' accent' : ''}`}>
      {t(`ruleSets.state.${state}`)}
    </span>
  );
}

function period(
  { content, inForceTo }: KeptRuleSet,
  t: (key: string, values: Record<string, string>) => string,
): string {
  const from = formatDate(content.validFrom);
  return inForceTo === null
    ? t('period.from', { from })
    : t('period.both', { from, to: formatDate(inForceTo) });
}

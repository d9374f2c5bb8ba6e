import type { TFunction } from 'i18next';
import { ROLLOUT_TEXTS } from '#core/wlan/page/rollout-texts.ts';
import type { Layer } from '../api.ts';
import { roomsOf } from '../app/rooms.ts';
import type { Language } from '../i18n/index.ts';
import { startLayers, withLayer } from '../state/layer-choice.ts';
import { may } from '../state/may.ts';
import { queryClient } from '../state/queries.ts';
import { useTheme } from '../state/theme.ts';
import { useView } from '../state/view-store.ts';

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly run: () => void;
}

/** What the palette can do besides finding places. */
export function commands(planner: boolean, t: TFunction): Command[] {
  const { set, language, layers } = useView.getState();
  const { theme, choose } = useTheme.getState();
  const visible = layers ?? startLayers(planner);
  const known = (queryClient.getQueryData<Layer[]>(['layers']) ?? []).filter(
    (l) => planner || l.access === 'public',
  );
  const list: Command[] = [
    ...roomsOf(planner).map(({ id }) => ({
      id: `tab-${id}`,
      title: t('command.tab', { tab: id === 'data' ? t('imports.title') : t(`tab.${id}`) }),
      run: () => set({ tab: id }),
    })),
    {
      id: 'theme',
      title: t(theme === 'dark' ? 'theme.light' : 'theme.dark'),
      run: () => choose(theme === 'dark' ? 'light' : 'dark'),
    },
    {
      id: 'language',
      title: t('language.switch'),
      run: () => set({ language: language === 'de' ? 'en' : 'de' }),
    },
    {
      id: 'copy-link',
      title: t('command.copyLink'),
      run: () => void navigator.clipboard?.writeText(location.href),
    },
    { id: 'print', title: t('print'), run: () => window.print() },
  ];
  if (may('wlan')) {
    const words = ROLLOUT_TEXTS[language];
    list.push({ id: 'wlan-rollout', title: words.title, run: () => location.assign('/wlan/rollout') });
    list.push({ id: 'wlan-desk', title: `WLAN: ${words.reports}`, run: () => location.assign('/wlan/desk') });
  }
  if (may('plan-areas')) {
    list.push({
      id: 'draw',
      title: t('tools.draw'),
      run: () => void import('../areas/edit-mode.ts').then((m) => m.enterMode('draw')),
    });
    list.push({
      id: 'save',
      title: t('command.save'),
      run: () => void import('../areas/save-areas.ts').then((m) => m.saveAll()),
    });
  }
  for (const layer of known) {
    const on = visible.includes(layer.id);
    list.push({
      id: `layer-${layer.id}`,
      title: t(on ? 'command.hide' : 'command.show', { layer: layer.title[language as Language] }),
      run: () => set({ layers: withLayer(visible, layer.id, !on) }),
    });
  }
  return list;
}

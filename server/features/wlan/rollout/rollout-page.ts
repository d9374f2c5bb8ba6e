import { escapeHtml } from '#core/wlan/page/list.ts';
import { ROLLOUT_TEXTS, type RolloutTexts } from '#core/wlan/page/rollout-texts.ts';
import { dateInWords, type PageLanguage } from '#core/wlan/page/texts.ts';
import { NOTE_MAX_LENGTH, type RolloutGroup } from '#core/wlan/rollout.ts';
import { deskLinks } from '../desk-links.ts';
import { rolloutChart } from './rollout-chart.ts';
import type { RolloutDocument } from './rollout-document.ts';

/** The roll-out for the WLAN officer: progress, history, and every building with a form. */
export function rolloutContent(rollout: RolloutDocument, language: PageLanguage, savedId: string): string {
  const t = ROLLOUT_TEXTS[language];
  const { total, history } = rollout;
  const saved = rollout.buildings.find(({ id }) => String(id) === savedId);
  const historyRows = history
    .slice(-24)
    .map(
      ({ day, places, placesDone }) =>
        `<tr><th scope="row">${dateInWords(day, language)}</th><td>${placesDone}</td><td>${places}</td></tr>`,
    )
    .join('');
  return `${deskLinks(language, 'rollout')}
${saved ? `<p class="notice" role="status">${t.saved} ${escapeHtml(saved.name)}</p>` : ''}
<p>${t.aim} ${escapeHtml(rollout.aim[language])}.</p>
${total.buildings === 0 ? `<p class="notice">${t.empty}</p>` : progress()}`;

  function progress(): string {
    return `<h2>${t.progress}</h2>
${table(t, t.all, [{ ...total, name: t.together }])}
<h2>${t.byDepartment}</h2>${table(t, t.department, rollout.byDepartment)}
<h2>${t.byDistrict}</h2>${table(t, t.district, rollout.byDistrict)}
<h2>${t.history}</h2>
${history.length === 0 ? `<p>${t.noHistory}</p>` : `${rolloutChart(history, rollout.onDate, language)}<details${history[0]!.day === rollout.onDate ? ' open' : ''}><summary>${t.asTable}</summary><div class="scroll" tabindex="0" role="region" aria-label="${t.history}"><table><thead><tr><th scope="col">${t.day}</th><th scope="col">${t.done}</th><th scope="col">${t.places}</th></tr></thead><tbody>${historyRows}</tbody></table></div></details>`}
<h2>${t.buildings}</h2>
<ol class="hotspots">${rollout.buildings.map((each) => buildingEntry(each, language)).join('')}</ol>`;
  }
}

function table(t: RolloutTexts, first: string, groups: readonly RolloutGroup[]): string {
  const rows = groups.map(({ name, buildings, complete, overdue, uncounted, places, placesDone }) => {
    const share = places === 0 ? '–' : `${Math.floor((100 * placesDone) / places)} %`;
    const meter =
      places === 0
        ? ''
        : `<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width="${((100 * placesDone) / places).toFixed(1)}" height="1"/></svg>`;
    const cells = [
      `${placesDone} / ${places} (${share}) ${meter}`,
      `${complete} / ${buildings}`,
      overdue,
      uncounted,
    ];
    return `<tr><th scope="row">${escapeHtml(name ?? t.unnamed)}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const head = [first, t.placesDone, t.complete, t.overdue, t.uncounted];
  return `<div class="scroll" tabindex="0" role="region" aria-label="${first}"><table><thead><tr>${head.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function buildingEntry(building: RolloutDocument['buildings'][number], language: PageLanguage): string {
  const t = ROLLOUT_TEXTS[language];
  const { figures, targetDate, overdueDays } = building;
  const facts = [
    t.states[building.state],
    ...(figures
      ? [
          `${t.publicAreas} ${figures.publicAreasDone} / ${figures.publicAreas}`,
          `${t.meetingRooms} ${figures.meetingRoomsDone} / ${figures.meetingRooms}`,
        ]
      : [t.notCounted]),
    targetDate ? `${t.target} ${dateInWords(targetDate, language)}` : t.noTarget,
  ];
  const late =
    overdueDays > 0 ? `<p class="notice warn">${t.late.replace('{days}', String(overdueDays))}</p>` : '';
  const number = (name: string, label: string, value: number | undefined) =>
    `<label class="field">${label}<input type="number" name="${name}" min="0" max="10000" step="1" required value="${value ?? ''}"></label>`;
  const where = [building.department, building.district].filter(Boolean).join(' · ');
  return `<li id="b${building.id}"><h3>${escapeHtml(building.name)}</h3>${late}
<p>${escapeHtml(where)}</p><p>${facts.join(' · ')}</p>${building.note ? `<p class="lines">${escapeHtml(building.note)}</p>` : ''}
<details><summary aria-label="${escapeHtml(`${t.edit}: ${building.name}`)}">${t.edit}</summary>
<form method="post" action="/wlan/rollout/${building.id}?lang=${language}">
${number('publicAreas', t.publicAreas, figures?.publicAreas)}
${number('publicAreasDone', t.publicAreasDone, figures?.publicAreasDone)}
${number('meetingRooms', t.meetingRooms, figures?.meetingRooms)}
${number('meetingRoomsDone', t.meetingRoomsDone, figures?.meetingRoomsDone)}
<label class="field">${t.target}<input type="date" name="targetDate" value="${targetDate ?? ''}"></label>
<label class="field">${t.note}<textarea name="note" rows="2" maxlength="${NOTE_MAX_LENGTH}">${escapeHtml(building.note)}</textarea></label>
<p class="buttons"><button type="submit" aria-label="${escapeHtml(`${t.save}: ${building.name}`)}">${t.save}</button></p></form></details></li>`;
}

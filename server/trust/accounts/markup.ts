import { escapeHtml as e } from '#core/wlan/page/list.ts';
import type { PageLanguage } from '#core/wlan/page/texts.ts';

export function field(label: string, name: string, attributes: string): string {
  return `<label class="field">${e(label)}<input name="${name}" ${attributes}></label>`;
}

/** A form with one button; `about` names what the button is for where several say the same. */
export function form(
  path: string,
  language: PageLanguage,
  body: string,
  button: string,
  about = button,
): string {
  const label = about === button ? '' : ` aria-label="${e(about)}"`;
  return `<form method="post" action="${path}?lang=${language}">${body}<p class="buttons"><button type="submit"${label}>${e(button)}</button></p></form>`;
}

export function hidden(name: string, value: string): string {
  return `<input type="hidden" name="${name}" value="${e(value)}">`;
}

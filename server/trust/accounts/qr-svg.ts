import { qrCode } from '#core/qr/qr-code.ts';
import { escapeHtml } from '#core/wlan/page/list.ts';

/** A text as a QR code in SVG, dark on white with the quiet zone of four modules; `label` for who cannot see it. */
export function qrSvg(text: string, label: string): string {
  const modules = qrCode(text);
  const size = modules.length + 8;
  const path = modules
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : '')))
    .join('');
  return `<svg class="qr" role="img" aria-label="${escapeHtml(label)}" viewBox="0 0 ${size} ${size}" width="220" height="220" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${path}"/></svg>`;
}

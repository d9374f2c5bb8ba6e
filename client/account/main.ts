import { create, request } from './webauthn-json.ts';

/** Passkeys on the pages of the account; everything else there works without a script. */

const part = (name: string) => document.querySelector<HTMLElement>(`[data-passkey="${name}"]`);

if (window.PublicKeyCredential && window.isSecureContext) {
  part('unsupported')?.remove();
  offer('sign-in', async () => {
    const response = await request(await post('/account/passkey-sign-in/options'));
    await post('/account/passkey-sign-in', { response });
    location.assign('/');
  });
  offer('add', async (within) => {
    const name = within.querySelector('input')?.value.trim() || 'Passkey';
    const response = await create(await post('/account/passkeys/options'));
    await post('/account/passkeys', { name, response });
    location.reload();
  });
}

function offer(name: string, work: (within: HTMLElement) => Promise<void>): void {
  const within = part(name);
  const button = within?.querySelector('button');
  if (!within || !button) return;
  within.hidden = false;
  button.addEventListener('click', async () => {
    button.disabled = true;
    const problem = part('problem');
    if (problem) problem.hidden = true;
    try {
      await work(within);
    } catch (error) {
      if (!problem) return;
      // What the browser refuses has no sentence for people.
      problem.textContent = error instanceof Refused ? error.message : (problem.dataset.cancelled ?? '');
      problem.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
}

/** What the server refused, with its sentence. */
class Refused extends Error {}

async function post<T>(path: string, body?: object): Promise<T> {
  const language = document.documentElement.lang;
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': language, accept: 'application/json' },
    body: JSON.stringify(body ?? {}),
  });
  if (answer.ok) return (answer.status === 204 ? undefined : await answer.json()) as T;
  const { detail } = (await answer.json().catch(() => ({}))) as { detail?: string };
  throw new Refused(detail ?? answer.statusText);
}

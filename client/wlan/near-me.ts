import { element, type ListPage } from './page.ts';

/**
 * "Near me": one tap, one question of the browser. Refusal and a position that cannot be found lead to the search
 * by street. The position stays in the browser: it is not sent, and rounded where it goes into the address.
 */
export function startNearMe(page: ListPage, onFound: (lon: number, lat: number) => void): void {
  const button = element<HTMLButtonElement>('near-me')!;
  const status = element('near-status')!;
  const say = (text: string, isBad = false) => {
    status.hidden = false;
    status.classList.toggle('warn', isBad);
    status.textContent = text;
  };
  const giveUp = (reason: 'nearMeRefused' | 'nearMeNone') => {
    button.disabled = false;
    say(page.text(reason), true);
    page.form.querySelector<HTMLInputElement>('[name=place]')!.focus();
  };
  button.hidden = false;
  button.addEventListener('click', () => {
    if (!('geolocation' in navigator)) return giveUp('nearMeNone');
    button.disabled = true;
    say(page.text('nearMeBusy'));
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        button.disabled = false;
        const lon = Number(coords.longitude.toFixed(4));
        const lat = Number(coords.latitude.toFixed(4));
        page.form.querySelector<HTMLInputElement>('[name=place]')!.value = '';
        page.form.querySelector<HTMLInputElement>('[name=near]')!.value = `${lon},${lat}`;
        page.near = { lon, lat, sentence: page.text('nearMeDone') };
        page.update();
        status.hidden = true;
        onFound(lon, lat);
      },
      (error) => giveUp(error.code === error.PERMISSION_DENIED ? 'nearMeRefused' : 'nearMeNone'),
      { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
    );
  });
}

interface Hit {
  readonly label: string;
  readonly lon: number;
  readonly lat: number;
}

/** Sorting by a street or district: asked of the server by the same search as without a script. */
export function startPlaceSearch(page: ListPage, onFound: (lon: number, lat: number) => void): void {
  const status = element('near-status')!;
  const near = page.form.querySelector<HTMLInputElement>('[name=near]')!;
  page.form.addEventListener('submit', async (event) => {
    if (!page.isLoaded) return;
    event.preventDefault();
    const place = String(new FormData(page.form).get('place') ?? '').trim();
    status.hidden = true;
    if (place === '') {
      if (near.value === '') page.near = null;
      page.update();
      return;
    }
    try {
      const response = await fetch(`/api/search?limit=1&q=${encodeURIComponent(place)}`);
      if (!response.ok) throw new Error(String(response.status));
      const [hit] = (await response.json()) as Hit[];
      if (!hit) {
        status.hidden = false;
        status.classList.add('warn');
        status.textContent = page.text('placeUnknown', { place });
        return;
      }
      near.value = '';
      page.near = { ...hit, sentence: page.text('nearPlace', { place: hit.label }) };
      page.update();
      onFound(hit.lon, hit.lat);
    } catch {
      page.form.submit();
    }
  });
}

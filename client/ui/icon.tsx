const PATHS = {
  search: 'M10.5 17a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13Zm4.700-1.800L20 20',
  close: 'M6 6l12 12M18 6 6 18',
  help: 'M9.500 9.200a2.600 2.600 0 1 1 3.700 2.400c-.8.400-1.200 1-1.200 1.900v.5M12 17.200v.1M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18Z',
  sun: 'M12 16a4 4 0 1 1 0-8 4 4 0 0 1 0 8Zm0-13v2m0 14v2M3 12h2m14 0h2M5.600 5.600 7 7m10 10 1.400 1.400M5.600 18.400 7 17M17 7l1.400-1.400',
  moon: 'M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500Z',
  chevron: 'M6 9l6 6 6-6',
  target: 'M12 18a6 6 0 1 1 0-12 6 6 0 0 1 0 12Zm0-15v3m0 12v3M3 12h3m12 0h3',
  undo: 'M9 7 4.500 11.500 9 16M4.500 11.500H15a5 5 0 0 1 0 10h-3',
  redo: 'M15 7l4.500 4.500L15 16m4.500-4.500H9a5 5 0 0 0 0 10h3',
  polygon: 'M5 9l8-5 7 6-3 9H7Z',
  vertices: 'M6 8l7-3 6 6-3 7H8ZM4.500 8h3M11.500 5h3M17.500 11h3M14.500 18h3M6.500 18h3',
  split: 'M4 12h3m3.500 0h3M17 12h3M6 4h12v4.500M6 4v4.500M6 20h12v-4.500M6 20v-4.500',
  join: 'M4 6h9v9H4ZM11 9h9v9h-9Z',
  trash: 'M5 7h14M10 7V4.500h4V7M7 7l1 13h8l1-13M10.500 10.500v6M13.500 10.500v6',
  save: 'M5 4h11l3 3v13H5ZM8 4v5h7V4M8 20v-6h8v6',
  download: 'M12 4v11m-4.500-4L12 15.500 16.500 11M5 20h14',
  swap: 'M8 4v14m0 0-3.500-3.500M8 18l3.500-3.500M16 20V6m0 0-3.500 3.500M16 6l3.500 3.500',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  check: 'M5 12.500 10 17.500 19 7.500',
  layers: 'M12 4 3.500 8.500 12 13l8.500-4.500ZM4 12.500l8 4.500 8-4.500M4 16l8 4.500 8-4.500',
  print: 'M7 9V4h10v5M7 17H4v-7.500h16V17h-3M7 14h10v6H7Z',
  up: 'M12 19V6m-5 5 5-5.500 5 5.500',
  down: 'M12 5v13m-5-5 5 5.500 5-5.500',
  chart: 'M4 20h16M7 20v-8M12 20V5M17 20v-12',
  compare: 'M5 5h6v14H5ZM14 5h5v14h-5M8 9v0M14 9h5M14 14h5',
  building: 'M5 20V7l7-3 7 3v13M3 20h18M9 20v-4h6v4M9 10v.1M12 10v.1M15 10v.1M9 13v.1M12 13v.1M15 13v.1',
  document: 'M7 4h7l4 4v12H7ZM14 4v4h4M10 12h5M10 15.500h5',
  network: 'M12 7V12M12 12H5V16M12 12H19V16M10 3.500h4V7h-4ZM3.500 16h3v4h-3ZM17.500 16h3v4h-3ZM12 12v8',
  person: 'M12 12a4 4 0 1 1 0-8 4 4 0 0 1 0 8Zm-7.500 8.500a7.500 7.500 0 0 1 15 0',
  upload: 'M12 16V5m-4.500 4L12 4.500 16.500 9M5 20h14',
} as const;

export type IconName = keyof typeof PATHS;

/** A line icon of 24 units; decorative, so the control that holds it carries the name. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon-svg" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

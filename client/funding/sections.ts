import { type ComponentType, lazy } from 'react';
import type { Application } from './application.ts';

/** What a section of an open application is given; `onChanged` takes what the server answered after a change. */
export interface SectionProps {
  readonly application: Application;
  readonly onChanged: (application: Application) => void;
}

interface Section {
  /** Also the key of its title in the texts, `funding.sections.<id>`, and its name in links. */
  readonly id: string;
  readonly View: ComponentType<SectionProps>;
}

/** The sections of an application in the order an officer needs them; a new one is one line here. */
export const APPLICATION_SECTIONS: readonly Section[] = [
  { id: 'application', View: lazy(() => import('./application-form.tsx')) },
  { id: 'calculator', View: lazy(() => import('./calculator.tsx')) },
  { id: 'points', View: lazy(() => import('./points.tsx')) },
  { id: 'procedures', View: lazy(() => import('../procedures/application-procedures.tsx')) },
  { id: 'dossier', View: lazy(() => import('./dossier.tsx')) },
  { id: 'grant', View: lazy(() => import('./after-grant.tsx')) },
];

/** Sections that stand beside the list of applications, such as the desk of a market survey. */
export const GENERAL_SECTIONS: readonly { readonly id: string; readonly View: ComponentType }[] = [
  { id: 'applications', View: lazy(() => import('./application-list.tsx')) },
  { id: 'surveys', View: lazy(() => import('../survey/survey-list.tsx')) },
  { id: 'rules', View: lazy(() => import('./rules-section.tsx')) },
];

import { useView } from '../state/view-store.ts';
import { ApplicationWorkspace } from './application-workspace.tsx';
import { SectionBar, SectionBody } from './section-bar.tsx';
import { GENERAL_SECTIONS } from './sections.ts';
import './funding.css';
import { ReadOnlyNote } from './editing.tsx';

/** The officer's tab: what concerns all applications, or one application with its sections. */
export default function FundingPanel() {
  const application = useView((view) => view.application);
  const section = useView((view) => view.section);
  if (application)
    return (
      <div className="stack">
        <ReadOnlyNote />
        <ApplicationWorkspace key={application} id={application} />
      </div>
    );
  // What follows a slash is for the section itself, e.g. the survey that is open.
  const [first] = (section ?? '').split('/');
  const shown = GENERAL_SECTIONS.find(({ id }) => id === first) ?? GENERAL_SECTIONS[0]!;
  return (
    <div className="stack">
      <ReadOnlyNote />
      <SectionBar ids={GENERAL_SECTIONS.map(({ id }) => id)} shown={shown.id} />
      <SectionBody key={shown.id}>
        <shown.View />
      </SectionBody>
    </div>
  );
}

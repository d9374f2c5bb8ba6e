import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/widgets.css';
import './styles/dialog.css';
import './styles/map.css';
import './styles/panels.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startLanguage } from './i18n/index.ts';
import { queryClient } from './state/queries.ts';
import { startTheme } from './state/theme.ts';
import { followAddressBar, useView } from './state/view-store.ts';

startTheme();
followAddressBar();
await startLanguage(useView.getState().language);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);

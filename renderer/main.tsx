import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import '@mantine/core/styles.css';
import { Notifications } from '@mantine/notifications';
import '@mantine/notifications/styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { noteCopied } from './api.ts';
import { saveDraftsWhenLeft } from './data/drafts.ts';
import { queryClient } from './data/queryClient.ts';
import './fonts.css';
import { SavedFileWarnings } from './frame/SavedFileWarnings.tsx';
import { cssVariables, theme } from './theme.ts';
import './theme.css';
import './ui/ui.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

saveDraftsWhenLeft();
// What is copied here may name a child: the lock takes it off the clipboard.
for (const event of ['copy', 'cut'] as const) document.addEventListener(event, noteCopied);

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="light"
      colorSchemeManager={localStorageColorSchemeManager({ key: 'vsk:colour-scheme' })}
    >
      <Notifications position="bottom-right" autoClose={6000} />
      <QueryClientProvider client={queryClient}>
        <App />
        <SavedFileWarnings />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

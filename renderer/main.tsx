import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import '@mantine/core/styles.css';
import { Notifications, notifications } from '@mantine/notifications';
import '@mantine/notifications/styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { CallFailure, noteCopied } from './api.ts';
import { saveDraftsWhenLeft } from './data/drafts.ts';
import { showNamesAsKept } from './data/names.ts';
import { queryClient } from './data/queryClient.ts';
import './fonts.css';
import { SavedFileWarnings } from './frame/SavedFileWarnings.tsx';
import { cssVariables, theme } from './theme.ts';
import './theme.css';
import './ui/ui.css';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

saveDraftsWhenLeft();
showNamesAsKept();
// Whatever fails without anybody waiting for it is said: what was asked for may not have been done.
window.addEventListener('unhandledrejection', ({ reason }) => {
  const said = reason instanceof CallFailure ? reason.detail.message : 'Look whether it was done before you try again.';
  notifications.show({ color: 'red', autoClose: false, title: 'Something did not work', message: said });
});
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

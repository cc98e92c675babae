import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shellFaultsOf } from '#scripts/shellRules.ts';

const shell = 'main/shell/a.ts';
const service = 'main/service/a.ts';
const page = 'renderer/screens/a.tsx';

describe('a mistake that can be seen in the code is refused', () => {
  test.each([
    ['no sandbox', shell, 'const preferences = { sandbox: false };', 'wall'],
    ['no isolation', shell, "const preferences = { 'contextIsolation': false };", 'wall'],
    ['no same-origin policy', shell, 'webSecurity:false', 'wall'],
    ['Node in the page', shell, 'nodeIntegration: true', 'must not have'],
    ['Node in a worker', shell, 'nodeIntegrationInWorker: true', 'must not have'],
    ['web views', shell, 'webviewTag: true', 'must not have'],
    ['insecure content', shell, 'allowRunningInsecureContent: true', 'must not have'],
    ['experimental features', shell, 'experimentalFeatures: true', 'must not have'],
    ['a policy that is passed by', shell, 'privileges: { bypassCSP: true }', 'must not have'],
    ['spelling', shell, 'spellcheck: true', 'must not have'],
    ['features of Blink', shell, "enableBlinkFeatures: 'CSSVariables'", 'rules out'],
    ['a keychain that hides nothing', shell, 'safeStorage.setUsePlainTextEncryption(true)', 'rules out'],
    ['an address for the system', shell, 'void shell.openExternal(url)', 'allow-list'],
    ['a file started', 'main/shell/dialogs.ts', 'await shell.openPath(file)', 'verified'],
    ['a channel without a check', shell, "ipcMain.handle('vsk:a', () => 1)", 'sender check'],
    ['a way past the bridge', page, "ipcRenderer.invoke('vsk:a')", 'past the bridge'],
    ['a window of its own', shell, 'new BrowserWindow({ show: false })', 'window.ts'],
    ['a switch of Chromium', shell, "app.commandLine.appendSwitch('disable-web-security')", 'switches'],
    ['crash reports', shell, "import { crashReporter } from 'electron';", 'sends something away'],
    ['automatic updates', shell, 'autoUpdater.checkForUpdates()', 'sends something away'],
    ['a network module', service, "import { request } from 'node:https';", 'network module'],
    ['a network module of old', 'db/a.ts', "import net from 'net';", 'network module'],
    ['a request of the service', service, "await fetch('https://example.org/')", 'makes a request'],
    ['a request of the shell', shell, 'await net.fetch(url)', 'makes a request'],
    ['a request of a screen', page, "fetch('/call')", 'makes a request'],
    ['a socket', page, "new WebSocket('/live')", 'makes a request'],
    ['a call between browsers', page, 'new RTCPeerConnection()', 'makes a request'],
    ['a program started', shell, "import { spawn } from 'node:child_process';", 'starts programs'],
    ['a remote picture', page, '<img src="https://example.org/logo.png" />', 'remote address'],
    ['a remote font', 'renderer/fonts.css', '@import url(http://fonts.example.org/a.css);', 'remote address'],
    ['HTML from text', page, '<p dangerouslySetInnerHTML={{ __html: name }} />', 'HTML from text'],
    ['HTML assigned', page, 'element.innerHTML = name;', 'HTML from text'],
    ['text run', service, 'eval(formula)', 'runs text'],
    ['text run later', page, "setTimeout('go()', 5)", 'runs text'],
    ['a function of text', 'domain/a.ts', "new Function('return 1')", 'runs text'],
    ['a value printed', service, 'console.log(child)', 'prints a value'],
    ['a value printed in a sentence', service, `console.error(\`Refused \${name}\`)`, 'prints a value'],
    ['a value printed behind a sentence', 'db/a.ts', "console.error('Refused', name)", 'prints a value'],
    ['an error printed by the shell', shell, "console.error('It failed:', error)", 'own words'],
    ["an error's words printed by the shell", shell, `console.error(\`It failed: \${error.message}\`)`, 'own words'],
  ])('%s', (_what, path, text, words) => {
    const faults = shellFaultsOf(path, `${text}\n`);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(words);
    expect(faults[0]).toContain(path);
  });
});

describe('what the rules are not about passes', () => {
  test.each([
    [
      'the window as it is',
      'main/shell/window.ts',
      'new BrowserWindow({ webPreferences: { sandbox: true, webviewTag: false } })',
    ],
    ['the allow-list', 'main/shell/hardening.ts', 'void shell.openExternal(url)'],
    ['the checked channel', 'main/shell/senderCheck.ts', 'ipcMain.handle(channel, work)'],
    ['the preview host', 'main/hosts/previewServer.ts', "import { createServer } from 'node:http';"],
    ['the page of the preview host', 'renderer/api.ts', "await fetch('/folder')"],
    ['a query of the client', page, 'query.refetch()'],
    ['the name of SVG', 'renderer/ui/a.tsx', '<svg xmlns="http://www.w3.org/2000/svg" />'],
    ['a sentence', service, "console.error('The data process ended.')"],
    ['a code', shell, `console.error(\`It failed (\${error.code})\`)`],
    ['a test', 'test/e2e/a.test.ts', 'new BrowserWindow({ webPreferences: { sandbox: false } })'],
  ])('%s', (_what, path, text) => expect(shellFaultsOf(path, `${text}\n`)).toEqual([]));
});

test('the main file of the shell holds one line for each concern', () => {
  expect(shellFaultsOf('main/shell/index.ts', 'concern();\n'.repeat(100))).toEqual([]);
  expect(shellFaultsOf('main/shell/index.ts', 'concern();\n'.repeat(101))).toHaveLength(1);
});

test('the product as it stands keeps every rule', () => {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', 'main', 'renderer', 'db', 'domain'];
  const files = spawnSync('git', list, { encoding: 'utf8' }).stdout.split('\n');
  const sources = files.filter((file) => /\.(ts|tsx|mjs|css|html)$/.test(file) && existsSync(file));
  expect(sources.length).toBeGreaterThan(200);
  expect(sources.flatMap((file) => shellFaultsOf(file, readFileSync(file, 'utf8')))).toEqual([]);
});

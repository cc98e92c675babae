import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { ShellEvent, VskBridge } from '#contract/bridge.ts';
import type { Reply, WireReply, WireRequest } from '#contract/wire.ts';

const message = 'The part of the app that keeps the store stopped. What was saved is safe; try again.';
const interrupted: Reply<unknown> = { ok: false, error: { code: 'interrupted', detail: { message } } };
const waiting = new Map<number, (reply: Reply<unknown>) => void>();
let unsent: WireRequest[] = [];
let port: MessagePort | undefined;
let failed = false;
let lastId = 0;

// The shell sends a port once the data process serves; calls made before then wait for it.
ipcRenderer.on('vsk:port', (event) => {
  [port] = event.ports;
  failed = false;
  port?.addEventListener('message', ({ data }: MessageEvent<WireReply>) => {
    waiting.get(data.id)?.(data.reply);
    waiting.delete(data.id);
  });
  port?.start();
  for (const request of unsent) port?.postMessage(request);
  unsent = [];
});

ipcRenderer.on('vsk:event', (_event, { kind, ...rest }: ShellEvent) => {
  if (kind !== 'dataProcess' || !('state' in rest) || rest.state === 'ready') return;
  port = undefined;
  failed = rest.state === 'failed';
  unsent = [];
  for (const answer of waiting.values()) answer(interrupted);
  waiting.clear();
});

const bridge: VskBridge = {
  call: (name, input) =>
    new Promise((answer) => {
      if (failed) return answer(interrupted);
      const request: WireRequest = { id: ++lastId, name, input };
      waiting.set(request.id, answer);
      if (port) port.postMessage(request);
      else unsent.push(request);
    }),
  chooseFolder: () => ipcRenderer.invoke('vsk:chooseFolder'),
  saveFile: (suggestedName, content) => ipcRenderer.invoke('vsk:saveFile', { suggestedName, content }),
  onEvent: (listener) => {
    const listen = (_event: IpcRendererEvent, event: ShellEvent) => listener(event);
    ipcRenderer.on('vsk:event', listen);
    return () => ipcRenderer.off('vsk:event', listen);
  },
  keychain: {
    state: (folder) => ipcRenderer.invoke('vsk:keychain.state', folder),
    remember: (folder, slotId, secret) => ipcRenderer.invoke('vsk:keychain.remember', { folder, slotId, secret }),
    recall: (folder) => ipcRenderer.invoke('vsk:keychain.recall', folder),
    forget: (folder) => ipcRenderer.invoke('vsk:keychain.forget', folder),
  },
  copyText: (text) => ipcRenderer.invoke('vsk:copyText', text),
  noteCopied: () => ipcRenderer.send('vsk:noteCopied'),
  packFile: {
    waiting: () => ipcRenderer.invoke('vsk:packFile.waiting'),
    take: () => ipcRenderer.invoke('vsk:packFile.take'),
  },
  lock: () => ipcRenderer.invoke('vsk:lock'),
  installUpdate: (path) => ipcRenderer.invoke('vsk:installUpdate', path),
};
contextBridge.exposeInMainWorld('vsk', bridge);
// Whatever the person copies from the page is noted here, so that no screen can forget to.
for (const kind of ['copy', 'cut']) window.addEventListener(kind, () => bridge.noteCopied());
ipcRenderer.send('vsk:connect');

import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from 'electron';
import { ipcMain } from 'electron';
import type { Reply } from '#contract/wire.ts';
import { appOrigin } from './appFiles.ts';

/** The window that may speak to the shell; null while there is none. */
export type OwnWindow = () => WebContents | null;

/**
 * Whether a message comes from the top frame of the app's own window, showing the app's own page. Anything else (a
 * second window, a frame, a page that got in) is refused and said so on the console.
 */
function isFromOwnWindow(event: IpcMainEvent | IpcMainInvokeEvent, channel: string, own: OwnWindow): boolean {
  const frame = event.senderFrame;
  const trusted =
    event.sender === own() &&
    frame !== null &&
    frame === event.sender.mainFrame &&
    frame.url.startsWith(`${appOrigin}/`);
  // The whole address could hold what a page wants to be read in a log.
  if (!trusted)
    console.error(`Refused ${channel} from ${URL.parse(frame?.url ?? '')?.protocol ?? 'a page that is gone'}`);
  return trusted;
}

/**
 * Registers one shell call. A stranger's call is rejected aloud; a failure of `work` becomes a value, because error
 * classes do not survive the process boundary.
 */
export function handleFromOwnWindow<Value>(
  channel: string,
  own: OwnWindow,
  work: (input: unknown) => Promise<Reply<Value>>,
): void {
  ipcMain.handle(channel, async (event, input: unknown): Promise<Reply<Value>> => {
    if (!isFromOwnWindow(event, channel, own)) {
      throw new Error(`refused: ${channel} answers only the app's own window`);
    }
    try {
      return await work(input);
    } catch (error) {
      // Its code alone: the words may hold a path or what the page sent.
      console.error(`${channel} failed (${(error as NodeJS.ErrnoException).code ?? 'a fault of the app'})`);
      return { ok: false, error: { code: 'failed', detail: { message: `That did not work: ${channel}.` } } };
    }
  });
}

/** Registers one message that wants no answer, such as a note that something was copied. A stranger's is refused aloud. */
export function hearFromOwnWindow(channel: string, own: OwnWindow, work: (event: IpcMainEvent) => void): void {
  ipcMain.on(channel, (event) => {
    if (isFromOwnWindow(event, channel, own)) work(event);
  });
}

/** The answer to a call whose input has the wrong shape; `wanted` says what it needs, in words. */
export function invalid(wanted: string) {
  return { ok: false as const, error: { code: 'invalidInput' as const, detail: { message: `This needs ${wanted}.` } } };
}

import { beforeEach, describe, expect, it, vi } from 'vitest';

class CallFailure extends Error {
  readonly code: string;
  readonly detail: { message: string };
  constructor(code: string, detail: { message: string }) {
    super(detail.message);
    this.code = code;
    this.detail = detail;
  }
}
const saveFile = vi.fn<(...given: unknown[]) => Promise<string | null>>();
const show = vi.fn();
vi.mock('#renderer/api.ts', () => ({ CallFailure, saveFile: (...given: unknown[]) => saveFile(...given) }));
vi.mock('@mantine/notifications', () => ({ notifications: { show } }));
const { saveAndSay } = await import('#renderer/data/useSave.ts');

const onWritten = vi.fn();
const onNotWritten = vi.fn();
const said = (path: string) => ({ message: `Saved ${path}` });
const file = { name: 'list.csv', content: 'a', said, onWritten, onNotWritten };

beforeEach(() => {
  vi.clearAllMocks();
});

describe('saving says how it went', () => {
  it('written', async () => {
    saveFile.mockResolvedValue('/home/list.csv');
    await saveAndSay(file);
    expect(show).toHaveBeenCalledWith(expect.objectContaining({ message: 'Saved /home/list.csv' }));
    expect(onWritten).toHaveBeenCalledWith('/home/list.csv');
    expect(onNotWritten).not.toHaveBeenCalled();
  });

  it('open in Excel: it says so until it is closed, and is told as not written', async () => {
    saveFile.mockRejectedValue(new CallFailure('cannotWrite', { message: 'It may be open in Excel.' }));
    await saveAndSay(file);
    const notice = { color: 'red', autoClose: false, title: 'Not saved', message: 'It may be open in Excel.' };
    expect(show).toHaveBeenCalledWith(notice);
    expect([onWritten.mock.calls, onNotWritten.mock.calls]).toEqual([[], [['failed']]]);
  });

  it('changed their mind: nothing to say, and not written', async () => {
    saveFile.mockResolvedValue(null);
    await saveAndSay(file);
    expect(show).not.toHaveBeenCalled();
    expect(onNotWritten).toHaveBeenCalledWith('cancelled');
  });

  it('a file that the service refuses to make is said, and no dialog opens', async () => {
    await saveAndSay(async () => {
      throw new CallFailure('forbidden', { message: 'This would disclose a child.' });
    });
    expect(show).toHaveBeenCalledWith(
      expect.objectContaining({ color: 'red', message: 'This would disclose a child.' }),
    );
    expect(saveFile).not.toHaveBeenCalled();
  });
});

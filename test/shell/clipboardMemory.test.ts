import { describe, expect, test } from 'vitest';
import { clipboardMemory } from '#shell/clipboardMemory.ts';

/** A clipboard that answers at once or, as newer Electrons, by promise. */
function aClipboard(asks: 'at once' | 'by promise') {
  const state = { text: '', unreadable: false, afterWrite: () => {} };
  const give = <Value>(value: Value) => (asks === 'at once' ? value : (Promise.resolve(value) as Value));
  const clipboard = {
    readText: () => give(state.unreadable ? '' : state.text),
    writeText: (text: string) => {
      state.text = text;
      state.afterWrite();
      return give(undefined);
    },
    clear: () => {
      state.text = '';
      return give(undefined);
    },
  };
  return { state, memory: clipboardMemory(clipboard) };
}

describe.each(['at once', 'by promise'] as const)('a clipboard that answers %s', (asks) => {
  test('what the app wrote is taken away', async () => {
    const { state, memory } = aClipboard(asks);
    await memory.write('Sample, Alex: 83 %');
    expect(state.text).toBe('Sample, Alex: 83 %');
    await memory.clearOwn();
    expect(state.text).toBe('');
  });

  test('what the person copied from the page is taken away', async () => {
    const { state, memory } = aClipboard(asks);
    state.text = 'Sample, Alex';
    await memory.note();
    await memory.clearOwn();
    expect(state.text).toBe('');
  });

  test('what came from elsewhere stays, before and after the app wrote', async () => {
    const { state, memory } = aClipboard(asks);
    state.text = 'a shopping list';
    await memory.clearOwn();
    expect(state.text).toBe('a shopping list');
    await memory.write('Sample, Alex');
    state.text = 'a shopping list';
    await memory.clearOwn();
    expect(state.text).toBe('a shopping list');
  });

  test('what is copied elsewhere in the moment the app writes stays', async () => {
    const { state, memory } = aClipboard(asks);
    state.afterWrite = () => {
      state.text = 'a shopping list';
    };
    await memory.write('Sample, Alex: 83 %');
    await memory.clearOwn();
    expect(state.text).toBe('a shopping list');
  });

  test('a clipboard that cannot be read for a moment loses no word of what the app put there', async () => {
    const { state, memory } = aClipboard(asks);
    state.unreadable = true;
    await memory.write('Sample, Alex: 83 %');
    await memory.note();
    state.unreadable = false;
    await memory.clearOwn();
    expect(state.text).toBe('');
  });

  test('what was taken away once is not taken again', async () => {
    const { state, memory } = aClipboard(asks);
    await memory.write('83 %');
    expect(memory.holds()).toBe(true);
    await memory.clearOwn();
    expect(memory.holds()).toBe(false);
    state.text = '83 %';
    await memory.clearOwn();
    expect(state.text).toBe('83 %');
  });
});

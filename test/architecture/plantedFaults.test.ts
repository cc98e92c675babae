import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { plantedFaults } from '#test/planted/faults.ts';

// A fault whose line has moved on could not be planted any more, and nobody would miss it.
test.each(plantedFaults)('$file still holds the line of the fault once: $text', ({ file, text, fault }) => {
  expect(readFileSync(file, 'utf8').split(text)).toHaveLength(2);
  expect(fault).not.toBe(text);
});

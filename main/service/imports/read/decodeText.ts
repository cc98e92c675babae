import { isUtf8 } from 'node:buffer';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** How a file is written and how many bytes its byte-order mark takes. */
export type DetectedEncoding = { encoding: Encoding; bom: number };

/**
 * The encoding of a text file from its bytes: a byte-order mark decides; without one, valid UTF-8 is UTF-8, text whose
 * every other byte is nought is UTF-16 (Excel's 'Unicode text'), and anything else is Windows-1252, in which the real
 * GIAS file and most exports of older systems are written (domain notes, section 11).
 * `detectEncoding(bytes of 'Zoë' in one byte a letter)` is `{encoding: 'windows-1252', bom: 0}`.
 */
export const detectEncoding = (bytes: Uint8Array): DetectedEncoding => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return { encoding: isUtf8(bytes) ? 'utf-8' : 'windows-1252', bom: 3 };
  }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', bom: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', bom: 2 };
  const sample = Math.min(bytes.length, 1000);
  let even = 0;
  let odd = 0;
  for (let index = 0; index < sample; index += 1) {
    if (bytes[index] !== 0) continue;
    if (index % 2 === 0) even += 1;
    else odd += 1;
  }
  if (odd > sample * 0.3 && even < sample * 0.1) return { encoding: 'utf-16le', bom: 0 };
  if (even > sample * 0.3 && odd < sample * 0.1) return { encoding: 'utf-16be', bom: 0 };
  return { encoding: isUtf8(bytes) ? 'utf-8' : 'windows-1252', bom: 0 };
};

/** A file's text without its byte-order mark, and the encoding it was read in. Never throws: bytes that fit nothing become U+FFFD. */
export const decodeText = (bytes: Uint8Array): { text: string; encoding: Encoding } => {
  const { encoding, bom } = detectEncoding(bytes);
  return { text: new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(bom)), encoding };
};

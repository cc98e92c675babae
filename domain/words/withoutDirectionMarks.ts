const DIRECTION_MARKS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/**
 * Text without the characters that turn the reading direction round. They have no shape of their own; in a name, a file name
 * or a cell they make the letters after them show backwards, so that one thing reads as another ('exe.fdp' as 'pdf.exe').
 *
 * Source: Unicode TR 36 (security considerations), section 2.1 'bidirectional text spoofing'; attack review A12.
 * @example withoutDirectionMarks('Untidy\u202Egnp') // 'Untidygnp'
 */
export const withoutDirectionMarks = (text: string): string => text.replace(DIRECTION_MARKS, '');

const SUBJECT_LENGTH_MAX = 200;

/** Text for a header: whatever breaks a line becomes a blank, and no character is cut in half. At most 200 UTF-16 code units. */
export function oneLine(subject: string): string {
  return subject
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, SUBJECT_LENGTH_MAX)
    .replace(/[\uD800-\uDBFF]$/, '');
}

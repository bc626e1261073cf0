/** Which texts are too long to be shown at once. Pure. */

const linesMax = 16;
const charactersMax = 1_200;
/** What is barely too long is shown all the same. */
const slack = 1.25;

/** The text, or a beginning of it that ends between words and in no address. */
export function beginningOf(text: string): string {
  const lines = text.split('\n', Math.ceil(linesMax * slack) + 1);
  const isTall = lines.length > linesMax * slack;
  if (!isTall && text.length <= charactersMax * slack) {
    return text;
  }
  const shortened = (isTall ? lines.slice(0, linesMax).join('\n') : text).slice(0, charactersMax);
  const end = Math.max(shortened.lastIndexOf(' '), shortened.lastIndexOf('\n'));
  return shortened.length < charactersMax ? shortened : shortened.slice(0, end > charactersMax / 2 ? end : withoutHalf(shortened));
}

/** Characters outside the basic plane have two units, which belong together. */
function withoutHalf(text: string): number {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.length - 1 : text.length;
}

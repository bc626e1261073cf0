/** Which addresses of alerts may be clicked. */

/** The address as a link target if it is absolute http or https, else undefined: alerts carry text from anyone. */
export function linkTarget(address: string | undefined): string | undefined {
  if (address === undefined || !/^https?:\/\//i.test(address.trim())) {
    return undefined;
  }
  try {
    const url = new URL(address);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

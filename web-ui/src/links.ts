/** Addresses: which ones the page asks, which ones it offers to click. */

/** The address as a link target if it is absolute http or https, else undefined: alerts carry text from anyone. */
export function linkTarget(address: string | undefined): string | undefined {
  if (address === undefined) {
    return undefined;
  }
  try {
    const url = new URL(address);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** What the alert list is narrowed to by the address's fragment. */
export interface Selection {
  readonly receiver: string | undefined;
}

/** Reads fragments such as `#/alerts?receiver=team%2DX`, the form that notification templates link to. */
export function selectionOf(fragment: string): Selection {
  const query = /^#\/?alerts\?(.*)$/s.exec(fragment)?.[1];
  const receiver = query === undefined ? null : new URLSearchParams(query).get('receiver');
  return { receiver: receiver === null || receiver === '' ? undefined : receiver };
}

/** The request for the selected groups, relative to the page. */
export function groupsAddress(selection: Selection): string {
  // The receiver is a regular expression to the server and already quoted as one in the links of templates.
  return selection.receiver === undefined
    ? 'api/v2/alerts/groups'
    : `api/v2/alerts/groups?receiver=${encodeURIComponent(selection.receiver)}`;
}

/** Who is asking, and what the server lets them do. The server enforces it; the page only hides what would be refused. */

import { useQuery } from '@tanstack/react-query';
import type { Permission } from './answers';
import { meQuery } from './queries';

/** Whether the caller may do it; false until that is known. */
export function useMay(permission: Permission): boolean {
  const { data } = useQuery(meQuery());
  return data?.permissions.includes(permission) ?? false;
}

/**
 * Whether the server refuses it to the caller; false until that is known, so that nobody is told so too early, and no key is lost that leads to where
 * it is told.
 */
export function useMayNot(permission: Permission): boolean {
  const { data } = useQuery(meQuery());
  return data !== undefined && !data.permissions.includes(permission);
}

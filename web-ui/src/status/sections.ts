/** The parts of the status screen, in order. */

export const sections = [
  { name: 'overview', title: 'Overview' },
  { name: 'configuration', title: 'Configuration' },
  { name: 'receivers', title: 'Receivers' },
  { name: 'evaluator', title: 'Scrapes and rules' },
  { name: 'cluster', title: 'Cluster' },
  { name: 'storage', title: 'Storage' },
  { name: 'limits', title: 'Limits' },
] as const;

export type SectionName = (typeof sections)[number]['name'];

/** The id of a section's heading. */
export function headingId(name: string): string {
  return `status-${name}`;
}

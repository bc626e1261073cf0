/**
 * Style sheets of parts that could not be fetched. The loader of parts asks for each one once: without this, a part that is fetched
 * after an outage would be shown without its looks.
 */

const broken = new Set<HTMLLinkElement>();

if (typeof document !== 'undefined') {
  // Such events go down to the element, and not up again.
  document.addEventListener(
    'error',
    ({ target }) => {
      if (target instanceof HTMLLinkElement && target.relList.contains('stylesheet')) {
        broken.add(target);
      }
    },
    true,
  );
}

function again(link: HTMLLinkElement): Promise<void> {
  return new Promise((resolve, reject) => {
    const fresh = document.createElement('link');
    fresh.rel = 'stylesheet';
    fresh.crossOrigin = link.crossOrigin;
    fresh.onload = () => resolve();
    fresh.onerror = () => reject(new Error('a style sheet cannot be fetched'));
    fresh.href = link.href;
    broken.delete(link);
    link.replaceWith(fresh);
  });
}

/** Fetches those that are missing; fails if one still cannot be had. */
export async function sheetsAgain(): Promise<void> {
  await Promise.all([...broken].map(again));
}

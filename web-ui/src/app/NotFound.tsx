import { Heading } from '../parts/Heading';

export function NotFound({ fragment }: { readonly fragment: string }) {
  return (
    <>
      <Heading title="No such page" />
      <p>
        There is nothing at <code>{fragment}</code>. <a href="#/alerts">See the alerts</a>.
      </p>
    </>
  );
}

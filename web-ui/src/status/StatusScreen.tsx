import { Heading } from '../parts/Heading';

export default function StatusScreen() {
  return <Heading title="Status" />;
}

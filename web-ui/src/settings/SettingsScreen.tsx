import { Heading } from '../parts/Heading';

export default function SettingsScreen() {
  return <Heading title="Settings" />;
}

import type { SilencesAddress } from '../address/address';
import { Heading } from '../parts/Heading';

export default function SilencesScreen({ address }: { readonly address: SilencesAddress }) {
  return <Heading title={address.screen === 'silences' ? 'Silences' : ''} />;
}

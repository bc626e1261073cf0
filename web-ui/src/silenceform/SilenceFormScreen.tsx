import type { SilenceFormAddress } from '../address/address';
import { Heading } from '../parts/Heading';

export default function SilenceFormScreen({ address }: { readonly address: SilenceFormAddress }) {
  return <Heading title={address.screen === 'silence-form' ? 'New silence' : ''} />;
}

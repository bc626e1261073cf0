import type { StatusAddress } from '../address/address';
import { Heading } from '../parts/Heading';

export default function StatusScreen({ address }: { readonly address: StatusAddress }) {
  return <Heading title={address.screen === 'status' ? 'Status' : ''} />;
}

// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { changeAddress, currentAddress } from '../src/address/useAddress';

test('two changes before anything is drawn are both there', () => {
  window.location.hash = '#/silences';
  changeAddress('silences', (now) => ({ ...now, search: 'disk' }));
  changeAddress('silences', (now) => ({ ...now, creator: 'kim' }));
  expect(currentAddress()).toMatchObject({ screen: 'silences', search: 'disk', creator: 'kim' });
});

test('what comes too late changes no other screen', () => {
  window.location.hash = '#/status';
  changeAddress('silences', (now) => ({ ...now, search: 'disk' }));
  expect(window.location.hash).toBe('#/status');
});

import { expect, test } from 'vitest';
import { failureOf } from '../src/server/request';

test('what the server refuses is said in its words, and it has been reached', () => {
  const failure = failureOf(400, '{"code":400,"message":"bad matcher","offset":3,"length":1,"parameter":"filter"}');
  expect(failure).toMatchObject({ message: 'bad matcher', isUnreachable: false, located: { parameter: 'filter', offset: 3, length: 1, hint: undefined } });
  expect(failureOf(404, '"no such silence"').message).toBe('no such silence');
  expect(failureOf(503, 'limit reached\n')).toMatchObject({ message: 'limit reached', isUnreachable: false });
  expect(failureOf(500, '').message).toBe('the server answered 500');
});

test('a proxy that cannot reach the server is no answer of the server', () => {
  expect(failureOf(502, '<html><h1>Bad Gateway</h1></html>')).toMatchObject({
    message: 'the server cannot be reached: a proxy before it answers 502',
    isUnreachable: true,
  });
  expect(failureOf(504, '').isUnreachable).toBe(true);
});

/** Asks the server, relative to the page, and says what went wrong in words that help. */

import { serverSaid } from '../time/clock';
import { UnexpectedAnswer, type Shape } from './shape';

const usualTimeoutMillis = 15_000;

/** Where in a parameter's value a mistake is; offsets in UTF-16 units. */
export interface Located {
  readonly parameter: string | undefined;
  readonly offset: number;
  readonly length: number;
  readonly hint: string | undefined;
}

/** What only proxies answer: they could not reach the server, or it did not answer them in time. */
const gateway: readonly number[] = [502, 504];

/** A request that did not bring what was asked for. */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure';

  /**
   * @param status of the answer; 0 if there was none
   * @param located where in what was sent the mistake is, if the server says so
   */
  constructor(
    message: string,
    readonly status: number,
    readonly located?: Located,
  ) {
    super(message);
  }

  /** Whether the server did not answer: nobody did, or a proxy said so in its place. */
  get isUnreachable(): boolean {
    return this.status === 0 || gateway.includes(this.status);
  }
}

export type Parameters = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Undefined ones are left out, lists are repeated. */
function formOf(parameters: Parameters): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (Array.isArray(value)) {
      value.forEach((each: string) => query.append(name, each));
    } else if (value !== undefined) {
      query.append(name, String(value));
    }
  }
  return query;
}

/** The address of an endpoint with its parameters. */
export function withParameters(path: string, parameters: Parameters): string {
  const text = formOf(parameters).toString();
  return text === '' ? path : `${path}?${text}`;
}

function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
}

/** The sentence of an error answer, which is a JSON text, an object with `message` or, of Prometheus's API, `error`, or plain text. */
export function failureOf(status: number, body: string): RequestFailure {
  if (gateway.includes(status)) {
    // Their bodies are pages of the proxy's own.
    return new RequestFailure(`the server cannot be reached: a proxy before it answers ${status}`, status);
  }
  let parsed: unknown = body.trim();
  try {
    parsed = JSON.parse(body);
  } catch {
    // Plain text is said as it is.
  }
  const fields = fieldsOf(parsed);
  const said = typeof parsed === 'string' ? parsed : (fields['message'] ?? fields['error']);
  const message = typeof said === 'string' && said !== '' ? said : `the server answered ${status}`;
  const { offset, length, hint, parameter } = fields;
  return typeof offset === 'number' && typeof length === 'number'
    ? new RequestFailure(message, status, {
        offset,
        length,
        hint: typeof hint === 'string' ? hint : undefined,
        parameter: typeof parameter === 'string' ? parameter : undefined,
      })
    : new RequestFailure(message, status);
}

async function send(
  address: string,
  init: RequestInit,
  signal: AbortSignal | undefined,
  timeoutMillis = usualTimeoutMillis,
): Promise<Response> {
  const limit = AbortSignal.timeout(timeoutMillis);
  try {
    const response = await fetch(address, { ...init, signal: signal === undefined ? limit : AbortSignal.any([signal, limit]) });
    if (!response.ok) {
      throw failureOf(response.status, await response.text());
    }
    return response;
  } catch (error) {
    if (error instanceof RequestFailure || signal?.aborted === true) {
      throw error;
    }
    throw new RequestFailure(
      limit.aborted ? `no answer within ${timeoutMillis / 1000} s` : 'the server cannot be reached',
      0,
    );
  }
}

async function json<T>(response: Response, shape: Shape<T>, sentAt: number): Promise<T> {
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    throw new UnexpectedAnswer('the answer is no JSON');
  }
  const { now } = fieldsOf(body);
  if (typeof now === 'string') {
    serverSaid(now, sentAt);
  }
  return shape(body, 'answer');
}

/** GET of JSON. */
export async function get<T>(path: string, shape: Shape<T>, parameters: Parameters = {}, signal?: AbortSignal): Promise<T> {
  const sentAt = Date.now();
  return json(await send(withParameters(path, parameters), { headers: { accept: 'application/json' } }, signal), shape, sentAt);
}

/** Pages of other origins cannot send this header without being asked first, whatever the browser thinks of origins. */
const ownHeader = { 'x-tocsin-page': '1' } as const;

/** POST of JSON with a JSON answer. */
export async function post<T>(path: string, body: unknown, shape: Shape<T>, timeoutMillis?: number): Promise<T> {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { ...ownHeader, 'content-type': 'application/json' } };
  const sentAt = Date.now();
  return json(await send(path, init, undefined, timeoutMillis), shape, sentAt);
}

/** A question that may be too long for an address: POST of a form with a JSON answer. It changes nothing. */
export async function ask<T>(path: string, parameters: Parameters, shape: Shape<T>, signal: AbortSignal, timeoutMillis: number): Promise<T> {
  const init = { method: 'POST', body: formOf(parameters), headers: { ...ownHeader, accept: 'application/json' } };
  const sentAt = Date.now();
  return json(await send(path, init, signal, timeoutMillis), shape, sentAt);
}

/** POST or DELETE without a body, of which only the success counts. */
export async function order(method: 'POST' | 'DELETE', path: string): Promise<void> {
  await send(path, { method, headers: ownHeader }, undefined);
}

/** What went wrong, as a sentence for people. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

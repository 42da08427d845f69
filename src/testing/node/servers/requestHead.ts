import type { IncomingMessage } from 'node:http';

/** What a request says before its body. */
export interface RequestHead {
  /** Without the query. */
  readonly path: string;
  /** Of a name that comes twice, the last value. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Path, query and headers of a request that comes in. */
export function requestHeadOf({ url = '/', headers }: IncomingMessage): RequestHead {
  const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
  return {
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
  };
}

/** What a scripted server does with requests of one kind. */
export interface Route<T> {
  readonly method: string;
  readonly path: string;
  /** What a request has to have, at least. */
  readonly query: ReadonlyMap<string, string>;
  readonly does: T;
}

/** A route by a method and a path, which may have a query. */
export function routeOf<T>(method: string, path: string, does: T): Route<T> {
  const { pathname, searchParams } = new URL(path, 'http://127.0.0.1');
  return { method: method.toUpperCase(), path: pathname, query: new Map(searchParams), does };
}

/** Whether a request is of the route's kind. */
export const routeMatches = (
  { method, path, query }: Route<unknown>,
  request: {
    readonly method: string;
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
  },
): boolean =>
  method === request.method &&
  path === request.path &&
  Array.from(query).every(([name, value]) => request.query[name] === value);

/**
 * The JSON text of a value with the keys of objects sorted, so that equal values have equal texts. As in JSON,
 * properties that are undefined are left out and `toJSON` is respected.
 *
 * Throws a TypeError that names the path where JSON would lose something in silence: undefined in other places,
 * functions, symbols, bigints, NaN and infinities, Maps, Sets and other instances without `toJSON`, cycles.
 */
export function jsonText(value: unknown): string {
  return write(value, '', []);
}

function write(value: unknown, path: string, parents: readonly object[]): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (typeof value !== 'object')
    throw notJson(typeof value === 'number' ? String(value) : typeof value, path);
  if (parents.includes(value)) throw notJson('cycle', path);
  const within = [...parents, value];
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return write((value as { toJSON: (key: string) => unknown }).toJSON(''), path, within);
  }
  if (Array.isArray(value)) {
    return `[${Array.from(value, (item, index) => write(item, `${path}[${index}]`, within)).join(',')}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) throw notJson(value.constructor.name, path);
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${write(item, `${path}.${key}`, within)}`);
  return `{${entries.join(',')}}`;
}

const notJson = (what: string, path: string): TypeError =>
  new TypeError(`no JSON value: ${what}${path === '' ? '' : ` at ${path}`}`);

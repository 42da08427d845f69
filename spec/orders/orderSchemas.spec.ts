import { expect } from 'chai';
import fc from 'fast-check';

import {
  orderEventFromJson,
  orderEventSchema,
  orderEventToJson,
  orderInputFromJson,
  orderInputSchema,
  orderInputToJson,
  OrderJsonError,
  type JsonObject,
  type JsonValue,
} from '../../src/orders/index.js';
import { fitsSchema } from '../support/jsonSchema.js';
import { chaos } from './chaos.js';
import { run } from './orderInputs.js';

/** What may stand where something else stood; undefined: nothing. */
const STRANGERS: readonly (JsonValue | undefined)[] = [
  undefined,
  null,
  '',
  'fill',
  '1e5',
  '-0.5',
  '0x1f',
  '7',
  1.5,
  -3,
  2 ** 53,
  true,
  [],
  {},
  [{}],
  { tradeId: 't1' },
];

/** The places of a piece of JSON, in depth, with one that is not there. */
function placesOf(json: JsonValue, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof json !== 'object' || json === null) return [path];
  const inside = Object.entries(json).flatMap(([key, value]) => placesOf(value, [...path, key]));
  return [path, [...path, 'odd'], ...inside];
}

function withAt(json: JsonValue, [key, ...rest]: readonly string[], value: JsonValue | undefined): JsonValue {
  if (key === undefined) return value ?? null;
  if (typeof json !== 'object' || json === null) return json;
  const inside = (json as JsonObject)[key] ?? null;
  const changed = rest.length === 0 ? value : withAt(inside, rest, value);
  if (Array.isArray(json)) return json.map((item, at) => (String(at) === key ? (changed ?? null) : item));
  const { [key]: _, ...others } = json as JsonObject;
  return changed === undefined ? others : { ...others, [key]: changed };
}

function isRead(read: (json: unknown) => unknown, json: JsonValue): boolean {
  try {
    read(json);
    return true;
  } catch (error) {
    expect(error).to.be.instanceOf(OrderJsonError);
    return false;
  }
}

/** What is written, with something else in one place or two. */
const changes = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...STRANGERS)), { maxLength: 2 });

describe('the schemas of order JSON', () => {
  const kinds = [
    ['inputs', orderInputSchema, orderInputFromJson, (json: readonly JsonValue[]) => json[0]!],
    ['events', orderEventSchema, orderEventFromJson, (json: readonly JsonValue[]) => json[1]!],
  ] as const;
  for (const [what, schema, read, pick] of kinds) {
    it(`take and refuse just the ${what} that are read and refused`, () => {
      const counts = { taken: 0, refused: 0 };
      fc.assert(
        fc.property(chaos, changes, (inputs, edits) => {
          const { events } = run(inputs);
          fc.pre(events.length > 0);
          const original = pick([orderInputToJson(inputs.at(-1)!), orderEventToJson(events.at(-1)!)]);
          let json: JsonValue = original;
          for (const [at, value] of edits) {
            const places = placesOf(json);
            json = withAt(json, places[at % places.length]!, value);
          }
          const fits = fitsSchema(schema, json);
          expect(fits, JSON.stringify(json)).to.equal(isRead(read, json));
          counts[fits ? 'taken' : 'refused']++;
        }),
        { numRuns: 1_000 },
      );
      expect(counts.taken).to.be.above(100);
      expect(counts.refused).to.be.above(100);
    });
  }
});

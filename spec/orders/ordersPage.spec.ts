import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import {
  orderEventSchema,
  orderInputSchema,
  type JsonObject,
  type JsonValue,
} from '../../src/orders/index.js';

const PAGE = readFileSync('docs/orders.md', 'utf8');

/** The tables of fields: of what, the field, its JSON, whether it has to be there. */
interface Row {
  readonly of: string;
  readonly field: string;
  readonly json: string;
  readonly isRequired: boolean;
}

const namesIn = (cell: string): readonly string[] =>
  Array.from(cell.matchAll(/`([^`]+)`/g), ([, name]) => name!);

/** The rows of the table of fields under a heading; "every input but" is taken apart into the rest of `all`. */
function rowsUnder(heading: string, all: readonly string[]): readonly Row[] {
  const section = PAGE.split(`\n## ${heading}\n`)[1]!.split('\n## ')[0]!;
  const cells = Array.from(section.matchAll(/^\|(.*)\|$/gm), ([, row]) => row!.split(/(?<!\\)\|/));
  return cells
    .filter((row) => row.length === 5 && ['required', 'optional'].includes(row[3]!.trim()))
    .flatMap((row) => {
      const [of, field, json, required] = row.map((cell) => cell.trim()) as [string, string, string, string];
      const names = namesIn(of);
      const wanted = of.startsWith('every') ? all.filter((name) => !names.includes(name)) : names;
      return wanted.map((name) => ({
        of: name,
        field: namesIn(field)[0]!,
        json,
        isRequired: required === 'required',
      }));
    });
}

const asObject = (json: JsonValue | undefined): JsonObject => json as JsonObject;
const asList = (json: JsonValue | undefined): readonly JsonValue[] => json as readonly JsonValue[];

/** A list is named for what it is of. */
const PART_NAMES: Readonly<Record<string, string>> = { fills: 'fill', fees: 'fee', fillFees: 'fee' };

/** What a field's schema says besides that it may be null. */
const bare = ({ anyOf, ...schema }: JsonObject): JsonObject => {
  const others = asList(anyOf ?? []).filter((one) => asObject(one)['type'] !== 'null');
  return others.length === 1 && schema['type'] === undefined
    ? asObject(others[0])
    : { anyOf: anyOf ?? [], ...schema };
};

/** How the page names what a schema takes, as field `key`. */
function jsonOf(schema: JsonObject, key: string): string {
  const { type, pattern, items, enum: names } = bare(schema);
  if (key === '_tag') return 'its name';
  if (names !== undefined)
    return asList(names)
      .map((name) => `\`${JSON.stringify(name)}\``)
      .join(', ');
  if (items !== undefined) return `\`[${PART_NAMES[key]}]\``;
  if (type === 'string') return pattern === undefined ? '`text`' : '`decimal`';
  return { number: '`time`', boolean: '`flag`', object: `\`${key}\`` }[type as string] ?? '`sequence`';
}

/** The fields of an object, as the page should tell them. */
const fieldsOf = (of: string, schema: JsonObject): readonly Row[] =>
  Object.entries(asObject(schema['properties'])).map(([field, form]) => ({
    of,
    field,
    json: jsonOf(asObject(form), field),
    isRequired: asList(schema['required']).includes(field),
  }));

/** The objects within an object, however deep, by the names that the page has for them. */
function partsOf(schema: JsonObject): readonly (readonly [string, JsonObject])[] {
  return Object.entries(asObject(schema['properties'])).flatMap(([key, form]) => {
    const { items, ...field } = bare(asObject(form));
    const part = items === undefined ? field : asObject(items);
    if (part['properties'] === undefined) return [];
    return [[PART_NAMES[key] ?? key, part] as const, ...partsOf(part)];
  });
}

/** The members of a tagged union, by their tags. */
const membersOf = (schema: JsonObject): ReadonlyMap<string, JsonObject> =>
  new Map(
    asList(schema['oneOf']).map((member) => {
      const { _tag } = asObject(asObject(member)['properties']);
      return [asList(asObject(_tag)['enum'])[0] as string, asObject(member)];
    }),
  );

const sorted = (rows: readonly Row[]): readonly string[] =>
  rows
    .map(
      ({ of, field, json, isRequired }) => `${of}.${field}: ${json}, ${isRequired ? 'required' : 'optional'}`,
    )
    .sort();

describe('docs/orders.md', () => {
  const kinds = {
    'Inputs as JSON': membersOf(orderInputSchema),
    'Events as JSON': membersOf(orderEventSchema),
  };
  const members = Object.values(kinds).flatMap((kind) => [...kind.values()]);

  for (const [heading, kind] of Object.entries(kinds)) {
    it(`tells each field under ${heading} as it is read, and no other`, () => {
      const wanted = Array.from(kind, ([tag, schema]) => fieldsOf(tag, schema)).flat();
      expect(wanted.length).to.be.above(50);
      expect(sorted(rowsUnder(heading, [...kind.keys()]))).to.deep.equal(sorted(wanted));
    });
  }

  it('tells each field of the parts of them', () => {
    const parts = new Map(members.flatMap(partsOf));
    expect([...parts.keys()].sort()).to.deep.equal(['fee', 'fill', 'replaces', 'terms']);
    const wanted = Array.from(parts, ([name, schema]) => fieldsOf(name, schema)).flat();
    expect(sorted(rowsUnder('Parts', []))).to.deep.equal(sorted(wanted));
  });

  it('tells of each input when it is sent, and of each event when it comes', () => {
    for (const [heading, kind] of [
      ['What to feed', kinds['Inputs as JSON']],
      ['Events', kinds['Events as JSON']],
    ] as const) {
      const section = PAGE.split(new RegExp(`\\n##+ ${heading}\\n`))[1]!;
      const table = /(^\|.*\n)+/m.exec(section)![0];
      const told = Array.from(table.matchAll(/^\| `(\w+)`/gm), ([, name]) => name);
      expect(told).to.deep.equal([...kind.keys()]);
    }
  });
});

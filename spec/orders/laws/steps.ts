import { expect } from 'chai';
import { Decimal } from 'decimal.js';

import { add } from '../../../src/domain/exact.js';
import {
  newOrder,
  orderReducer,
  type Fill,
  type OneOrderInput,
  type Order,
  type OrderEvent,
  type OrderInput,
  type OrderOutcome,
  type OrderReported,
  type OrderFound,
} from '../../../src/orders/index.js';

/** The greatest amount that the venue has said is filled. */
export interface Told {
  readonly base: Decimal;
  readonly quote: Decimal | undefined;
  /** When it was first heard of. */
  readonly at: number;
}

/** What the inputs and the events so far say of an order, without a look into it. */
export interface Facts {
  readonly submitted: boolean;
  readonly created: boolean;
  readonly end: OrderOutcome | undefined;
  /** Whether it ended by absence alone. */
  readonly givenUp: boolean;
  readonly cameBack: boolean;
  /** Whether the venue said filled of it while it lived. */
  readonly saidFilled: boolean;
  readonly told: Told | undefined;
  /** Whether the filled word told an amount, and when it first came; undefined before it. */
  readonly word: { readonly tells: boolean; readonly at: number } | undefined;
  /** When the latest list of its fills was asked for. */
  readonly listedAt: number;
  /** Sums over what was told of as filled: really, and with what is inferred. */
  readonly real: Decimal;
  readonly executed: Decimal;
}

/** One input, and what came of it. */
export interface Step {
  readonly input: OrderInput;
  readonly events: readonly OrderEvent[];
  readonly order: Order;
  readonly before: Facts;
  readonly after: Facts;
}

const NOTHING = new Decimal(0);
const greater = (a: Decimal, b: Decimal): Decimal => (a.gt(b) ? a : b);

const NO_FACTS: Facts = {
  submitted: false,
  created: false,
  end: undefined,
  givenUp: false,
  cameBack: false,
  saidFilled: false,
  told: undefined,
  word: undefined,
  listedAt: -Infinity,
  real: NOTHING,
  executed: NOTHING,
};

export type Report = OrderReported | OrderFound;

export const isReport = (input: OrderInput): input is Report =>
  input._tag === 'orderReported' || input._tag === 'found';

/** The fills that an input tells. */
export function fillsOf(input: OrderInput): readonly Fill[] {
  if (input._tag === 'fill') return [input.fill];
  return input._tag === 'polled' ? (input.fills ?? []) : [];
}

/** The cumulative amounts that an input tells, each with that in quote currency. */
const amountsOf = (input: OrderInput): readonly (readonly [Decimal | undefined, Decimal | undefined])[] =>
  isReport(input)
    ? [[input.cumulativeBase, input.cumulativeQuote]]
    : fillsOf(input).map(({ cumulative }) => [cumulative, undefined]);

function toldAfter(told: Told | undefined, input: OrderInput): Told | undefined {
  if (input._tag === 'clock') return told;
  let now = told;
  for (const [base, quote] of amountsOf(input)) {
    if (base === undefined || base.lte(now?.base ?? 0)) {
      if (now !== undefined && base?.eq(now.base) === true) now = { ...now, quote: now.quote ?? quote };
      continue;
    }
    now = { base, quote, at: input.receivedAt };
  }
  return now;
}

const OUTCOMES: Readonly<Partial<Record<OrderEvent['_tag'], OrderOutcome>>> = {
  completed: 'filled',
  cancelled: 'cancelled',
  expired: 'expired',
  failed: 'failed',
};

/** How an event ends an order; undefined where it does not. */
export const outcomeOf = ({ _tag }: OrderEvent): OrderOutcome | undefined => OUTCOMES[_tag];

/** What is known with one more event. */
export function withEvent(facts: Facts, event: OrderEvent): Facts {
  if (event._tag === 'anomaly')
    return event.kind === 'cameBack' ? { ...facts, end: undefined, givenUp: false, cameBack: true } : facts;
  if (event._tag === 'created') return { ...facts, created: true };
  if (event._tag !== 'filled') return { ...facts, end: outcomeOf(event), givenUp: event.inferred };
  const real = event.inferred ? facts.real : add(facts.real, event.fillAmount);
  const executed = event.inferred ? event.cumulative! : greater(facts.executed, real);
  return { ...facts, real, executed };
}

/** Whether what was given up is there again. */
export const comesBack = (events: readonly OrderEvent[]): boolean =>
  events.some((event) => event._tag === 'anomaly' && event.kind === 'cameBack');

function factsAfter(before: Facts, input: OrderInput, events: readonly OrderEvent[]): Facts {
  const after = events.reduce(withEvent, before);
  const lives = before.end === undefined || comesBack(events);
  return {
    ...after,
    submitted: before.submitted || input._tag === 'submitRequested',
    saidFilled: before.saidFilled || (lives && isReport(input) && input.status === 'filled'),
    told: toldAfter(before.told, input),
    word: wordAfter(before.word, input, lives),
    listedAt:
      input._tag === 'polled' && input.fills !== undefined
        ? Math.max(before.listedAt, input.askedAt)
        : before.listedAt,
  };
}

function wordAfter(word: Facts['word'], input: OrderInput, lives: boolean): Facts['word'] {
  if (!lives || !isReport(input) || input.status !== 'filled') return word;
  const tells = input.cumulativeBase !== undefined;
  return { tells: tells || word?.tells === true, at: Math.min(word?.at ?? Infinity, input.receivedAt) };
}

/** What inputs make of one order, input by input. */
export function stepsOf(inputs: readonly OrderInput[]): readonly Step[] {
  const first = inputs.find((input): input is OneOrderInput => input._tag !== 'clock');
  let order = newOrder(first!);
  let before = NO_FACTS;
  return inputs.map((input) => {
    const { order: next, events } = orderReducer(order, input);
    const step = { input, events, order: next, before, after: factsAfter(before, input, events) };
    order = next;
    before = step.after;
    return step;
  });
}

/** Expects that two are the same: an assertion is only made where they are not, for there are many of them. */
export function expectSame<T extends string | number | boolean | undefined>(
  is: T,
  wanted: T,
  what?: string,
): void {
  if (is !== wanted) expect(is, what).to.equal(wanted);
}

/** Lists of names, as text. */
export const inText = (names: readonly (string | undefined)[]): string => names.join(', ');

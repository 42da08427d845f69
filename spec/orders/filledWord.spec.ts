import { expect } from 'chai';

import {
  orderFromJson,
  orderReducer,
  orderStatus,
  orderToJson,
  wants,
  type Fill,
  type OrderInput,
} from '../../src/orders/index.js';
import {
  acknowledged,
  amended,
  brief,
  dec,
  filled,
  polled,
  report,
  run,
  story,
  submitted,
  trade,
} from './orderInputs.js';

const ONE = trade('t1', '40');
const BOTH = [ONE, trade('t2', '60')];
const inQuote = [
  submitted({ type: 'market', amount: dec('1000'), sizedIn: 'quote', price: undefined }),
  acknowledged(),
];
const listed = (askedAt: number, fills: readonly Fill[]) => polled(askedAt, undefined, fills);
const FILLED = report('filled', undefined, { receivedAt: 10 });
const questions = (...inputs: readonly OrderInput[]) =>
  wants(run(inputs).order, 90).map(({ _tag, because }) => `${_tag}: ${because}`);
const ends = (...inputs: readonly OrderInput[]) =>
  story(...inputs).filter((event) => !['created', 'filled'].includes(event.split(' ')[0]!));

describe('an order of which the venue says filled', () => {
  const before = [report('partiallyFilled', '40'), filled(ONE)];

  it('is complete at no amount that was told before that, in whatever order all of it came', () => {
    const rest = filled(BOTH[1]!, { receivedAt: 20 });
    const last = listed(30, BOTH);
    for (const inputs of [
      [...before, FILLED, rest],
      [FILLED, ...before, rest],
      [rest, FILLED, ...before],
    ]) {
      expect(ends(...inQuote, ...inputs)).to.deep.equal([]);
      expect(questions(...inQuote, ...inputs)).to.deep.equal(['fills: fillsMissing']);
      expect(ends(...inQuote, ...inputs, last)).to.deep.equal(['completed']);
    }
  });

  it('is complete by the fills that are listed after it, and by no list from before', () => {
    const inputs = [...inQuote, filled(ONE), FILLED];
    expect(ends(...inputs, listed(9, BOTH))).to.deep.equal([]);
    expect(ends(...inputs, listed(10, BOTH))).to.deep.equal(['completed']);
    expect(questions(...inputs, listed(10, BOTH))).to.deep.equal([]);
  });

  it('is complete at the amount that comes with it, in one report of several', () => {
    const telling = report('filled', '40', { receivedAt: 12 });
    expect(ends(...inQuote, filled(ONE), FILLED, telling)).to.deep.equal(['completed']);
    expect(ends(...inQuote, filled(ONE), telling, FILLED)).to.deep.equal(['completed']);
  });

  it('and whose fills do not reach the amount is short by two lists, or by one and the amount told', () => {
    const inputs = [submitted(), acknowledged(), filled(ONE), FILLED];
    expect(ends(...inputs, listed(20, [ONE]))).to.deep.equal([]);
    expect(questions(...inputs, listed(20, [ONE]))).to.deep.equal(['fills: fillsMissing']);
    const short = [...inputs, listed(20, [ONE]), listed(30, [ONE])];
    expect(ends(...short)).to.deep.equal(['anomaly filledShort']);
    expect(questions(...short)).to.deep.equal([]);
    const told = [submitted(), acknowledged(), filled(ONE), report('filled', '40'), listed(20, [ONE])];
    expect(ends(...told)).to.deep.equal(['anomaly filledShort']);
    expect(questions(...told)).to.deep.equal([]);
    const known = [submitted(), report('partiallyFilled', '40', { receivedAt: 5 }), filled(ONE)];
    const again = report('filled', '40', { receivedAt: 10 });
    expect(ends(...known, again, listed(7, [ONE]))).to.deep.equal(['anomaly filledShort']);
  });

  it('is short by no repeat of one list, and by none from before the word', () => {
    const inputs = [submitted(), acknowledged(), filled(ONE), FILLED, listed(20, [ONE])];
    for (const other of [listed(20, [ONE]), listed(9, [ONE])]) {
      expect(ends(...inputs, other)).to.deep.equal([]);
      expect(questions(...inputs, other)).to.deep.equal(['fills: fillsMissing']);
      expect(ends(...inputs, other, listed(10, [ONE]))).to.deep.equal(['anomaly filledShort']);
    }
  });

  it('and that is short is asked for again when more of it is heard, and completes with the rest', () => {
    const short = [submitted(), acknowledged(), FILLED, listed(20, [ONE]), listed(30, [ONE])];
    expect(questions(...short, report('filled', '100', { receivedAt: 40 }))).to.deep.equal([
      'fills: fillsMissing',
    ]);
    expect(ends(...short, filled(BOTH[1]!, { receivedAt: 40 }))).to.deep.equal([
      'anomaly filledShort',
      'completed',
    ]);
  });

  it('without any fill is told as short, and not asked for for ever', () => {
    const empty = [...inQuote, FILLED, listed(20, []), listed(30, [])];
    expect(ends(...empty)).to.deep.equal(['anomaly filledShort']);
    expect(questions(...empty)).to.deep.equal([]);
    // It was amended to nothing: nothing filled reaches that, and is no end all the same.
    const nothing = [submitted(), acknowledged(), { ...amended('v1', 'v1'), amount: dec('0') }];
    const listedTwice = [...nothing, FILLED, listed(20, []), listed(30, [])];
    expect(ends(...listedTwice)).to.deep.equal(['anomaly filledShort']);
    expect(questions(...listedTwice)).to.deep.equal([]);
  });

  it('keeps in JSON what came with the word, and reads orders from before that was kept', () => {
    const { order } = run([...inQuote, filled(ONE), FILLED]);
    const json = JSON.parse(JSON.stringify(orderToJson(order)));
    expect(orderFromJson(json).filledWord).to.deep.equal({ tellsAmount: false, receivedAt: 10 });
    const { filledWord, ...old } = json;
    expect(filledWord).to.deep.equal({ tellsAmount: false, receivedAt: 10 });
    expect(orderFromJson(old)).to.deep.equal({ ...order, filledWord: undefined });
    expect(orderStatus(orderFromJson(old))).to.equal('partiallyFilled');
    const completed = orderReducer(orderFromJson(old), listed(20, [ONE])).events.map(brief);
    expect(completed).to.deep.equal(['completed']);
    const told = run([submitted(), acknowledged(), filled(ONE), report('filled', '40')]).order;
    const short = orderReducer({ ...told, filledWord: undefined }, listed(20, [ONE])).events.map(brief);
    expect(short).to.deep.equal(['anomaly filledShort']);
  });
});

import { expect } from 'chai';

import { eventText } from '../../src/cli/eventWords.js';
import { inputText } from '../../src/cli/inputWords.js';
import { executedText, openEnds, questionTexts, termsText, timeText } from '../../src/cli/orderWords.js';
import type { OrderFilled, OrderInput } from '../../src/orders/index.js';
import {
  acknowledged,
  amended,
  answerLost,
  cancelAcknowledged,
  cancelAnswerLost,
  cancelRefused,
  cancelRequested,
  dec,
  expired,
  filled,
  found,
  notFound,
  origin,
  polled,
  refused,
  report,
  run,
  submitted,
  TERMS,
  trade,
} from '../orders/orderInputs.js';

const NOW = 1000;

/** A fill of a venue that gives no trade ids. */
function untraded(amount: string, cumulative: string): OrderFilled {
  const { tradeId: _, ...rest } = trade('none', amount);
  return {
    _tag: 'fill',
    ...origin(),
    fill: { ...rest, tradeId: undefined, cumulative: dec(cumulative) },
    side: 'buy',
  };
}

const ends = (...inputs: readonly OrderInput[]): readonly string[] => openEnds(run(inputs).order);
const questions = (...inputs: readonly OrderInput[]): readonly string[] =>
  questionTexts(run(inputs).order, NOW);
const executed = (...inputs: readonly OrderInput[]): string => executedText(run(inputs).order);
const told = (...inputs: readonly OrderInput[]): readonly string[] => run(inputs).events.map(eventText);

describe('words for orders', () => {
  it('has times in UTC, and those that no date can be of as they are', () => {
    expect(timeText(1_572_909_608_900.25)).to.equal('2019-11-04T23:20:08.900Z');
    expect(timeText(8.64e15 + 1)).to.equal('8640000000000001 ms since 1970');
  });

  it('says what was ordered', () => {
    expect(termsText(TERMS)).to.equal('buy limit 100 XRP at 10 ETH');
    const bare = { ...TERMS, base: undefined, quote: undefined };
    expect(termsText(bare)).to.equal('buy limit 100 at 10');
    const market = { ...bare, type: 'market', price: undefined, sizedIn: 'quote' } as const;
    expect(termsText(market)).to.equal('buy market 100 in quote');
    expect(termsText({ ...market, quote: 'ETH' })).to.equal('buy market 100 ETH');
  });

  it('says what is filled, of what, and at what price to 12 digits', () => {
    expect(executed(report('open'))).to.equal('0');
    expect(executed(submitted())).to.equal('0 of 100');
    const third = trade('t1', '3', { price: dec('10.000000000000000001') });
    expect(executed(submitted(), filled(third))).to.equal('3 of 100 at ~10');
    expect(executed(submitted({ sizedIn: 'quote' }), filled(trade('t1', '3')))).to.equal(
      '3 for 30 of 100 ETH',
    );
  });

  it('says what is open of the submit, until it is accepted', () => {
    expect(ends(submitted())).to.deep.equal(['the submit awaits its answer until 1970-01-01T00:00:00.100Z']);
    expect(ends(submitted(), answerLost())).to.deep.equal(['the submit has got no answer']);
    expect(ends(submitted(), acknowledged())).to.deep.equal([]);
    expect(ends(submitted(), refused())).to.deep.equal([]);
    expect(ends(report('open'))).to.deep.equal([]);
  });

  it('says what is open of a cancel, until the order ends', () => {
    const live = [submitted(), acknowledged(), cancelRequested()];
    expect(ends(...live)).to.deep.equal(['cancel x1 awaits its answer']);
    expect(ends(...live, cancelAcknowledged(false))).to.deep.equal([
      'cancel x1 is acknowledged, and the end is not told yet',
    ]);
    expect(ends(...live, cancelRefused())).to.deep.equal(['cancel x1 was refused']);
    expect(ends(...live, cancelAnswerLost())).to.deep.equal(['cancel x1 has got no answer']);
    expect(ends(...live, cancelAcknowledged(true))).to.deep.equal([]);
  });

  it('says what the venue told and the fills do not prove, and what is inferred', () => {
    const said = [submitted(), filled(trade('t1', '40')), report('filled', '100')];
    expect(ends(...said)).to.deep.equal([
      'the venue says filled, which the fills do not prove yet',
      'the venue told of 100 executed, fills for 60 are missing',
    ]);
    expect(ends(...said, polled(5, undefined, []))).to.deep.equal(['60 of it is inferred']);
    expect(ends(...said, polled(5, undefined, []), filled(trade('t2', '60')))).to.deep.equal([]);
    expect(ends(submitted(), report('partiallyFilled', '10'))).to.deep.equal([
      'the venue told of 10 executed, fills for 10 are missing',
    ]);
  });

  it('says what shows that the venue does not have it', () => {
    const lost = [submitted(), answerLost()];
    const [no, once, twice, notOpen] = [
      'the submit has got no answer',
      'the venue did not find it',
      'the venue did not find it, twice',
      'it is not in the list of open orders',
    ];
    expect(ends(...lost, notFound(200))).to.deep.equal([no, once]);
    expect(ends(...lost, notFound(200), notFound(300))).to.deep.equal([no, twice]);
    expect(ends(...lost, polled(250, false))).to.deep.equal([no, notOpen]);
    expect(ends(...lost, notFound(200), notFound(300), polled(400, false))).to.deep.equal([
      'the end is concluded from its absence',
    ]);
  });

  it('says what the venue is to be asked, and why', () => {
    expect(questions(submitted(), acknowledged())).to.deep.equal([]);
    expect(questions(submitted())).to.deep.equal(['the order itself: the submit was not answered']);
    expect(questions(notFound(1))).to.deep.equal(['the order itself: nothing shows that the venue has it']);
    expect(questions(report('filled', '4'))).to.deep.equal([
      'the order itself: what was ordered is not known',
      'all fills of the order: more is told to be executed than its fills show',
    ]);
    const live = [submitted(), acknowledged(), cancelRequested()];
    expect(questions(...live, cancelAnswerLost())).to.deep.equal([
      'the order itself: what became of a cancel is not told',
    ]);
    expect(questions(...live, cancelRefused())).to.deep.equal([
      'the order itself: a cancel was refused, most often because the order is over',
    ]);
    expect(questions(...live.slice(0, 2), notFound(200))).to.deep.equal([
      'the order itself: it was not found, which is no proof yet',
      'the list of open orders: it was not found, which is no proof yet',
      'all fills of the order: it was not found, which is no proof yet',
    ]);
  });

  it('says each input in plain words, with the ids that it named', () => {
    const fee = [{ token: 'BNB', amount: dec('0.1') }];
    const taken = trade('t1', '40', { fees: fee, liquidity: 'maker' });
    const unnamed = untraded('40', '90');
    const texts: readonly (readonly [OrderInput, string])[] = [
      [
        submitted(),
        'to be submitted: buy limit 100 XRP at 10 ETH, which the venue can accept until 1970-01-01T00:00:00.100Z (client id c1)',
      ],
      [acknowledged(), 'the venue acknowledges the submit (client id c1, venue id v1)'],
      [refused(), 'the venue refuses the submit: no money (client id c1)'],
      [
        answerLost(),
        'no answer to the submit: the order may be live, or may never have arrived (client id c1)',
      ],
      [
        report('open', undefined, { clientId: undefined, venueTime: 5 }),
        "the venue reports open (venue id v1, 1970-01-01T00:00:00.005Z by the venue's clock)",
      ],
      [
        report('cancelled', '40', {
          cumulativeQuote: dec('400'),
          sequence: 12345678901234567890n,
          terms: TERMS,
          reason: 'late',
        }),
        "the venue reports cancelled, executed 40 for 400, buy limit 100 XRP at 10 ETH, the venue's number 12345678901234567890: late (client id c1, venue id v1)",
      ],
      [
        report('filled', undefined, { cumulativeQuote: dec('7') }),
        'the venue reports filled, executed for 7 (client id c1, venue id v1)',
      ],
      [
        report('open', '0', { cumulativeQuote: dec('0') }),
        'the venue reports open, executed 0 (client id c1, venue id v1)',
      ],
      [
        filled(taken),
        'the venue tells of trade t1: 40 at 10, fee 0.1 BNB, maker, buy (client id c1, venue id v1)',
      ],
      [
        { ...unnamed, side: undefined },
        'the venue tells of fill up to 90: 40 at 10 (client id c1, venue id v1)',
      ],
      [cancelRequested(), 'to be cancelled: request x1 (client id c1, venue id v1)'],
      [
        cancelAcknowledged(true),
        'the venue acknowledges cancel x1, and the order is cancelled by that (client id c1, venue id v1)',
      ],
      [
        cancelAcknowledged(false),
        'the venue acknowledges cancel x1, the end is still to come (client id c1, venue id v1)',
      ],
      [cancelRefused(), 'the venue refuses cancel x1: unknown order (client id c1, venue id v1)'],
      [cancelAnswerLost(), 'no answer to cancel x1 (client id c1, venue id v1)'],
      [amended('v1', 'v2'), 'the venue replaces venue id v1 by v2 (client id c1, venue id v2)'],
      [
        { ...amended('v1', 'v2'), amount: dec('5'), price: dec('6') },
        'the venue replaces venue id v1 by v2, amount 5, price 6 (client id c1, venue id v2)',
      ],
      [expired(), 'the venue ends the order at its time (client id c1, venue id v1)'],
      [
        found(7, 'open', '1'),
        'asked at 1970-01-01T00:00:00.007Z, the venue says open, executed 1 (client id c1, venue id v1)',
      ],
      [notFound(7), 'asked at 1970-01-01T00:00:00.007Z, the venue knows no such order (client id c1)'],
      [
        polled(7, true, [taken, trade('t2', '1')]),
        "the venue's lists, asked for at 1970-01-01T00:00:00.007Z: it is open; fills listed: trade t1: 40 at 10, fee 0.1 BNB, maker; trade t2: 1 at 10 (client id c1, venue id v1)",
      ],
      [
        polled(7, false, []),
        "the venue's lists, asked for at 1970-01-01T00:00:00.007Z: it is not among the open orders; no fills (client id c1, venue id v1)",
      ],
      [
        polled(7, undefined),
        "the venue's lists, asked for at 1970-01-01T00:00:00.007Z: nothing of it (client id c1, venue id v1)",
      ],
      [{ _tag: 'clock', now: 1 }, 'time goes by'],
    ];
    for (const [input, text] of texts) expect(inputText(input)).to.equal(text);
  });

  it('says each event in plain words', () => {
    const fees = [
      { token: 'BNB', amount: dec('0.1') },
      { token: 'ETH', amount: dec('0.02') },
    ];
    expect(
      told(
        submitted(),
        acknowledged(),
        filled(trade('t1', '40', { fees, liquidity: 'taker' })),
        report('filled', '100', { cumulativeQuote: dec('1001') }),
        polled(5, undefined, []),
        filled(trade('t2', '70')),
      ),
    ).to.deep.equal([
      'created',
      'filled 40 at 10, trade t1, fee 0.1 BNB, 0.02 ETH, taker',
      'filled 60 at ~10.0166666667, inferred',
      'completed',
      'filled 70 at 10, trade t2, of which 10 is new, in place of 60 that was inferred, late',
      'anomaly overfilled: more is filled than was ordered',
    ]);
    expect(told(report('open'), expired())).to.deep.equal([
      'created, adopted: it was not submitted here, or had been given up',
      'expired',
    ]);
    expect(told(submitted(), refused())).to.deep.equal(['failed: no money']);
    expect(told(submitted(), notFound(200), notFound(300), polled(400, false))).to.deep.equal([
      'failed, inferred: not found',
    ]);
    expect(told(submitted(), report('rejected', '1', { reason: 'halted' })).at(-1)).to.equal(
      'cancelled: halted',
    );
    expect(told(untraded('2', '2')).at(-1)).to.equal('filled 2 at 10');
    expect(told(submitted(), report('filled', '100'), polled(5, undefined, [])).slice(1, 2)).to.deep.equal([
      'filled 100, inferred',
    ]);
  });
});

import { expect } from 'chai';

import type { CallFailure, VenueAnswer } from '../../../../src/connector/index.js';
import { clientOrderId, venueSymbol } from '../../../../src/domain/index.js';
import { answer, asRead, RECEIVED_AT, SENT_AT, trading } from './support.js';

const call = trading.cancel(
  { symbol: venueSymbol('BTCUSDT'), clientId: clientOrderId('ours-1'), venueId: undefined },
  'cancel 1',
);
const failed = (given: VenueAnswer) => call.read(given) as Exclude<CallFailure, { _tag: 'notSent' }>;
const error = (code: number, msg = 'No.') => ({ code, msg });

/** As an answer of the WebSocket API comes to be read: the error, without headers. */
const overSocket = (status: number, body: unknown): VenueAnswer => ({ ...answer(status, body), headers: {} });

describe('what Binance says no to', () => {
  const cases: readonly (readonly [string, number, unknown, Partial<CallFailure>])[] = [
    [
      'a refusal',
      400,
      error(-2010, 'Account has insufficient balance for requested action.'),
      { _tag: 'refused' },
    ],
    ['a filter', 400, error(-1013, 'Filter failure: LOT_SIZE'), { _tag: 'refused' }],
    ['a signature', 400, error(-1022), { _tag: 'refused' }],
    ['a key', 401, error(-2015), { _tag: 'refused' }],
    ['a key that may not, past the firewall', 403, error(-2015), { _tag: 'refused' }],
    ['an order that is not open', 400, error(-2011, 'Unknown order sent.'), { _tag: 'refused' }],
    ['an order that there is not', 400, error(-2013, 'Order does not exist.'), { _tag: 'notFound' }],
    ['the clock', 400, error(-1021), { _tag: 'clockOff' }],
    ['too many requests', 429, error(-1003), { _tag: 'rateLimited' }],
    ['a ban', 418, error(-1003), { _tag: 'rateLimited' }],
    ['too many orders', 429, error(-1015), { _tag: 'rateLimited' }],
    ['too many orders, by its code', 400, error(-1015), { _tag: 'rateLimited' }],
    ['too much to do', 400, error(-1008), { _tag: 'rateLimited' }],
    ['an error in an answer of 200', 200, error(-2011), { _tag: 'refused' }],
  ];
  for (const [what, status, body, expected] of cases)
    it(`${what}: ${expected._tag}`, () => {
      const { code, msg } = body as { code: number; msg: string };
      expect(failed(answer(status, body))).to.deep.include({ ...expected, code: String(code), message: msg });
    });

  const unknown: readonly (readonly [string, number, unknown])[] = [
    ['an unknown error', 400, error(-1000)],
    ['a broken connection inside', 400, error(-1001)],
    ['a strange answer inside', 400, error(-1006)],
    ['no answer inside in time', 400, error(-1007)],
    ['the same in an answer of 200', 200, error(-1007)],
    ['an internal error', 500, error(-2010)],
    ['an order that is not found by a broken server', 503, error(-2013)],
    ['too much to do, by a server that may have done it', 503, error(-1008)],
    ['a page of a gateway', 502, '<html>Bad Gateway</html>'],
    ['a request that took too long', 408, 'Request Timeout'],
    ['something done in part', 409, error(-2021)],
    ['a redirect', 302, ''],
    ['an answer that is no JSON', 200, 'ok'],
    ['an answer that is another one', 200, { symbol: 'BTCUSDT' }],
    ['an empty answer', 200, ''],
  ];
  for (const [what, status, body] of unknown)
    it(`${what}: the outcome is unknown`, () => {
      const { _tag, ...rest } = failed(answer(status, body));
      expect(_tag).to.equal('outcomeUnknown');
      expect(rest).to.have.keys('reason');
    });

  it('says when not found was asked and answered', () => {
    expect(failed(answer(400, error(-2013, 'Order does not exist.')))).to.deep.equal({
      _tag: 'notFound',
      code: '-2013',
      message: 'Order does not exist.',
      sentAt: SENT_AT,
      receivedAt: RECEIVED_AT,
    });
  });

  it('takes the firewall for a limit, and other refusals without JSON for refusals', () => {
    expect(failed(answer(403, '<html>Forbidden</html>'))).to.deep.equal({
      _tag: 'rateLimited',
      code: undefined,
      message: 'DELETE /api/v3/order: HTTP 403: <html>Forbidden</html>',
      retryAfterMs: undefined,
    });
    expect(failed(answer(404, 'nothing here'))).to.deep.equal({
      _tag: 'refused',
      code: undefined,
      message: 'DELETE /api/v3/order: HTTP 404: nothing here',
    });
  });

  it('tells in its reason what came', () => {
    expect(failed(answer(502, '<html>Bad Gateway</html>'))).to.deep.equal({
      _tag: 'outcomeUnknown',
      reason: 'DELETE /api/v3/order: HTTP 502: <html>Bad Gateway</html>',
    });
    expect(failed(answer(200, { symbol: 'BTCUSDT' }))).to.deep.equal({
      _tag: 'outcomeUnknown',
      reason: 'DELETE /api/v3/order: expected integer, without loss at orderId, found undefined',
    });
  });

  describe('how long to wait', () => {
    const waitOf = (given: VenueAnswer): number | undefined => {
      const failure = failed(given);
      return failure._tag === 'rateLimited' ? failure.retryAfterMs : NaN;
    };

    it('is in the header over HTTP', () => {
      expect(waitOf(answer(429, error(-1003), { 'retry-after': '17' }))).to.equal(17_000);
      expect(waitOf(answer(418, error(-1003), { 'retry-after': '259200' }))).to.equal(259_200_000);
      expect(waitOf(answer(429, error(-1015)))).to.equal(undefined);
    });

    it('is for the windows of orders where those are full, and for everything else in all other cases', () => {
      const windowsOf = (status: number, code: number) => {
        const result = failed(
          answer(status, { code, msg: 'Too many new orders; current limit is 50 orders per 10 SECOND.' }),
        );
        return result._tag === 'rateLimited' ? result.windows : 'not limited';
      };
      expect(windowsOf(429, -1015)).to.deep.equal(['orders10s']);
      expect(windowsOf(400, -1015)).to.deep.equal(['orders10s']);
      expect(windowsOf(418, -1015)).to.equal(undefined);
      expect(windowsOf(429, -1003)).to.equal(undefined);
    });

    it('is a time of the venue in the error itself over a WebSocket connection', () => {
      const data = { serverTime: 1_659_142_907_531, retryAfter: 1_659_146_400_000 };
      expect(waitOf(overSocket(418, { ...error(-1003), data }))).to.equal(3_492_469);
      expect(
        waitOf(overSocket(429, { ...error(-1003), data: { ...data, retryAfter: data.serverTime - 1 } })),
      ).to.equal(0);
      expect(waitOf(overSocket(429, { ...error(-1003), data: { retryAfter: 'soon' } }))).to.equal(undefined);
    });
  });

  it('is an answer where an order was put away: over, and nothing of it filled', () => {
    const message =
      'Order was canceled or expired with no executed qty over 90 days ago and has been archived.';
    const asked = { symbol: venueSymbol('BTCUSDT'), clientId: clientOrderId('ours-1'), venueId: undefined };
    const archived = answer(400, error(-2026, message));
    const read = trading.lookUp(asked).read(archived);
    expect(read._tag).to.equal('answered');
    const { cumulativeBase, ...value } = (read as Extract<typeof read, { _tag: 'answered' }>).value;
    expect(cumulativeBase?.isZero()).to.equal(true);
    expect(value).to.deep.include({ ...asked, status: 'cancelled', reason: message, venueTime: undefined });
    expect(failed(archived)).to.include({ _tag: 'refused', code: '-2026' });
    expect(trading.lookUp(asked).read(answer(503, error(-2026)))._tag).to.equal('outcomeUnknown');
  });

  it('reads ids beyond 2^53 where the JSON is read as the venue asks for it', () => {
    expect(trading.json).to.equal('lossless');
    expect(asRead('{"orderId":9007199254740993}')).to.deep.equal({ orderId: 9007199254740993n });
    const native = { ...answer(200, ''), json: { symbol: 'BTCUSDT', orderId: 2 ** 53 } };
    expect(failed(native)).to.deep.equal({
      _tag: 'outcomeUnknown',
      reason: 'DELETE /api/v3/order: expected integer, without loss at orderId, found 9007199254740992',
    });
  });
});

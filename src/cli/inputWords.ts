import type { OneOrderInput, OrderInput, OrderReport } from '../orders/index.js';
import { after, fillText, termsText, timeText } from './orderWords.js';

/** What an input says, in plain words. */
export function inputText(input: OrderInput): string {
  return input._tag === 'clock' ? 'time goes by' : `${whatOf(input)}${originText(input)}`;
}

/** When an input came, by our clock. */
export const inputTime = (input: OrderInput): number =>
  input._tag === 'clock' ? input.now : input.receivedAt;

function whatOf(input: OneOrderInput): string {
  switch (input._tag) {
    case 'submitRequested':
      return `to be submitted: ${termsText(input.terms)}, which the venue can accept until ${timeText(input.validUntil)}`;
    case 'submitAcknowledged':
      return 'the venue acknowledges the submit';
    case 'submitRefused':
      return `the venue refuses the submit: ${input.reason}`;
    case 'submitAnswerLost':
      return 'no answer to the submit: the order may be live, or may never have arrived';
    case 'orderReported':
      return `the venue reports ${reportText(input)}`;
    case 'fill':
      return `the venue tells of ${fillText(input.fill)}${after(', ', input.side)}`;
    case 'cancelRequested':
      return `to be cancelled: request ${input.request}`;
    case 'cancelAcknowledged':
      return `the venue acknowledges cancel ${input.request}, ${input.final ? 'and the order is cancelled by that' : 'the end is still to come'}`;
    case 'cancelRefused':
      return `the venue refuses cancel ${input.request}: ${input.reason}`;
    case 'cancelAnswerLost':
      return `no answer to cancel ${input.request}`;
    case 'amended': {
      const { previousVenueId, venueId, amount, price } = input;
      return `the venue replaces venue id ${previousVenueId} by ${venueId}${after(', amount ', amount?.toFixed())}${after(', price ', price?.toFixed())}`;
    }
    case 'expired':
      return `the venue ends the order at its time${after(': ', input.reason)}`;
    case 'found':
      return `asked at ${timeText(input.askedAt)}, the venue says ${reportText(input)}`;
    case 'notFound':
      return `asked at ${timeText(input.askedAt)}, the venue knows no such order`;
    case 'polled':
      return `the venue's lists, asked for at ${timeText(input.askedAt)}: ${listsText(input)}`;
  }
}

const reportText = (report: OrderReport): string =>
  [
    report.status,
    cumulativeText(report),
    report.terms === undefined ? '' : termsText(report.terms),
    after("the venue's number ", report.sequence === undefined ? undefined : String(report.sequence)),
  ]
    .filter((part) => part !== '')
    .join(', ') + after(': ', report.reason);

function cumulativeText({ cumulativeBase: base, cumulativeQuote: quote }: OrderReport): string {
  if (base === undefined) return after('executed for ', quote?.toFixed());
  return `executed ${base.toFixed()}${base.isZero() ? '' : after(' for ', quote?.toFixed())}`;
}

function listsText({ open, fills }: Extract<OrderInput, { readonly _tag: 'polled' }>): string {
  const parts = [
    ...(open === undefined ? [] : [open ? 'it is open' : 'it is not among the open orders']),
    ...(fills === undefined
      ? []
      : [fills.length === 0 ? 'no fills' : `fills listed: ${fills.map(fillText).join('; ')}`]),
  ];
  return parts.length === 0 ? 'nothing of it' : parts.join('; ');
}

/** By which ids it was told, and when by the venue's clock. */
function originText({ clientId, venueId, venueTime }: OneOrderInput): string {
  const parts = [
    ...(clientId === undefined ? [] : [`client id ${clientId}`]),
    ...(venueId === undefined ? [] : [`venue id ${venueId}`]),
    ...(venueTime === undefined ? [] : [`${timeText(venueTime)} by the venue's clock`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

import { exchangeRegistry, type ExchangeKind, type RegisteredExchange } from '../exchanges/registry.js';
import { nodeInflate } from '../transport/index.js';
import type { Terminal } from './terminal.js';
import { textTable } from './textTable.js';

export interface ExchangesCommandOptions {
  readonly json?: boolean;
}

/** What is known of a venue. */
interface ExchangeFacts {
  readonly name: string;
  readonly title: string;
  /** What is traded there. */
  readonly kind: ExchangeKind;
  /** What can be done there from here. */
  readonly offers: 'market data' | 'trading';
  /** What of its keys has to be in the environment, to trade. */
  readonly keys: readonly string[];
  readonly example: string;
  /** As fractions: 0.001 is 0.1 per cent. Empty where none are known. */
  readonly makerFee: string;
  readonly takerFee: string;
  readonly orderTypes: readonly string[];
}

/** `orderflow exchanges`: every venue that there is, and what can be done there. */
export function exchangesCommand({ json = false }: ExchangesCommandOptions, { stdout }: Terminal): void {
  const exchanges = exchangeRegistry({ inflate: nodeInflate }).map(factsOf);
  if (json) {
    for (const facts of exchanges) stdout.write(`${JSON.stringify(facts)}\n`);
    return;
  }
  const rows = exchanges.map(
    ({ name, title, kind, offers, keys, example, makerFee, takerFee, orderTypes }) => [
      name,
      title,
      kind,
      offers,
      example,
      makerFee === '' ? '' : `${makerFee} / ${takerFee}`,
      orderTypes.join(', '),
      keys.join(', '),
    ],
  );
  const header = [
    'name',
    'venue',
    'kind',
    'offers',
    'example',
    'fees (maker / taker)',
    'order types',
    'keys',
  ];
  stdout.write(`${textTable([header, ...rows], header.length)}\n`);
}

function factsOf({ venue, kind, example }: RegisteredExchange): ExchangeFacts {
  const { name, title } = venue;
  const known = { name, title, kind, example };
  if (!('trading' in venue))
    return { ...known, offers: 'market data', keys: [], makerFee: '', takerFee: '', orderTypes: [] };
  const { needs, fees, orderTypes } = venue.trading;
  const prefix = name.toUpperCase().replaceAll('-', '_');
  return {
    ...known,
    offers: 'trading',
    keys: needs.map((need) => `${prefix}_${need}`),
    makerFee: fees.makerRate.toFixed(),
    takerFee: fees.takerRate.toFixed(),
    orderTypes,
  };
}

import { timeFromIsoText } from '../../codec/index.js';
import { venueSymbol } from '../../domain/ids.js';
import {
  expiryOf,
  listing,
  PERPETUAL,
  SPOT,
  type Contract,
  type Listing,
  type Listings,
} from '../../domain/listing.js';
import type { WireProduct } from './wire.js';

/**
 * The products that have a unified name of their own. Contracts of one currency and day come in sizes: a name that two of
 * them would share tells neither, and is left out.
 */
export function listingsOf(products: readonly WireProduct[]): readonly Listing[] {
  const listings = products.flatMap(listingOf);
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { instrument } of listings) (seen.has(instrument) ? shared : seen).add(instrument);
  return listings.filter(({ instrument }) => !shared.has(instrument));
}

/**
 * Of what an answer is the whole list. What is asked for without a type has the spot products only, whatever the
 * documents say; contracts are of two kinds, of which none is covered.
 */
export function coveredBy(asked: URLSearchParams, hasNext: boolean): Listings['covers'] {
  const others = [...asked.keys()].some((key) => key !== 'product_type');
  return !hasNext && !others && (asked.get('product_type') ?? 'SPOT') === 'SPOT' ? 'spot' : 'nothing';
}

/** None of what has no currencies, is of a kind that is not known, or comes under the name of another product. */
function listingOf(product: WireProduct): readonly Listing[] {
  const { product_id, base_currency_id, quote_currency_id: quote, future_product_details: details } = product;
  const base = base_currency_id === '' ? (details?.contract_root_unit ?? '') : base_currency_id;
  const contract = contractOf(product);
  if (product.alias !== undefined && product.alias !== '') return [];
  if (base === '' || quote === '' || contract === undefined) return [];
  return [listing({ symbol: venueSymbol(product_id), base, quote, contract, trading: isTrading(product) })];
}

function contractOf({ product_type, future_product_details: details }: WireProduct): Contract | undefined {
  if (product_type === 'SPOT') return SPOT;
  if (product_type !== 'FUTURE') return undefined;
  if (details?.contract_expiry_type === 'PERPETUAL') return PERPETUAL;
  if (details?.contract_expiry_type !== 'EXPIRING') return undefined;
  const end = timeFromIsoText.decode(details.contract_expiry);
  return end._tag === 'Left' ? undefined : { kind: 'future', expiry: expiryOf(end.right) };
}

/** Contracts have an empty status, and some of them hours. */
const isTrading = ({ status, fcm_trading_session_details: session, ...only }: WireProduct): boolean =>
  (status === 'online' || (status === '' && only.product_type === 'FUTURE')) &&
  session?.is_session_open !== false &&
  only.is_disabled !== true &&
  only.trading_disabled !== true &&
  only.cancel_only !== true &&
  only.post_only !== true;

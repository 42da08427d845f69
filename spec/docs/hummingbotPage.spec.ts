import { readFileSync } from 'node:fs';

import { expect } from 'chai';
import ts from 'typescript';

const PAGE = readFileSync('docs/hummingbot.md', 'utf8');
const ENTRIES = ['src/index.ts', 'src/transport/index.ts', 'src/journal/index.ts', 'src/testing/index.ts'];

interface Row {
  /** Hummingbot's name. */
  readonly theirs: string;
  /** Ours; empty where there is none. */
  readonly ours: readonly string[];
  readonly remark: string;
}

const rows: readonly Row[] = Array.from(
  PAGE.matchAll(/^\| `([^`]+)` +\|(.*)\|(.*)\|$/gm),
  ([, theirs, ours, remark]) => ({
    theirs: theirs!,
    ours: Array.from(ours!.matchAll(/`([^`]+)`/g), ([, name]) => name!),
    remark: remark!.trim(),
  }),
);

/** What the entry points export, with the members of each. */
function exported(): ReadonlyMap<string, ReadonlySet<string>> {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)).config,
    ts.sys,
    '.',
  );
  const program = ts.createProgram(ENTRIES, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const membersOf = (symbol: ts.Symbol): ReadonlySet<string> => {
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    const parts = type.isUnion() ? type.types : [type];
    return new Set(parts.flatMap((part) => part.getProperties().map(({ name }) => name)));
  };
  const names = ENTRIES.flatMap((entry) => {
    const source = program.getSourceFile(entry);
    const module = source && checker.getSymbolAtLocation(source);
    return module === undefined ? [] : checker.getExportsOfModule(module);
  });
  return new Map(
    names.map((symbol) => {
      const real = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      return [symbol.name, membersOf(real)] as const;
    }),
  );
}

/** The functions that the tables of Hummingbot's connector documents name. */
const THEIRS = `
*_auth _api_request _emit_trade_event_loop _format_trading_rules
_http_client _order_book_diff_router _order_book_snapshot_router _refresh_tracking_tasks
_status_polling_loop _stop_network _track_single_book _trading_rules_polling_loop
_update_balances _update_order_status _update_trading_rules _user_stream_event_listener
active_asks active_bids amount c_buy
c_cancel c_convert_diff_message_to_np_arrays c_convert_snapshot_message_to_np_arrays c_convert_trade_message_to_np_arrays
c_did_timeout_tx c_get_fee c_get_order_book c_get_order_price_quantum
c_get_order_size_quantum c_quantize_order_amount c_quantize_order_price c_sell
c_start c_start_tracking_order c_stop_tracking_order c_tick
cancel_all check_network convert_diff_message_to_order_book_row convert_snapshot_message_to_order_book_row
convert_trade_message_to_order_book_row data_source exchange_name execute_buy
execute_cancel generate_auth_dict get_active_exchange_markets get_last_traded_prices
get_new_order_book get_order get_snapshot get_tracking_pairs
get_trading_pairs last_recv_time limit_orders listen_for_order_book_diffs
listen_for_order_book_snapshots listen_for_trades listen_for_user_stream name
order_book_class order_books order_id order_type
place_order price ready restore_tracking_states
snapshot start start_network status_dict
stop stop_network supported_order_types symbol
test_cancel_all test_cancel_order test_get_fee test_get_wallet_balances
test_limit_buy test_limit_maker_rejections test_limit_makers_unfilled test_limit_sell
test_list_orders test_market_buy test_market_sell test_order_fill_record
test_order_saving_and_restoration test_unwrap_eth test_wrap_eth tracking_states
user_stream
`
  .trim()
  .split(/\s+/);

describe('docs/hummingbot.md', () => {
  it('names only what there is', function () {
    this.timeout(60_000);
    const known = exported();
    const missing = rows.flatMap(({ ours }) =>
      ours.filter((name) => {
        const [type, member] = name.split('.') as [string, string | undefined];
        const members = known.get(type);
        return members === undefined || (member !== undefined && !members.has(member));
      }),
    );
    expect(known.size).to.be.above(300);
    expect(missing).to.deep.equal([]);
  });

  it('has a counterpart for each name, or says why there is none', () => {
    expect(rows.length).to.be.above(100);
    expect(
      rows.filter(({ ours, remark }) => ours.length === 0 && remark.length < 8).map(({ theirs }) => theirs),
    ).to.deep.equal([]);
  });

  it('has a row for each name in the tables of the connector documents', () => {
    const mapped = new Set(rows.map(({ theirs }) => theirs));
    expect(THEIRS.filter((name) => !mapped.has(name))).to.deep.equal([]);
  });
});

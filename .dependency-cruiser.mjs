// Who may import whom. A folder of src that this table does not name may import nothing.
const below = ['domain', 'codec', 'sequence', 'book', 'orders', 'money', 'trades', 'backpressure'];
const core = [...below, 'connector'];
const layers = {
  domain: [],
  codec: ['domain'],
  sequence: ['domain'],
  book: ['domain', 'sequence'],
  orders: ['domain', 'sequence'],
  money: ['domain'],
  trades: ['domain'],
  backpressure: [],
  connector: below,
  transport: core,
  journal: core,
  sim: core,
  testing: [...core, 'journal', 'sim'],
};

/** Packages that run in a browser, for the core and the venues. */
const cleanPackages = ['rxjs', 'decimal.js', 'fp-ts', 'io-ts', 'immer', 'lossless-json'];

/** The parts of sim and testing that need Node. */
const nodeParts = [
  '^src/(sim|testing)/node/',
  '^src/(sim|testing)/[^/]+/node/',
  '^src/(sim|testing)/node\\.ts$',
];

const folders = (names) => `^src/(${names.join('|')})/`;
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const ours = '^(src|spec|bench|scripts|marbles)/';

export default {
  forbidden: [
    ...Object.entries(layers).map(([layer, allowed]) =>
      rule(
        `layer-${layer}`,
        `${layer} imports of ours: ${allowed.join(', ') || 'nothing'}`,
        { path: folders([layer]) },
        {
          path: ours,
          pathNot: [
            folders([layer, ...allowed]),
            // A dialect of the embedded exchange speaks with the venue's own wire codecs.
            ...(layer === 'sim' ? ['^src/exchanges/(shared/)?[^/]+/wire[/.]'] : []),
          ],
        },
      ),
    ),
    rule(
      'sim-dialect-own-venue',
      'only src/sim/dialects/x imports wire codecs, those of exchanges/x or of exchanges/shared',
      { path: '^src/sim/', pathNot: '^src/sim/dialects/' },
      { path: '^src/exchanges/' },
    ),
    rule(
      'sim-dialect-no-sibling',
      'src/sim/dialects/x imports the wire codecs of exchanges/x',
      { path: '^src/sim/dialects/([^/.]+)[/.]' },
      { path: '^src/exchanges/', pathNot: ['^src/exchanges/$1/', '^src/exchanges/shared/'] },
    ),
    rule(
      'layer-exchanges',
      'a venue imports the core, itself and exchanges/shared, never a sibling',
      { path: '^src/exchanges/([^/]+)/' },
      { path: ours, pathNot: [folders(core), '^src/exchanges/$1/', '^src/exchanges/shared/'] },
    ),
    rule(
      'layer-registry',
      'the registry imports the core and the venues',
      { path: '^src/exchanges/registry\\.ts$' },
      { path: ours, pathNot: [folders(core), '^src/exchanges/[^/]+/index\\.ts$'] },
    ),
    rule(
      'registry-for-cli-only',
      'importing one venue must load no other',
      { pathNot: '^src/cli/' },
      { path: '^src/exchanges/registry\\.ts$' },
    ),
    rule(
      'layer-entry',
      'the core entry imports the core',
      { path: '^src/index\\.ts$' },
      { path: ours, pathNot: folders(core) },
    ),
    rule(
      'layer-cli',
      'src imports nothing outside src',
      { path: '^src/cli/' },
      { path: ours, pathNot: '^src/' },
    ),
    rule(
      'unknown-folder',
      'a new folder of src needs a line in this table',
      {
        path: '^src/',
        pathNot: [
          folders([...Object.keys(layers), 'cli', 'exchanges/[^/]+']),
          '^src/(exchanges/registry|index)\\.ts$',
        ],
      },
      {},
    ),
    rule(
      'node-at-the-edge',
      'Node built-ins live in transport, journal, cli and the parts named node of sim and testing',
      { path: '^src/', pathNot: [folders(['transport', 'journal', 'cli']), ...nodeParts] },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'clean-packages',
      `the core and the venues use of packages only ${cleanPackages.join(', ')}`,
      { path: [folders([...core, 'exchanges']), '^src/index\\.ts$'] },
      { path: 'node_modules/', pathNot: `node_modules/(${cleanPackages.join('|')})/` },
    ),
    rule(
      'sqlite-in-one-place',
      'who keeps no journal of orders needs no better-sqlite3: it is loaded when one is opened',
      { path: '^(src|spec)/', pathNot: '^(src|spec)/journal/orders/' },
      { path: 'better-sqlite3' },
    ),
    rule('no-cycle', 'no cycles, of types either', {}, { circular: true }),
    rule('not-to-unresolvable', 'an import that leads nowhere', {}, { couldNotResolve: true }),
    rule(
      'not-to-dev',
      'the package ships without its devDependencies',
      { path: '^src/' },
      {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        pathNot: 'node_modules/(rxjs|better-sqlite3|@types)/',
      },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};

// Time, randomness and the process are parameters everywhere but at the edge. This asks the type checker what
// each name in src stands for, so that `const { now } = Date` and `globalThis.console` are found as well.
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const edge = /^src\/(transport|journal|cli)\/|^src\/(sim|testing)\/([^/]+\/)?node(\/|\.ts$)/;
const banned = new Set(
  `DateConstructor.now Math.random performance crypto process console Buffer fetch WebSocket
   setTimeout setInterval setImmediate require __dirname __filename`.split(/\s+/),
);

const config = ts.getParsedCommandLineOfConfigFile(`${root}tsconfig.build.json`, undefined, {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
    throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
  },
});
const program = ts.createProgram(config.fileNames, config.options);
const checker = program.getTypeChecker();
const isOurs = (declaration) => declaration.getSourceFile().fileName.startsWith(`${root}src/`);

/** The property that an element of an object pattern takes, else what the name itself stands for. */
const symbolOf = (node) => {
  const { parent } = node;
  if (ts.isBindingElement(parent) && parent.name === node && ts.isObjectBindingPattern(parent.parent)) {
    // The name of a computed property is not known.
    const { text } = parent.propertyName ?? node;
    return text === undefined ? undefined : checker.getTypeAtLocation(parent.parent).getProperty(text);
  }
  if (ts.isShorthandPropertyAssignment(parent)) return checker.getShorthandAssignmentValueSymbol(parent);
  return checker.getSymbolAtLocation(node);
};

/** The global that a name stands for, if it is one of those banned. */
const bannedName = (node) => {
  const symbol = symbolOf(node);
  if (!symbol?.declarations?.length || symbol.declarations.some(isOurs)) return undefined;
  const name = checker.getFullyQualifiedName(symbol).replace(/^global(This)?\./, '');
  return banned.has(name) ? name.replace('DateConstructor', 'Date') : undefined;
};

/** `new Date()` and `Date()` read the clock; `new Date(ms)` does not. */
const readsClock = (node) =>
  ((ts.isNewExpression(node) && !node.arguments?.length) || ts.isCallExpression(node)) &&
  checker.getTypeAtLocation(node.expression).symbol?.name === 'DateConstructor';

const isName = (node) =>
  ts.isIdentifier(node) || (ts.isStringLiteral(node) && ts.isElementAccessExpression(node.parent));

const faults = [];
let looked = 0;
for (const source of program.getSourceFiles()) {
  const path = source.fileName.slice(root.length);
  if (!isOurs(source) || edge.test(path)) continue;
  looked++;
  const visit = (node) => {
    const name = readsClock(node) ? 'Date' : isName(node) ? bannedName(node) : undefined;
    if (name !== undefined) {
      const { line, character } = source.getLineAndCharacterOfPosition(node.getStart());
      faults.push(`${path}:${line + 1}:${character + 1} ${name} is ambient: take it as a parameter`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

for (const fault of faults) console.error(fault);
console.log(`${looked} source files away from the edge, ${faults.length} ambient names`);
if (faults.length > 0 || looked === 0) process.exitCode = 1;

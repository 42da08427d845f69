// What can be broken in the table of orders: its cells, and the functions that they lead to. Each mutant is one edit
// of a compiled file: its name, the file, where, and the text instead.
import ts from 'typescript';

const TABLE_FILE = 'orderReducer.js';
const ROW_FILES = [
  'orderRows.js',
  'cancelRows.js',
  'pollRows.js',
  'orderDraft.js',
  'draftOf.js',
  'draftEvents.js',
];
const TABLES = ['STATUSES', 'INPUTS'];
const PHASES = ['heardOf', 'submitted', 'live', 'saidFilled', 'ended', 'failed'];

const parse = (file, code) => ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);

function walk(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** Each cell of the table as `ignore`, and as the cells beside it where they differ. */
function cellMutants(file, code) {
  const mutants = [];
  for (const statement of parse(file, code).statements) {
    const table = statement.declarationList?.declarations[0];
    if (!TABLES.includes(table?.name.text)) continue;
    for (const { name: row, initializer } of table.initializer.properties) {
      const input = table.name.text === 'STATUSES' ? `says ${row.text}` : row.text;
      const cells = initializer.arguments.map((cell) => cell.getText());
      for (const [at, cell] of cells.entries()) {
        const part = initializer.arguments[at];
        const others = new Set(['ignore', cells[at - 1], cells[at + 1]]);
        for (const text of others) {
          if (text === undefined || text === cell) continue;
          const name = `${input}, ${PHASES[at]}: ${cell} -> ${text}`;
          mutants.push({ isCell: true, name, file, start: part.getStart(), end: part.end, text });
        }
      }
    }
  }
  return mutants;
}

const OPPOSITES = {
  '===': '!==',
  '!==': '===',
  '>': '>=',
  '>=': '>',
  '<': '<=',
  '<=': '<',
  '&&': '||',
  '||': '&&',
};
const OTHER_METHODS = { gt: 'gte', gte: 'gt', lt: 'lte', lte: 'lt', max: 'min', min: 'max' };

/** Such a comparison is negated by its opposite. */
const isEquality = (node) =>
  ts.isBinaryExpression(node) && ['===', '!=='].includes(node.operatorToken.getText());

/** The edits of one node: which part of it, and the text instead. */
function editsOf(node) {
  const edits = [];
  const put = (part, text) => edits.push({ part, text });
  const negate = (condition) => {
    if (!isEquality(condition)) put(condition, `!(${condition.getText()})`);
  };
  // Statements dropped. What a guard keeps from going on, goes on; what it does is done.
  if (ts.isExpressionStatement(node) || ts.isForOfStatement(node)) put(node, ';');
  if (ts.isArrowFunction(node) && ts.isCallExpression(node.body)) put(node.body, 'undefined');
  if (ts.isReturnStatement(node) && ts.isIfStatement(node.parent))
    put(node, `${node.expression?.getText() ?? ''};`);
  // Conditions negated, flags turned.
  if (ts.isIfStatement(node)) negate(node.expression);
  if (ts.isConditionalExpression(node)) negate(node.condition);
  if (node.kind === ts.SyntaxKind.TrueKeyword && !isEquality(node.parent)) put(node, 'false');
  if (node.kind === ts.SyntaxKind.FalseKeyword) put(node, 'true');
  // Comparisons changed, one side of a condition dropped, what comes first of two put second.
  if (ts.isBinaryExpression(node)) {
    const [left, right] = [node.left.getText(), node.right.getText()];
    const operator = node.operatorToken.getText();
    if (OPPOSITES[operator] !== undefined) put(node.operatorToken, OPPOSITES[operator]);
    if (operator === '&&' || operator === '||') [right, left].forEach((side) => put(node, side));
    if (operator === '??') put(node, `${right} ?? ${left}`);
  }
  if (ts.isPropertyAccessExpression(node) && OTHER_METHODS[node.name.text] !== undefined)
    put(node.name, OTHER_METHODS[node.name.text]);
  // Changes dropped: what becomes of an order is written `{ ...order, changed: ... }`.
  if (ts.isObjectLiteralExpression(node) && node.properties[0]?.kind === ts.SyntaxKind.SpreadAssignment)
    for (const change of node.properties.slice(1)) put(change, '...{}');
  return edits;
}

const oneLine = (text) => text.replace(/\s+/g, ' ');

/** The mutants of each function: its statements dropped, conditions negated, comparisons changed, one at a time. */
function rowMutants(file, code) {
  const mutants = [];
  const counts = new Map();
  for (const statement of parse(file, code).statements) {
    const of = statement.name?.text ?? statement.declarationList?.declarations[0]?.name.text;
    walk(statement, (node) => {
      for (const { part, text } of editsOf(node)) {
        const [start, end] = [part.getStart(), part.end];
        // An operator is shown with both its sides.
        const shown = ts.isToken(part) || ts.isIdentifier(part) ? part.parent : part;
        const [from, to] = [shown.getStart(), shown.end];
        const change = `${code.slice(from, to)} -> ${code.slice(from, start)}${text}${code.slice(end, to)}`;
        const name = `${of}: ${oneLine(change)}`;
        // The same text in two places is told apart by its count.
        const count = (counts.get(name) ?? 0) + 1;
        counts.set(name, count);
        const known = count === 1 ? name : `${name} (${count})`;
        mutants.push({ isCell: false, name: known, file, start, end, text });
      }
    });
  }
  return mutants;
}

export const MUTATED_FILES = [TABLE_FILE, ...ROW_FILES];

/** A file with one mutant in it. */
export const mutated = (code, { start, end, text }) => code.slice(0, start) + text + code.slice(end);

/** All mutants, of the texts of the files by their names. */
export function orderMutants(codes) {
  const mutants = [
    ...cellMutants(TABLE_FILE, codes.get(TABLE_FILE)),
    ...ROW_FILES.flatMap((file) => rowMutants(file, codes.get(file))),
  ];
  for (const mutant of mutants) {
    const { parseDiagnostics } = parse(mutant.file, mutated(codes.get(mutant.file), mutant));
    if (parseDiagnostics.length > 0) throw new Error(`no JavaScript any more: ${mutant.name}`);
  }
  return mutants;
}

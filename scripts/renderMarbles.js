// Renders marbles/**/*.txt to docs/marbles/**/*.svg; with --check it writes nothing and fails where they differ.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { parseMarbleDiagramSpecification } from '@swirly/parser';
import { renderMarbleDiagram } from '@swirly/renderer-node';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const from = join(root, 'marbles');
const to = join(root, 'docs', 'marbles');

const PADDING = 25;
const TITLE_SIZE = 16;
const LEGEND_SIZE = 13;
const LINE_HEIGHT = 20;
const LEGEND_COLUMNS = 100;
/** Longest value that a marble has room for. */
const MARBLE_COLUMNS = 3;

/** Marbles of neighbouring frames touch and do not overlap. */
const STYLES = {
  frame_width: 30,
  event_radius: 15,
  event_value_font_size: 14,
  stacking_height: 34,
  completion_height: 36,
  error_size: 20,
  operator_height: 40,
  operator_title_font_size: 18,
  stream_title_font_size: 18,
};

const DEFINITION = /^\s*([A-Za-z0-9#])\s*:=\s*(.*?)\s*$/;
const TITLE = /^\s*title\s*=\s*(.*?)\s*$/;
const SUBSCRIPTION = /^\s*subscription\s*=\s*(.*?)\s*$/;

/** The SVG of one marble file. */
function render(text) {
  const lines = text.split(/\r?\n/);
  const blocks = blocksOf(lines);
  const definitions = blocks.flatMap((block) => block.map((line) => DEFINITION.exec(line)).filter(Boolean));
  const drawn = definitions.every(([, letter, json]) => letter !== '#' && drawnValue(json) !== undefined);
  const spec = parseMarbleDiagramSpecification(drawn ? withValues(blocks) : withLetters(blocks));
  const operator = blocks.map(([head]) => head).find((head) => head.startsWith('>')) ?? '';
  const titles = blocks.flatMap((block) => block.map((line) => TITLE.exec(line)?.[1] ?? ''));
  const titleWidth = Math.max(...titles.map((title) => textWidth(title, STYLES.stream_title_font_size)));
  spec.styles = {
    ...STYLES,
    minimum_width: Math.ceil(textWidth(operator, STYLES.operator_title_font_size)),
    // A marble at the first frame reaches to the left of its line.
    stream_title_width: Math.ceil(titleWidth) + STYLES.event_radius,
  };
  const diagram = renderMarbleDiagram(spec);
  return compose(titleOf(lines), diagram, legendOf(blocks, drawn));
}

function blocksOf(lines) {
  const blocks = [[]];
  for (const line of lines) {
    if (line.trim() === '') blocks.push([]);
    else if (!line.trim().startsWith('%')) blocks.at(-1).push(line);
  }
  return blocks.filter((block) => block.length > 0);
}

/** The comments above the first diagram, a line each. */
function titleOf(lines) {
  const first = lines.findIndex((line) => line.trim() !== '' && !line.trim().startsWith('%'));
  return lines
    .slice(0, first)
    .map((line) => line.trim().slice(1).trim())
    .filter((line) => line !== '');
}

/** What a marble shows of a value; undefined where it has no room. */
function drawnValue(json) {
  const value = JSON.parse(json);
  const text = String(value);
  return (value === null || typeof value !== 'object') && text.length <= MARBLE_COLUMNS ? text : undefined;
}

/** Swirly text with the letters in the marbles. */
const withLetters = (blocks) =>
  blocks.map((block) => block.filter((line) => !DEFINITION.test(line)).join('\n')).join('\n\n');

/** Swirly text with the values in the marbles. Swirly does not know of definitions in blocks above, so all are repeated. */
function withValues(blocks) {
  const known = new Map();
  return blocks
    .map((block) => {
      for (const line of block) {
        const definition = DEFINITION.exec(line);
        if (definition !== null) known.set(definition[1], drawnValue(definition[2]));
      }
      if (block[0].startsWith('>')) return block.join('\n');
      const settings = block.filter((line) => !DEFINITION.test(line));
      return [...settings, ...[...known].map(([letter, value]) => `${letter} := ${value}`)].join('\n');
    })
    .join('\n\n');
}

/** What the drawing does not show: values, where their letters are drawn, and subscriptions. */
function legendOf(blocks, drawn) {
  const operator = blocks.findIndex(([head]) => head.startsWith('>'));
  return blocks.flatMap((block, index) => {
    const entries = block.flatMap((line) => {
      if (line.trim() === 'hot') return wrap('hot');
      const subscription = SUBSCRIPTION.exec(line);
      if (subscription !== null) return wrap(`subscription ${subscription[1]}`);
      const definition = drawn ? null : DEFINITION.exec(line);
      return definition === null
        ? []
        : wrap(`${definition[1]} = ${JSON.stringify(JSON.parse(definition[2]))}`);
    });
    if (entries.length === 0) return [];
    const title = block.map((line) => TITLE.exec(line)?.[1]).find((found) => found !== undefined);
    return [{ text: title ?? (index < operator ? 'input' : 'output'), heading: true }, ...entries];
  });
}

/** Cuts a long line after commas and spaces where it can. */
function wrap(text) {
  const rows = [];
  let rest = text;
  while (rest.length > LEGEND_COLUMNS) {
    const head = rest.slice(0, LEGEND_COLUMNS);
    const cut = Math.max(head.lastIndexOf(','), head.lastIndexOf(' ')) + 1;
    const at = cut > LEGEND_COLUMNS / 2 ? cut : LEGEND_COLUMNS;
    rows.push(rest.slice(0, at));
    rest = `    ${rest.slice(at)}`;
  }
  return [...rows, rest].map((row) => ({ text: row, heading: false }));
}

function compose(title, { xml, width, height }, legend) {
  const titleHeight = title.length === 0 ? 0 : PADDING + title.length * LINE_HEIGHT;
  const legendHeight = legend.length === 0 ? 0 : legend.length * LINE_HEIGHT + PADDING / 2;
  const fullWidth = Math.ceil(
    Math.max(
      width,
      ...title.map((text) => 2 * PADDING + textWidth(text, TITLE_SIZE)),
      ...legend.map(({ text }) => 2 * PADDING + textWidth(text, LEGEND_SIZE)),
    ),
  );
  const fullHeight = Math.ceil(titleHeight + height + legendHeight);
  const textLine = (text, y, style) =>
    `<text x="${PADDING}" y="${y}" xml:space="preserve" fill="black" ${style}>${escapeXml(text)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${fullWidth}" height="${fullHeight}" viewBox="0 0 ${fullWidth} ${fullHeight}">`,
    `<rect width="${fullWidth}" height="${fullHeight}" fill="white"/>`,
    ...title.map((text, index) =>
      textLine(
        text,
        PADDING / 2 + (index + 1) * LINE_HEIGHT,
        `font-family="Arial, Helvetica, sans-serif" font-size="${TITLE_SIZE}px"`,
      ),
    ),
    // Not every renderer centres by dominant-baseline.
    xml.replace('<svg ', `<svg y="${titleHeight}" `).replaceAll('dominant-baseline="middle"', 'dy="0.35em"'),
    ...legend.map(({ text, heading }, index) =>
      textLine(
        text,
        titleHeight + height + index * LINE_HEIGHT,
        `font-family="monospace" font-size="${LEGEND_SIZE}px"${heading ? ' font-weight="bold"' : ''}`,
      ),
    ),
    '</svg>',
    '',
  ].join('\n');
}

/** Upper estimate, so that the same file gives the same picture whatever fonts are installed. */
const textWidth = (text, size) => text.length * size * 0.62;

const escapeXml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Paths of the files below a folder that end so, relative to it. */
function filesBelow(folder, end) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(end))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

function main(check) {
  const names = filesBelow(from, '.txt').map((file) => file.replace(/\.txt$/, ''));
  if (names.length === 0) throw new Error(`no marble file (*.txt) below ${from}`);
  const faults = [];
  for (const name of names) {
    const picture = join(to, `${name}.svg`);
    let svg;
    try {
      svg = render(readFileSync(join(from, `${name}.txt`), 'utf8'));
    } catch (error) {
      faults.push(`marbles/${name}.txt cannot be rendered: ${error.message}`);
      continue;
    }
    if (!check) {
      mkdirSync(dirname(picture), { recursive: true });
      writeFileSync(picture, svg);
    } else if (!existsSync(picture)) faults.push(`docs/marbles/${name}.svg is missing`);
    else if (readFileSync(picture, 'utf8') !== svg) faults.push(`docs/marbles/${name}.svg is out of date`);
  }
  for (const file of filesBelow(to, '.svg')) {
    if (names.includes(file.replace(/\.svg$/, ''))) continue;
    if (check) faults.push(`docs/marbles/${file} has no marble file`);
    else rmSync(join(to, file));
  }
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) {
    if (check) console.error('Render them with: node scripts/renderMarbles.js');
    process.exitCode = 1;
  } else {
    console.log(`${names.length} marble files ${check ? 'match their pictures' : 'rendered'}`);
  }
}

main(process.argv.includes('--check'));

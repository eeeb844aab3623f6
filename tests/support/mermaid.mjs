// Parses a diagram as Mermaid does; fails where it would not be drawn.   node mermaid.mjs FILE
import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';

const dom = new JSDOM('<body></body>');
globalThis.window = dom.window;
globalThis.document = dom.window.document;
const { default: mermaid } = await import('mermaid');
const found = await mermaid.parse(readFileSync(process.argv[2], 'utf8'));
console.log(found.diagramType);

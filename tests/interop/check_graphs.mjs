// Graph formats in JavaScript tools: the same parties and deals come out of each. Run from a folder with the packages: node check_graphs.mjs FOLDER
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSDOM } from 'jsdom';

const folder = process.argv[2];
const cases = ['en-chip-financing', 'zh-compute-loop', 'hostile-document', 'hostile-graph'];
const read = (name, file) => readFileSync(join(folder, name, file), 'utf8');
const expected = (name) => JSON.parse(read(name, 'expected.json'));
let passed = 0;
const failures = [];

function check(what, found, wanted) {
  if (JSON.stringify(found) === JSON.stringify(wanted)) passed += 1;
  else failures.push(`${what}:\n  found  ${JSON.stringify(found)?.slice(0, 600)}\n  wanted ${JSON.stringify(wanted)?.slice(0, 600)}`);
}

/** Control characters as XML and DOT show them. */
const visible = (text) => [...text].map((c) => {
  const code = c.codePointAt(0);
  return code < 0x20 && !'\t\n\r'.includes(c) ? String.fromCodePoint(0x2400 + code) : c;
}).join('');

const nodesOf = (name, show) => expected(name).nodes.map((n) => [show(n.id), show(n.name)]).sort();
const edgesOf = (name, show) => expected(name).edges.map((e) => [show(e.from), show(e.to), e.deal_type, e.status]).map(String).sort();

// mermaid looks for a browser.
const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true });
Object.assign(globalThis, { window, document: window.document, DOMParser: window.DOMParser, Document: window.Document });

const checks = {
  async gexf() {
    const { default: Graph } = await import('graphology');
    const gexf = await import('graphology-gexf');
    for (const name of cases) {
      const graph = gexf.default.parse(Graph, read(name, 'gexf.gexf'), { addMissingNodes: false });
      check(`gexf ${name} nodes`, graph.mapNodes((id, a) => [id, a.name]).sort(), nodesOf(name, visible));
      check(`gexf ${name} edges`, graph.mapEdges((_, a, from, to) => String([from, to, a.deal_type, a.status])).sort(), edgesOf(name, visible));
    }
  },
  async graphml() {
    const { default: Graph } = await import('graphology');
    const graphml = await import('graphology-graphml');
    for (const name of cases) {
      const graph = graphml.default.parse(Graph, read(name, 'graphml.graphml'));
      check(`graphml ${name} nodes`, graph.mapNodes((id, a) => [id, a.name]).sort(), nodesOf(name, visible));
      check(`graphml ${name} edges`, graph.mapEdges((_, a, from, to) => String([from, to, a.deal_type, a.status])).sort(), edgesOf(name, visible));
    }
  },
  async cytoscape() {
    const { default: cytoscape } = await import('cytoscape');
    for (const name of cases) {
      const { elements } = JSON.parse(read(name, 'cytoscape.cyjs'));
      const graph = cytoscape({ headless: true, elements });
      check(`cytoscape ${name} nodes`, graph.nodes().map((n) => [n.id(), n.data('name')]).sort(), nodesOf(name, (t) => t));
      check(`cytoscape ${name} edges`, graph.edges().map((e) => String([e.source().id(), e.target().id(), e.data('deal_type'), e.data('status')])).sort(), edgesOf(name, (t) => t));
    }
  },
  async graphviz() {
    const { Graphviz } = await import('@hpcc-js/wasm-graphviz');
    const graphviz = await Graphviz.load();
    const show = (t) => visible(t).replace(/\r/g, '␍').replace(/\\/g, '⧵');
    for (const name of cases) {
      const drawn = JSON.parse(graphviz.dot(read(name, 'dot.dot'), 'json'));
      const words = (object) => object._ldraw_.filter((d) => d.op === 'T').map((d) => d.text).join('\n');
      check(`graphviz ${name} labels`, (drawn.objects || []).map(words).sort(), nodesOf(name, show).map(([, n]) => n).sort());
      check(`graphviz ${name} edges`, (drawn.edges || []).length, expected(name).edges.length);
      const svg = new JSDOM(graphviz.dot(read(name, 'dot.dot'), 'svg'), { contentType: 'image/svg+xml' }).window.document;
      check(`graphviz ${name} svg`, [svg.querySelectorAll('.node').length, svg.querySelectorAll('.edge').length, svg.querySelectorAll('script').length],
        [expected(name).nodes.length, expected(name).edges.length, 0]);
    }
  },
  async mermaid() {
    const { default: mermaid } = await import('mermaid');
    mermaid.initialize({ securityLevel: 'strict' });
    for (const name of [...cases, 'large-graph']) {
      const text = read(name, 'mermaid.mmd');
      await mermaid.parse(text);
      const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
      const vertices = [...db.getVertices().values()];
      const decoded = (t) => t.replace(/ﬂ°°(\d+)¶ß/g, (_, n) => String.fromCodePoint(n));
      const one = (t) => visible(t).replace(/[\t\n\r\u2028\u2029]/g, ' ');
      const wanted = expected(name);
      if (name === 'large-graph') {
        check('mermaid large edges', db.getEdges().length <= 500 && text.includes('left out'), true);
      } else {
        check(`mermaid ${name} nodes`, vertices.map((v) => decoded(v.text)).sort(), wanted.nodes.map((n) => one(n.name)).sort());
        check(`mermaid ${name} edges`, db.getEdges().length, wanted.edges.length);
      }
    }
  },
};

for (const [name, run] of Object.entries(checks)) {
  const before = failures.length;
  try {
    await run();
  } catch (error) {
    failures.push(`${name}: ${error.stack || error}`);
  }
  console.log(`${failures.length === before ? 'ok' : 'FAILED'} ${name}`);
}
failures.forEach((f) => console.error(f));
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);

// What the report adds to its page: the drawing of the deals, filters, the chosen record, marks, language and light.
(() => {
  'use strict';
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  root.classList.add('js');

  const data = JSON.parse(byId('data').textContent);
  const deals = all('li.deal');
  const net = byId('net');
  const language = () => (root.dataset.ui === 'en' ? 1 : 0);
  let graph = null;
  let chosen = null;

  // Storage is refused for files in some browsers; then the page begins anew each time.
  const remember = (key, value) => { try { localStorage.setItem('dealgraph.' + key, value); } catch { /* refused */ } };
  const recall = (key) => { try { return localStorage.getItem('dealgraph.' + key); } catch { return null; } };

  // ---- the record beside the list -------------------------------------------------------------------------------------------------------

  /** Shows the record of an id; `from` says that the drawing need not be moved to it. */
  function show(id, from) {
    const source = byId(id);
    if (!source) return;
    chosen = id;
    const copy = source.cloneNode(true);
    copy.removeAttribute('id');
    copy.hidden = false;
    all('[id]', copy).forEach((e) => e.removeAttribute('id'));
    const holder = document.createElement('div');
    holder.className = copy.className;
    holder.append(...copy.childNodes);
    byId('shown').replaceChildren(holder);
    byId('record').hidden = false;
    if (matchMedia('(min-width: 1001px)').matches) byId('list').hidden = true;
    byId('side').scrollTop = 0;
    byId('record').scrollTop = 0;
    press(null);
    point(id);
    if (graph) light(from !== 'graph');
    if (from === 'link') byId('record').focus({ preventScroll: true });
  }

  function back() {
    const last = chosen;
    chosen = null;
    byId('record').hidden = true;
    byId('list').hidden = false;
    point(null);
    press(null);
    if (graph) light(false);
    const item = last && byId(last) && byId(last).querySelector('.pick');
    if (item) item.focus();
  }

  /** Marks the words of a record in the article. */
  function point(id) {
    all('.here').forEach((e) => e.classList.remove('here'));
    if (!id) return;
    const of = { d: `[data-told~="${id}"]`, q: `[data-said="${id}"]` }[id[0]] || `article a[href="#${id}"]`;
    all(of).forEach((e) => e.classList.add('here'));
  }

  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    const id = decodeURIComponent(link.getAttribute('href').slice(1));
    const target = byId(id);
    if (target && target.classList.contains('record')) {
      event.preventDefault();
      show(id, 'link');
    } else if (link.classList.contains('text') && target) {
      event.preventDefault();
      if (matchMedia('(max-width: 1000px)').matches) byId('record').hidden = true;
      const owner = id.replace(/^at-/, '').replace(/-words$/, '');
      point(owner);
      target.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
      target.setAttribute('tabindex', '-1');
      target.focus({ preventScroll: true });
    }
  });
  byId('back').addEventListener('click', back);
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape' && !byId('record').hidden) back(); });

  // ---- filters --------------------------------------------------------------------------------------------------------------------------

  const form = byId('choose');
  const value = (id) => (byId(id) ? byId(id).value : '');

  function wanted() {
    const ticked = (name) => new Set(all(`input[name=${name}]:checked`, form).map((e) => e.value));
    const [types, statuses] = [ticked('type'), ticked('status')];
    const least = value('least') === '' ? null : Number(value('least')) * Number(value('scale'));
    const [since, until, circular] = [value('since'), value('until'), byId('only-circular').checked];
    return ({ dataset: d }) => types.has(d.type) && statuses.has(d.status)
      && (least === null || (d.currency === value('currency') && d.amount !== '' && Number(d.amount) >= least))
      && (!since || (d.to !== '' && d.to >= since)) && (!until || (d.from !== '' && d.from <= until))
      && (!circular || d.circular === 'yes');
  }

  function filter() {
    const keep = form ? wanted() : () => true;
    let count = 0;
    for (const item of deals) {
      item.hidden = !keep(item);
      count += item.hidden ? 0 : 1;
    }
    if (form) {
      byId('matching').textContent = count === deals.length ? String(count) : `${count} / ${deals.length}`;
      byId('nothing').hidden = count > 0;
    }
    if (graph) {
      graph.batch(() => graph.edges().forEach((e) => { e.toggleClass('off', byId(e.data('record')).hidden); }));
      graph.batch(() => graph.nodes().forEach((n) => { n.toggleClass('off', n.connectedEdges().every((e) => e.hasClass('off'))); }));
    }
  }
  if (form) {
    form.addEventListener('input', filter);
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(filter));
  }

  // ---- the drawing ----------------------------------------------------------------------------------------------------------------------

  const MANY = 120;
  const colour = (name) => getComputedStyle(root).getPropertyValue('--' + name).trim();
  const pen = document.createElement('canvas').getContext('2d');
  const FONT = getComputedStyle(document.body).fontFamily;

  function measure(text, size) {
    pen.font = `${size}px ${FONT}`;
    return pen.measureText(text).width;
  }

  function style() {
    const many = data.nodes.length > MANY;
    const flows = ['capital', 'ownership', 'debt', 'goods', 'alliance'];
    return [
      { selector: 'node', style: {
        'label': 'data(label)', 'font-family': FONT, 'font-size': many ? 12 : 13, 'color': colour('ink'), 'width': 'data(w)', 'height': 'data(h)',
        'shape': many ? 'ellipse' : 'round-rectangle', 'background-color': many ? colour('strong') : colour('node'), 'border-width': many ? 0 : 1.5,
        'border-color': colour('strong'), 'text-valign': many ? 'bottom' : 'center', 'text-margin-y': many ? 3 : 0, 'min-zoomed-font-size': many ? 8 : 0,
        'overlay-opacity': 0 } },
      { selector: 'node[type = "person"]', style: many ? {} : { 'shape': 'ellipse' } },
      { selector: 'node[type = "government"], node[type = "organization"]', style: { 'border-style': many ? 'solid' : 'double', 'border-width': many ? 0 : 4 } },
      { selector: 'edge', style: {
        'curve-style': data.edges.length > 1200 ? 'straight' : 'bezier', 'control-point-step-size': 64, 'width': 2, 'target-arrow-shape': 'triangle', 'arrow-scale': 1.1,
        'font-family': FONT, 'font-size': 11.5, 'color': colour('ink'), 'text-rotation': 'autorotate', 'text-background-color': colour('ground'),
        'text-background-opacity': 1, 'text-background-padding': 2, 'text-background-shape': 'round-rectangle', 'label': many ? '' : 'data(label)', 'min-zoomed-font-size': 7, 'overlay-padding': 6,
        'overlay-opacity': 0 } },
      ...flows.map((f) => ({ selector: `edge[flow = "${f}"]`, style: { 'line-color': colour(f), 'target-arrow-color': colour(f) } })),
      { selector: 'edge[flow = "alliance"]', style: { 'target-arrow-shape': 'none' } },
      { selector: 'edge[?open]', style: { 'line-style': 'dashed', 'line-dash-pattern': [7, 5] } },
      { selector: 'edge[?dead]', style: { 'line-style': 'dotted', 'line-color': colour('dead'), 'target-arrow-color': colour('dead'), 'color': colour('soft') } },
      { selector: 'edge[?circular]', style: { 'underlay-color': colour('lit'), 'underlay-opacity': many ? .55 : .35, 'underlay-padding': 4, 'z-index': 5 } },
      { selector: '.off', style: { 'display': 'none' } },
      { selector: '.dim', style: { 'opacity': .22 } },
      { selector: 'edge.on', style: { 'width': 3.5, 'label': 'data(label)', 'z-index': 9 } },
      { selector: 'node.on', style: { 'border-width': many ? 3 : 2.5, 'border-color': colour('focus'), 'min-zoomed-font-size': 0, 'z-index': 10 } },
      { selector: 'edge.over', style: { 'label': 'data(label)', 'width': 3, 'z-index': 8 } },
    ];
  }

  function labels() {
    const i = language();
    graph.batch(() => {
      graph.nodes().forEach((n) => {
        const label = n.data('name')[i];
        n.data({ label, ...(data.nodes.length > MANY ? {} : { w: measure(label, 13) + 24, h: 32 }) });
      });
      graph.edges().forEach((e) => { e.data('label', e.data('sum') ? `${e.data('kind')[i]} ${e.data('sum')}` : e.data('kind')[i]); });
    });
  }

  /** Forces until the parties rest; a large graph in steps, so that the page stays alive. */
  function layout(done) {
    const degree = new Map();
    data.edges.forEach((e) => { for (const n of [e.from, e.to]) degree.set(n, (degree.get(n) || 0) + 1); });
    const points = data.nodes.map((_, i) => {
      const n = graph.getElementById('n' + i);
      return { i, r: data.nodes.length > MANY ? n.data('w') / 2 + 6 : n.data('w') / 2 + 16 };
    });
    // Parallel edges between two parties pull as one, and need room for their labels.
    const pairs = new Map();
    data.edges.forEach((e) => { const k = Math.min(e.from, e.to) + '-' + Math.max(e.from, e.to); pairs.set(k, Math.max(pairs.get(k) || 0, e.sum ? 1 : .7)); });
    const links = [...pairs].map(([k, room]) => { const [source, target] = k.split('-').map(Number); return { source, target, room }; });
    const many = data.nodes.length > MANY;
    const wide = Math.min(2.2, Math.max(.6, net.clientWidth / net.clientHeight));
    const simulation = d3.forceSimulation(points).stop()
      .force('link', d3.forceLink(links).distance((l) => (many ? 46 : l.source.r * .8 + l.target.r * .8 + 120 * l.room)).strength(many ? undefined : .55))
      .force('push', d3.forceManyBody().strength(many ? -90 : -620).distanceMax(many ? 700 : 1400))
      .force('apart', d3.forceCollide((p) => p.r).strength(.8))
      .force('x', d3.forceX(0).strength((many ? .05 : .055) / wide))
      .force('y', d3.forceY(0).strength((many ? .05 : .055) * wide));
    if (many) simulation.force('link').strength((l) => 1 / Math.min(degree.get(l.source.i) || 1, degree.get(l.target.i) || 1));
    simulation.alphaDecay(1 - Math.pow(.001, 1 / (many ? 180 : 300)));
    const place = () => graph.batch(() => points.forEach((p) => graph.getElementById('n' + p.i).position({ x: p.x, y: p.y })));
    const step = () => {
      const end = performance.now() + (data.nodes.length > 400 ? 24 : 400);
      while (simulation.alpha() > simulation.alphaMin() && performance.now() < end) simulation.tick();
      if (simulation.alpha() > simulation.alphaMin()) { setTimeout(step); return; }
      place();
      done();
    };
    step();
  }

  function fit(of) {
    graph.fit(of && of.length ? of : graph.elements(':visible'), 28);
    if (graph.zoom() > 1.35) { graph.zoom(1.35); graph.center(of && of.length ? of : graph.elements(':visible')); }
  }

  function draw() {
    if (!net || !data.edges.length) return;
    const many = data.nodes.length > MANY;
    const degree = data.nodes.map(() => 0);
    data.edges.forEach((e) => { degree[e.from] += 1; degree[e.to] += 1; });
    const elements = [
      ...data.nodes.map((n, i) => ({ group: 'nodes', data: { ...n, record: n.id, id: 'n' + i, label: '', w: many ? 8 + 5 * Math.sqrt(degree[i]) : 60, h: many ? 8 + 5 * Math.sqrt(degree[i]) : 32 } })),
      ...data.edges.map((e, i) => ({ group: 'edges', data: { id: 'x' + i, source: 'n' + e.from, target: 'n' + e.to, record: e.record, flow: e.flow, kind: e.type, sum: e.sum, open: e.open, dead: e.dead, circular: e.circular, label: '' } })),
    ];
    graph = cytoscape({
      container: net, elements, style: style(), layout: { name: 'preset' }, minZoom: .03, maxZoom: 4, boxSelectionEnabled: false, autounselectify: true,
      hideEdgesOnViewport: data.edges.length > 3000, textureOnViewport: data.edges.length > 1500, pixelRatio: data.nodes.length > 800 ? 1 : 'auto',
    });
    window.dealgraph = graph;
    labels();
    layout(() => { filter(); fit(); net.dataset.ready = 'yes'; });
    graph.on('tap', 'edge, node', (event) => show(event.target.data('record'), 'graph'));
    graph.on('tap', (event) => { if (event.target === graph && chosen) back(); });
    graph.on('mouseover', 'edge', (event) => { event.target.addClass('over'); net.style.cursor = 'pointer'; });
    graph.on('mouseout', 'edge', (event) => { event.target.removeClass('over'); net.style.cursor = ''; });
    graph.on('mouseover', 'node', () => { net.style.cursor = 'grab'; });
    graph.on('mouseout', 'node', () => { net.style.cursor = ''; });
    // The wheel scrolls the page until the drawing was touched.
    if (!matchMedia('(pointer: coarse)').matches) {
      graph.userZoomingEnabled(false);
      net.addEventListener('pointerdown', () => graph.userZoomingEnabled(true));
      net.addEventListener('mouseleave', () => graph.userZoomingEnabled(false));
    }
    const zoom = (by) => graph.zoom({ level: graph.zoom() * by, renderedPosition: { x: net.clientWidth / 2, y: net.clientHeight / 2 } });
    byId('zoom-in').addEventListener('click', () => zoom(1.3));
    byId('zoom-out').addEventListener('click', () => zoom(1 / 1.3));
    byId('fit').addEventListener('click', () => fit());
    const keys = {
      'ArrowLeft': () => graph.panBy({ x: 60, y: 0 }), 'ArrowRight': () => graph.panBy({ x: -60, y: 0 }), 'ArrowUp': () => graph.panBy({ x: 0, y: 60 }),
      'ArrowDown': () => graph.panBy({ x: 0, y: -60 }), '+': () => zoom(1.2), '=': () => zoom(1.2), '-': () => zoom(1 / 1.2), '0': () => fit(),
    };
    net.addEventListener('keydown', (event) => {
      if (keys[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); keys[event.key](); }
    });
    let width = net.clientWidth;
    new ResizeObserver(() => { if (net.clientWidth !== width) { width = net.clientWidth; graph.resize(); fit(); } }).observe(net);
  }

  /** Lights what belongs to the chosen record or cycle. */
  function light(move, edges) {
    graph.elements().removeClass('on dim');
    let lit = edges;
    if (!lit && chosen) {
      const own = graph.elements().filter((e) => e.data('record') === chosen);
      lit = own.union(own.nodes().connectedEdges()).union(own.edges());
    }
    if (!lit || !lit.length) return;
    const whole = lit.union(lit.edges().connectedNodes());
    graph.elements().difference(whole).addClass('dim');
    whole.addClass('on');
    if (move && data.nodes.length > 40) fit(whole);
  }

  function press(button) {
    all('.cycles button').forEach((b) => b.setAttribute('aria-pressed', String(b === button)));
  }
  all('.cycles button').forEach((button) => button.addEventListener('click', () => {
    if (!graph) return;
    const again = button.getAttribute('aria-pressed') === 'true';
    if (chosen) back();
    press(again ? null : button);
    const ids = new Set(data.cycles[Number(button.dataset.cycle)].map((i) => 'x' + i));
    light(!again, again ? graph.collection() : graph.edges().filter((e) => ids.has(e.id())));
  }));

  // ---- language, light, marks -----------------------------------------------------------------------------------------------------------

  function speak(tongue) {
    root.dataset.ui = tongue;
    if (graph) labels();
  }
  byId('language').addEventListener('click', () => { const next = root.dataset.ui === 'zh' ? 'en' : 'zh'; speak(next); remember('ui', next); });
  byId('theme').addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    remember('theme', root.dataset.theme);
    if (graph) graph.style(style());
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { if (graph) graph.style(style()); });
  const article = document.querySelector('article');
  all('input[data-marks]').forEach((box) => box.addEventListener('change', () => article.classList.toggle('hide-' + box.dataset.marks, !box.checked)));

  if (recall('theme')) root.dataset.theme = recall('theme');
  if (recall('ui')) root.dataset.ui = recall('ui');
  filter();
  draw();
  if (location.hash.length > 1) {
    const id = decodeURIComponent(location.hash.slice(1));
    if (byId(id) && byId(id).classList.contains('record')) show(id);
  }
})();

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
      // A deal of many parties may be circular between two of them only.
      const lit = form && byId('only-circular').checked;
      // Said of the element itself: a class alone is lost where the colours change.
      const hide = (e, off) => { e.toggleClass('off', off); e.style('display', off ? 'none' : 'element'); };
      graph.batch(() => graph.edges().forEach((e) => hide(e, byId(e.data('record')).hidden || (lit && !e.data('circular')))));
      graph.batch(() => graph.nodes().forEach((n) => hide(n, n.connectedEdges().every((e) => e.hasClass('off')))));
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
      { selector: 'node.great', style: { 'min-zoomed-font-size': 0, 'font-weight': 'bold', 'z-index': 7, 'text-outline-width': 2, 'text-outline-color': colour('ground') } },
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
      { selector: 'node.dim', style: many ? { 'text-opacity': 0 } : {} },
      { selector: 'edge[?circular].dim', style: { 'underlay-opacity': .06 } },
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
    data.edges.forEach((e, i) => {
      const key = Math.min(e.from, e.to) + '-' + Math.max(e.from, e.to);
      const link = pairs.get(key) || { source: Math.min(e.from, e.to), target: Math.max(e.from, e.to), room: 0, count: 0 };
      link.count += 1;
      link.room = Math.max(link.room, measure(graph.getElementById('x' + i).data('label'), 11.5) + 46);
      pairs.set(key, link);
    });
    const links = [...pairs.values()];
    const many = data.nodes.length > MANY;
    const wide = Math.sqrt(Math.min(2.5, Math.max(.4, net.clientWidth / net.clientHeight)));
    // A telephone has room for a smaller drawing only.
    const scale = many ? 1 : Math.min(1, Math.max(.55, net.clientWidth / 760));
    const simulate = (turn) => {
      // d3 begins with a spiral in the order of the points; another order is another drawing.
      const order = points.map((p) => p.i).sort((a, b) => ((a * 7919 + turn * 104729) % 997) - ((b * 7919 + turn * 104729) % 997) || a - b);
      order.forEach((i, at) => {
        const [far, angle] = [(many ? 10 : 60) * Math.sqrt(.5 + at), at * Math.PI * (3 - Math.sqrt(5))];
        Object.assign(points[i], { x: far * Math.cos(angle), y: far * Math.sin(angle), vx: 0, vy: 0 });
      });
      const simulation = d3.forceSimulation(points).stop()
        .force('link', d3.forceLink(links.map((l) => ({ ...l }))).distance((l) => (many ? 64 : (l.source.r + l.target.r) * .85 + l.room * scale)).strength(many ? undefined : .55))
        .force('push', d3.forceManyBody().strength(many ? -130 : -1600 * scale * scale).distanceMax(many ? 700 : 1600))
        .force('apart', d3.forceCollide((p) => p.r).strength(.8))
        .force('x', d3.forceX(0).strength((many ? .05 : .06) / wide))
        .force('y', d3.forceY(0).strength((many ? .05 : .06) * wide));
      if (many) simulation.force('link').strength((l) => 1 / Math.min(degree.get(l.source.i) || 1, degree.get(l.target.i) || 1));
      return simulation.alphaDecay(1 - Math.pow(.001, 1 / (many ? 180 : 300)));
    };
    const place = () => graph.batch(() => points.forEach((p) => graph.getElementById('n' + p.i).position({ x: p.x, y: p.y })));
    if (!many) {
      // A small graph is laid out several times, and the clearest drawing is kept.
      let best = null;
      for (let turn = 0; turn < (points.length <= 20 ? 24 : points.length <= 60 ? 8 : 2); turn += 1) {
        simulate(turn).tick(300);
        const cost = confusion(points, links, scale);
        if (!best || cost < best.cost) best = { cost, at: points.map(({ x, y }) => ({ x, y })) };
      }
      points.forEach((p, i) => Object.assign(p, best.at[i]));
      if (points.length <= 40) untangle(points, links, scale);
      place();
      done();
      return;
    }
    const simulation = simulate(0);
    const step = () => {
      const end = performance.now() + 24;
      while (simulation.alpha() > simulation.alphaMin() && performance.now() < end) simulation.tick();
      if (simulation.alpha() > simulation.alphaMin()) { setTimeout(step); return; }
      place();
      done();
    };
    step();
  }

  /** Moves parties, or swaps two, wherever that makes the drawing easier to read. */
  function untangle(points, links, scale) {
    let cost = confusion(points, links, scale);
    const attempt = (change, undo) => {
      change();
      const now = confusion(points, links, scale);
      if (now < cost - .01) { cost = now; return; }
      undo();
    };
    for (const far of [220, 130, 70, 40]) {
      for (const p of points) {
        for (let turn = 0; turn < 12; turn += 1) {
          const [x, y] = [p.x, p.y];
          attempt(() => { p.x += far * scale * Math.cos(turn * Math.PI / 6); p.y += far * scale * Math.sin(turn * Math.PI / 6); }, () => { p.x = x; p.y = y; });
        }
      }
      points.forEach((p, i) => points.slice(i + 1).forEach((q) => {
        const swap = () => { [p.x, p.y, q.x, q.y] = [q.x, q.y, p.x, p.y]; };
        attempt(swap, swap);
      }));
    }
  }

  /** How hard a drawing is to read: lines that cross, labels and parties that lie on each other, lines too short for their labels or too long, a shape other than the frame's. */
  function confusion(points, links, scale) {
    const side = (a, b, c) => Math.sign((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x));
    let cost = 0;
    const middles = [];
    links.forEach((one, i) => {
      const [a, b] = [points[one.source], points[one.target]];
      for (let j = i + 1; j < links.length; j += 1) {
        const [c, d] = [points[links[j].source], points[links[j].target]];
        const joint = a === c || a === d ? a : b === c || b === d ? b : null;
        if (joint) {
          const [p, q] = [joint === a ? b : a, joint === c ? d : c];
          const turn = Math.abs(Math.atan2((p.x - joint.x) * (q.y - joint.y) - (p.y - joint.y) * (q.x - joint.x), (p.x - joint.x) * (q.x - joint.x) + (p.y - joint.y) * (q.y - joint.y)));
          cost += 1.6 * Math.max(0, 1 - turn / (.4 + .14 * (one.count + links[j].count - 2)));
        } else if (side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b)) cost += 1.5;
      }
      const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
      const ideal = (a.r + b.r) * .85 + one.room * scale;
      const thick = 60 + 26 * (one.count - 1);
      cost += .8 * Math.abs(Math.log(length / ideal)) + (length < ideal * .8 ? 1 : 0);
      for (const p of points) {
        if (p === a || p === b) continue;
        const along = ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length;
        const off = Math.abs((p.x - a.x) * (b.y - a.y) - (p.y - a.y) * (b.x - a.x)) / length;
        if (along > 0 && along < length && off < thick) cost += 2 * (1 - off / thick / 1.2);
      }
      middles.push({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
    });
    for (let i = 0; i < middles.length; i += 1) {
      for (let j = i + 1; j < middles.length; j += 1) cost += Math.max(0, 1 - Math.hypot(middles[i].x - middles[j].x, (middles[i].y - middles[j].y) * 2) / 110);
    }
    for (let i = 0; i < points.length; i += 1) {
      for (let j = i + 1; j < points.length; j += 1) {
        const [p, q] = [points[i], points[j]];
        if (Math.abs(p.x - q.x) < p.r + q.r && Math.abs(p.y - q.y) < 56) cost += 3;
      }
    }
    const [xs, ys] = [points.map((p) => p.x), points.map((p) => p.y)];
    const [width, height] = [Math.max(...xs) - Math.min(...xs) + 120, Math.max(...ys) - Math.min(...ys) + 60];
    return cost + 2 * Math.abs(Math.log(width / height / (net.clientWidth / net.clientHeight))) + width / 900 / scale;
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
    if (many) {
      // The best connected keep their names at every distance.
      const great = [...degree.keys()].sort((a, b) => degree[b] - degree[a]).slice(0, 24).filter((i) => degree[i] > 2);
      const named = graph.collection(great.map((i) => graph.getElementById('n' + i))).addClass('great');
      let waiting = false;
      graph.on('zoom', () => {
        if (waiting) return;
        waiting = true;
        requestAnimationFrame(() => { waiting = false; named.style('font-size', Math.min(90, Math.max(12, 11 / graph.zoom()))); });
      });
    }
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

// The HTML report in headless Chromium: nothing is loaded or refused, the drawing and the list hold the same, a click shows the sentences, filters,
// keyboard, both languages, light and dark, a telephone. Run from a folder with puppeteer-core: node check_report.mjs FOLDER CHROMIUM [SCREENSHOTS]
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import puppeteer from 'puppeteer-core';

const [folder, executablePath, screenshots] = process.argv.slice(2);
const expected = (name) => JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8'));
let passed = 0;
const failures = [];

function check(what, found, wanted) {
  if (JSON.stringify(found) === JSON.stringify(wanted)) passed += 1;
  else failures.push(`${what}: found ${JSON.stringify(found)?.slice(0, 600)}, wanted ${JSON.stringify(wanted)?.slice(0, 600)}`);
}

const profile = mkdtempSync(join(tmpdir(), 'dealgraph-chromium-'));
const quiet = ['--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const browser = await puppeteer.launch({ executablePath, userDataDir: profile, args: ['--headless', '--no-sandbox', '--disable-gpu', ...quiet] });

/** Opens a report and runs the checks; what the page complains of or asks for is a failure. */
async function open(name, { width = 1280, height = 900, scheme = 'light' } = {}, run) {
  const page = await browser.newPage();
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => { complaints.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', (request) => { if (!/^(file|data|blob):/.test(request.url())) complaints.push(`request ${request.url()}`); });
  await page.setViewport({ width, height });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
  try {
    await page.goto(`file://${resolve(folder, name, 'html.html')}`);
    await page.waitForSelector('#net[data-ready]', { timeout: 120000 });
    await run(page);
    if (screenshots) await page.screenshot({ path: join(screenshots, `${name}-${width}-${scheme}.png`) });
  } catch (error) {
    failures.push(`${name}: ${error.stack || error}`);
  }
  check(`${name} ${width} complains of nothing`, complaints, []);
  await page.close();
}

const count = (page, selector) => page.$$eval(selector, (all) => all.length);
const text = (page, selector) => page.$eval(selector, (e) => e.innerText);

for (const name of ['en-chip-financing', 'zh-compute-loop', 'hostile-document', 'hostile-graph']) {
  await open(name, {}, async (page) => {
    const wanted = expected(name);
    check(`${name} drawing`, await page.evaluate(() => [dealgraph.nodes().length, dealgraph.edges().length]), [wanted.nodes.length, wanted.edges.length]);
    check(`${name} cycles`, await count(page, '.cycles button'), wanted.cycles);
    check(`${name} scripts`, await count(page, 'script'), 4);
    // Every edge leads to a record of the list, with as many sentences as tell the deal.
    const linked = await page.evaluate(() => dealgraph.edges().map((e) => document.getElementById(e.data('record')).querySelectorAll('blockquote').length));
    check(`${name} evidence`, linked, wanted.edges.map((e) => e.sentences));
    check(`${name} links lead somewhere`, await page.$$eval('a[href^="#"]', (all) => all.map((a) => decodeURIComponent(a.getAttribute('href').slice(1))).filter((id) => !document.getElementById(id))), []);
    const ids = await page.$$eval('[id]', (all) => all.map((e) => e.id));
    check(`${name} ids once`, ids.filter((id, i) => ids.indexOf(id) !== i), []);
    check(`${name} controls have names`, await page.$$eval('button, input, select', (all) => all.filter((e) => !(e.textContent.trim() || e.ariaLabel || e.labels?.length)).map((e) => e.outerHTML)), []);
  });
}

await open('en-chip-financing', { scheme: 'dark' }, async (page) => {
  check('dark', await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(16, 18, 21)');
  await page.click('#theme');
  check('light', await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(246, 247, 248)');
  // A click on an edge shows its sentences.
  const at = await page.evaluate(() => {
    const box = document.getElementById('net').getBoundingClientRect();
    const middle = dealgraph.edges()[0].renderedMidpoint();
    return { x: box.x + middle.x, y: box.y + middle.y };
  });
  await page.mouse.click(at.x, at.y);
  check('a click shows a record', await page.$eval('#record', (e) => !e.hidden && e.querySelectorAll('blockquote mark').length > 0), true);
  check('its words are marked in the article', (await count(page, 'article .here')) > 0, true);
  await page.keyboard.press('Escape');
  check('escape closes it', await page.$eval('#record', (e) => e.hidden), true);
  // By keyboard alone: the first deal of the list.
  await page.focus('li.deal .pick');
  await page.keyboard.press('Enter');
  check('a record by keyboard', await page.evaluate(() => !document.getElementById('record').hidden && document.activeElement.id), 'record');
  await page.keyboard.press('Escape');
  // The drawing by keyboard.
  const before = await page.evaluate(() => dealgraph.zoom());
  await page.focus('#net');
  await page.keyboard.press('+');
  check('zoom by keyboard', await page.evaluate((z) => dealgraph.zoom() > z, before), true);
  // Dragging a party moves it.
  const [start, from] = await page.evaluate(() => {
    const box = document.getElementById('net').getBoundingClientRect();
    const p = dealgraph.nodes()[0].renderedPosition();
    return [{ x: box.x + p.x, y: box.y + p.y }, dealgraph.nodes()[0].position()];
  });
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 40, start.y + 20, { steps: 4 });
  await page.mouse.up();
  check('a party is dragged', await page.evaluate((x) => dealgraph.nodes()[0].position().x !== x, from.x), true);
  // Filters act on list and drawing alike.
  await page.evaluate(() => { document.getElementById('filters').open = true; });
  const shown = () => page.evaluate(() => [document.querySelectorAll('li.deal:not([hidden])').length, dealgraph.edges(':visible').length]);
  const [deals, edges] = await shown();
  await page.click('#only-circular');
  const [fewer, lit] = await shown();
  check('circular only', [fewer, lit], await page.evaluate(() => [document.querySelectorAll('li.deal[data-circular=yes]').length, dealgraph.edges().filter((e) => e.data('circular')).length]));
  await page.click('#only-circular');
  await page.click('input[name=type][value=supply]');
  check('without supply', await page.$$eval('li.deal:not([hidden])', (all) => all.filter((e) => e.dataset.type === 'supply').length), 0);
  await page.click('button[type=reset]');
  await new Promise((done) => { setTimeout(done, 50); });
  check('reset', await shown(), [deals, edges]);
  await page.type('#least', '20');
  check('at least 2bn', await page.$$eval('li.deal:not([hidden])', (all) => all.every((e) => Number(e.dataset.amount) >= 2e9) && all.length > 0), true);
  await page.click('button[type=reset]');
  await page.evaluate(() => { const day = document.getElementById('since'); day.value = '2030-01-01'; day.dispatchEvent(new Event('input', { bubbles: true })); });
  check('no deal after 2030', (await shown())[0], 0);
  check('and says so', await page.$eval('#nothing', (e) => e.hidden), false);
  await page.click('button[type=reset]');
  // Cycles light up.
  await page.click('.cycles button');
  check('a cycle is lit', await page.evaluate(() => dealgraph.edges('.on').length >= 2), true);
  check('English', (await text(page, '#graph-name')), 'Deal graph');
  await page.click('#language');
  check('Chinese', (await text(page, '#graph-name')), '交易网络');
  check('labels of the drawing follow', await page.evaluate(() => /[\u4e00-\u9fff]/.test(dealgraph.edges()[0].data('label'))), true);
});

await open('zh-compute-loop', { width: 390, height: 844 }, async (page) => {
  check('no sideways scrolling on a telephone', await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
  await page.$eval('article a.deal', (e) => e.scrollIntoView());
  await page.click('article a.deal');
  check('a record at the bottom', await page.$eval('#record', (e) => getComputedStyle(e).position === 'fixed' && !e.hidden), true);
});

await open('large-graph', {}, async (page) => {
  check('large drawing', await page.evaluate(() => dealgraph.nodes().length), 2000);
  check('large note', /2000.*2400/s.test(await text(page, '#graph .note')), true);
  const zoomed = await page.evaluate(() => { const z = dealgraph.zoom(); document.getElementById('zoom-in').click(); return dealgraph.zoom() > z; });
  check('large zooms', zoomed, true);
});

await browser.close();
rmSync(profile, { recursive: true, force: true });
failures.forEach((f) => console.error(f));
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);

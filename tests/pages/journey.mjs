// journey.mjs TOOLS CHROMIUM ADDRESS WAY LANG [SHOTS] - a newcomer's way through the page of
// winnow serve: files, draft, try, load, duplicates by keys, months. WAY: script or plain
// (no script). Writes a line for each thing seen: "pass|what" or "fail|what|why".
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
const [tools, executablePath, address, way, lang, shots] = process.argv.slice(2);
const { chromium } = createRequire(tools + '/')('playwright-core');
const axe = readFileSync(tools + '/node_modules/axe-core/axe.min.js', 'utf8');
const hasScript = way === 'script';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: hasScript });
const page = await context.newPage();
const wrong = [], elsewhere = [];
page.on('pageerror', e => wrong.push(e.message));
page.on('console', m => m.type() === 'error' && wrong.push(m.text()));
page.on('request', r => new URL(r.url()).host === new URL(address).host || elsewhere.push(r.url()));
const tell = (what, why) => console.log(why ? `fail|${what}|${String(why).replace(/[\n|]/g, ' ')}` : `pass|${what}`);

// what keeps people out, in two widths; axe needs a script, which the page's rules forbid: it
// comes from the browser's own side
async function look(name) {
    for (const [width, height] of [[1280, 900], [390, 844]]) {
        await page.setViewportSize({ width, height });
        if (hasScript) {
            const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            tell(`${name}, ${width} wide: nothing beyond the edge`, beyond > 0 && `${beyond} px`);
            const session = await context.newCDPSession(page);
            await session.send('Runtime.evaluate', { expression: axe });
            const said = await session.send('Runtime.evaluate', { expression: 'axe.run().then(r => r.violations.map(v => v.id + " " + v.nodes[0].html).join("; "))', awaitPromise: true, returnByValue: true });
            tell(`${name}, ${width} wide: axe finds nothing`, said.result.value);
        }
        if (shots)
            await page.screenshot({ path: `${shots}/${name}-${way}-${lang}-${width}.png` });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
}

// until no command is at work
async function settle(path) {
    for (let i = 0; i < 100; i++) {
        await page.goto(new URL(path, address).href);
        if (await page.locator('[data-job]').count() === 0)
            return;
        await page.waitForTimeout(200);
    }
    tell(`${path}: the command ends`, 'it did not');
}

const go = async selector => {
    await page.locator(selector).first().click();
    await page.waitForLoadState();
};
const text = async selector => (await page.locator(selector).first().textContent() ?? '').trim();

await page.goto(address);
tell('the key is gone from the address', page.url().includes('key=') && page.url());
if (await page.locator(`.languages button[value=${lang}]`).count())
    await go(`.languages button[value=${lang}]`);
tell('the page is in the language', await page.locator('html').getAttribute('lang') !== { en: 'en', zh: 'zh-CN' }[lang] && 'it is not');
await settle('/');
await look('files');
await go('form[action="/draft"] button');
await settle('/');
await look('drafted');
await page.goto(new URL('/columns', address).href);
await look('columns');
const links = await page.locator('ul.linked li').allTextContents();
if (await page.locator('nav.tabs a').count() >= 5)
    tell('five linked files: each link is drawn with its hit rate', (links.length < 4 || links.some(l => !/\d ?%/.test(l))) && links.join('; '));
await page.goto(new URL('/values', address).href);
await look('values');
await page.goto(new URL('/try', address).href);
await go('button[value=try]');
await settle('/try');
tell('a try accounts for all rows', await page.locator('.c0.note').count() === 0 && await text('main'));
await look('tried');
await go('button[value=load]');
await settle('/try');
await look('loaded');
tell('a load is not taken back before one sees what that does', await page.locator('button[value=undo]').count() && 'it can be');
await go('button[value=look]');
await settle('/try');
tell('then it can', await page.locator('button[value=undo]').count() !== 1 && 'it cannot');
await look('before-undo');

await page.goto(new URL('/pairs', address).href);
await look('pairs');
const asked = () => page.locator('form.answers input[name=pair]').first().getAttribute('value');
const press = async key => {
    const before = await asked();
    if (hasScript)
        await page.keyboard.press(key);
    else
        await page.locator(`button[aria-keyshortcuts=${key.toUpperCase()}]`).first().click();
    if (hasScript)
        await page.waitForFunction(b => document.querySelector('form.answers input[name=pair]')?.value !== b, before);
    else
        await page.waitForLoadState();
    return before;
};
if (await page.locator('form.answers').count()) {
    const first = await press('s'), second = await press('d');
    const third = await press('u');
    await press('z');
    tell('a pair that was skipped is taken back', await asked() !== third && 'another stands there');
    await page.reload();
    tell('a reload keeps what was decided', !/2/.test(await text('[role=status]')) && await text('[role=status]'));
    console.log('decided|' + [`${first},same`, `${second},different`].sort().join(' '));
    await page.goto(new URL('/decided', address).href);
    await look('decided');
    await go('main ul a');
    await look('answered');
    const at = await asked();
    if (hasScript)
        await page.keyboard.press('t');
    else
        await go('button[aria-keyshortcuts=T]');
    await page.locator('button[aria-keyshortcuts=T]:disabled').waitFor({ timeout: 5000 }).catch(() => {});
    tell('an answer is taken back by its key', (await asked() !== at || await page.locator('button[aria-keyshortcuts=T]:disabled').count() !== 1) && 'it is not');
    await go('button[aria-keyshortcuts=Z]');
    await page.locator('button[aria-keyshortcuts=T]:not([disabled])').waitFor({ timeout: 5000 }).catch(() => {});
    tell('and that is taken back, too', await page.locator('button[aria-keyshortcuts=T]:disabled').count() === 1 && 'it is not');
}
await page.goto(new URL('/merged', address).href);
await look('merged');
await page.goto(new URL('/health', address).href);
await go('main form button');
await settle('/health');
await look('health');
await go('a[href="/findings?of=check"]');
await look('findings');
await go('main table a');
await look('finding');
await go('a[href^="/record"]');
await settle(page.url().replace(/^https?:\/\/[^/]+/, ''));
await look('record');
tell('a finding leads to its record and its story', await page.locator('pre.said').count() !== 1 && await text('main'));
await page.fill('input[name=why]', '老客户, as agreed');
await go('button[value=add]');
await look('waivers');
tell('a waiver waits for the next check', await page.locator('button[value=drop]').count() !== 1 && await text('main'));
await page.goto(new URL('/health', address).href);
await page.locator('main ul.links a').first().click();
await page.waitForLoadState();
tell('the report of the month opens', await page.locator('h1').count() === 0 && page.url());
tell('nothing was asked of another machine', elsewhere.join(' '));
tell('the browser finds no fault', wrong.join('; '));
await browser.close();

// browser.mjs CHROMIUM AXE.js OUT PAGE... - what people see of the pages, in a browser.
//
// Writes a line for each thing looked at: "pass|what" or "fail|what|why". Each page is
// looked at in two widths, light and dark, with its folds closed and open; then it is
// printed into OUT/NAME.pdf. With SHOTS=1, pictures are left in OUT as well.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as look from './look.mjs';

const [chromium, axe, out, ...pages] = process.argv.slice(2);
const profile = mkdtempSync(join(tmpdir(), 'pages-'));
const browser = spawn(chromium, ['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
    '--no-first-run', '--hide-scrollbars', '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });

// ---- the browser's protocol: JSON, each message ends with a zero byte ------------------

const waiting = new Map();
let last = 0, rest = '', session;

browser.stdio[4].setEncoding('utf8').on('data', bytes => {
    const messages = (rest + bytes).split('\0');
    rest = messages.pop();
    for (const message of messages.map(m => JSON.parse(m))) {
        const told = waiting.get(message.id ?? message.method);
        waiting.delete(message.id ?? message.method);
        told?.(message);
    }
});

const event = name => new Promise(done => waiting.set(name, done));

function ask(method, params = {}, sessionId = session) {
    const id = ++last;
    browser.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    return new Promise((done, fail) => waiting.set(id, m => m.error ? fail(Error(method + ': ' + m.error.message)) : done(m.result)));
}

async function run(code) {
    const said = await ask('Runtime.evaluate', { expression: code, awaitPromise: true, returnByValue: true });
    if (said.exceptionDetails)
        throw Error(said.exceptionDetails.exception?.description ?? said.exceptionDetails.text);
    return said.result.value;
}

const call = (what, ...args) => run(`(${what})(${args.map(a => JSON.stringify(a)).join(',')})`);

// ---- what is looked at ---------------------------------------------------------------

const tell = (what, wrong) => console.log(wrong?.length
    ? `fail|${what}|${wrong.slice(0, 8).join(' ;; ').replace(/[\n|]/g, ' ')}` : `pass|${what}`);

async function open(page, width, scheme) {
    await ask('Emulation.setDeviceMetricsOverride', { width, height: width < 500 ? 844 : 900, deviceScaleFactor: 1, mobile: width < 500 });
    await ask('Emulation.setEmulatedMedia', { media: '', features: [{ name: 'prefers-color-scheme', value: scheme }] });
    const loaded = event('Page.loadEventFired');
    await ask('Page.navigate', { url: pathToFileURL(page).href });
    await loaded;
}

async function shot(page, width, scheme, folds) {
    if (!process.env.SHOTS)
        return;
    const picture = await ask('Page.captureScreenshot', { captureBeyondViewport: true,
        clip: { x: 0, y: 0, width, height: await run('document.documentElement.scrollHeight'), scale: 1 } });
    writeFileSync(join(out, `${nameOf(page)}.${width}.${scheme}.${folds}.png`), Buffer.from(picture.data, 'base64'));
}

const nameOf = page => basename(dirname(page)) + '.' + basename(page, '.html');

async function seen(page, width, scheme) {
    const where = `${nameOf(page)}, ${width} px, ${scheme}: `;
    await open(page, width, scheme);
    await shot(page, width, scheme, 'closed');
    tell(where + 'nothing is reached by scrolling sideways alone', await call(look.overflow, width));
    await call(look.unfold);
    await shot(page, width, scheme, 'open');
    tell(where + 'nor with its folds open', await call(look.overflow, width));
    tell(where + 'bars are as wide as they say', await call(look.bars));
    tell(where + 'the points of a chart stand where their numbers are', await call(look.points));
    if (existsSync(axe)) {
        await run(readFileSync(axe, 'utf8'));
        tell(where + 'axe finds nothing that keeps people out', await call(look.axe));
    }
}

async function once(page) {
    const where = nameOf(page) + ': ';
    await open(page, 1280, 'light');
    tell(where + 'no script, and nothing from elsewhere', await call(look.foreign));
    tell(where + 'links within the page and to files lead somewhere', [...await call(look.anchors),
        ...(await call(look.files)).filter(f => !existsSync(resolve(dirname(page), f)))]);
    tell(where + 'signs between Chinese words are Chinese', await call(look.signs));
    tell(where + 'no name of a rule, an option or a table is told to a director', await call(look.names));
    writeFileSync(join(out, nameOf(page) + '.headings'), (await call(look.headings)).join('\n') + '\n');
    writeFileSync(join(out, nameOf(page) + '.folded'), (await call(look.folded)).join('\n') + '\n');
    const pdf = await ask('Page.printToPDF', { preferCSSPageSize: true, printBackground: true });
    writeFileSync(join(out, nameOf(page) + '.pdf'), Buffer.from(pdf.data, 'base64'));
}

const target = await ask('Target.createTarget', { url: 'about:blank' }, undefined);
session = (await ask('Target.attachToTarget', { targetId: target.targetId, flatten: true }, undefined)).sessionId;
await ask('Page.enable');
for (const page of pages) {
    for (const width of [1280, 390])
        for (const scheme of ['light', 'dark'])
            await seen(page, width, scheme);
    await once(page);
}
browser.on('exit', () => { rmSync(profile, { recursive: true, force: true, maxRetries: 3 }); process.exit(0); });
ask('Browser.close', {}, undefined);

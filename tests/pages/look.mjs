// look.mjs - functions that run inside a page. Each returns what is wrong with it.

// A phone makes its window as wide as what does not fit: `width` is what it has.
export function overflow(width) {
    const root = document.scrollingElement, wide = Math.max(root.scrollWidth, innerWidth) - width;
    if (wide <= 0)
        return [];
    return [`the page is ${wide} px too wide`, ...[...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > width + 1 && !e.parentElement.closest('.wide'))
        .map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 30))];
}

export function unfold() {
    for (const fold of document.querySelectorAll('details'))
        fold.open = true;
}

// A bar says its parts in its label: "filled 93.1 %, not valid 6.9 %". Each part is so wide.
export function bars() {
    const wrong = [], all = document.querySelectorAll('.bar');
    for (const bar of all) {
        const whole = bar.getBoundingClientRect().width, label = bar.getAttribute('aria-label') ?? '';
        const said = [...label.matchAll(/([<>]?)([\d.]+) %/g)].map(m => Number(m[2]));
        const parts = [...bar.children].map(e => 100 * e.getBoundingClientRect().width / whole);
        if (whole < 40)
            wrong.push(`${label}: ${whole} px`);
        if (parts.length !== said.length)
            wrong.push(`${label}: ${parts.length} parts`);
        parts.forEach((p, i) => Math.abs(p - said[i]) > 0.15 && wrong.push(`${label}: ${p.toFixed(1)} % wide`));
        const shown = bar.closest('tr')?.querySelector('[data-share]')?.textContent;
        if (shown && !label.includes(shown.trim()))
            wrong.push(`${label}: beside ${shown}`);
    }
    return wrong;
}

// A chart says its lowest and highest number in data-low and data-high, a point its own.
export function points() {
    const wrong = [];
    for (const chart of document.querySelectorAll('.plot')) {
        const box = chart.getBoundingClientRect(), low = Number(chart.dataset.low), high = Number(chart.dataset.high);
        for (const point of chart.querySelectorAll('.point')) {
            const at = point.querySelector('i').getBoundingClientRect();
            const value = low + (high - low) * (box.bottom - (at.top + at.bottom) / 2) / box.height;
            const said = Number(point.textContent.match(/[\d.]+/)?.[0]);
            if (!(Math.abs(value - said) < 0.6))
                wrong.push(`${said} stands at ${value.toFixed(1)}`);
        }
        const labels = [...chart.querySelectorAll('.point b')].map(e => e.getBoundingClientRect()).filter(b => b.width);
        labels.forEach((a, i) => labels.slice(i + 1).forEach(b => {
            if (a.right > b.left + 1 && b.right > a.left + 1 && a.bottom > b.top + 1 && b.bottom > a.top + 1)
                wrong.push('two numbers of the chart stand on each other');
        }));
    }
    return wrong;
}

export async function axe() {
    const found = await window.axe.run(document, { resultTypes: ['violations'] });
    return found.violations.map(v => `${v.id}: ${v.nodes[0].target.join(' ')} (${v.nodes.length})`);
}

export function foreign() {
    return [...document.querySelectorAll('script,link,img,iframe,object,embed,[src],[onclick],[onload]')].map(e => e.outerHTML.slice(0, 80))
        .concat([...document.querySelectorAll('a[href]')].map(e => e.getAttribute('href')).filter(h => /^[a-z]+:/i.test(h)));
}

export function anchors() {
    return [...document.querySelectorAll('a[href^="#"]')].map(e => e.getAttribute('href'))
        .filter(h => !document.getElementById(h.slice(1)));
}

export function files() {
    return [...document.querySelectorAll('a[href]')].map(e => e.getAttribute('href').split('#')[0]).filter(h => h && !/^[a-z]+:/i.test(h));
}

// Between two Chinese characters, or behind one, a sign of the other width.
export function signs() {
    if (!document.documentElement.lang.startsWith('zh'))
        return [];
    const wrong = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode())
        if (!walk.currentNode.parentElement.closest('code,[data-value]'))
            for (const m of walk.currentNode.data.matchAll(/.{0,8}[\u4e00-\u9fff] ?[,;:!?()](?!\w).{0,8}|.{0,8}[,;:!?()] ?[\u4e00-\u9fff].{0,8}/g))
                wrong.push(m[0]);
    return wrong;
}

// What is not folded is for a director, but for what the administrator is to decide.
export function names() {
    const wrong = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode())
        if (!walk.currentNode.parentElement.closest('details,[data-value],[data-admin],style'))
            for (const m of walk.currentNode.data.matchAll(/\bwinnow_\w+|--[a-z-]+|\b[a-z-]+=|<\w+>|\b[A-Z]\d\d\b/g))
                wrong.push(m[0]);
    return wrong;
}

// What stands last in each fold, to be found on paper.
export function folded() {
    return [...document.querySelectorAll('details > div')].map(e => [...e.querySelectorAll('p,li,td,h4')].map(t => t.textContent.trim()).filter(t => t).pop())
        .filter(t => t).map(t => t.replace(/\s+/g, '').slice(0, 16));
}

export function headings() {
    return [...document.querySelectorAll('h2,h3,h4,summary')].map(e => e.innerText.trim().replace(/\s+/g, ' ')).filter(t => t);
}

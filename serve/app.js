// app.js - what the page does better with a script: keys, no reload between pairs, files
// dropped onto it, and how far a command is. Everything works without it.
'use strict';
(() => {
    // ---- keys: a button with aria-keyshortcuts is pressed by its key
    document.addEventListener('keydown', event => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.repeat ||
            event.target.closest('input, select, textarea'))
            return;
        const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
        const button = document.querySelector(`button[aria-keyshortcuts="${CSS.escape(key)}"]:not([disabled])`);
        if (!button)
            return;
        event.preventDefault();
        button.click();
    });

    // ---- answers about pairs: the next pair comes without a reload, in the order of the answers
    let waiting = Promise.resolve(), asked = 0;

    const show = (text, address) => {
        const page = new DOMParser().parseFromString(text, 'text/html');
        document.querySelector('main').replaceWith(page.querySelector('main'));
        history.replaceState(null, '', address);
        follow();
    };

    const send = async (form, button) => {
        const fields = new URLSearchParams(new FormData(form));
        fields.set(button.name, button.value);
        const answer = await fetch(form.action, { method: 'POST', body: fields });
        show(await answer.text(), answer.url);
    };

    document.addEventListener('submit', event => {
        const form = event.target, button = event.submitter;
        if (!form.matches('form.answers[action="/pairs"]') || !button?.name)
            return;
        event.preventDefault();
        for (const other of form.querySelectorAll('button'))
            other.disabled = other !== button; // one answer a pair
        if (form.dataset.sent)
            return;
        form.dataset.sent = ++asked;
        waiting = waiting.then(() => send(form, button)).catch(() => form.submit());
    });

    // ---- files dropped anywhere go into the form for files
    document.addEventListener('dragover', event => event.preventDefault());
    document.addEventListener('drop', event => {
        const input = document.querySelector('form.drop input[type=file]');
        event.preventDefault();
        if (!input || !event.dataTransfer.files.length)
            return;
        input.files = event.dataTransfer.files;
        input.form.requestSubmit();
    });

    // ---- how far a command is
    const tell = (box, far) => {
        const bar = box.querySelector('progress');
        if (!far)
            return;
        if (far.done > 0)
            bar.value = far.done;
        box.querySelector('.far').textContent = far.text;
    };

    async function follow() {
        const box = document.querySelector('[data-job]');
        while (box && box.isConnected) {
            await new Promise(done => setTimeout(done, 700));
            const answer = await fetch('/job?id=' + box.dataset.job, { headers: { Accept: 'application/json' } }).catch(() => null);
            const job = answer?.ok ? await answer.json() : null;
            if (job && job.state !== 'runs') {
                location.reload();
                return;
            }
            tell(box, job?.progress);
        }
    }
    follow();
})();

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

    // What somebody is at stays: the focus, what is being typed, folds, how far tables are moved.
    const remember = () => {
        const at = document.activeElement, id = at?.closest('main') && at.id;
        const typed = id && at.matches('input:not([type])') && at.value !== at.defaultValue ? at.value : null;
        const moved = [...document.querySelectorAll('.wide')].map(box => box.scrollLeft);
        const folds = [...document.querySelectorAll('main details[id]')].map(fold => [fold.id, fold.open]);
        return () => {
            for (const [name, open] of folds) {
                const fold = document.getElementById(name);
                if (fold)
                    fold.open = open;
            }
            document.querySelectorAll('.wide').forEach((box, i) => { box.scrollLeft = moved[i] ?? 0; });
            const again = id && document.getElementById(id);
            if (again) {
                again.focus({ preventScroll: true });
                if (typed !== null)
                    again.value = typed;
            }
        };
    };

    const show = (text, address) => {
        const page = new DOMParser().parseFromString(text, 'text/html'), restore = remember();
        document.querySelector('main').replaceWith(page.querySelector('main'));
        history.replaceState(null, '', address);
        restore();
        document.querySelector('main [role=alert]')?.scrollIntoView({ block: 'nearest' });
        follow();
    };

    const send = async (form, button) => {
        const fields = new URLSearchParams(new FormData(form));
        fields.set(button.name, button.value);
        const answer = await fetch(form.getAttribute('action'), { method: 'POST', body: fields });
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

    // ---- the mapping: what is changed is sent at once, one change after the other
    document.documentElement.classList.add('script');

    document.addEventListener('change', event => {
        const form = event.target.form;
        if (form?.matches('form.live') && event.target.type !== 'checkbox')
            form.requestSubmit(form.querySelector('.save'));
    });

    document.addEventListener('submit', event => {
        const form = event.target, button = event.submitter;
        if (!form.matches('form.live'))
            return;
        event.preventDefault();
        const fields = new URLSearchParams(new FormData(form));
        if (button?.name)
            fields.set(button.name, button.value);
        for (const input of form.elements) // Enter and leaving the cell are one change
            if (input.matches('input:not([type])'))
                input.defaultValue = input.value;
        waiting = waiting.then(async () => {
            const answer = await fetch(form.getAttribute('action'), { method: 'POST', body: fields });
            show(await answer.text(), answer.url);
        }).catch(() => location.reload());
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

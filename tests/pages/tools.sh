# tools.sh - what the tests of pages want beside the program: source it after lib.sh. Sets
# `chromium`, and `tools`, a folder with axe-core and playwright-core from npm; `lacks` says
# what is not there.
tools=$PWD/${BUILD#"$PWD/"}/pages lacks=
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
[ -n "$chromium" ] || lacks="no chromium"
command -v node >/dev/null || lacks="no node"
if [ -z "$lacks" ] && ! cmp -s tests/pages/package-lock.json "$tools/package-lock.json"; then
    mkdir -p "$tools" && cp tests/pages/package.json tests/pages/package-lock.json "$tools"
    (cd "$tools" && npm ci --no-audit --no-fund --ignore-scripts) >"$tmp/npm" 2>&1 ||
        { rm -f "$tools/package-lock.json"; lacks="nothing from npm: $(tail -n 1 "$tmp/npm")"; }
fi
axe=$tools/node_modules/axe-core/axe.min.js

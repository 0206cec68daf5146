# serve.sh - for tests of winnow serve: source it after lib.sh, in the folder of the test. The
# page is that of the folder `room`.
: "${py:=$root/tests/flow/serve.py}"
server=
begin() { # OPTION...: starts the page, and lets this "browser" in
    "$WINNOW" serve room --lang en "$@" >address 2>said &
    server=$!
    for i in 1 2 3 4 5 6 7 8 9 10; do grep -q http address && break; sleep .2; done
    url=$(grep -o 'http://[^ ]*' address) port=${url#http://127.0.0.1:} port=${port%%/*} key=${url#*key=}
    rm -f cookie form
}
end() { kill -INT "$server" 2>/dev/null; wait "$server" 2>/dev/null; }
trap 'kill -9 "$server" 2>/dev/null; chmod -R u+w "$tmp" 2>/dev/null; rm -rf "$tmp"' EXIT
# ask METHOD PATH [OPTION]...: body in `body`, "STATUS LOCATION" in `status`
ask() { python3 "$py" ask "$port" "$@" >body 2>status; }
status() { cut -d' ' -f1 status; }
# answers NAME STATUS METHOD PATH [OPTION]...
answers() { name=$1 want=$2; shift 2; ask "$@"; is "$name" "$(status)" "$want"; }
# settle PATH: until no command is at work
settle() { for i in $(seq 1 100); do ask GET "$1"; grep -q data-job body || break; sleep .2; done; }

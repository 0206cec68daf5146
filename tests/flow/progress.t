#!/bin/sh
# progress.t - on a terminal people see how far each stage is, in their language, and what
# Ctrl-C leaves is a line that can be read. TAP.
. tests/lib.sh
python3 - "$tmp/big.csv" <<'P'
import sys
with open(sys.argv[1], 'w', encoding='utf-8') as f:
    f.write('Id,Name,Mobile,Email\n')
    for i in range(30000):
        f.write('%d,%s%s,138%08d,u%d@corp.cn\n' % (i, '王李张刘陈'[i % 5], chr(0x4e00 + i % 900), i * 2654435761 % 10**8, i))
P
# on_terminal SECONDS COMMAND... - what a terminal shows; Ctrl-C after so many seconds (0: never)
on_terminal() {
    python3 - "$@" <<'P'
import os, pty, select, sys, time
pid, fd = pty.fork()
if pid == 0: os.execv(sys.argv[2], sys.argv[2:])
limit, began, out, sent = float(sys.argv[1]), time.time(), b'', False
while True:
    if limit and not sent and time.time() - began > limit:
        os.write(fd, b'\x03'); sent = True
    if not select.select([fd], [], [], 0.05)[0]: continue
    try: got = os.read(fd, 4096)
    except OSError: break
    if not got: break
    out += got
sys.stdout.buffer.write(out)
print('\nexit', os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
P
}
on_terminal 0 "$WINNOW" run "$tmp/big.csv" --lang zh --color never --to "$tmp/a.db" --out "$tmp/a" | tr '\r' '\n' >"$tmp/zh"
for stage in '3/8 规范化' '5/8 查重' '7/8 导入' '再次核对：'; do
    is "$stage says its share" "$(grep -c "$stage.*  [0-9]* %" "$tmp/zh" | sed 's/^[1-9].*/some/')" some
done
has "before the first stage it says what it does" "$tmp/zh" "正在查看文件"
is "no stage is called in English" "$(grep ' %' "$tmp/zh" | grep -v '^winnow\|·' |
    grep -oE '\b(read|normalize|match|merge|load|report|verify|second|left)\b' | sort -u)" ""
on_terminal 0.4 "$WINNOW" run "$tmp/big.csv" --lang en --color never --to "$tmp/b.db" --out "$tmp/b" >"$tmp/stopped"
is "Ctrl-C ends it" "$(tail -n 1 "$tmp/stopped")" "exit 130"
is "its message stands in a line of its own" "$(tr -d '\r' <"$tmp/stopped" | sed 's/.*\x1b\[K//' | grep -c '^winnow: stopped')" 1
on_terminal 0 "$WINNOW" run "$tmp/big.csv" --lang en --quiet --to "$tmp/c.db" --out "$tmp/c" >"$tmp/quiet"
is "--quiet shows none" "$(head -n 1 "$tmp/quiet" | tr -d '\r')" ""
done_testing

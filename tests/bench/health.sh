#!/bin/sh
# health.sh WINNOW CORPORA - the monthly check of 100,000 accounts and 300,000 contacts of the
# generator, two months of it: time, memory, size of what it leaves. Needs CORPORA/bench.
winnow=$(realpath "$1") generator=$(realpath "$2/bench/crm_gen.py") model=$(realpath mappings/crm.model.xml)
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
cd "$dir" || exit 1
python3 "$generator" --rows 300000 --dup-rate 0.1 --seed 5 --out contacts >/dev/null 2>&1
python3 "$generator" --rows 100000 --dup-rate 0.1 --seed 6 --out accounts >/dev/null 2>&1
field() { for f in $1; do echo "<field to=\"${f%:*}\" from=\"${f#*:}\"/>"; done; }
dates() { for f in created_at updated_at last_contact_at; do echo "<field to=\"$f\" from=\"$f\" date-order=\"dmy\"/>"; done; }
both="industry:industry source:source intent:intent_level phone:phone address:address city:city owner:owner department:department"
{
    echo "<mapping version=\"1\" model=\"$model\"><source system=\"crm\" region=\"CN\"/><file entity=\"account\" path=\"accounts.csv\" key=\"id\">"
    field "account_id:id name:company $both"; dates
    echo '<drop from="*" why="bench"/></file><file entity="contact" path="contacts.csv" key="id">'
    field "contact_id:id full_name:name company:company mobile:mobile email:email $both"; dates
    echo '<drop from="*" why="bench"/></file></mapping>'
} >m.xml
for month in 2026-09 2026-10; do
    python3 - "$winnow" health m.xml --period $month --out $month --history h.db --quiet <<'P'
import os, sys, time
start = time.time(); pid = os.fork()
if pid == 0: os.execv(sys.argv[1], sys.argv[1:])
_, status, use = os.wait4(pid, 0)
print("%s  %.1f s  CPU %.1f s  %d MB  exit %d" % (sys.argv[5], time.time() - start,
    use.ru_utime + use.ru_stime, use.ru_maxrss // 1024, os.waitstatus_to_exitcode(status)))
P
done
python3 - <<'P'
import json, os
h = json.load(open("2026-10/health.json"))
print("records %d  open findings %d  report %d kB  work lists %d kB  history %d kB" % (h["records"], h["findings"]["open"],
      os.path.getsize("2026-10/report.en.html") // 1000, os.path.getsize("2026-10/worklists.xlsx") // 1000, os.path.getsize("h.db") // 1000))
P

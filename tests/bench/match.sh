#!/bin/bash
# match.sh WINNOW DIR [SET...] - winnow match on the data sets and generators of DIR (data/,
# bench/), nothing configured: pairwise F1 of clusters, CPU seconds, peak memory. Sets that
# begin with run_ are what winnow run merges (from 0.95 on), with the mapping that it drafts.
winnow=$1 shared=$2; shift 2
[ -d "$shared/data" ] || { echo "bench-match: no data in \"$shared\"; give CORPORA=DIR"; exit 1; }
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
eval=$shared/bench/pairwise_eval.py data=$shared/data
sets=${*:-febrl1 febrl3 febrl4 splink_fake_1000 splink_fake_20000 RLdata500 ncvr_5x5000_ocp0
    ncvr_5x5000_ocp20 ncvr_5x5000_ocp40 fodors_zagats dedupe_chicago_early_childhood
    senzing_truthset cn_listed_short_full dblp_acm abt_buy imdb_tmdb crm_default crm_dirty
    persons persons_nobirth households households_nobirth crm_people run_default run_dirty run_persons run_ncvr_5x5000_ocp20}
# split FILE: the column cluster becomes the truth, what is named in $2 is left out
split() {
    python3 - "$1" "$dir" "$2" <<'P'
import csv, sys
rows = csv.reader(open(sys.argv[1], newline="")); head = next(rows); drop = sys.argv[3].split()
k, keep = head.index("cluster"), [i for i, c in enumerate(head) if c != "cluster" and c not in drop]
data, truth = csv.writer(open(sys.argv[2] + "/in.csv", "w")), csv.writer(open(sys.argv[2] + "/truth.csv", "w"))
data.writerow([head[i] for i in keep]); truth.writerow(["record_id", "cluster_id"])
for row in rows:
    data.writerow([row[i] for i in keep]); truth.writerow([row[0], row[k]])
P
}
# use COMMAND...: what it took
use() {
    python3 - "$@" <<'P' >"$dir/use"
import os, sys
pid = os.fork()
if pid == 0: os.execvp(sys.argv[1], sys.argv[1:])
_, status, use = os.wait4(pid, 0)
print("%.2f s %d MB" % (use.ru_utime + use.ru_stime, use.ru_maxrss // 1024))
P
}
score() { printf '%-32s %-8s %s\n' "$1" "$(python3 "$eval" "$dir/c.csv" $2 2>&1 | awk '$1 == "f1" { print $2 }')" "$(cat "$dir/use")"; }
# one NAME KEY TRUTH FILE...: match and score
one() {
    name=$1 key=$2 truth=$3; shift 3
    use "$winnow" match "$@" --key "$key" -o "$dir/c.csv" --quiet
    score "$name" "$truth"
}
# whole NAME KEY TRUTH FILE: run and score; the file's own keys, line by line
whole() {
    rm -rf "$dir/o" "$dir/o.db"
    use "$winnow" run "$4" --to "$dir/o.db" --out "$dir/o" --as-of 2025-06-30 --quiet
    sqlite3 -csv "$dir/o.db" "select golden_id from winnow_source order by line" >"$dir/golden"
    {
        echo record_id,cluster_id
        python3 -c 'import csv, sys; [print(r[sys.argv[2]]) for r in csv.DictReader(open(sys.argv[1], newline=""))]' "$4" "$2" | paste -d, - "$dir/golden"
    } >"$dir/c.csv"
    score "$1" "$3"
}
crm() {
    python3 "$shared/bench/crm_gen.py" --rows 50000 --seed 5 --profile "$1" --out "$dir/crm" >/dev/null
    { echo record_id,cluster_id; sed 1d "$dir/crm.truth.csv" | cut -d, -f1,2; } >"$dir/truth.csv"
}
generated() {
    [ -f "$dir/$1.csv" ] || python3 "$shared/bench/${1}_gen.py" "${ROWS:-100000}" "$dir/$1.csv"
    split "$dir/$1.csv" "$2"
}
for s in $sets; do
    case $s in
    crm_default | crm_dirty)
        crm "${s#crm_}"; one "$s" id "--truth-clusters $dir/truth.csv" "$dir/crm.csv" ;;
    run_default | run_dirty)
        crm "${s#run_}"; whole "$s" id "--truth-clusters $dir/truth.csv" "$dir/crm.csv" ;;
    persons | persons_nobirth | households | households_nobirth | crm_people)
        drop=; case $s in *_nobirth) drop="dob email" ;; esac
        generated "${s%_nobirth}" "$drop"
        one "$s" unique_id "--truth-clusters $dir/truth.csv" "$dir/in.csv" ;;
    run_persons)
        generated persons ""; whole "$s" unique_id "--truth-clusters $dir/truth.csv" "$dir/in.csv" ;;
    run_*)
        whole "$s" record_id "--truth-clusters $data/${s#run_}/truth_clusters.csv" "$data/${s#run_}/data.csv" ;;
    *)
        if [ -f "$data/$s/a.csv" ]; then
            one "$s" record_id "--truth-pairs $data/$s/truth_pairs.csv --cross" "$data/$s/a.csv" "$data/$s/b.csv"
        else
            one "$s" record_id "--truth-clusters $data/$s/truth_clusters.csv" "$data/$s/data.csv"
        fi ;;
    esac
done

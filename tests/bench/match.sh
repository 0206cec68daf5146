#!/bin/bash
# match.sh WINNOW DIR [SET...] - winnow match on the data sets and generators of DIR (data/,
# bench/), nothing configured: pairwise F1 of clusters, CPU seconds, peak memory.
winnow=$1 shared=$2; shift 2
[ -d "$shared/data" ] || { echo "bench-match: no data in \"$shared\"; give CORPORA=DIR"; exit 1; }
dir=$(mktemp -d) && trap 'rm -rf "$dir"' EXIT
eval=$shared/bench/pairwise_eval.py data=$shared/data
sets=${*:-febrl1 febrl3 febrl4 splink_fake_1000 splink_fake_20000 RLdata500 ncvr_5x5000_ocp0
    ncvr_5x5000_ocp20 ncvr_5x5000_ocp40 fodors_zagats dedupe_chicago_early_childhood
    senzing_truthset cn_listed_short_full dblp_acm abt_buy imdb_tmdb crm_default crm_dirty
    persons persons_nobirth households households_nobirth crm_people}
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
# one NAME KEY TRUTH FILE...: run and score
one() {
    name=$1 key=$2 truth=$3; shift 3
    python3 - "$dir/c.csv" "$winnow" match "$@" --key "$key" -o "$dir/c.csv" --quiet <<'P' >"$dir/use"
import os, sys
pid = os.fork()
if pid == 0: os.execvp(sys.argv[2], sys.argv[2:])
_, status, use = os.wait4(pid, 0)
print("%.2f s %d MB" % (use.ru_utime + use.ru_stime, use.ru_maxrss // 1024))
P
    printf '%-32s %-8s %s\n' "$name" "$(python3 "$eval" "$dir/c.csv" $truth 2>&1 | awk '$1 == "f1" { print $2 }')" "$(cat "$dir/use")"
}
for s in $sets; do
    case $s in
    crm_default | crm_dirty)
        python3 "$shared/bench/crm_gen.py" --rows 50000 --seed 5 --profile "${s#crm_}" --out "$dir/crm" >/dev/null
        { echo record_id,cluster_id; sed 1d "$dir/crm.truth.csv" | cut -d, -f1,2; } >"$dir/truth.csv"
        one "$s" id "--truth-clusters $dir/truth.csv" "$dir/crm.csv" ;;
    persons | persons_nobirth | households | households_nobirth | crm_people)
        gen=${s%_nobirth} drop=; [ "$gen" = "$s" ] || drop="dob email"
        [ -f "$dir/$gen.csv" ] || python3 "$shared/bench/${gen}_gen.py" "${ROWS:-100000}" "$dir/$gen.csv"
        split "$dir/$gen.csv" "$drop"
        one "$s" unique_id "--truth-clusters $dir/truth.csv" "$dir/in.csv" ;;
    *)
        if [ -f "$data/$s/a.csv" ]; then
            one "$s" record_id "--truth-pairs $data/$s/truth_pairs.csv --cross" "$data/$s/a.csv" "$data/$s/b.csv"
        else
            one "$s" record_id "--truth-clusters $data/$s/truth_clusters.csv" "$data/$s/data.csv"
        fi ;;
    esac
done

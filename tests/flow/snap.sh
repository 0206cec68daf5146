# snap.sh - what a dry run says, what the load then says, and what really changed; source it
# after lib.sh. Wants: $T, ask, state, $tables as in load.sh; $entities, the tables that are
# looked at; commands that take more options and write into $tmp/o and $tmp/out.
us=$(printf '\037')
snap() { # FOLDER: all rows of the entities' tables, and the cross-reference
    mkdir -p "$1"
    for t in $entities; do
        fields=$(ask "select field from winnow_column where entity = '$t' and field <> 'id' order by field" | tr '\n' ' ')
        echo "id $fields" >"$1/$t"
        cells=$(for f in $fields; do printf '%s' " || '$us' || coalesce(cast(\"$f\" as text), '<null>')"; done)
        ask "select cast(id as text) $cells from $t" >>"$1/$t"
    done
    ask "select entity || '$us' || system || '$us' || source_key || '$us' || cast(nth as text) || '$us' || coalesce(cast(golden_id as text), '')
        || '$us' || coalesce(missing_since, '') from winnow_source" >"$1/sources"
}
everything() { state $tables winnow_run winnow_history; }
told() { sed -n '/^changes/,/^[hv]e/p' "$1" | sed '1d;$d'; }
# foretold NAME WHAT-CHANGES COMMAND...: tries, loads, and holds both against the rows
foretold() {
    name=$1 what=$2; shift 2
    rm -rf "$tmp/was" "$tmp/is" "$tmp/tried.csv"; snap "$tmp/was"; everything >"$tmp/was.state"
    "$@" --mark-missing --dry-run; cp "$tmp/o/manifest.json" "$tmp/tried.json"; cp "$tmp/out" "$tmp/tried"
    [ ! -e "$tmp/o/changes.csv" ] || cp "$tmp/o/changes.csv" "$tmp/tried.csv"
    everything >"$tmp/tried.state"; same "$name: trying changes no row" "$tmp/tried.state" "$tmp/was.state"
    "$@" --mark-missing; snap "$tmp/is"
    is "$name: the dry run and the load say what changed" \
        "$(python3 tests/flow/changed.py "$tmp/was" "$tmp/is" "$tmp/tried.json" "$tmp/o/manifest.json")" "$what"
    is "$name: on the terminal, too" "$(told "$tmp/tried")" "$(told "$tmp/out")"
}

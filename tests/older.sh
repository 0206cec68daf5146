# older.sh DB - makes a target of version 1 of an SQLite target of today: whole tables
# where there are views, and source rows as text.
db=$1 rows=$(mktemp) && trap 'rm -f "$rows"' EXIT
"$WINNOW" trace "$db" rows >"$rows" || exit 1
sqlite3 "$db" ".import --csv $rows older_rows"
for t in source lineage refused finding; do
    sqlite3 "$db" "create table older_$t as select * from winnow_$t;
        drop view winnow_$t; drop view winnow_${t}_all; drop table winnow_${t}_row; drop table winnow_${t}_kind;
        alter table older_$t rename to winnow_$t"
done
sqlite3 "$db" "create unique index winnow_source_key on winnow_source (source_key, system, entity, nth);
    create unique index winnow_lineage_key on winnow_lineage (golden_id, entity, field);
    update winnow_source as s set raw = r.raw from older_rows r where r.source_key = s.source_key and r.system = s.system
        and r.entity = s.entity and r.nth = s.nth;
    drop table older_rows; drop table winnow_raw; drop table winnow_why;
    alter table winnow_pair drop column place; update winnow_schema set version = 1; vacuum"

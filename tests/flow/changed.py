# changed.py - what really changed in a target between two snapshots of it (foretold.sh takes
# them by SQL), against what manifests say of it.
#   changed.py BEFORE AFTER MANIFEST...    prints the tables, counted from the rows; behind
#                                          them where a manifest says something else
import json, os, sys

def rows(folder, name):
    lines = open(os.path.join(folder, name), encoding='utf-8').read().split('\n')
    names = lines[0].split()
    return {r[0]: dict(zip(names, r)) for r in (l.split('\x1f') for l in lines[1:] if l)}

def sources(folder, table):
    out = {}
    for line in open(os.path.join(folder, 'sources'), encoding='utf-8').read().split('\n'):
        cells = line.split('\x1f')
        if cells[0] == table:
            out[tuple(cells[1:4])] = cells[4:6]  # golden id, missing since
    return out

def counted(before, after, table):
    a, b = rows(before, table), rows(after, table)
    s, t = sources(before, table), sources(after, table)
    both = [i for i in a if i in b]
    fields = {}
    for i in both:
        for name in b[i]:
            if a[i].get(name, '<null>') != b[i][name]:
                fields[name] = fields.get(name, 0) + 1
    changed = sum(any(a[i].get(n, '<null>') != b[i][n] for n in b[i]) for i in both)
    known = {v[0] for v in s.values() if v[0]}
    left = {s[k][0] for k in s if k in t and s[k][0] != t[k][0] and s[k][0]}
    return {'table': table, 'before': len(a), 'new': sum(i not in a for i in b), 'changed': changed,
            'same': len(both) - changed, 'joined': sum(i not in b for i in a),
            'apart': sum(any(t[k][0] == g for k in t) for g in left),
            'added': sum(k not in s and t[k][0] in known for k in t),
            'gone': sum(k in s and not s[k][1] and t[k][1] != '' for k in t), 'fields': fields}

before, after, manifests = sys.argv[1], sys.argv[2], sys.argv[3:]
tables = [n for n in sorted(os.listdir(after)) if n != 'sources']
real = [counted(before, after, t) for t in tables]
for r in real:
    print(r['table'], *(f'{k} {r[k]}' for k in r if k not in ('table', 'fields') and r[k]),
          *(f'{k}:{v}' for k, v in sorted(r['fields'].items())))
for path in manifests:
    said = {r['table']: r for r in json.load(open(path))['changes']['tables']}
    for r in real:
        m = said.pop(r['table'], None)
        if not m and r['same'] == r['before'] and not r['new'] + r['added']:
            continue
        if not m:
            print(path, 'says nothing of', r['table'])
            continue
        m['fields'] = {f['field']: f['changed'] for f in m['fields']}
        for k in r:
            if m[k] != r[k] and not (k == 'gone' and m[k] is None and r[k] == 0):
                print(path, r['table'], k, 'said', m[k], 'is', r[k])
    for t in said:
        print(path, 'tells of', t)

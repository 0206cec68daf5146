# wide.py ENTITIES FIELDS ROWS - a mapping, a model with names of the worst kind, and a file for each entity
import sys
entities, fields, rows = map(int, sys.argv[1:])
bad = '&amp;' * 55
out = ['<model version="1" name="wide"><list name="l">']
out += ['<item code="C%d" en="%s%d" zh="%s%d"/>' % (i, bad, i, bad, i) for i in range(100)]
out += ['</list>']
maps = ['<mapping version="1" model="wide.model.xml"><source system="s"/>']
for e in range(entities):
    out += ['<entity name="e%d" en="%s%d" zh="%s%d"><field name="k" type="id" key="yes"/>' % (e, bad, e, bad, e)]
    out += ['<field name="f%d" en="%s%d" zh="%s%d" type="%s"/>' % (f, bad, f, bad, f, ['choice" list="l', 'email', 'date', 'money'][f % 4]) for f in range(fields)]
    out += ['</entity>']
    out += ['<check id="R%d_%d" on="e%d" rule="required" fields="f%d" en="%s%d" zh="%s%d" green="1%%" red="2%%"/>' % (e, f, e, f, bad, f, bad, f) for f in range(fields)]
    maps += ['<file entity="e%d" path="%s%d.csv" key="k">' % (e, 'x' * 60, e)]
    maps += ['<field to="f%d" from="%s%d" refused="100%%"/>' % (f, 'c' * 60, f) for f in range(fields)] + ['</file>']
    with open('%s%d.csv' % ('x' * 60, e), 'w') as file:
        file.write('k,' + ','.join('c' * 60 + str(f) for f in range(fields)) + '\n')
        for r in range(rows):
            file.write('%d,' % r + ','.join(('&' * 50 + str(r * 7 + f)) if r % 3 else '' for f in range(fields)) + '\n')
open('wide.model.xml', 'w').write('\n'.join(out) + '</model>\n')
open('wide.xml', 'w').write('\n'.join(maps) + '</mapping>\n')

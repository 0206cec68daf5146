# serve.py - speaks HTTP with winnow serve, well and badly.
#   serve.py ask PORT METHOD PATH [OPTION]...   the body to stdout, "STATUS LOCATION" to stderr
#       -H "Name: value"   a header; Host, Cookie and Origin are right unless they are given
#       -d NAME=VALUE      a field of a form; -F NAME=PATH[;NAME] a file
#   serve.py broken PORT COUNT SEED    requests that are no HTTP; prints what was answered
#   serve.py many PORT COUNT           connections at once, which ask nothing, and one that does
#   serve.py send PORT BYTES           an upload of so many bytes
# The cookie and the field of forms are in the files cookie and form, if they are there.
import os, random, socket, sys, time, urllib.parse

def read(name):
    try:
        return open(name).read().strip()
    except OSError:
        return ''

def connect(port, host='127.0.0.1'):
    s = socket.create_connection((host, port), timeout=20)
    return s

def answer(s):
    data = b''
    while True:
        try:
            piece = s.recv(65536)
        except (ConnectionResetError, socket.timeout):
            break
        if not piece:
            break
        data += piece
    head, _, body = data.partition(b'\r\n\r\n')
    return head.decode('latin-1'), body

def multipart(fields, files):
    edge, out = 'edge-of-a-part', b''
    for name, value in fields:
        out += f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for name, path, called in files:
        out += (f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{called}"\r\n'
                'Content-Type: application/octet-stream\r\n\r\n').encode() + open(path, 'rb').read() + b'\r\n'
    return f'multipart/form-data; boundary={edge}', out + f'--{edge}--\r\n'.encode()

def request(port, method, path, given, fields, files, body=None):
    own = {'Host': f'127.0.0.1:{port}', 'Cookie': read('cookie'), 'Connection': 'close'}
    if method == 'POST':
        own['Origin'] = f'http://127.0.0.1:{port}'
        if not any(name == 'form' for name, _ in fields):
            fields = fields + [('form', read('form'))]
        kind, data = multipart(fields, files) if files else (
            'application/x-www-form-urlencoded', urllib.parse.urlencode(fields).encode())
        own['Content-Type'] = kind
        own['Content-Length'] = str(len(data))
    else:
        data = b''
    for name, value in given:
        own.pop(name, None)
    lines = [f'{method} {path} HTTP/1.1'] + [f'{n}: {v}' for n, v in own.items() if v] + \
            [f'{n}: {v}' for n, v in given if v]
    return ('\r\n'.join(lines) + '\r\n\r\n').encode() + data

def ask(port, method, path, *options):
    given, fields, files = [], [], []
    for kind, value in zip(options[::2], options[1::2]):
        if kind == '-H':
            name, _, text = value.partition(': ')
            given.append((name.rstrip(':'), text))
        elif kind == '-d':
            fields.append(tuple(value.split('=', 1)))
        else:
            name, _, rest = value.partition('=')
            file, _, called = rest.partition(';')
            files.append((name, file, called or os.path.basename(file)))
    s = connect(port)
    s.sendall(request(port, method, path, given, fields, files))
    head, body = answer(s)
    lines = head.split('\r\n')
    heads = {l.split(': ', 1)[0].lower(): l.split(': ', 1)[1] for l in lines[1:] if ': ' in l}
    if 'set-cookie' in heads:
        open('cookie', 'w').write(heads['set-cookie'].split(';')[0])
    at = body.find(b'name="form" value="')
    if at >= 0:
        open('form', 'w').write(body[at + 19:at + 51].decode())
    open('heads', 'w').write(head.replace('\r\n', '\n') + '\n')
    sys.stdout.buffer.write(body)
    print(lines[0].split(' ')[1] if ' ' in lines[0] else 'none', heads.get('location', ''), file=sys.stderr)

def broken(port, count, seed):
    rng = random.Random(seed)
    good = [request(port, 'GET', '/', [], [], []),
            request(port, 'GET', '/pairs?pair=1&at=2', [], [], []),
            request(port, 'POST', '/pairs', [], [('ruling', 'same'), ('pair', 'x')], []),
            request(port, 'POST', '/files', [('Content-Type', 'multipart/form-data; boundary=b')], [], [])]
    words = [b'\0', b'\r\n', b'%00', b'%', b'..', b'/', b'\xff\xfe', b'A' * 5000, b'Content-Length: 9999999999999999999\r\n',
             b'Transfer-Encoding: chunked\r\n', b'Host: evil\r\n', b': ', b'HTTP/9.9', b'-1', b'\r\n\r\n']
    told = {}
    for _ in range(count):
        text = bytearray(rng.choice(good))
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(len(text) + 1)
            what = rng.random()
            if what < .3:
                text[at:at] = rng.choice(words)
            elif what < .6:
                del text[at:at + rng.randint(1, 40)]
            else:
                text[at:at + 1] = bytes([rng.randrange(256)])
        s = connect(port)
        try:
            s.sendall(bytes(text))
            s.shutdown(socket.SHUT_WR)
            s.settimeout(.05) # it may wait for the rest, for a while
            head, _ = answer(s)
        except OSError:
            head = ''
        s.close()
        status = head.split(' ')[1] if head.startswith('HTTP/1.') and ' ' in head else 'closed'
        told[status] = told.get(status, 0) + 1
    print(sum(told.values()), 'asked;', ' '.join(f'{k}:{v}' for k, v in sorted(told.items())))

def many(port, count):
    held = []
    for i in range(count):
        s = connect(port)
        s.sendall(b'GET / HTTP/1.1\r\nHos' if i % 2 else b'')
        held.append(s)
    began = time.time()
    s = connect(port)
    s.sendall(request(port, 'GET', '/try', [], [], []))
    head, _ = answer(s)
    print(head.split(' ')[1] if head else 'none', 'soon' if time.time() - began < 2 else 'late')

def send(port, size):
    edge = 'edge-of-a-part'
    first = (f'--{edge}\r\nContent-Disposition: form-data; name="form"\r\n\r\n{read("form")}\r\n--{edge}\r\n'
             'Content-Disposition: form-data; name="file"; filename="large.csv"\r\n\r\n').encode()
    last = f'\r\n--{edge}--\r\n'.encode()
    head = (f'POST /files HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n'
            f'Cookie: {read("cookie")}\r\nContent-Type: multipart/form-data; boundary={edge}\r\n'
            f'Content-Length: {len(first) + size + len(last)}\r\nConnection: close\r\n\r\n').encode()
    s = connect(port)
    try:
        s.sendall(head + first)
        block = b'a,b,c\n' * 10922
        left = size
        while left > 0:
            piece = block[:min(left, len(block))]
            s.sendall(piece)
            left -= len(piece)
        s.sendall(last)
    except OSError:
        pass
    head, body = answer(s)
    sys.stdout.buffer.write(body)
    print(head.split(' ')[1] if ' ' in head else 'none', file=sys.stderr)

what, port, *rest = sys.argv[1:]
{'ask': ask, 'broken': lambda p, n, seed: broken(p, int(n), int(seed)), 'many': lambda p, n: many(p, int(n)),
 'send': lambda p, n: send(p, int(n))}[what](int(port), *rest)
